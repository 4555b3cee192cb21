import {
  EnvironmentAdapter,
  type FetchFailure,
  type FetchRequest,
  type FetchResponse,
  type FetchResult,
} from './EnvironmentAdapter';
import {
  answerError,
  failureError,
  needsNewToken,
  signInAgain,
  type Answered,
  type Verdict,
} from './AnswerErrors';
import { PauseSignal, type HttpRequestException } from './Exceptions';
import { isPassing } from './FetchFailures';
import type { Command, Steps } from './FetchProtocol';
import { retryDelay } from './Retry';

/** What the retry loop needs to know of a source. */
export interface RetryPolicy {
  /** Who speaks in messages. */
  speaker: string;
  /** Asked anew each time: fetched tokens are among them. */
  secrets(): readonly string[];
  /** Repetitions after the first attempt. */
  maxRetries: number;
  /** Milliseconds. */
  initialDelay: number;
  isValidToRetry(error: HttpRequestException): boolean;
  /** Told of every request sent. */
  onRequest(): void;
  /** The request with its credentials; called for every attempt. Default: as it is. */
  sign?(request: FetchRequest): FetchRequest;
  /** Gets a new token in place of the refused one. False: there is nothing to renew. */
  renew?(refused: FetchRequest): boolean;
  /** What an answer of any status means; undefined: what its status says. */
  judge?(answer: Answered): Verdict | undefined;
  /** Milliseconds until the API may be asked again; 0 takes the turn, so that the next one to ask has to wait. */
  takeTurn?(url: string): number;
  /** Told of every answer, for the budgets in its headers. */
  onAnswer?(response: FetchResponse, url: string): void;
}

/** Default time limit of one request, in seconds. */
export const DEFAULT_TIMEOUT_SECONDS = 60;

/** One request with its repetitions, as steps that a driver answers. Returns a 2xx answer or throws. */
export function* requestWithRetry(request: FetchRequest, policy: RetryPolicy): Steps<FetchResponse> {
  let isRenewed = false;
  for (let attempt = 1; ; attempt++) {
    yield* untilTurn(request.url, policy);
    const signed = policy.sign?.(request) ?? request;
    const result = yield* send(signed, policy);
    const error = errorOf(request, result, policy);
    if (!error && 'response' in result) return result.response;
    if (!error) throw new Error('A failed request has no error: Requesting is at fault.');
    if (needsNewToken(error)) {
      if (isRenewed) throw signInAgain(error);
      // Not counted as an attempt: nothing was wrong but the token.
      isRenewed = policy.renew?.(signed) ?? false;
      if (isRenewed) attempt--;
      if (isRenewed) continue;
    }
    const isHopeless = 'error' in result && !isPassing(result.error);
    if (isHopeless || attempt > policy.maxRetries || !policy.isValidToRetry(error)) throw error;
    yield {
      command: 'wait',
      milliseconds: retryDelay(attempt, policy.initialDelay, Math.random(), error.serverDelay),
    };
  }
}

/** Others may have had the turn, or used up the budget, meanwhile: so it is asked for again after each wait. */
function* untilTurn(url: string, { takeTurn }: RetryPolicy): Steps<void> {
  for (let turn = takeTurn?.(url) ?? 0; turn > 0; turn = takeTurn?.(url) ?? 0)
    yield { command: 'wait', milliseconds: turn };
}

function* send(request: FetchRequest, policy: RetryPolicy): Steps<FetchResult> {
  policy.onRequest();
  const result = yield {
    command: 'request',
    request: { timeoutSeconds: DEFAULT_TIMEOUT_SECONDS, ...request },
  };
  if (!result)
    throw new Error('A request was answered with nothing: the driver of this generator is at fault.');
  if ('response' in result) policy.onAnswer?.(result.response, request.url);
  return result;
}

function errorOf(request: FetchRequest, result: FetchResult, policy: RetryPolicy) {
  return 'error' in result
    ? failureError(request.url, result.error, policy)
    : answerError(request, result.response, policy);
}

interface Running<T> {
  steps: Steps<T>;
  index: number;
  next: IteratorResult<Command, T>;
  /** When its wait is over, in milliseconds since 1970. */
  resumeAt: number;
}

/** Answers the commands of several generators until all are done: requests go out together, waits are slept. */
export function runSteps<T>(all: readonly Steps<T>[]): T[] {
  const results = new Array<T>(all.length);
  let waiting = all.map((steps, index) => goOn<T>({ steps, index }, undefined));
  while (waiting.length) {
    for (const { index, next } of waiting) if (next.done) results[index] = next.value;
    waiting = waiting.filter(({ next }) => !next.done);
    if (!waiting.length) return results;
    // A source without a generator can pause here only, between two of its requests.
    if (EnvironmentAdapter.remainingTime() <= 0) throw new PauseSignal('the time of this run is used up');
    waiting = answer(waiting);
  }
  return results;
}

function goOn<T>(
  { steps, index }: Pick<Running<T>, 'steps' | 'index'>,
  result: FetchResult | undefined,
): Running<T> {
  const next = steps.next(result);
  const wait = !next.done && next.value.command === 'wait' ? next.value.milliseconds : 0;
  return { steps, index, next, resumeAt: EnvironmentAdapter.now() + wait };
}

/** Requests first, while their turn is theirs; if all wait, until the first may go on. */
function answer<T>(waiting: readonly Running<T>[]): Running<T>[] {
  const commands = waiting.map(({ next }) => next.value as Command);
  const requests = commands.flatMap(each => (each.command === 'request' ? [each.request] : []));
  const first = Math.min(...waiting.map(({ resumeAt }) => resumeAt)) - EnvironmentAdapter.now();
  if (!requests.length && first > 0) sleepOrPause(first);
  const results = fetchTogether(requests);
  return waiting.map((each, position) => {
    if (commands[position]?.command === 'request') return goOn(each, results.shift());
    return each.resumeAt <= EnvironmentAdapter.now() ? goOn(each, undefined) : each;
  });
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
