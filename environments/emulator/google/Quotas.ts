import type { UserState } from './EmulatorState';

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;

export type QuotaFeature = 'urlfetch' | 'email' | 'properties' | 'triggerRuntime';

/** Amounts a day: calls, recipients, reads and writes, and milliseconds of runs started by triggers. */
const LIMITS: Readonly<Record<UserState['account'], Readonly<Record<QuotaFeature, number>>>> = {
  consumer: { urlfetch: 20_000, email: 100, properties: 50_000, triggerRuntime: 90 * MINUTE },
  workspace: { urlfetch: 100_000, email: 1_500, properties: 500_000, triggerRuntime: 360 * MINUTE },
};

function windowOf(user: UserState, feature: QuotaFeature, now: number): { since: number; used: number } {
  const known = user.quotas[feature];
  if (known && now < known.since + DAY) return known;
  return (user.quotas[feature] = { since: now, used: 0 });
}

/** What is left of a daily quota; it comes back 24 hours after the first use. */
export function quotaLeft(user: UserState, feature: QuotaFeature, now: number): number {
  const known = user.quotas[feature];
  const used = known && now < known.since + DAY ? known.used : 0;
  return Math.max(0, LIMITS[user.account][feature] - used);
}

/** Takes an amount out of a daily quota; false, with nothing taken, when that much is not left. */
export function useQuota(user: UserState, feature: QuotaFeature, amount: number, now: number): boolean {
  if (quotaLeft(user, feature, now) < amount) return false;
  windowOf(user, feature, now).used += amount;
  return true;
}

/** Records what was used, beyond the limit too: trigger runtime is known only afterwards. */
export function recordUse(user: UserState, feature: QuotaFeature, amount: number, now: number): void {
  windowOf(user, feature, now).used += amount;
}
