import { errorInfo, googleError } from './GoogleError';
import { CLASP_SCOPES } from './ApiScopes';

/** Somebody with a Google account. */
export interface GoogleUser {
  id: string;
  email: string;
  name: string;
  /** The switch "Google Apps Script API" at script.google.com/home/usersettings; Google has it off at first. */
  apiEnabled: boolean;
}

/** What a client keeps of a login. All of it is made up. */
export interface GoogleLogin {
  email: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  accessToken: string;
  /** Milliseconds since 1970: when the access token ends. */
  expiryDate: number;
  scopes: readonly string[];
}

/** Who sends a request, by the access token that came with it. */
export interface Caller {
  user: GoogleUser;
  clientId: string;
  scopes: readonly string[];
}

export interface LoginOptions {
  /** Default: those that `clasp login` asks for. */
  scopes?: readonly string[];
  /** Default: one client for all. */
  clientId?: string;
  clientSecret?: string;
  /** Each refresh gives a new refresh token and ends the old one. Default false, as Google's own. */
  rotatesRefreshTokens?: boolean;
}

interface Grant {
  login: GoogleLogin;
  rotates: boolean;
  revoked: boolean;
}

/** Seconds. */
export const ACCESS_TOKEN_LIFE = 3599;

const CLIENT_ID = 'made-up-client.apps.googleusercontent.com';

/** Who there is, which logins were given to which client, and which tokens of them still count. */
export class Accounts {
  readonly clients = new Map<string, string>();
  private readonly users = new Map<string, GoogleUser>();
  private readonly grants: Grant[] = [];
  private readonly accessTokens = new Map<string, { grant: Grant; end: number }>();
  private counter = 0;

  constructor(private readonly now: () => number) {}

  /** The user of this address, who begins to exist by the first call, with the Apps Script API switched on. */
  user(email: string): GoogleUser {
    let user = this.users.get(email);
    if (!user) {
      const id = String(100000000000000000000n + BigInt(this.users.size + 1));
      user = { id, email, name: email.split('@')[0] ?? email, apiEnabled: true };
      this.users.set(email, user);
    }
    return user;
  }

  /** What `clasp login` ends with. */
  login(email: string, options: LoginOptions = {}): GoogleLogin {
    this.user(email);
    const clientId = options.clientId ?? CLIENT_ID;
    const clientSecret = options.clientSecret ?? 'made-up-client-secret';
    this.clients.set(clientId, clientSecret);
    const login: GoogleLogin = {
      email,
      clientId,
      clientSecret,
      refreshToken: this.token('refresh'),
      accessToken: '',
      expiryDate: 0,
      scopes: options.scopes ?? CLASP_SCOPES,
    };
    const grant = { login, rotates: options.rotatesRefreshTokens ?? false, revoked: false };
    this.grants.push(grant);
    this.issue(grant);
    return login;
  }

  /** A new access token for a refresh token that still counts; undefined when it does not. */
  refresh(refreshToken: string, clientId: string): GoogleLogin | undefined {
    const grant = this.grants.find(
      ({ login, revoked }) => !revoked && login.refreshToken === refreshToken && login.clientId === clientId,
    );
    if (!grant) return undefined;
    if (grant.rotates) grant.login.refreshToken = this.token('refresh');
    this.issue(grant);
    return grant.login;
  }

  /** As the user does at myaccount.google.com/permissions: every token of all logins of that user ends at once. */
  revoke(email: string): void {
    for (const grant of this.grants) if (grant.login.email === email) grant.revoked = true;
  }

  /** The login that a refresh or access token stands for ends; false when there is none. */
  revokeToken(token: string): boolean {
    const grant =
      this.accessTokens.get(token)?.grant ?? this.grants.find(({ login }) => login.refreshToken === token);
    if (!grant || grant.revoked) return false;
    grant.revoked = true;
    return true;
  }

  /** Access tokens end now, as after an hour; refresh tokens stay. */
  expireTokens(email?: string): void {
    for (const entry of this.accessTokens.values())
      if (email === undefined || entry.grant.login.email === email) entry.end = 0;
  }

  /** Who an access token stands for and when (milliseconds since 1970) it ends; undefined when it counts no more. */
  holder(accessToken: string): { caller: Caller; end: number } | undefined {
    const entry = this.accessTokens.get(accessToken);
    if (!entry || entry.grant.revoked || entry.end <= this.now()) return undefined;
    const { email, clientId, scopes } = entry.grant.login;
    return { caller: { user: this.user(email), clientId, scopes }, end: entry.end };
  }

  /** Who sends a request with this Authorization header; Google's 401 otherwise. */
  authenticate(authorization: string | undefined, method: string): Caller {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined)
      throw googleError(
        'unauthenticated',
        'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
        [errorInfo('CREDENTIALS_MISSING', { method })],
      );
    const holder = this.holder(token);
    if (!holder)
      throw googleError('unauthenticated', undefined, [errorInfo('ACCESS_TOKEN_EXPIRED', { method })]);
    return holder.caller;
  }

  private issue(grant: Grant): void {
    const { login } = grant;
    login.accessToken = this.token('access');
    login.expiryDate = this.now() + ACCESS_TOKEN_LIFE * 1000;
    this.accessTokens.set(login.accessToken, { grant, end: login.expiryDate });
  }

  private token(kind: string): string {
    this.counter += 1;
    return `made-up-${kind}-${this.counter}`;
  }
}
