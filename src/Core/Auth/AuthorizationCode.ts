import { reasonOf } from '../AnswerErrors';
import { EnvironmentAdapter, type FetchRequest, type FetchResponse } from '../EnvironmentAdapter';
import { isNamed, messageOf } from '../Exceptions';
import { isRecord, jsonOf } from '../Json';
import type { SignInName, SignInParams } from '../Parameters';
import { redact } from '../Redaction';
import { clientRequest } from './OAuthClient';
import { wordsOf } from './TokenRefusal';

/** One sign-in, from its first address to its tokens. */
export interface SignIn {
  /** Who speaks in messages: the source. */
  speaker: string;
  params: SignInParams;
  /** Values by the name of the item, and of the parameters beside the option. */
  values: Readonly<Record<string, string>>;
  /** Where the API sends the browser back to; has to be registered with the user's app there. */
  redirectUri: string;
  /** Comes back unchanged; by it a foreign answer is told from ours. */
  state: string;
  /** Kept here until the code is exchanged, so that nobody else can exchange it. Without it no challenge is sent. */
  verifier?: string;
  /** Items that the source cannot do without: a sign-in that is to fill one of them, and does not, has failed. */
  required?: readonly string[];
}

/** A sign-in that came to nothing. Nothing was stored; the message says what to do. */
export class SignInException extends Error {
  override readonly name = 'SignInException';
}

/** Values that no one can guess: 64 of the characters that RFC 7636 allows. */
export function makeVerifier(): string {
  return `${EnvironmentAdapter.getUuid()}${EnvironmentAdapter.getUuid()}`.replace(/-/g, '');
}

/** The verifier of a new sign-in; undefined where the API refuses one. */
export function verifierFor(params: SignInParams): string | undefined {
  return params.pkce === false ? undefined : makeVerifier();
}

/** The page where the user agrees. Throws where the exchange could not be done: nobody agrees for nothing. */
export function authorizationAddress(signIn: SignIn): string {
  const { params, redirectUri, state, verifier } = signIn;
  tokenRequest(signIn, '');
  const query: [string, string][] = [
    ['response_type', 'code'],
    [nameOf(signIn, 'client_id'), needed(signIn, params.clientId)],
    [nameOf(signIn, 'redirect_uri'), redirectUri],
    [nameOf(signIn, 'state'), state],
  ];
  const { scopes = [], scopeSeparator = ' ', extra = {} } = params;
  if (scopes.length) query.push([nameOf(signIn, 'scope'), scopes.join(scopeSeparator)]);
  if (verifier !== undefined)
    query.push(['code_challenge', challengeOf(verifier)], ['code_challenge_method', 'S256']);
  query.push(...Object.entries(extra));
  const address = fillIn(signIn, params.authorizeUrl, encodeURIComponent);
  return `${address}${address.includes('?') ? '&' : '?'}${formOf(query)}`;
}

/** The code that the browser came back with. Throws a `SignInException` when the user or the API refused. */
export function codeOf(signIn: SignIn, answer: Readonly<Record<string, string | undefined>>): string {
  const { speaker } = signIn;
  const error = answer['error'] ?? answer['error_code'];
  const words = oneLine(
    answer['error_description'] ?? answer['error_message'] ?? answer['error_reason'] ?? '',
  );
  if (error === 'access_denied' || error === 'user_denied' || error === 'user_cancelled_login')
    throw new SignInException(
      `[${speaker}] Access was not granted${words === '' ? '' : ` (${words})`}. Nothing was stored. Sign in again and agree, with an account that may see the data.`,
    );
  if (error !== undefined)
    throw new SignInException(
      `[${speaker}] The sign-in page refused: ${oneLine(error)}${words === '' ? '' : ` (${words})`}. Nothing was stored. Check ${appItems(signIn)}, and that ${signIn.redirectUri} is registered as a redirect address of your app.`,
    );
  const code = answer[nameOf(signIn, 'code')] ?? answer['code'];
  if (code !== undefined && code !== '') return code;
  throw new SignInException(
    `[${speaker}] The sign-in page sent no code back. Nothing was stored. Sign in again.`,
  );
}

/** Exchanges the code for tokens, once: a code is good for one use. Blocks. Returns values by the name of the item. */
export function exchangeCode(signIn: SignIn, code: string): Record<string, string> {
  const request = tokenRequest(signIn, code);
  let response: FetchResponse;
  try {
    response = EnvironmentAdapter.fetch(request.url, request);
  } catch (error) {
    if (!isNamed(error, 'FetchFailureError')) throw error;
    throw new SignInException(
      `[${signIn.speaker}] No answer came from where the tokens are (${redact(messageOf(error), secretsOf(signIn, code))}). Nothing was stored. Sign in again; if it stays so, see whether its host is among those that this deployment may ask.`,
    );
  }
  return tokensOf(signIn, code, response);
}

