import { ACCESS_TOKEN_LIFE, type Accounts } from './Accounts';
import type { ApiAnswer, ApiCall } from './ApiCall';
import { needScope, READ_USER } from './ApiScopes';
import { oauthError } from './GoogleError';

/** Logins: the token endpoint, what a token is, ending a token, and who its user is. Undefined: not its path. */
export function answerOAuth(call: ApiCall, accounts: Accounts, now: () => number): ApiAnswer | undefined {
  const line = `${call.method} ${call.path}`;
  if (line === 'POST /token') return token(new URLSearchParams(call.body), accounts);
  if (line === 'POST /revoke') return revoke(call, accounts);
  if (line === 'GET /tokeninfo' || line === 'GET /oauth2/v3/tokeninfo') return tokenInfo(call, accounts, now);
  const version = /^GET \/oauth2\/(v[123])\/userinfo$/.exec(line)?.[1];
  return version === undefined ? undefined : userInfo(call, accounts, version);
}

function token(form: URLSearchParams, accounts: Accounts): ApiAnswer {
  const clientId = form.get('client_id') ?? '';
  const secret = accounts.clients.get(clientId);
  if (clientId === '')
    throw oauthError(400, 'invalid_request', 'Could not determine client ID from request.');
  if (secret === undefined) throw oauthError(401, 'invalid_client', 'The OAuth client was not found.');
  if (secret !== form.get('client_secret'))
    throw oauthError(401, 'invalid_client', 'The provided client secret is invalid.');
  const kind = form.get('grant_type') ?? '';
  if (kind !== 'refresh_token')
    throw oauthError(400, 'unsupported_grant_type', `Invalid grant_type: ${kind}`);
  const given = form.get('refresh_token') ?? '';
  const login = accounts.refresh(given, clientId);
  if (!login) throw oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
  const rotated = login.refreshToken === given ? {} : { refresh_token: login.refreshToken };
  return {
    status: 200,
    body: {
      access_token: login.accessToken,
      expires_in: ACCESS_TOKEN_LIFE,
      ...rotated,
      scope: login.scopes.join(' '),
      token_type: 'Bearer',
    },
  };
}

function revoke(call: ApiCall, accounts: Accounts): ApiAnswer {
  const value = call.query.get('token') ?? new URLSearchParams(call.body).get('token') ?? '';
  if (!accounts.revokeToken(value)) throw oauthError(400, 'invalid_token', 'Token expired or revoked');
  return { status: 200, body: {} };
}

function tokenInfo(call: ApiCall, accounts: Accounts, now: () => number): ApiAnswer {
  const holder = accounts.holder(call.query.get('access_token') ?? '');
  if (!holder) throw oauthError(400, 'invalid_token', 'Invalid Value');
  const { caller, end } = holder;
  return {
    status: 200,
    body: {
      azp: caller.clientId,
      aud: caller.clientId,
      sub: caller.user.id,
      scope: caller.scopes.join(' '),
      exp: String(Math.floor(end / 1000)),
      expires_in: String(Math.max(0, Math.floor((end - now()) / 1000))),
      email: caller.user.email,
      email_verified: 'true',
      access_type: 'offline',
    },
  };
}

function userInfo(call: ApiCall, accounts: Accounts, version: string): ApiAnswer {
  const caller = accounts.authenticate(call.headers['authorization'], 'userinfo.get');
  needScope(caller, READ_USER, 'www.googleapis.com', 'userinfo.get');
  const { id, email, name } = caller.user;
  const body =
    version === 'v3'
      ? { sub: id, name, email, email_verified: true }
      : { id, email, verified_email: true, name };
  return { status: 200, body };
}
