import type { RunConfigType } from '../Constants';
import type { CivilDate } from './CivilDate';
import { StateException } from './Exceptions';
import type { Cursors } from './RunPlan';

/** A run that has begun and not ended: what is needed to go on with the very same plan. */
export interface ActiveRun {
  id: string;
  type: RunConfigType;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Digest of everything that the plan was made from; another one starts a new run. */
  fingerprint: string;
  /** Today by account (`''` without one) when the run began, in the zone of the account where that decides its days. */
  today: Record<string, CivilDate>;
  /** The cursors that the plan was made from. */
  cursors: Cursors;
  /** How many slices of a node and account are stored. */
  done: Record<string, number>;
  /** Starts since something was last stored: a run that is killed at one place for ever is found by it. */
  starts?: number;
  /** Runs, since something was last stored, whose time was used up by one window. */
  fruitless?: number;
  /** How often the destination refused this run. */
  interruptions?: number;
  /** `this.state` of the source, by `sliceKey`. */
  sourceStates: Record<string, Record<string, unknown>>;
}

/** Everything that an import remembers between runs. JSON, versioned. */
export interface RunState {
  version: 1;
  cursors: Cursors;
  /** The unique keys each node was last stored with: another set is a change of grain. */
  grain: Record<string, readonly string[]>;
  active?: ActiveRun;
  /** The table each node was last stored in. A new grain under a new name makes a new generation. */
  tables?: Record<string, { name: string; generation: number }>;
  /** Days that windows may have since one of that node and account outlasted a run, by `cursorKey`. */
  windows?: Record<string, number>;
  /** Progress of a manual backfill that is not yet complete. */
  backfill?: Backfill;
}

/** A backfill of other days, settings or fields is another one, and starts from its first day. */
export interface Backfill {
  from: CivilDate;
  to: CivilDate;
  cursors: Cursors;
  /** Digest of range, settings and fields. */
  fingerprint: string;
  /** Milliseconds since 1970. */
  startedAt: number;
}

export const RUN_STATE_VERSION = 1;

export function emptyRunState(): RunState {
  return { version: RUN_STATE_VERSION, cursors: {}, grain: {} };
}

/** The node's table is gone or emptied: its history has to be loaded anew. */
export function forgetNode(state: RunState, node: string): void {
  for (const cursors of [state.cursors, state.backfill?.cursors ?? {}])
    for (const key of Object.keys(cursors))
      if (key === node || key.startsWith(`${node}|`)) delete cursors[key];
  delete state.grain[node];
  delete state.active;
}

/** Where the state of one import is kept. `save` is durable when it returns. */
export interface RunStateStore {
  load(): RunState;
  save(state: RunState): void;
}

/** Throws a `StateException` on a text that is cut short or of a newer version; never guesses. */
export function parseRunState(text: string | undefined, where: string): RunState {
  if (text === undefined) return emptyRunState();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StateException(
      `${where} is damaged (not whole JSON). Nothing was fetched. Restore it, or remove it to import from the start date again; rows are updated by key, so none is doubled.`,
    );
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > RUN_STATE_VERSION)
    throw new StateException(
      `${where} was written by a newer Sheetbound (state version ${version}, this one knows ${RUN_STATE_VERSION}). Nothing was fetched. Update Sheetbound.`,
    );
  const { cursors, grain } = (value ?? {}) as Partial<RunState>;
  if (version !== RUN_STATE_VERSION || !isObject(cursors) || !isObject(grain))
    throw new StateException(
      `${where} is damaged (${version === RUN_STATE_VERSION ? 'no cursors' : 'no version'}). Nothing was fetched. Restore or remove it.`,
    );
  return value as RunState;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Keeps the state in memory: a first run, a dry run, a test. */
export function memoryRunStateStore(initial: RunState = emptyRunState()): RunStateStore {
  let text = JSON.stringify(initial);
  return {
    load: () => JSON.parse(text) as RunState,
    save: state => {
      text = JSON.stringify(state);
    },
  };
}
