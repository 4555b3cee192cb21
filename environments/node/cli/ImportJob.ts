import type { PreviewReport, RunProgress, RunReport } from '../../../src/Core/RunReport';
import type { RunRequest } from '../../../src/Core/RunSetup';
import type { HostMap } from '../HostMap';
import type { CheckResult } from './CheckSource';
import type { RuntimeName, StorageSpec } from './StorageSpec';

/** Everything that the import's thread needs to know. It is handed over in memory, secrets included. */
export interface ImportJob {
  kind: 'run' | 'preview' | 'check';
  /** Name of the connector. */
  source: string;
  /** Identity of the import in the state and in the storage. */
  importId: string;
  values: Record<string, unknown>;
  request: RunRequest;
  /** A changed unique key is accepted: the table is emptied and loaded from the start. */
  reload: boolean;
  runtime: RuntimeName;
  storage: StorageSpec;
  /** Path of the state file. */
  state: string;
  /** Hosts that requests are sent elsewhere for: simulators, a gateway. */
  hosts: HostMap;
  /** Not 0: the user asked for a stop. */
  stop: SharedArrayBuffer;
  /** Texts that are taken out of everything that is printed. */
  secrets: readonly string[];
}

/** An error as it crosses the thread: a class would lose its name. */
export interface ImportError {
  name: string;
  message: string;
  faults?: readonly { parameter?: string; message: string }[];
}

export type ImportOutcome =
  | { kind: 'run'; report: RunReport }
  | { kind: 'preview'; report: PreviewReport }
  | { kind: 'check'; check: CheckResult };

/** How far a command is. */
export interface ImportStep extends RunProgress {
  /** A long history is loaded in several runs; this one counts from 1. */
  part: number;
  /** How many there will be. */
  parts: number;
  /** Records fetched by all parts so far; `records` are those of the node in this part. */
  allRecords: number;
  /** 0 to 1. */
  fractionDone: number;
}

/** What the import's thread says while it works; `done` or `failed` is the last word. */
export type ImportMessage =
  | { type: 'progress'; step: ImportStep }
  | { type: 'log'; level: 'debug' | 'log' | 'info' | 'warn' | 'error'; text: string }
  | { type: 'done'; outcome: ImportOutcome }
  | { type: 'failed'; error: ImportError };
