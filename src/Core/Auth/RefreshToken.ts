import { REENTER, signInAgain } from './Advice';
import type { AccessToken } from './AccessToken';
import type { Auth } from './Auth';
import { GrantStore } from './GrantStore';
import { clientRequest, clientSecrets, tokenOf, type OAuthClient } from './OAuthClient';
import { tokenAuth } from './TokenAuth';
import {
  isFailure,
  requestToken,
  type TokenBody,
  type TokenEndpoint,
  type TokenFailure,
} from './TokenRequest';

export interface RefreshTokenOptions extends OAuthClient {
  /** As it was entered. What the service puts in its place is kept by us. */
  refreshToken: string;
  /** Tried one after the other while the service refuses the scope. Default: none is sent. */
  scopes?: readonly string[];
}

/**
 * A refresh token is exchanged for access tokens (RFC 6749 6). A service that replaces it is followed: the new one is
 * durable with the first service call after the answer, for as long as the entered one stays the same.
 */
export function refreshToken(options: RefreshTokenOptions): Auth {
  const exchange = new Exchange(options);
  const { tokenUrl, clientId, clientSecret = '', refreshToken: entered, scopes = [] } = options;
  const fetcher = {
    entered: ['refresh-token', tokenUrl, clientId, clientSecret, entered, ...scopes],
    fetch: () => exchange.fetch(),
  };
  const auth = tokenAuth(options, fetcher, options, exchange.secrets);
  const secrets = () => {
    exchange.knowStored();
    return auth.secrets();
  };
  return { ...auth, secrets };
}

class Exchange {
  private readonly grants: GrantStore;
  private readonly endpoint: TokenEndpoint;
  readonly secrets: Set<string>;
  /** Index of the scope that was taken last. */
  private scope = 0;
  private isStoredKnown = false;

  constructor(private readonly options: RefreshTokenOptions) {
    const { speaker, secretScope: scope, tokenUrl, clientId, refreshToken: entered } = options;
    // Without the client secret: a service keeps its refresh tokens when an app gets a new one.
    this.grants = new GrantStore({ speaker, scope, entered: [tokenUrl, clientId, entered], token: entered });
    this.secrets = new Set([...clientSecrets(options), entered]);
    this.endpoint = {
      context: options,
      secrets: this.secrets,
      advice: {
        grant: signInAgain('refresh token'),
        scope: `The sign-in does not allow what is asked for. ${signInAgain('refresh token')}`,
        client: `The client id or the client secret was rejected. Nothing was written. ${REENTER}`,
      },
    };
  }

  /** While the cache has an access token, the stored token is not needed; in a text it must not be read all the same. */
  knowStored(): void {
    if (this.isStoredKnown) return;
    this.isStoredKnown = true;
    try {
      const stored = this.grants.read()?.token;
      if (stored !== undefined) this.secrets.add(stored);
    } catch {
      // A store that cannot be read is an error where its token is needed.
    }
  }

  /** The stored token first; where it is refused, the entered one: it may still be good. */
  fetch(): AccessToken | TokenFailure {
    const entered = this.options.refreshToken;
    const stored = this.grants.read()?.token;
    this.isStoredKnown = true;
    if (stored === undefined) return this.exchange(entered, undefined);
    this.secrets.add(stored);
    this.grants.noteUse();
    const first = this.exchange(stored, stored);
    const isRefused = isFailure(first) && (first.reason === 'grant' || first.reason === 'scope');
    if (!isRefused || stored === entered) return first;
    return this.exchange(entered, stored);
  }

  private exchange(token: string, stored: string | undefined): AccessToken | TokenFailure {
    const answer = this.ask(token);
    if (isFailure(answer)) return answer;
    this.keep(answer['refresh_token'], token, stored);
    return tokenOf(answer, this.options.speaker);
  }

  /** First of all, because a kill before it loses what the service will not say again. */
  private keep(answered: unknown, used: string, stored: string | undefined): void {
    const next = typeof answered === 'string' && answered !== '' ? answered : used;
    if (next === this.options.refreshToken) {
      if (stored !== undefined) this.grants.forget();
    } else if (next !== stored) this.grants.write({ token: next });
    this.secrets.add(next);
  }

  private ask(token: string): TokenBody | TokenFailure {
    const { scopes = [] } = this.options;
    const grant = { grant_type: 'refresh_token', refresh_token: token };
    for (let index = this.scope; ; index++) {
      const scope = scopes[index];
      const request = clientRequest(this.options, scope === undefined ? grant : { ...grant, scope });
      const answer = requestToken(request, this.endpoint);
      if (!isFailure(answer)) this.scope = index;
      else if (answer.reason === 'scope' && index < scopes.length - 1) continue;
      return answer;
    }
  }
}
