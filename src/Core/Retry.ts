import { HTTP_STATUS } from '../Constants';

/** Retried by default: no answer (0), 408, 429 and every 5xx. */
export function isTransient(statusCode: number): boolean {
  return (
    statusCode === 0 ||
    statusCode === HTTP_STATUS.REQUEST_TIMEOUT ||
    statusCode === HTTP_STATUS.TOO_MANY_REQUESTS ||
    (statusCode >= HTTP_STATUS.SERVER_ERROR_MIN && statusCode <= HTTP_STATUS.SERVER_ERROR_MAX)
  );
}

/** Our own delays are never longer than this, in milliseconds; a server's are taken as they are. */
export const LONGEST_OWN_DELAY = 300_000;

/**
 * Milliseconds before attempt `attempt + 1`; `attempt` counts from 1. The server's word wins and gets no jitter;
 * otherwise the delay doubles each time and is spread over 50 % to 150 %. `random` is in [0, 1).
 */
export function retryDelay(
  attempt: number,
  initialDelay: number,
  random: number,
  serverDelay?: number,
): number {
  if (serverDelay !== undefined) return Math.max(0, serverDelay);
  return Math.min(LONGEST_OWN_DELAY, Math.round(initialDelay * 2 ** (attempt - 1) * (0.5 + random)));
}

const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;
const REMAINING = ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining'];
const RESET = ['x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset'];

/**
 * How long the server asks to wait, in milliseconds: `Retry-After` as seconds or as an HTTP date (RFC 9110 10.2.3),
 * `retry-after-ms`, or, when a rate-limit header says that nothing is left, the reset as seconds from now, epoch
 * seconds or epoch milliseconds. `header` looks names up without case. Undefined when the server does not say.
 */
export function serverDelay(header: (name: string) => string | undefined, now: number): number | undefined {
  const exact = toNumber(header('retry-after-ms'));
  if (exact !== undefined) return exact;
  const retryAfter = header('retry-after')?.trim();
  if (retryAfter) {
    const seconds = toNumber(retryAfter);
    if (seconds !== undefined) return seconds * 1000;
    const instant = Date.parse(retryAfter);
    if (Number.isFinite(instant)) return Math.max(0, instant - now);
  }
  const nothingLeft = REMAINING.some(name => toNumber(header(name)) === 0);
  return nothingLeft ? resetDelay(firstNumber(RESET.map(header)), now) : undefined;
}

function resetDelay(reset: number | undefined, now: number): number | undefined {
  if (reset === undefined) return undefined;
  if (reset >= EPOCH_MILLISECONDS) return Math.max(0, reset - now);
  if (reset >= EPOCH_SECONDS) return Math.max(0, reset * 1000 - now);
  return reset * 1000;
}

function firstNumber(texts: readonly (string | undefined)[]): number | undefined {
  return texts.map(toNumber).find(number => number !== undefined);
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
