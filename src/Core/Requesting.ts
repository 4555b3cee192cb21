import {
  EnvironmentAdapter,
  type FetchFailure,
  type FetchRequest,
  type FetchResponse,
  type FetchResult,
} from './EnvironmentAdapter';
import { HttpRequestException, PauseSignal } from './Exceptions';
import { describeFetchFailure, isPassing } from './FetchFailures';
import type { Command, Steps } from './FetchProtocol';
import { parseJsonText } from './Json';
import { redact } from './Redaction';
import { serverDelay, retryDelay } from './Retry';

/** What the retry loop needs to know of a source. */
export interface RetryPolicy {
  /** Who speaks in messages. */
  speaker: string;
  secrets: readonly string[];
  /** Repetitions after the first attempt. */
  maxRetries: number;
  /** Milliseconds. */
  initialDelay: number;
  isValidToRetry(error: HttpRequestException): boolean;
  /** Told of every request sent. */
  onRequest(): void;
}

/** Default time limit of one request, in seconds. */
export const DEFAULT_TIMEOUT_SECONDS = 60;

/** One request with its repetitions, as steps that a driver answers. Returns a 2xx answer or throws. */
export function* requestWithRetry(request: FetchRequest, policy: RetryPolicy): Steps<FetchResponse> {
  for (let attempt = 1; ; attempt++) {
    policy.onRequest();
    const result = yield {
      command: 'request',
      request: { timeoutSeconds: DEFAULT_TIMEOUT_SECONDS, ...request },
    };
    if (!result)
      throw new Error('A request was answered with nothing: the driver of this generator is at fault.');
    if ('response' in result && isSuccess(result.response, request)) return result.response;
    const error = toException(request.url, result, policy);
    const isHopeless = 'error' in result && !isPassing(result.error);
    if (isHopeless || attempt > policy.maxRetries || !policy.isValidToRetry(error)) throw error;
    yield {
      command: 'wait',
      milliseconds: retryDelay(attempt, policy.initialDelay, Math.random(), error.serverDelay),
    };
  }
}

/** Answers the commands of several generators until all are done: requests go out together, waits are slept. */
export function runSteps<T>(all: readonly Steps<T>[]): T[] {
  const results = new Array<T>(all.length);
  let waiting = all.map((steps, index) => ({ steps, index, next: steps.next() }));
  while (waiting.length) {
    for (const { index, next } of waiting) if (next.done) results[index] = next.value;
    waiting = waiting.filter(({ next }) => !next.done);
    // A source without a generator can pause here only, between two of its requests.
    if (waiting.length && EnvironmentAdapter.remainingTime() <= 0)
      throw new PauseSignal('the time of this run is used up');
    const answers = answer(waiting.map(({ next }) => next.value as Command));
    waiting = waiting.map((each, position) => ({ ...each, next: each.steps.next(answers[position]) }));
  }
  return results;
}

/** All waits are served by the longest one; the few that could go on earlier are not worth the bookkeeping. */
function answer(commands: readonly Command[]): (FetchResult | undefined)[] {
  const longest = Math.max(0, ...commands.map(each => (each.command === 'wait' ? each.milliseconds : 0)));
  if (longest > 0) sleepOrPause(longest);
  const requests = commands.flatMap(each => (each.command === 'request' ? [each.request] : []));
  const results = fetchTogether(requests);
  return commands.map(each => (each.command === 'request' ? results.shift() : undefined));
}

/** One request by `fetch`, several by `fetchAll`. A failure is a value, not an exception. */
export function fetchTogether(requests: readonly FetchRequest[]): FetchResult[] {
  const [first] = requests;
  if (!first) return [];
  if (requests.length > 1) return EnvironmentAdapter.fetchAll(requests);
  try {
    return [{ response: EnvironmentAdapter.fetch(first.url, first) }];
  } catch (error) {
    const failure = (error as { failure?: FetchFailure }).failure;
    if (!failure) throw error;
    return [{ error: failure }];
  }
}

/** Sleeps, unless that would use up the time that is left: then the run pauses. */
export function sleepOrPause(milliseconds: number): void {
  if (milliseconds >= EnvironmentAdapter.remainingTime())
    throw new PauseSignal(
      `the source asked to wait ${Math.ceil(milliseconds / 1000)} s, longer than this run may still take`,
      true,
    );
  EnvironmentAdapter.sleep(milliseconds);
}

/** Whoever asks not to be redirected wants to read the redirect. */
function isSuccess(response: FetchResponse, { followRedirects = true }: FetchRequest): boolean {
  const status = response.getResponseCode();
  return status >= 200 && status < (followRedirects ? 300 : 400);
}

function toException(url: string, result: FetchResult, policy: RetryPolicy): HttpRequestException {
  const address = redact(url.split(/[?#]/)[0] ?? url, policy.secrets);
  if ('error' in result) {
    const message = redact(
      `[${policy.speaker}] ${describeFetchFailure(result.error, address)}`,
      policy.secrets,
    );
    return new HttpRequestException(message, { statusCode: 0 });
  }
  const { response } = result;
  const status = response.getResponseCode();
  const payload = payloadOf(response, policy.secrets);
  const reason = redact(reasonOf(payload), policy.secrets);
  const delay = serverDelay(name => response.getHeader(name), EnvironmentAdapter.now());
  return new HttpRequestException(
    `[${policy.speaker}] ${address} answered ${status}${reason ? `: ${reason}` : ''}. ${adviceFor(status)}`,
    {
      statusCode: status,
      payload,
      serverDelay: delay,
    },
  );
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
function reasonOf(payload: unknown): string {
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

function adviceFor(status: number): string {
  if (status === 401) return 'The credentials were rejected: enter new ones.';
  if (status === 403) return 'These credentials may not read this: check their permissions.';
  if (status === 404) return 'There is no such thing there, or these credentials may not see it.';
  if (status === 429) return 'Too many requests: it goes on at the next run.';
  if (status >= 500) return 'The service has a problem: it is tried again at the next run.';
  return 'Check the settings of this import.';
}
