import { EnvironmentAdapter } from '../EnvironmentAdapter';
import { isRecord } from '../Json';

/** A token that was fetched. */
export interface AccessToken {
  value: string;
  /** Milliseconds since 1970 from which it is not sent any more; undefined: it does not end. */
  usableUntil?: number;
}

/** Milliseconds before its end from which a token is not used; half of its life where that is shorter. */
const MARGIN = 30_000;

/** A token that was fetched just now. `seconds`: how long it lives; undefined: it does not end. */
export function accessToken(value: string, seconds: number | undefined): AccessToken {
  if (seconds === undefined) return { value };
  const life = Math.max(0, seconds) * 1000;
  return { value, usableUntil: EnvironmentAdapter.now() + life - Math.min(MARGIN, life / 2) };
}

export function isUsable(token: AccessToken | undefined): token is AccessToken {
  return token !== undefined && (token.usableUntil ?? Infinity) > EnvironmentAdapter.now();
}

/** Form in which tokens are kept in the cache. One of another form counts as not there. */
const VERSION = 1;

export function packToken(token: AccessToken): string {
  return JSON.stringify({ version: VERSION, ...token });
}

export function unpackToken(text: string | undefined): AccessToken | undefined {
  const stored = parse(text);
  if (!isRecord(stored) || stored['version'] !== VERSION) return undefined;
  const { value, usableUntil } = stored;
  if (typeof value !== 'string' || value === '') return undefined;
  return typeof usableUntil === 'number' ? { value, usableUntil } : { value };
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
