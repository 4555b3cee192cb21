import { AbstractConnector } from '../../Core/AbstractConnector';

export class FacebookMarketingConnector extends AbstractConnector {}
