import type { HttpRequestException } from '../../Core/Exceptions';

/** GitHub asks for at least a minute after a secondary limit that came without `Retry-After`. Milliseconds. */
export const SECONDARY_LIMIT_DELAY = 60_000;

/** GitHub's own words, without the full stop at the end. */
export function reasonOf(error: HttpRequestException): string {
  const payload: unknown = error.payload;
  const message =
    typeof payload === 'string' ? payload : (payload as { message?: unknown } | undefined)?.message;
  return String(message ?? 'no reason given')
    .trim()
    .replace(/\.$/, '');
}

/** GitHub refuses with 403 as often as with 429 when a limit is reached. */
function mayBeLimit(error: HttpRequestException): boolean {
  return error.statusCode === 403 || error.statusCode === 429;
}

/** A limit whose end GitHub names: `Retry-After`, or `x-ratelimit-remaining: 0` with the time of the reset. */
export function isTimedLimit(error: HttpRequestException): boolean {
  return mayBeLimit(error) && error.serverDelay !== undefined;
}

/** A secondary limit of which GitHub does not say how long it lasts. */
export function isUntimedSecondaryLimit(error: HttpRequestException): boolean {
  return (
    mayBeLimit(error) && error.serverDelay === undefined && /secondary rate limit/i.test(reasonOf(error))
  );
}

/** Very large repositories have no list of contributors; asking again does not help. */
export function isTooLargeToList(error: HttpRequestException): boolean {
  return error.statusCode === 403 && /too large to list/i.test(reasonOf(error));
}
