import type { LoggedRequest } from '../../environments/emulator/apis/Simulators';

/** What the contract suite must know of a source: `test/sources/<Name>/cases.ts` exports `cases`. */
export interface SourceCases {
  /** Parameter values with which its simulator answers. Secrets only within a choice: `{ value, items }`. */
  values: Record<string, unknown>;
  /** Values of its secret parameters that its simulator takes, if they are not within a choice. */
  secrets?: Record<string, string>;
  /** Settings of the simulator that all of these need. */
  simulator?: Record<string, unknown>;
  nodes: Record<string, NodeCase>;
  /** Ten accounts at once. Every source that has accounts has it. */
  tenAccounts?: TenAccounts;
}

/** One node for ten accounts and, if it is a time series, the 31 days of `THIRTY_ONE_DAYS`. */
export interface TenAccounts {
  node: string;
  /** Names ten accounts. */
  values: Record<string, unknown>;
  simulator?: Record<string, unknown>;
  /** Requests that the API needs for it at least, those for a token among them. */
  requests: number;
}

export interface NodeCase {
  /** A window that has data. Default: 2026-02-02 to 2026-02-27. */
  window?: [from: string, to: string];
  /** Simulator settings for a large answer, how many requests it takes, how many rows it has. Paged nodes have it. */
  large?: { settings: Record<string, unknown>; requests: number; rows: number };
  /** Simulator settings, parameter values or a window for which there are no rows. */
  empty?: { settings?: Record<string, unknown>; values?: Record<string, unknown>; window?: [string, string] };
  /** Fields that the API leaves blank whenever its simulator does; everything else must occur with a value. */
  alwaysBlank?: string[];
  /** Key fields that are blank in rows that have no such thing: an asset group, where there is an ad group. */
  blankKeys?: string[];
  /** The days that a request asks for, both included. Time series have it. */
  daysOf?: (request: LoggedRequest) => [from: string, to: string];
}

/** Behind in every time zone at 2026-03-02T09:00:00Z. */
export const THIRTY_ONE_DAYS: [string, string] = ['2026-01-29', '2026-02-28'];

export const DEFAULT_WINDOW: [string, string] = ['2026-02-02', '2026-02-27'];

export async function loadCases(name: string): Promise<SourceCases> {
  const path = new URL(`./${name}/cases.ts`, import.meta.url).href;
  const { cases } = (await import(/* @vite-ignore */ path)) as { cases: SourceCases };
  return cases;
}
