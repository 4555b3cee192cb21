import { AbstractConnector } from '../../Core/AbstractConnector';

export class BankOfCanadaConnector extends AbstractConnector {}
