import { AbstractConnector } from '../../Core/AbstractConnector';

export class MicrosoftAdsConnector extends AbstractConnector {}
