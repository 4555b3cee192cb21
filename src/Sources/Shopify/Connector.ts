import { AbstractConnector } from '../../Core/AbstractConnector';

export class ShopifyConnector extends AbstractConnector {}
