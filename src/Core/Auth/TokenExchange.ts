import type { Answered, Verdict } from '../AnswerErrors';
import { EnvironmentAdapter, type FetchRequest } from '../EnvironmentAdapter';
import { HttpRequestException } from '../Exceptions';
import { accessToken, type AccessToken } from './AccessToken';
import { signInAgain } from './Advice';
import type { Auth, AuthContext } from './Auth';
import { GrantStore, type Grant } from './GrantStore';
import { tokenAuth, type TokenCarrier } from './TokenAuth';
import {
  isFailure,
  requestToken,
  type TokenBody,
  type TokenEndpoint,
  type TokenFailure,
} from './TokenRequest';

/** One request without credentials of ours: the JSON of its answer. Throws what the exchange has to be given up for. */
export type SendTokenRequest = (request: FetchRequest) => TokenBody;

export interface TokenExchangeOptions extends AuthContext, TokenCarrier {
  /** As it was entered. What it is exchanged for is kept by us, for as long as the entered one stays the same. */
  token: string;
  /** What else was entered that decides about the token: the id of an app. Default: nothing. */
  entered?: readonly string[];
  /** What else was entered and must not be read. Default: nothing. */
  secrets?: readonly string[];
  /** Milliseconds: a token that has less left is exchanged. */
  renewBefore: number;
  /** When a token ends, in milliseconds since 1970; `Infinity`: never; undefined: it is no longer good. */
  inspect(token: string, send: SendTokenRequest): number | undefined;
  /** A token that lives longer in place of this one. Nothing but the request may be done here. */
  exchange(token: string, send: SendTokenRequest): { token: string; endsAt: number };
  /** What an answer means where it is not as RFC 6749 has it; mostly that of the source. */
  judge?(answer: Answered): Verdict | undefined;
}

/** A long-lived token that is exchanged for its successor before it ends, as often as needed. */
export function tokenExchange(options: TokenExchangeOptions): Auth {
  const exchange = new Exchange(options);
  const { token, entered = [] } = options;
  const fetcher = {
    entered: ['token-exchange', options.speaker, token, ...entered],
    fetch: (refused: string | undefined) => exchange.fetch(refused),
  };
  return tokenAuth(options, fetcher, options, exchange.secrets);
}

/** Milliseconds: a token with so much left is used when it cannot be exchanged. */
const STILL_OF_USE = 300_000;

class Exchange {
  private readonly grants: GrantStore;
  private readonly endpoint: TokenEndpoint;
  private readonly failures = new WeakMap<object, TokenFailure>();
  readonly secrets: Set<string>;

  constructor(private readonly options: TokenExchangeOptions) {
    const { speaker, secretScope: scope, token, entered = [], judge } = options;
    this.grants = new GrantStore({ speaker, scope, entered: [speaker, token, ...entered], token });
    this.secrets = new Set([token, ...(options.secrets ?? [])]);
    const advice = signInAgain('access token');
    this.endpoint = {
      context: options,
      secrets: this.secrets,
      advice: { grant: advice, client: advice, scope: advice },
      ...(judge ? { judge } : {}),
    };
  }

  /** The stored token first; where it is no longer good, the entered one: it may still be. */
  fetch(refused: string | undefined): AccessToken | TokenFailure {
    const stored = this.grants.read();
    if (stored) this.secrets.add(stored.token);
    if (stored) this.grants.noteUse();
    const candidates: Grant[] = [...(stored ? [stored] : []), { token: this.options.token }];
    let result: AccessToken | TokenFailure = this.refusal();
    for (const candidate of candidates.filter(({ token }) => token !== refused)) {
      result = this.attempt(() => this.use(candidate));
      if (!isFailure(result) || result.reason === 'passing' || result.reason === 'other') return result;
    }
    return result;
  }

  private use({ token, endsAt = this.options.inspect(token, this.send) }: Grant): AccessToken | TokenFailure {
    if (endsAt === undefined) return this.refusal();
    const left = endsAt - EnvironmentAdapter.now();
    if (left >= this.options.renewBefore) return lasting(token, left);
    const next = this.attempt(() => this.exchange(token));
    return isFailure(next) && left > STILL_OF_USE ? lasting(token, left) : next;
  }

  /** The successor is durable with the first service call after the answer. */
  private exchange(token: string): AccessToken {
    const { token: next, endsAt } = this.options.exchange(token, this.send);
    this.grants.write(Number.isFinite(endsAt) ? { token: next, endsAt } : { token: next });
    this.secrets.add(next);
    return lasting(next, endsAt - EnvironmentAdapter.now());
  }

  private readonly send: SendTokenRequest = request => {
    const answer = requestToken(request, this.endpoint);
    if (!isFailure(answer)) return answer;
    this.failures.set(answer.error, answer);
    throw answer.error;
  };

  private attempt(action: () => AccessToken | TokenFailure): AccessToken | TokenFailure {
    try {
      return action();
    } catch (error) {
      const failure = typeof error === 'object' && error ? this.failures.get(error) : undefined;
      if (failure) return failure;
      throw error;
    }
  }

  private refusal(): TokenFailure {
    const message = `[${this.options.speaker}] The access token is not taken any more. ${signInAgain('access token')}`;
    return {
      error: new HttpRequestException(message, { statusCode: 401, kind: 'refused' }),
      reason: 'grant',
    };
  }
}

function lasting(token: string, milliseconds: number): AccessToken {
  return accessToken(token, Number.isFinite(milliseconds) ? milliseconds / 1000 : undefined);
}
