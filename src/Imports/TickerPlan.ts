import type { DueDigest, DueEntry, OpenRun } from './DueDigest';
import { newUsage, roomLeft } from './TriggerBudget';

/** One thing for a wake-up to do. */
export interface TickWork {
  importId: string;
  kind: 'scheduled' | 'continued';
  /** Milliseconds since 1970. */
  waitingSince: number;
  backfill?: OpenRun['backfill'];
}

/** A lease ends by then: whoever held it is gone. */
const ABANDONED_AFTER = 390_000;

/** A pause this young may be one between two calls of an open sidebar, which goes on by itself. */
const PAUSE_SETTLES = 90_000;

/** Below this much of the day's trigger time nothing is begun, in milliseconds. */
export const LEAST_ROOM = 30_000;

/** What one user's ticker does now, longest waiting first; empty: nothing, and the wake-up ends at once. */
export function planTick(digest: DueDigest, user: string, now: number, dailyMinutes: number): TickWork[] {
  const room = roomLeft(digest.usage[user] ?? newUsage(now), now, dailyMinutes);
  return workOf(digest, user, now)
    .filter(({ kind }) => room[kind] >= LEAST_ROOM)
    .sort((a, b) => a.waitingSince - b.waitingSince || a.importId.localeCompare(b.importId));
}

/** All that waits for this user's ticker, whether or not there is time for it today. */
export function workOf(digest: DueDigest, user: string, now: number): TickWork[] {
  return Object.entries(digest.imports).flatMap(([importId, entry]) =>
    workOfImport(importId, entry, user, now),
  );
}

function workOfImport(
  importId: string,
  { owner, dueAt, open = [] }: DueEntry,
  user: string,
  now: number,
): TickWork[] {
  if (open.some(run => now - run.since < (run.isPaused ? PAUSE_SETTLES : ABANDONED_AFTER))) return [];
  const isDue = owner === user && dueAt !== undefined && dueAt <= now;
  const work: TickWork[] = isDue ? [{ importId, kind: 'scheduled', waitingSince: dueAt }] : [];
  for (const { by, since, backfill } of open) {
    // An incremental run that is due goes on with the paused one of its kind.
    if (by !== user || (isDue && !backfill)) continue;
    work.push({ importId, kind: 'continued', waitingSince: since, ...(backfill ? { backfill } : {}) });
  }
  return work;
}

/** Minutes between this user's wake-ups; undefined: nothing of theirs can ever be due, no trigger is needed. */
export function neededCadence(digest: DueDigest, user: string, now: number): 10 | 60 | undefined {
  const all = Object.values(digest.imports);
  if (all.some(({ open = [] }) => open.some(({ by }) => by === user))) return 10;
  const scheduled = all.filter(({ owner, dueAt }) => owner === user && dueAt !== undefined);
  if (scheduled.some(({ isSubHourly, dueAt = now }) => isSubHourly || dueAt <= now)) return 10;
  return scheduled.length ? 60 : undefined;
}
