import { AbstractConnector } from '../../Core/AbstractConnector';

export class XAdsConnector extends AbstractConnector {}
