import { AbstractConnector } from '../../Core/AbstractConnector';

export class OpenHolidaysConnector extends AbstractConnector {}
