import { EnvironmentAdapter } from '../EnvironmentAdapter';
import { HttpRequestException, isNamed } from '../Exceptions';
import type { Steps } from '../FetchProtocol';
import { sleepOrPause } from '../Requesting';
import { retryDelay } from '../Retry';
import { isUsable, packToken, unpackToken, type AccessToken } from './AccessToken';
import type { AuthContext } from './Auth';
import { storeKey } from './Identity';
import { isFailure, type TokenFailure } from './TokenRequest';

/** Gets tokens for one set of entered credentials. */
export interface TokenFetcher {
  /** Everything that was entered, and where tokens come from: other values do not share a token. */
  entered: readonly string[];
  /**
   * One attempt, while no other execution makes one. `refused`: the token that the API takes no more. What must not get
   * lost is stored before it returns.
   */
  fetch(refused: string | undefined): AccessToken | TokenFailure;
  /** The same as steps, where the service gives any number of tokens: two executions may get one each. */
  fetchInSteps?(): Steps<AccessToken | TokenFailure>;
}

/** Milliseconds to wait for another execution that is getting a token. */
const LOCK_WAIT = 45_000;

/** Milliseconds in which a failure stands for the next requests, too: ten accounts need not find it out ten times. */
const FAILURE_HOLDS = 60_000;

/** Seconds in the cache for a token that does not end; also the most that a cache takes. */
const LONGEST_IN_CACHE = 21_600;

/**
 * The token of one source: of this execution's memory, else of the cache, else fetched. One execution at a time
 * fetches, and looks into the cache again before it does, so that no token is asked for twice.
 */
export class TokenKeeper {
  private token: AccessToken | undefined;
  private failure: { error: HttpRequestException; until: number } | undefined;
  private cacheKey: string | undefined;

  /** Every token that this execution sees is added to `secrets`. */
  constructor(
    private readonly context: AuthContext,
    private readonly fetcher: TokenFetcher,
    private readonly secrets: Set<string>,
  ) {}

  current(): string {
    if (!isUsable(this.token)) this.token = this.cached(undefined) ?? this.acquire(undefined);
    return this.token.value;
  }

  /** What fails for now is tried again by `current`; what is refused is not asked for twice. */
  *prepare(): Steps<void> {
    if (isUsable(this.token)) return;
    this.token = this.cached(undefined);
    if (this.token || this.failure || !this.fetcher.fetchInSteps) return;
    const result = yield* this.fetcher.fetchInSteps();
    if (!isFailure(result)) this.token = this.keep(result);
    else if (result.reason !== 'passing') this.remember(result.error);
  }

  /** Another token than the refused one, which may be here already: slices are refused together. */
  renew(refused: string | undefined): void {
    if (isUsable(this.token) && this.token.value !== refused) return;
    this.token = undefined;
    this.token = this.acquire(refused);
  }

  private cached(refused: string | undefined): AccessToken | undefined {
    this.cacheKey ??= storeKey('token', this.fetcher.entered);
    const token = unpackToken(EnvironmentAdapter.cache().get(this.cacheKey));
    if (!isUsable(token) || token.value === refused) return undefined;
    this.secrets.add(token.value);
    return token;
  }

  /** The lock is free between two attempts: a service that is down must not hold up other imports. */
  private acquire(refused: string | undefined): AccessToken {
    if (this.failure && this.failure.until > EnvironmentAdapter.now()) throw this.failure.error;
    const { maxRetries, initialDelay } = this.context;
    for (let attempt = 1; ; attempt++) {
      const result = this.attempt(refused);
      if (!isFailure(result)) return result;
      const { error, reason } = result;
      if (reason !== 'passing' || attempt > maxRetries) throw this.remember(error);
      sleepOrPause(retryDelay(attempt, initialDelay, Math.random(), error.serverDelay));
    }
  }

  private attempt(refused: string | undefined): AccessToken | TokenFailure {
    try {
      return EnvironmentAdapter.withLock(LOCK_WAIT, () => this.cached(refused) ?? this.fetchAndKeep(refused));
    } catch (error) {
      throw isNamed(error, 'LockTimeout') ? this.remember(this.busy()) : error;
    }
  }

  private fetchAndKeep(refused: string | undefined): AccessToken | TokenFailure {
    const result = this.fetcher.fetch(refused);
    return isFailure(result) ? result : this.keep(result);
  }

  private keep(result: AccessToken): AccessToken {
    this.secrets.add(result.value);
    this.cacheKey ??= storeKey('token', this.fetcher.entered);
    const { usableUntil } = result;
    const left = usableUntil === undefined ? Infinity : (usableUntil - EnvironmentAdapter.now()) / 1000;
    const seconds = Math.floor(Math.min(left, LONGEST_IN_CACHE));
    if (seconds > 0) EnvironmentAdapter.cache().set(this.cacheKey, packToken(result), seconds);
    return result;
  }

  private remember(error: HttpRequestException): HttpRequestException {
    const isFinal = error.kind === 'refused';
    this.failure = { error, until: isFinal ? Infinity : EnvironmentAdapter.now() + FAILURE_HOLDS };
    return error;
  }

  private busy(): HttpRequestException {
    return new HttpRequestException(
      `[${this.context.speaker}] Another run is signing in at this moment and takes long. Nothing was written; it is tried again at the next run.`,
      { kind: 'passing' },
    );
  }
}
