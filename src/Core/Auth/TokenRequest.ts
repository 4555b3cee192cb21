import { answerError, failureError, type Answered, type Verdict } from '../AnswerErrors';
import {
  EnvironmentAdapter,
  type FetchRequest,
  type FetchResponse,
  type FetchResult,
} from '../EnvironmentAdapter';
import { DataException, HttpRequestException, PauseSignal, type ErrorKind } from '../Exceptions';
import { isPassing } from '../FetchFailures';
import type { Steps } from '../FetchProtocol';
import { isRecord, jsonOf } from '../Json';
import { fetchTogether } from '../Requesting';
import { isTransient } from '../Retry';
import type { AuthContext } from './Auth';
import { reasonOf, wordsOf, type Refusal } from './TokenRefusal';

/** What to do about each way in which a token is refused, in one or two sentences. */
export type RefusalAdvice = Readonly<Record<Refusal, string>>;

/** What a request for a token has to know. */
export interface TokenEndpoint {
  context: AuthContext;
  /** Kept out of every text, beside those of the source: every token that was seen. */
  secrets: ReadonlySet<string>;
  advice: RefusalAdvice;
  /** What an answer means, where it is not as RFC 6749 has it. */
  judge?(answer: Answered): Verdict | undefined;
}

export type TokenBody = Readonly<Record<string, unknown>>;

/** Why there is no token. `passing`: the same request may fare better in a moment. */
export interface TokenFailure {
  error: HttpRequestException;
  reason: 'passing' | 'other' | Refusal;
}

export function isFailure(answer: object): answer is TokenFailure {
  return 'error' in answer && 'reason' in answer;
}

/** Seconds: shorter than for data, because others wait for the lock meanwhile. */
const TIMEOUT = 30;

/**
 * One request for a token, without repetitions and without credentials other than its own. Throws a `DataException`
 * on a success that is no JSON object.
 */
export function requestToken(request: FetchRequest, endpoint: TokenEndpoint): TokenBody | TokenFailure {
  if (EnvironmentAdapter.remainingTime() <= 0) throw new PauseSignal('the time of this run is used up');
  endpoint.context.onRequest();
  const [result] = fetchTogether([tokenRequest(request)]);
  return readAnswer(request, result, endpoint);
}

/** As `requestToken`, in a generator. */
export function* requestTokenInSteps(
  request: FetchRequest,
  endpoint: TokenEndpoint,
): Steps<TokenBody | TokenFailure> {
  endpoint.context.onRequest();
  const result = yield { command: 'request', request: tokenRequest(request) };
  return readAnswer(request, result, endpoint);
}

/** A redirect would carry the secret along. */
function tokenRequest(request: FetchRequest): FetchRequest {
  return { timeoutSeconds: TIMEOUT, ...request, followRedirects: false };
}

function readAnswer(
  request: FetchRequest,
  result: FetchResult | undefined,
  endpoint: TokenEndpoint,
): TokenBody | TokenFailure {
  if (!result) throw new Error('A request was answered with nothing: the environment is at fault.');
  if ('error' in result) {
    const error = failureError(request.url, result.error, policyOf(endpoint));
    return { error, reason: isPassing(result.error) ? 'passing' : 'other' };
  }
  return failureOf(request, result.response, endpoint) ?? bodyOf(result.response, endpoint.context.speaker);
}

function policyOf({ context, secrets }: TokenEndpoint) {
  return { speaker: context.speaker, secrets: () => [...context.sourceSecrets(), ...secrets] };
}

function failureOf(
  request: FetchRequest,
  response: FetchResponse,
  endpoint: TokenEndpoint,
): TokenFailure | undefined {
  let reason: TokenFailure['reason'] = 'other';
  const judge = (answer: Answered): Verdict | undefined => {
    const verdict = endpoint.judge?.(answer) ?? standardVerdict(answer);
    if (!verdict) return undefined;
    reason = reasonFor(verdict.kind, answer);
    return isRefused(reason) ? { advice: endpoint.advice[reason], ...verdict, kind: 'refused' } : verdict;
  };
  const error = answerError(request, response, { ...policyOf(endpoint), judge });
  if (!error) return undefined;
  if (!isRefused(reason)) return { error, reason };
  // 401 whatever the service says: for whoever asks for data it is the credentials that are refused.
  const { message, payload } = error;
  return { error: new HttpRequestException(message, { statusCode: 401, payload, kind: 'refused' }), reason };
}

/** As RFC 6749 has it, and as services do that answer 200 with an error. */
function standardVerdict({ status, payload }: Answered): Verdict | undefined {
  const isError = status >= 300 || (isRecord(payload) && payload['error'] && !payload['access_token']);
  if (!isError) return undefined;
  const message = wordsOf(payload);
  return { kind: kindOf(status, payload), ...(message ? { message } : {}) };
}

/** A page, or an address that is not there, says nothing of credentials. */
function kindOf(status: number, payload: unknown): ErrorKind {
  if (isTransient(status)) return status === 429 ? 'throttled' : 'passing';
  if (status >= 300 && status < 400) return 'permanent';
  const isAboutCredentials = status === 401 || (status !== 404 && isRecord(payload));
  return isAboutCredentials ? 'refused' : 'permanent';
}

function reasonFor(kind: ErrorKind, { status, payload }: Answered): TokenFailure['reason'] {
  if (kind === 'passing' || kind === 'throttled') return 'passing';
  return kind === 'refused' || kind === 'expired' ? reasonOf(status, payload) : 'other';
}

function isRefused(reason: TokenFailure['reason']): reason is Refusal {
  return reason !== 'passing' && reason !== 'other';
}

function bodyOf(response: FetchResponse, speaker: string): TokenBody {
  const body = jsonOf(response)?.value;
  if (isRecord(body)) return body;
  throw noToken(speaker);
}

/** A success that holds no token is no success. */
export function noToken(speaker: string): DataException {
  return new DataException(
    `[${speaker}] The token service answered without an access token. Nothing was written; try again later.`,
  );
}
