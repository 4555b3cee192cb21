import {
  EnvironmentAdapter,
  type FetchFailure,
  type FetchRequest,
  type FetchResponse,
} from './EnvironmentAdapter';
import { HttpRequestException, type ErrorKind } from './Exceptions';
import { describeFetchFailure } from './FetchFailures';
import { jsonOf, parseJsonText } from './Json';
import { redact } from './Redaction';
import { serverDelay } from './Retry';

/** An answer of any status, before it is taken for data or for an error. */
export interface Answered {
  status: number;
  /** As it was asked for, without credentials that signing adds. */
  url: string;
  response: FetchResponse;
  /** The parsed JSON body, else its text, else undefined. Parsed once, and only when it is looked at. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly payload: any;
  /** The first value of a header, whatever the case of its name. */
  header(name: string): string | undefined;
}

/** What an answer means, in the words of its API. */
export interface Verdict {
  kind: ErrorKind;
  /** The API's own words. Default: those that its body has in a usual place. */
  message?: string;
  /** What to do, one or two sentences. Default: by kind and status. */
  advice?: string;
  /** Milliseconds to wait, as the API says. Default: what `Retry-After` or the rate-limit headers say. */
  delay?: number | undefined;
}

interface Judge {
  speaker: string;
  secrets(): readonly string[];
  judge?(answer: Answered): Verdict | undefined;
}

/** Why no answer came, as an exception with `statusCode` 0. */
export function failureError(url: string, failure: FetchFailure, policy: Judge): HttpRequestException {
  const secrets = policy.secrets();
  const message = `[${policy.speaker}] ${describeFetchFailure(failure, addressOf(url, secrets))}`;
  const kind = failure.kind === 'too-large' ? failure.kind : undefined;
  return new HttpRequestException(redact(message, secrets), { statusCode: 0, kind });
}

/** What is wrong with an answer; undefined when it is one. */
export function answerError(
  request: FetchRequest,
  response: FetchResponse,
  policy: Judge,
): HttpRequestException | undefined {
  const status = response.getResponseCode();
  const verdict = policy.judge?.(answered(request.url, response));
  if (!verdict && isSuccess(status, request)) return undefined;
  const secrets = policy.secrets();
  const payload = payloadOf(response, secrets);
  const reason = redact(shorten(verdict?.message ?? reasonOf(payload)), secrets);
  const advice = verdict?.advice ?? adviceFor(status, verdict?.kind);
  const answer = status < 400 ? 'answered with an error' : `answered ${status}`;
  const text = `[${policy.speaker}] ${addressOf(request.url, secrets)} ${answer}${reason ? `: ${reason}` : ''}. ${advice}`;
  const told = Number.isNaN(verdict?.delay) ? undefined : verdict?.delay;
  const delay = told ?? serverDelay(name => response.getHeader(name), EnvironmentAdapter.now());
  return new HttpRequestException(redact(text, secrets), {
    statusCode: status,
    payload,
    serverDelay: delay,
    kind: verdict?.kind,
  });
}

/** The token is no longer taken, as far as one can tell before trying a new one. */
export function needsNewToken({ kind, statusCode }: HttpRequestException): boolean {
  return kind ? kind === 'expired' : statusCode === 401;
}

/** A token that was fetched a moment ago is refused as well: no other one will help. */
export function signInAgain(error: HttpRequestException): HttpRequestException {
  const { statusCode, payload, message } = error;
  const text = /sign in again/i.test(message)
    ? message
    : `${message} A new access token was refused as well: sign in again.`;
  return new HttpRequestException(text, { statusCode, payload, kind: 'refused' });
}

/** Whoever asks not to be redirected wants to read the redirect. */
function isSuccess(status: number, { followRedirects = true }: FetchRequest): boolean {
  return status >= 200 && status < (followRedirects ? 300 : 400);
}

function answered(url: string, response: FetchResponse): Answered {
  return {
    status: response.getResponseCode(),
    url,
    response,
    get payload() {
      return jsonOf(response)?.value ?? (response.getContentText() || undefined);
    },
    header: name => response.getHeader(name),
  };
}

function addressOf(url: string, secrets: readonly string[]): string {
  return redact(url.split(/[?#]/)[0] ?? url, secrets);
}

/** Bodies above this are not kept with an error. */
const LONGEST_PAYLOAD = 100_000;

function payloadOf(response: FetchResponse, secrets: readonly string[]): unknown {
  const text = redact(response.getContentText().slice(0, LONGEST_PAYLOAD), secrets);
  try {
    return parseJsonText(text);
  } catch {
    return text === '' ? undefined : text;
  }
}

/** The API's own words, wherever it puts them. */
export function reasonOf(payload: unknown): string {
  if (typeof payload === 'string') return /^\s*</.test(payload) ? 'a page instead of data' : shorten(payload);
  if (typeof payload !== 'object' || payload === null) return '';
  const body = payload as Record<string, unknown>;
  const first = Array.isArray(body['errors']) ? (body['errors'][0] as unknown) : undefined;
  const candidates = [body['error'], body, first].filter(each => typeof each === 'object' && each !== null);
  for (const candidate of candidates as Record<string, unknown>[]) {
    for (const key of [
      'message',
      'error_description',
      'errorMessage',
      'error_message',
      'detail',
      'title',
      'description',
    ])
      if (typeof candidate[key] === 'string' && candidate[key]) return shorten(candidate[key]);
  }
  return typeof body['error'] === 'string' ? shorten(body['error']) : '';
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > 300 ? `${line.slice(0, 297)}...` : line;
}

function adviceFor(status: number, kind?: ErrorKind): string {
  if (kind) return ADVICE[kind];
  if (status === 401) return 'The credentials were rejected: enter new ones.';
  if (status === 403) return 'These credentials may not read this: check their permissions.';
  if (status === 404) return 'There is no such thing there, or these credentials may not see it.';
  if (status === 429) return 'Too many requests: it goes on at the next run.';
  if (status >= 500) return 'The service has a problem: it is tried again at the next run.';
  return 'Check the settings of this import.';
}

const ADVICE: Record<ErrorKind, string> = {
  expired: 'The access has ended: sign in again, or enter new credentials.',
  refused: 'These credentials may not read this: check their permissions.',
  throttled: 'Too many requests: it goes on at the next run.',
  passing: 'The service has a problem: it is tried again at the next run.',
  'too-large': 'That is too much for one answer: fewer days or fewer fields help.',
  permanent: 'Check the settings of this import.',
};