/** The request for tokens, as the API takes it. */
export function tokenRequest(signIn: SignIn, code: string): FetchRequest {
  const { params, redirectUri, verifier } = signIn;
  const { sendAs = 'form', clientId, headers = {}, names } = params;
  const clientSecret = secretOf(signIn);
  const client = {
    tokenUrl: fillIn(signIn, params.tokenUrl, encodeURIComponent),
    clientId: needed(signIn, clientId),
    ...(clientSecret === undefined ? {} : { clientSecret }),
    sendAs,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fillIn(signIn, value, text => text)]),
    ),
  };
  const grant = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    ...(verifier === undefined ? {} : { code_verifier: verifier }),
  };
  return { ...clientRequest(client, grant, names), followRedirects: false };
}

/** Apps of desktops have none (RFC 8252 8.4): the verifier alone shows then that the code is ours. */
function secretOf(signIn: SignIn): string | undefined {
  const { params, values, verifier, required = [] } = signIn;
  const { clientSecret: item } = params;
  if (item === undefined) return undefined;
  const mayBeBlank = verifier !== undefined && !required.includes(item);
  return mayBeBlank && !values[item] ? undefined : needed(signIn, item);
}

/** Characters of the API's own words that are repeated: some answer with a page. */
const LONGEST_WORDS = 300;

function tokensOf(signIn: SignIn, code: string, response: FetchResponse): Record<string, string> {
  const { speaker, params } = signIn;
  const status = response.getResponseCode();
  const body = jsonOf(response)?.value;
  const answer = params.answerIn === undefined ? body : isRecord(body) ? body[params.answerIn] : undefined;
  const tokens = Object.entries(params.mapping).flatMap(([member, item]) => {
    const value = isRecord(answer) ? answer[member] : undefined;
    return typeof value === 'string' && value !== '' ? [[item, value] as const] : [];
  });
  if (status >= 200 && status < 300 && tokens.length) return complete(signIn, Object.fromEntries(tokens));
  const words = redact(
    oneLine(wordsOf(body) ?? reasonOf(body)).slice(0, LONGEST_WORDS),
    secretsOf(signIn, code),
  );
  throw new SignInException(
    `[${speaker}] The sign-in could not be completed (${status}${words === '' ? '' : `: ${words}`}). Nothing was stored. Check ${appItems(signIn)}, and that ${signIn.redirectUri} is registered, to the letter, as a redirect address of your app; then sign in again.`,
  );
}

/** Some APIs give a lasting token only when a user agrees for the first time. */
function complete(
  { speaker, params, required = [] }: SignIn,
  tokens: Record<string, string>,
): Record<string, string> {
  const missing = Object.entries(params.mapping).find(
    ([, item]) => required.includes(item) && tokens[item] === undefined,
  );
  if (!missing) return tokens;
  throw new SignInException(
    `[${speaker}] The API sent no ${missing[0]}, without which ${missing[1]} stays empty. Nothing was stored. Take the access away from your app in your account there, then sign in again; it is sent when you agree anew.`,
  );
}

function secretsOf({ params: { clientSecret = '' }, values, verifier = '' }: SignIn, code: string): string[] {
  return [values[clientSecret] ?? '', verifier, code].filter(text => text !== '');
}

function appItems({ params: { clientId, clientSecret } }: SignIn): string {
  return clientSecret === undefined ? clientId : `${clientId} and ${clientSecret}`;
}

function challengeOf(verifier: string): string {
  const bytes = EnvironmentAdapter.computeDigest('SHA_256', verifier);
  return EnvironmentAdapter.base64EncodeWebSafe(bytes).replace(/=+$/, '');
}

function nameOf({ params: { names } }: SignIn, name: SignInName): string {
  return names?.[name] ?? name;
}

function needed({ speaker, values }: SignIn, item: string): string {
  const value = values[item] ?? '';
  if (value !== '') return value;
  throw new SignInException(
    `[${speaker}] ${item} is needed to sign in. Nothing was sent. Enter it first; it is shown where you registered your app at the API.`,
  );
}

/** Puts values in place of `{Item}`. */
function fillIn(signIn: SignIn, text: string, encode: (value: string) => string): string {
  return text.replace(/\{([A-Z][A-Za-z0-9]*)\}/g, (_whole, item: string) => encode(needed(signIn, item)));
}

function formOf(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(pair => pair.map(text => encodeURIComponent(text)).join('=')).join('&');
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
}
