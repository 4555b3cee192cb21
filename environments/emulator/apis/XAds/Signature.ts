import { createHmac } from 'node:crypto';
import type { SimulatedRequest } from '../Simulator';

/** What is in an `Authorization: OAuth` header. */
export interface OAuthHeader {
  consumerKey: string;
  token: string;
  nonce: string;
  /** Seconds since 1970. */
  timestamp: number;
  signature: string;
  all: Readonly<Record<string, string>>;
}

/** Undefined when it is no OAuth 1.0a header with all that it needs. */
export function readOAuthHeader(header: string | undefined): OAuthHeader | undefined {
  const match = /^OAuth\s+(.+)$/i.exec(header ?? '');
  if (!match) return undefined;
  const pairs = (match[1] ?? '').split(',').map(part => /^\s*([^=\s]+)="([^"]*)"\s*$/.exec(part));
  if (pairs.some(pair => !pair)) return undefined;
  const all = Object.fromEntries(
    pairs.map(pair => [decodeURIComponent(pair?.[1] ?? ''), decodeURIComponent(pair?.[2] ?? '')]),
  ) as Record<string, string>;
  const { oauth_consumer_key, oauth_token, oauth_nonce, oauth_timestamp, oauth_signature } = all;
  if (!oauth_consumer_key || !oauth_token || !oauth_nonce || !oauth_signature) return undefined;
  if (all['oauth_signature_method'] !== 'HMAC-SHA1' || (all['oauth_version'] ?? '1.0') !== '1.0')
    return undefined;
  if (!/^\d{9,11}$/.test(oauth_timestamp ?? '')) return undefined;
  return {
    consumerKey: oauth_consumer_key,
    token: oauth_token,
    nonce: oauth_nonce,
    timestamp: Number(oauth_timestamp),
    signature: oauth_signature,
    all,
  };
}

/** The signature that RFC 5849 gives for this request: query and form body are part of what is signed. */
export function signatureOf(
  request: SimulatedRequest,
  header: OAuthHeader,
  consumerSecret: string,
  tokenSecret: string,
): string {
  const isForm = /^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '');
  const form = isForm ? [...new URLSearchParams(request.body)] : [];
  const oauth = Object.entries(header.all).filter(([name]) => name !== 'oauth_signature' && name !== 'realm');
  const pairs = [...request.query, ...form, ...oauth]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => order(name, otherName) || order(value, otherValue))
    .map(pair => pair.join('='));
  const base = [request.method, `https://${request.host}${request.path}`, pairs.join('&')].map(encode);
  return createHmac('sha1', `${encode(consumerSecret)}&${encode(tokenSecret)}`)
    .update(base.join('&'))
    .digest('base64');
}

/** RFC 3986: only letters, digits and `-._~` stay as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function order(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
