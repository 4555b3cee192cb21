import type { AbstractSource } from './AbstractSource';
export interface ConnectorServices {
  placeholder?: never;
}
export class AbstractConnector {
  constructor(
    protected readonly source: AbstractSource,
    protected readonly services: ConnectorServices,
  ) {}
}
