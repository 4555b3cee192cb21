import { EnvironmentAdapter, type FetchRequest } from '../EnvironmentAdapter';
import type { Auth } from './Auth';
import { headerOf, withHeader } from './Headers';
import { encodeRfc3986, formPairs, signatureBase, type Pair } from './OAuth1Signature';

/** The four values that an app page of such an API shows. */
export interface OAuth1Options {
  consumerKey: string;
  consumerSecret: string;
  token: string;
  tokenSecret: string;
  /** Protection space, where the API asks for one. Not signed. Default: none. */
  realm?: string;
}

const FORM = /^application\/x-www-form-urlencoded\b/i;

/**
 * OAuth 1.0 with HMAC-SHA1 (RFC 5849), in the header. Query and form bodies are signed, with a new nonce and timestamp
 * each time; other bodies are not, as the RFC has it.
 */
export function oauth1(options: OAuth1Options): Auth {
  const { consumerKey, consumerSecret, token, tokenSecret, realm } = options;
  const key = `${encodeRfc3986(consumerSecret)}&${encodeRfc3986(tokenSecret)}`;
  return {
    sign(request) {
      const own: Pair[] = [
        ['oauth_consumer_key', consumerKey],
        ['oauth_nonce', EnvironmentAdapter.getUuid().replace(/-/g, '')],
        ['oauth_signature_method', 'HMAC-SHA1'],
        ['oauth_timestamp', String(Math.floor(EnvironmentAdapter.now() / 1000))],
        ['oauth_token', token],
        ['oauth_version', '1.0'],
      ];
      const base = signatureBase(request.method ?? 'get', request.url, [...own, ...bodyPairs(request)]);
      const hmac = EnvironmentAdapter.computeHmac('SHA_1', base, key);
      const sent: Pair[] = [...own, ['oauth_signature', EnvironmentAdapter.base64Encode(hmac)]];
      return withHeader(
        request,
        'Authorization',
        headerValue(realm === undefined ? sent : [['realm', realm], ...sent]),
      );
    },
    secrets: () => [consumerKey, consumerSecret, token, tokenSecret],
  };
}

function headerValue(pairs: readonly Pair[]): string {
  return `OAuth ${pairs.map(([name, value]) => `${encodeRfc3986(name)}="${encodeRfc3986(value)}"`).join(', ')}`;
}

/** A payload is a form unless it says that it is something else. */
function bodyPairs(request: FetchRequest): Pair[] {
  const { payload } = request;
  if (payload === undefined) return [];
  if (typeof payload === 'object' && !isBytes(payload)) return Object.entries(payload);
  const type = request.contentType ?? headerOf(request, 'Content-Type');
  if (type !== undefined && !FORM.test(type)) return [];
  return formPairs(typeof payload === 'string' ? payload : EnvironmentAdapter.decodeText(payload));
}

function isBytes(payload: Uint8Array | Record<string, string>): payload is Uint8Array {
  return ArrayBuffer.isView(payload);
}
