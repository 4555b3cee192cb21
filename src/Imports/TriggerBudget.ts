/** Trigger time of one user within 24 hours, in milliseconds. Google starts to count at the first use. */
export interface TriggerUsage {
  since: number;
  used: number;
  /** The part of `used` that went on with paused runs. */
  continued: number;
  /** When the present work began; still there afterwards when it was cut off. */
  openSince?: number;
  /** The present work goes on with a paused run. */
  isContinuation?: boolean;
}

export const DAY = 86_400_000;

/** Google ends an execution after six minutes, whatever it was doing. */
export const LONGEST_EXECUTION = 360_000;

/** What an idle wake-up takes: the script is loaded and one service is asked. */
export const IDLE_WAKE_UP = 1_500;

/** Minutes of trigger time a day on a consumer account; a Workspace account has 360. */
export const CONSUMER_MINUTES = 90;

/** Share of the daily time that paused runs may use; the rest is kept for runs that are due. */
export const CONTINUATION_SHARE = 2 / 3;

export function newUsage(now: number): TriggerUsage {
  return { since: now, used: 0, continued: 0 };
}

/** A new day begins 24 hours after the first use; work that was cut off is counted at its longest. */
export function currentUsage(usage: TriggerUsage, now: number): TriggerUsage {
  const settled = isCutOff(usage, now) ? addUsage(usage, LONGEST_EXECUTION) : usage;
  return now - settled.since >= DAY ? newUsage(now) : settled;
}

function isCutOff({ openSince }: TriggerUsage, now: number): boolean {
  return openSince !== undefined && now - openSince > LONGEST_EXECUTION;
}

/** Before any work, so that work that is cut off does not go uncounted. */
export function openUsage(usage: TriggerUsage, now: number, isContinuation: boolean): TriggerUsage {
  return { ...currentUsage(usage, now), openSince: now, isContinuation };
}

export function closeUsage(usage: TriggerUsage, now: number): TriggerUsage {
  return usage.openSince === undefined ? usage : addUsage(usage, now - usage.openSince);
}

function addUsage(
  { since, used, continued, isContinuation }: TriggerUsage,
  milliseconds: number,
): TriggerUsage {
  return { since, used: used + milliseconds, continued: continued + (isContinuation ? milliseconds : 0) };
}

export interface BudgetRoom {
  /** Milliseconds left for runs that are due. */
  scheduled: number;
  /** Milliseconds left for going on with paused runs. */
  continued: number;
}

/** What is left today, after what a day of idle wake-ups takes. */
export function roomLeft(usage: TriggerUsage, now: number, dailyMinutes: number): BudgetRoom {
  const { used, continued } = currentUsage(usage, now);
  const total = dailyMinutes * 60_000 - (DAY / 600_000) * IDLE_WAKE_UP;
  const scheduled = Math.max(0, total - used);
  return { scheduled, continued: Math.max(0, Math.min(scheduled, total * CONTINUATION_SHARE - continued)) };
}
