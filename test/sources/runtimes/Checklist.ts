import type { Fault, LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { Row } from '../../../src/Core/Schema';

/**
 * What a source must prove on both runtimes, by what it is like. `test/sources/<Name>/checklist.ts` exports `traits`
 * and `checklist`; `checklists.test.ts` demands a case for every proof of every trait.
 */
export const PROOFS = {
  /** Every source. */
  always: [
    'happy path',
    'empty',
    'null and missing fields',
    '500 then 200',
    '429 with Retry-After',
    '429 without a time',
    'HTML body',
  ],
  /** Answers come in pages. */
  paged: ['two pages'],
  /** Time series: the days of the requests, to the letter. */
  days: ['exact days'],
  /** Runs once per account. */
  accounts: ['one account refused'],
  /** Takes a key or token. */
  credentials: ['permanent 401', 'permanent 403'],
  /** Its token can be renewed. */
  renewable: ['401 then success'],
  /** Its requests are signed: the simulator refuses a wrong signature, bodies of forms among it. */
  signed: ['signature'],
  /** Some fields change the grain of the rows. */
  dimensions: ['same keys, other dimension'],
  /** Numbers, percentages, money or booleans come as text, or in millionths. */
  textValues: ['values as text'],
  /** Answers are cut at a limit without a word. */
  truncates: ['truncation'],
  /** Errors come with status 200. */
  errorsIn200: ['error with status 200'],
  /** The API names a budget and asks to slow down before it refuses. */
  budget: ['budget'],
  /** Reports are ordered, polled and fetched. */
  reports: ['report done later', 'report fails', 'report survives a pause', 'report lost'],
  /** The result of a report is an address of its own, which ends. */
  downloads: ['done without an address', 'address expired'],
  /** Results come packed: ZIP or gzip. */
  archives: ['packed result'],
} as const;

export type Trait = Exclude<keyof typeof PROOFS, 'always'>;
export type Proof = (typeof PROOFS)[keyof typeof PROOFS][number];

/**
 * A request that is expected. Text: part of `METHOD host/path?query`, decoded. An expression: on the same line, with the
 * body after a space. A function: whatever it says.
 */
export type RequestMatch = string | RegExp | ((request: LoggedRequest) => boolean);

/** What shall have come of one run. */
export interface Expected {
  /** Default DONE. */
  status?: 'DONE' | 'ERROR' | 'PAUSED';
  /** Rows in the table after the run. */
  rows?: number;
  /** For each of these a row with these cells, as cast values, in any order. Empty text is null, as in a sheet. */
  cells?: readonly Partial<Row>[];
  /** In the failures or warnings of the report, or in the error that kept the run from beginning. */
  texts?: readonly (string | RegExp)[];
  /** Neither a failure nor a warning. Default: true where the status is DONE and no `texts` are expected. */
  quiet?: boolean;
  /** Requests that arrived in this run, repetitions included. */
  requests?: number;
  /** All of them, in this order. With several accounts at once the order is not certain: use `some`. */
  asked?: readonly RequestMatch[];
  /** Each of these is among them. */
  some?: readonly RequestMatch[];
  /** None of them is like this. */
  none?: readonly RequestMatch[];
  /** Milliseconds of all waits; only where no wait has jitter, which waits that the API names have not. */
  waited?: number;
}

/** One run, and what was changed in the world before it. */
export interface ChecklistRun {
  /** ISO time of the start, for the script and the simulator. Default 2026-03-02T09:00:00Z; a later run: no time passed. */
  at?: string;
  /** Values that differ from `cases.values` and `cases.secrets`; in a later run, from those of the run before. */
  values?: Readonly<Record<string, unknown>>;
  /** Settings of the simulator, kept for the runs after it. */
  simulator?: Readonly<Record<string, unknown>>;
  /** Asked for before the run, besides what is left of those before. */
  faults?: readonly Fault[];
  /** Virtual seconds that the run may take before it pauses, at least 10. Default: the runtime's own. */
  seconds?: number;
  expect: Expected;
}

export interface ChecklistCase extends ChecklistRun {
  /** What a user would lose; the title of two tests. */
  title: string;
  proves: Proof | readonly Proof[];
  node: string;
  /** Default: the default fields of the node. `'*'`: all. Keys come by themselves. */
  fields?: readonly string[] | '*';
  /** Start and end date. Default 2026-02-23 to 2026-02-27. */
  days?: readonly [from: string, to: string];
  /** Zone of the file. Default UTC. */
  timeZone?: string;
  /** The same import again: the next run, or a paused one that goes on. State, tokens and simulator stay. */
  then?: readonly ChecklistRun[];
}

export const DEFAULT_DAYS: readonly [string, string] = ['2026-02-23', '2026-02-27'];
export const START = '2026-03-02T09:00:00Z';
