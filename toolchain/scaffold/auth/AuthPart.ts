import type { ConnectorDesign } from '../ConnectorDesign';
import type { Imports } from '../Imports';

/** A secret setting that users of the connector enter. */
export interface SecretSetting {
  /** In PascalCase, e.g. `ApiKey`. */
  name: string;
  label: string;
  description: string;
}

/** What a kind of authentication adds to `Source.ts`. */
export interface AuthSource {
  imports: Imports;
  constants?: string;
  /** Body of the method `createAuth`. */
  createAuth?: string;
}

/** What it adds to `Simulator.ts`, so that nobody gets in without it. */
export interface AuthSimulator {
  imports: Imports;
  constants?: string;
  fields?: string;
  /** The method `reset`, where there is more to forget than settings. */
  reset?: string;
  /** Statements before the address is looked at. */
  check: string;
  methods?: string;
  /** After the class. */
  functions?: string;
}

/** What the tests of the connector know of it. */
export interface AuthTests {
  /** Values of the secret settings in the tests of the source. */
  values: Readonly<Record<string, string>>;
  /** Headers that every request must have with these values. */
  headers?: Readonly<Record<string, string>>;
  /** The query parameter that every request must have. */
  query?: readonly [name: string, value: string];
  /** Ends a test of the source in which everything goes well. */
  sourceTests?: string;
  /** Declares `get`, which asks the simulator with what it takes. */
  get: string;
  /** The test that the simulator lets nobody else in. */
  refusal?: string;
}

/** A kind of authentication: each file of the connector takes from it what it needs. */
export interface AuthPart {
  settings: readonly SecretSetting[];
  /** Requests that come before the first page. */
  requestsBefore: number;
  source: AuthSource;
  simulator: AuthSimulator;
  tests: AuthTests;
  /** How it is sent: ends the sentence "Requests carry ...". */
  carries?: string;
  /** Steps to the credentials, for `CREDENTIALS.md`. */
  steps?: readonly string[];
}

export type MakeAuthPart = (design: ConnectorDesign) => AuthPart;
