/** One user's credentials, as clasp keeps them. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  accessToken: string | undefined;
  /** Undefined: the access token cannot be renewed. */
  refreshToken: string | undefined;
  /** Epoch milliseconds; undefined: not known (clasp does not write it at a login). */
  expiresAt: number | undefined;
}

/** Why a credentials file holds no login that clasp would use. */
export type NoLogin = 'absent' | 'not-json' | 'other-users' | 'service-account' | 'unknown-form';

type Json = Readonly<Record<string, unknown>>;

/** The client of clasp's own, for files so old that they do not name it. */
export interface DefaultClient {
  clientId: string;
  clientSecret: string;
}

/**
 * Reads the text of a credentials file: clasp 3's (`tokens.default`), clasp 2's (`token` and `oauth2ClientSettings`)
 * and clasp 1's (the token at the top; the client was clasp's own, which `ownClient` gives).
 */
export function parseCredentials(
  text: string,
  ownClient: () => DefaultClient | undefined,
): Credentials | NoLogin {
  const file = toObject(parse(text));
  if (!file) return 'not-json';
  const tokens = toObject(file['tokens']);
  const current = toObject(tokens?.['default']);
  if (current) return fromToken(current, clientOf(current, 'client_id', 'client_secret'));
  const token = toObject(file['token']);
  const settings = toObject(file['oauth2ClientSettings']);
  if (token && settings) return fromToken(token, clientOf(settings, 'clientId', 'clientSecret'));
  if (textOf(file['access_token'])) return fromToken(file, ownClient());
  if (file['type'] === 'service_account') return 'service-account';
  if (tokens && Object.values(tokens).some(Boolean)) return 'other-users';
  return tokens && Object.keys(file).length === 1 ? 'absent' : 'unknown-form';
}

/**
 * The file with a renewed token in it. Everything else stays; a login that was made anew meanwhile (another refresh
 * token than `used`) is left alone: undefined.
 */
export function withRenewed(text: string, used: Credentials, renewed: Credentials): string | undefined {
  const file = toObject(parse(text));
  if (!file) return undefined;
  const tokens = toObject(file['tokens']) ?? {};
  const before = toObject(tokens['default']) ?? {};
  const kept =
    textOf(before['refresh_token']) ??
    textOf(toObject(file['token'])?.['refresh_token']) ??
    textOf(file['refresh_token']);
  if (kept !== undefined && kept !== used.refreshToken) return undefined;
  const entry = {
    ...before,
    type: 'authorized_user',
    client_id: renewed.clientId,
    client_secret: renewed.clientSecret,
    refresh_token: renewed.refreshToken,
    access_token: renewed.accessToken,
    expiry_date: renewed.expiresAt,
  };
  return JSON.stringify({ ...file, tokens: { ...tokens, default: entry } }, null, 2);
}

function fromToken(token: Json, client: DefaultClient | undefined): Credentials | NoLogin {
  const accessToken = textOf(token['access_token']);
  const refreshToken = textOf(token['refresh_token']);
  if (!accessToken && !refreshToken) return 'unknown-form';
  const expiry = token['expiry_date'];
  return {
    clientId: client?.clientId ?? '',
    clientSecret: client?.clientSecret ?? '',
    accessToken,
    refreshToken: client ? refreshToken : undefined,
    expiresAt: typeof expiry === 'number' && Number.isFinite(expiry) ? expiry : undefined,
  };
}

function clientOf(settings: Json, id: string, secret: string): DefaultClient | undefined {
  const [clientId, clientSecret] = [textOf(settings[id]), textOf(settings[secret])];
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function toObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
