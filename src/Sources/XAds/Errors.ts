import type { Answered, Verdict } from '../../Core/AnswerErrors';
import { isHttpRequestException, type ErrorKind } from '../../Core/Exceptions';
import { isRecord } from '../../Core/Json';
import { limitEnd } from './Budgets';

/** Milliseconds to wait while as many jobs are at work as X allows an account. */
const JOBS_DELAY = 60_000;

interface Meaning {
  kind: ErrorKind;
  advice?: string;
  delay?: number;
}

const NO_ACCESS =
  'Check the identifier, that the user of the access token may see this ad account, and that the app has access to the Ads API.';

/** What the codes of the Ads API mean; others go by their status. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  UNAUTHORIZED_ACCESS: {
    kind: 'refused',
    advice:
      'Check all four keys, and that they belong together: a secret that was made anew takes the old ones out of use.',
  },
  UNAUTHORIZED_CLIENT_APPLICATION: {
    kind: 'refused',
    advice:
      'Your X app has no access to the Ads API: ask X for it (https://docs.x.com/forms/ads-api-access), then make new access tokens.',
  },
  INSUFFICIENT_USER_AUTHORIZED_PERMISSION: {
    kind: 'refused',
    advice:
      'The access token is older than the permission of your X app for the Ads API: make a new access token and secret.',
  },
  ACCOUNT_NOT_FOUND: { kind: 'refused', advice: NO_ACCESS },
  ACCOUNT_LOCKED_OUT: { kind: 'refused', advice: 'X has locked this ad account: open the ads manager.' },
  CURRENT_USER_SUSPENDED: { kind: 'refused', advice: 'X has suspended the user of the access token.' },
  USER_NOT_FOUND: { kind: 'refused', advice: NO_ACCESS },
  ACTION_NOT_ALLOWED: { kind: 'refused', advice: NO_ACCESS },
  TOO_MANY_REQUESTS: { kind: 'throttled' },
  TWEET_RATE_LIMIT_EXCEEDED: { kind: 'throttled' },
  TOO_MANY_JOBS: {
    kind: 'throttled',
    advice: 'As many reports as X allows are at work for this account: it goes on at the next run.',
    delay: JOBS_DELAY,
  },
  REQUEST_TOO_COMPLEX: { kind: 'too-large' },
  CANCELLED_REQUEST: { kind: 'passing' },
  INTERNAL_ERROR: { kind: 'passing' },
  LOCK_ACQUISITION_TIMEOUT: { kind: 'passing' },
  OVER_CAPACITY: { kind: 'passing' },
  SERVICE_UNAVAILABLE: { kind: 'passing' },
  INVALID: { kind: 'permanent', advice: 'Check the API version in the settings of this import.' },
};

/** Numeric codes of the older API below, which answers when a request does not get as far as the Ads API. */
const OLD_CODES: Readonly<Record<string, string>> = {
  32: 'UNAUTHORIZED_ACCESS',
  64: 'CURRENT_USER_SUSPENDED',
  88: 'TOO_MANY_REQUESTS',
  89: 'UNAUTHORIZED_ACCESS',
  130: 'OVER_CAPACITY',
  131: 'INTERNAL_ERROR',
  135: 'UNAUTHORIZED_ACCESS',
};

const NO_COUNTRIES =
  'X no longer makes statistics by country for this account: deselect "Statistics by day and country".';

/** What an answer of the Ads API means: by the code of its first error, whatever the status is. */
export function verdictOf(answer: Answered, now: number): Verdict | undefined {
  const error = firstError(answer.payload);
  if (!error) return answer.status === 429 ? throttled(answer, now) : undefined;
  const given = String(error['code'] ?? '');
  const code = OLD_CODES[given] ?? given;
  const message = [given, String(error['message'] ?? '')].filter(text => text !== '').join(': ');
  const meaning = MEANINGS[code] ?? byStatus(answer.status);
  if (meaning.kind === 'throttled') return { ...throttled(answer, now, meaning), message };
  if (/segmentation/i.test(`${String(error['parameter'])} ${message}`))
    return { ...meaning, advice: NO_COUNTRIES, message };
  return { ...meaning, message };
}

/** The code of the first error that an answer holds. */
export function codeOf(body: unknown): string | undefined {
  const code = firstError(body)?.['code'];
  return code === undefined ? undefined : String(code);
}

/** Whether X refused a range of days by its length. */
export function isTooLong(error: unknown): boolean {
  return isHttpRequestException(error) && codeOf(error.payload) === 'INVALID_TIME_WINDOW';
}

/** A result file that is not there (yet): X names an address before the file can be read everywhere. */
export function downloadVerdict({ status }: Answered): Verdict | undefined {
  if (status < 400 || status >= 500) return undefined;
  return {
    kind: 'passing',
    message: 'the result is not there',
    advice: 'Its address may have ended. The next run asks X for a new one.',
  };
}

function throttled(answer: Answered, now: number, { advice, delay }: Partial<Meaning> = {}): Verdict {
  const named = answer.header('retry-after') === undefined ? limitEnd(answer.header, now) : undefined;
  const wait = named === undefined ? delay : Math.max(0, named - now);
  return {
    kind: 'throttled',
    ...(advice === undefined ? {} : { advice }),
    ...(wait === undefined ? {} : { delay: wait }),
  };
}

/** X says `errors` with status 200, too; then the rest of the answer is not whole. */
function firstError(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(body) || !Array.isArray(body['errors'])) return undefined;
  const [first] = body['errors'] as unknown[];
  return first === undefined || isRecord(first) ? first : { message: String(first) };
}

function byStatus(status: number): Meaning {
  if (status === 429) return { kind: 'throttled' };
  if (status === 408 || status >= 500) return { kind: 'passing' };
  if (status === 401 || status === 403) return { kind: 'refused', advice: NO_ACCESS };
  return { kind: 'permanent' };
}
