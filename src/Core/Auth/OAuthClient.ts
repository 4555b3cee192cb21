import { EnvironmentAdapter, type FetchRequest } from '../EnvironmentAdapter';
import { accessToken, type AccessToken } from './AccessToken';
import type { AuthContext } from './Auth';
import type { TokenCarrier } from './TokenAuth';
import { noToken, type TokenBody } from './TokenRequest';

/** An app at an OAuth 2 service: `{ ...this.authContext(), tokenUrl, clientId, ... }`. */
export interface OAuthClient extends AuthContext, TokenCarrier {
  /** Its host is among the `hosts` of the manifest. */
  tokenUrl: string;
  clientId: string;
  /** Default: the app has none. */
  clientSecret?: string;
  /** How id and secret travel: in the form (default), as `Authorization: Basic`, or all in a JSON body. */
  sendAs?: 'form' | 'basic' | 'json';
  /** Further parameters of the request for a token. */
  extra?: Readonly<Record<string, string>>;
  /** Further headers of the request for a token. */
  headers?: Readonly<Record<string, string>>;
}

/** What a request for a token is made of. */
export type ClientRequest = Pick<
  OAuthClient,
  'tokenUrl' | 'clientId' | 'clientSecret' | 'sendAs' | 'extra' | 'headers'
>;

/**
 * The request for a token with the app's credentials (RFC 6749 2.3.1). `names`: what a service calls otherwise than the
 * RFC does.
 */
export function clientRequest(
  client: ClientRequest,
  grant: Readonly<Record<string, string>>,
  names: Readonly<Partial<Record<string, string>>> = {},
): FetchRequest {
  const { tokenUrl, clientId, clientSecret, sendAs = 'form', extra, headers } = client;
  const app: Record<string, string> = { client_id: clientId };
  if (clientSecret !== undefined) app['client_secret'] = clientSecret;
  const basic = { Authorization: `Basic ${basicPair(client)}` };
  const all = { ...grant, ...(sendAs === 'basic' ? {} : app), ...extra };
  const payload = Object.fromEntries(
    Object.entries(all).map(([name, value]) => [names[name] ?? name, value]),
  );
  return {
    url: tokenUrl,
    method: 'post',
    headers: { Accept: 'application/json', ...headers, ...(sendAs === 'basic' ? basic : {}) },
    ...(sendAs === 'json'
      ? { payload: JSON.stringify(payload), contentType: 'application/json' }
      : { payload }),
  };
}

function basicPair({ clientId, clientSecret = '' }: ClientRequest): string {
  return EnvironmentAdapter.base64Encode(
    `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`,
  );
}

/** What of an app must not be read: its secret, and the pair that holds it. */
export function clientSecrets(client: OAuthClient): string[] {
  const { clientSecret, sendAs } = client;
  if (clientSecret === undefined) return [];
  return sendAs === 'basic' ? [clientSecret, basicPair(client)] : [clientSecret];
}

/** Seconds that a token is taken to live where the service does not say. */
export const USUAL_LIFETIME = 3_600;

/** The token of an answer. Throws a `DataException` when there is none. */
export function tokenOf(body: TokenBody, speaker: string): AccessToken {
  const { access_token: value, expires_in: lifetime } = body;
  if (typeof value !== 'string' || value === '') throw noToken(speaker);
  const seconds = lifetime === undefined || lifetime === null || lifetime === '' ? NaN : Number(lifetime);
  return accessToken(value, Number.isFinite(seconds) ? seconds : USUAL_LIFETIME);
}
