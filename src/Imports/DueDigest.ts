import type { CivilDate } from '../Core/CivilDate';
import type { Incident } from './NoticePolicy';
import type { TriggerUsage } from './TriggerBudget';

/** Days to load again, both included. */
export interface BackfillOrder {
  from: CivilDate;
  to: CivilDate;
  /** Settings for this backfill only; never a secret. */
  values?: Record<string, unknown>;
}

/** A run to go on with: what it was for, and whose keys it ran with. */
export interface OpenRun {
  /** Milliseconds since 1970: when it paused last, or began. */
  since: number;
  /** When its first execution began: what tells one run from another. */
  begun: number;
  by: string;
  /** Absent: an incremental run. */
  backfill?: BackfillOrder;
  /** Whether a pause is confirmed; else it runs, or was cut off in the middle. */
  isPaused: boolean;
}

/** What the ticker needs to know of one import. */
export interface DueEntry {
  owner: string;
  /** Milliseconds since 1970; absent: no schedule. */
  dueAt?: number;
  /** The schedule needs more than an hourly look. */
  isSubHourly?: boolean;
  /** At most an incremental run and a backfill. */
  open?: readonly OpenRun[];
  incident?: Incident;
  /** How long the last whole run took, in milliseconds. */
  lastDuration?: number;
}

/** One user's standing trigger. */
export interface Ticker {
  /** Unique id of the trigger: an event names it, so that a wake-up costs no look-up of who it is. */
  trigger: string;
  /** Minutes between wake-ups. */
  every: 10 | 60;
}

/** Everything that an idle wake-up must know, in one value. */
export interface DueDigest {
  version: 1;
  imports: Record<string, DueEntry>;
  /** By user id. */
  tickers: Record<string, Ticker>;
  /** By user id; outlives their ticker. */
  usage: Record<string, TriggerUsage>;
}

/** The open run of a kind: Core keeps the progress of one incremental run and of one backfill. */
export function openOf(entry: DueEntry | undefined, isBackfill: boolean): OpenRun | undefined {
  return entry?.open?.find(({ backfill }) => (backfill !== undefined) === isBackfill);
}

/** Takes the place of an open run of its kind. */
export function setOpen(entry: DueEntry, run: OpenRun): void {
  closeOpen(entry, run.backfill !== undefined);
  entry.open = [...(entry.open ?? []), run];
}

export function closeOpen(entry: DueEntry, isBackfill: boolean): void {
  const rest = (entry.open ?? []).filter(({ backfill }) => (backfill !== undefined) !== isBackfill);
  if (rest.length) entry.open = rest;
  else delete entry.open;
}

export function emptyEntry(owner: string): DueEntry {
  return { owner };
}

export function emptyDigest(): DueDigest {
  return { version: 1, imports: {}, tickers: {}, usage: {} };
}

/** Undefined on a damaged or foreign text: everything in it can be made anew from the definitions. */
export function parseDigest(text: string | undefined): DueDigest | undefined {
  if (text === undefined) return emptyDigest();
  try {
    const value = JSON.parse(text) as Partial<DueDigest> | null;
    return value?.version === 1 && value.imports && value.tickers && value.usage
      ? (value as DueDigest)
      : undefined;
  } catch {
    return undefined;
  }
}

export function userOfTrigger(digest: DueDigest, trigger: string): string | undefined {
  return Object.keys(digest.tickers).find(user => digest.tickers[user]?.trigger === trigger);
}
