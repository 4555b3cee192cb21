import { isTransient, retryDelay, serverDelay } from '../../src/Core/Retry';
import type { HttpAnswer, HttpRequest, HttpResult } from '../../environments/node/http/HttpTypes';
import { GoogleApiError, isRateLimit, networkError, refusalError, type About } from './GoogleErrors';
import type { Login } from './Login';
import { jsonBody, type Send } from './Send';

/** Milliseconds for one request. Google takes up to half a minute to create a script project. */
const TIME_LIMIT = { get: 45_000, post: 90_000, patch: 90_000 } as const;

/** A read is sent up to so many times. */
const ATTEMPTS = 4;

/** Milliseconds before the second attempt when Google does not say; doubled each time, with jitter. */
const FIRST_DELAY = 1_000;

/** A longer wait than this, in milliseconds, is left to the person. */
const LONGEST_WAIT = 60_000;

export interface GoogleApiOptions {
  /** For tests: waits so many milliseconds. */
  wait?: (milliseconds: number) => Promise<void>;
  /** For tests: in [0, 1). */
  random?: () => number;
  now?: () => number;
  /** Called before each wait, to tell the person. */
  onRetry?: (message: string) => void;
}

type Method = 'get' | 'post' | 'patch';

/**
 * JSON requests to Google's APIs as the user who is logged in. Reads are repeated after 429, 5xx and failures of the
 * network; writes never, for one without an answer may have been carried out. Throws a `GoogleApiError`.
 */
export class GoogleApi {
  private readonly wait: (milliseconds: number) => Promise<void>;
  private readonly random: () => number;
  private readonly now: () => number;

  constructor(
    readonly login: Login,
    private readonly send: Send,
    private readonly options: GoogleApiOptions = {},
  ) {
    this.wait = options.wait ?? (milliseconds => new Promise(done => setTimeout(done, milliseconds)));
    this.random = options.random ?? Math.random;
    this.now = options.now ?? Date.now;
  }

  async get(url: string, about: About): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const { result, token } = await this.sendOnce('get', url);
      const delay = attempt < ATTEMPTS ? this.delayAfter(result, attempt) : undefined;
      if (delay === undefined) return read(result, about, true, token);
      this.options.onRetry?.(`Google is busy or out of reach; trying again in ${Math.ceil(delay / 1000)} s.`);
      await this.wait(delay);
    }
  }

  /** Sent once. An error with effect `unknown`: look before sending it again. */
  async change(method: Exclude<Method, 'get'>, url: string, body: unknown, about: About): Promise<unknown> {
    const { result, token } = await this.sendOnce(method, url, body);
    return read(result, about, false, token);
  }

  private async sendOnce(
    method: Method,
    url: string,
    body?: unknown,
  ): Promise<{ result: HttpResult; token: string }> {
    const token = await this.login.accessToken();
    const result = await this.send(request(method, url, token, body));
    if (!('answer' in result) || result.answer.status !== 401) return { result, token };
    // A token that ended early was refused before anything was done: with a new one the request may go again.
    const fresh = await this.login.accessToken(token);
    return { result: await this.send(request(method, url, fresh, body)), token: fresh };
  }

  /** Undefined: not worth another attempt. */
  private delayAfter(result: HttpResult, attempt: number): number | undefined {
    if ('failure' in result)
      return ['network', 'timeout'].includes(result.failure.kind) && result.failure.cause !== 'tls'
        ? retryDelay(attempt, FIRST_DELAY, this.random())
        : undefined;
    const { status, body } = result.answer;
    if (!isTransient(status) && !isRateLimit(status, status === 403 ? jsonBody(body) : undefined))
      return undefined;
    const asked = serverDelay(name => headerOf(result.answer, name), this.now());
    const delay = retryDelay(attempt, FIRST_DELAY, this.random(), asked);
    return delay <= LONGEST_WAIT ? delay : undefined;
  }
}

function request(method: Method, url: string, token: string, body?: unknown): HttpRequest {
  const headers: [string, string][] = [
    ['Authorization', `Bearer ${token}`],
    ['Accept', 'application/json'],
    ['Accept-Encoding', 'gzip'],
  ];
  const base = { url, method, followRedirects: false, timeout: TIME_LIMIT[method] };
  if (body === undefined) return { ...base, headers };
  return {
    ...base,
    headers: [...headers, ['Content-Type', 'application/json']],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

function read(result: HttpResult, about: About, isRead: boolean, token: string): unknown {
  if ('failure' in result) throw unanswered(result.failure, about, isRead);
  const { status, body } = result.answer;
  const json = jsonBody(body);
  if (status < 200 || status > 299) throw refusalError(status, json, about, isRead, token);
  if (json !== undefined) return json;
  throw new GoogleApiError(
    `[Google] Could not ${about.doing}: the answer (${status}) is not Google's; something between you and Google may have given it, a sign-in page of the network for example.`,
    status,
    isRead ? 'none' : 'unknown',
  );
}

/** A request whose host was never reached had no effect; any other without an answer may have had one. */
function unanswered(
  failure: Parameters<typeof networkError>[1],
  about: About,
  isRead: boolean,
): GoogleApiError {
  const isUnsent = isRead || ['dns', 'unreachable', 'tls', 'invalid'].includes(failure.cause);
  const outcome = isUnsent ? about.undone : 'It may have been carried out all the same.';
  return networkError(about.doing, failure, outcome, isUnsent ? 'none' : 'unknown');
}

function headerOf({ headers }: HttpAnswer, name: string): string | undefined {
  return headers.find(([header]) => header.toLowerCase() === name)?.[1];
}
