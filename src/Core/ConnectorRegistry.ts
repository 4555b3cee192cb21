import type { AbstractConfig } from './AbstractConfig';
import type { AbstractConnector, ConnectorServices } from './AbstractConnector';
import type { AbstractSource } from './AbstractSource';

/** What `manifest.json` of a connector folder says. */
export interface ConnectorManifest {
  title: string;
  /** Path of an SVG or PNG in the folder; a data URI once built. */
  logo?: string;
  /** Link to the API's documentation. */
  documentation?: string;
  /** Host names that the connector talks to; a leading `*.` stands for any subdomain. */
  hosts?: readonly string[];
  apiVersion?: { version: string; released?: string; sunset?: string };
}

export interface ConnectorEntry {
  /** The folder's name. */
  name: string;
  manifest: ConnectorManifest;
  // The parameters of each source differ; whoever makes one through the registry knows them from `declarations()`.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  Source: new (config: AbstractConfig) => AbstractSource<any>;
  Connector: new (source: AbstractSource, services: ConnectorServices) => AbstractConnector;
}

/** Every connector of this build by name. */
export type ConnectorRegistry = Record<string, ConnectorEntry>;
