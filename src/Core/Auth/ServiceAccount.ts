import { EnvironmentAdapter, type FetchRequest } from '../EnvironmentAdapter';
import { messageOf, type Fault } from '../Exceptions';
import type { Auth, AuthContext } from './Auth';
import { tokenOf } from './OAuthClient';
import { readServiceAccountKey, type ServiceAccountKey } from './ServiceAccountKey';
import { tokenAuth, type TokenCarrier } from './TokenAuth';
import { isFailure, requestToken, type RefusalAdvice, type TokenEndpoint } from './TokenRequest';

export interface ServiceAccountOptions extends AuthContext, TokenCarrier {
  /** The key file of the service account: its JSON as a text. */
  key: string;
  /** Several are separated by blanks. */
  scope: string;
  /** Somebody of the domain in whose name the account asks. Default: in its own. */
  subject?: string;
  /** Default `https://oauth2.googleapis.com/token`. What the key file says is not followed: it is what somebody sent. */
  tokenUrl?: string;
}

const GOOGLE = 'https://oauth2.googleapis.com/token';

/** Seconds that an assertion is good for: the most that Google takes. */
const ASSERTION_LIFETIME = 3_600;

/** A service account that signs for itself (RFC 7523). Validate the key with `serviceAccountFaults` first. */
export function serviceAccount(options: ServiceAccountOptions): Auth {
  const { key: text, scope, subject = '', tokenUrl = GOOGLE, speaker } = options;
  const key = readServiceAccountKey(text);
  const secrets = new Set([text, key.privateKey]);
  const endpoint: TokenEndpoint = { context: options, secrets, advice: adviceFor(key.email, subject) };
  const fetcher = {
    entered: ['service-account', tokenUrl, text, scope, subject],
    fetch() {
      const answer = requestToken(assertionRequest(tokenUrl, assertionOf(key, options)), endpoint);
      return isFailure(answer) ? answer : tokenOf(answer, speaker);
    },
  };
  return tokenAuth(options, fetcher, options, secrets);
}

/** What is wrong with a key, before any request. `label` starts the sentences. A key that is not given has no faults. */
export function serviceAccountFaults(text: string | undefined, parameter: string, label: string): Fault[] {
  if (text === undefined || text === '') return [];
  try {
    const { privateKey } = readServiceAccountKey(text);
    EnvironmentAdapter.computeRsaSha256Signature('check', privateKey);
    return [];
  } catch (error) {
    return [{ parameter, message: `${label}: ${messageOf(error)}` }];
  }
}

function assertionRequest(url: string, assertion: string): FetchRequest {
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  return {
    url,
    method: 'post',
    headers: { Accept: 'application/json' },
    payload: { grant_type, assertion },
  };
}

function assertionOf(key: ServiceAccountKey, options: ServiceAccountOptions): string {
  const { scope, subject, tokenUrl = GOOGLE } = options;
  const issued = Math.floor(EnvironmentAdapter.now() / 1000);
  const header = { alg: 'RS256', typ: 'JWT', ...(key.id === undefined ? {} : { kid: key.id }) };
  const claims = {
    iss: key.email,
    scope,
    aud: tokenUrl,
    iat: issued,
    exp: issued + ASSERTION_LIFETIME,
    ...(subject ? { sub: subject } : {}),
  };
  const signed = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${encode(EnvironmentAdapter.computeRsaSha256Signature(signed, key.privateKey))}`;
}

function encode(value: string | Uint8Array): string {
  return EnvironmentAdapter.base64EncodeWebSafe(value).replace(/=/g, '');
}

function adviceFor(email: string, subject: string): RefusalAdvice {
  const scope = subject
    ? `Let an administrator of the domain give ${email} this access (domain-wide delegation).`
    : 'Give it the permission at Google Cloud.';
  return {
    grant: `The key of ${email} is not taken: it was deleted, the account is disabled, or the clock here is wrong. Nothing was written. Enter a new key: in the spreadsheet under Sheetbound > Manage credentials.`,
    client: `${email} may not ask for this. Nothing was written. ${scope}`,
    scope: `${email} may not ask for this. Nothing was written. ${scope}`,
  };
}
