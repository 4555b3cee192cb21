import { isRecord } from '../../Core/Json';

/** Reads a header, whatever the case of its name. */
type Headers = { header(name: string): string | undefined };

const MINUTE = 60_000;
/** From this part of a budget on, in percent, the next request may be one too many. */
const NEARLY_ALL = 95;
/** Where a header says how much is used and not for how long. */
const PAUSE = MINUTE;

/** Milliseconds until a limit that was reached is lifted; undefined when no header says so. */
export function regainDelay(headers: Headers): number | undefined {
  const minutes = businessUses(headers).map(use => Number(use['estimated_time_to_regain_access'] ?? 0));
  const longest = Math.max(0, ...minutes.filter(Number.isFinite));
  return longest > 0 ? longest * MINUTE : undefined;
}

/** Milliseconds to wait before the next request, by the usage headers of an answer: before a limit, not after it. */
export function usageDelay(headers: Headers): number {
  const regain = regainDelay(headers);
  if (regain !== undefined) return regain;
  const account = read(headers, 'x-ad-account-usage');
  if (Number(account['acc_id_util_pct'] ?? 0) >= NEARLY_ALL)
    return Math.max(PAUSE, Number(account['reset_time_duration'] ?? 0) * 1000);
  const shares = [
    read(headers, 'x-app-usage'),
    read(headers, 'x-fb-ads-insights-throttle'),
    ...businessUses(headers),
  ].flatMap(sharesIn);
  return shares.some(share => share >= NEARLY_ALL) ? PAUSE : 0;
}

/** Whether the budget of the app is nearly used up, in whichever account: then no account may be asked. */
export function isAppUsedUp(headers: Headers): boolean {
  const share = Number(read(headers, 'x-fb-ads-insights-throttle')['app_id_util_pct'] ?? 0);
  return [share, ...sharesIn(read(headers, 'x-app-usage'))].some(each => each >= NEARLY_ALL);
}

/** The percentages among the members of a usage header. */
function sharesIn(use: Readonly<Record<string, unknown>>): number[] {
  return ['call_count', 'total_time', 'total_cputime', 'app_id_util_pct', 'acc_id_util_pct'].map(name =>
    Number(use[name] ?? 0),
  );
}

/** `{ "<business>": [{ type, call_count, ... }] }`: the uses of all businesses. */
function businessUses(headers: Headers): Readonly<Record<string, unknown>>[] {
  return Object.values(read(headers, 'x-business-use-case-usage')).flatMap(uses =>
    Array.isArray(uses) ? uses.filter(isRecord) : [],
  );
}

/** A header that cannot be read must not stop an import. */
function read({ header }: Headers, name: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(header(name) ?? '{}');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
