import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

/** What the people behind the API decide. */
export interface AuthorizationSettings {
  clientId: string;
  clientSecret: string;
  /** Registered addresses; of a loopback one the port may differ, as RFC 8252 says. */
  redirects: string[];
  /** What the user does on the page. */
  answer: 'agree' | 'deny' | 'error';
  /** Whether a refresh token comes along. */
  refreshTokens: boolean;
  /** Spelled as TikTok does: own names, a JSON body, tokens inside of `data`, refusals with status 200. */
  ownSpelling: boolean;
}

interface Code {
  clientId: string;
  redirectUri: string;
  challenge: string | null;
}

const DEFAULTS: AuthorizationSettings = {
  clientId: 'client-1',
  clientSecret: 'secretCANARY-1',
  redirects: ['http://127.0.0.1/', 'http://localhost/callback'],
  answer: 'agree',
  refreshTokens: true,
  ownSpelling: false,
};

let settings = DEFAULTS;
let codes = new Map<string, Code>();
let used = new Set<string>();
let tokens = new Set<string>();
/** A refresh token is good once: its successor comes with the answer. */
let refreshers = new Set<string>();
let requests: string[] = [];

function isRegistered(redirectUri: string): boolean {
  const plain = (address: string): string =>
    address.replace(/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//, 'http://$1/');
  return settings.redirects.some(each => plain(each) === plain(redirectUri));
}

function authorize({ searchParams }: URL, response: ServerResponse): void {
  const redirectUri = searchParams.get('redirect_uri') ?? '';
  const clientId = searchParams.get(settings.ownSpelling ? 'app_id' : 'client_id') ?? '';
  if (clientId !== settings.clientId) return text(response, 400, 'There is no such app.');
  if (!isRegistered(redirectUri)) return text(response, 400, 'redirect_uri is not registered.');
  const target = new URL(redirectUri);
  target.searchParams.set('state', searchParams.get('state') ?? '');
  if (searchParams.get('response_type') !== 'code' || settings.answer === 'error') {
    target.searchParams.set('error', 'invalid_scope');
    target.searchParams.set('error_description', 'The scope is not known.');
  } else if (settings.answer === 'deny') {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_description', 'The user said no.');
  } else {
    const code = `codeCANARY-${randomUUID()}`;
    codes.set(code, { clientId, redirectUri, challenge: searchParams.get('code_challenge') });
    target.searchParams.set(settings.ownSpelling ? 'auth_code' : 'code', code);
  }
  response.writeHead(302, { location: target.href }).end();
}

function token(body: Record<string, string>, request: IncomingMessage): { status: number; body: unknown } {
  const [id = '', secret = ''] = clientOf(body, request);
  if (id !== settings.clientId || secret !== settings.clientSecret)
    return { status: 401, body: { error: 'invalid_client', error_description: 'Unknown client or secret.' } };
  if (body['grant_type'] === 'refresh_token')
    return refreshers.delete(body['refresh_token'] ?? '')
      ? { status: 200, body: grant() }
      : { status: 400, body: { error: 'invalid_grant', error_description: 'Used before.' } };
  const given = body[settings.ownSpelling ? 'auth_code' : 'code'] ?? '';
  const code = codes.get(given);
  const invalid = (words: string) => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: words },
  });
  if (used.has(given)) return invalid('The code was used before.');
  if (!code || code.clientId !== id) return invalid('There is no such code.');
  used.add(given);
  if (code.redirectUri !== body['redirect_uri']) return invalid('redirect_uri differs.');
  if (code.challenge !== null && code.challenge !== challengeOf(body['code_verifier'] ?? ''))
    return invalid('The verifier is wrong.');
  return { status: 200, body: grant() };
}

function grant(): unknown {
  const access = `accessCANARY-${randomUUID()}`;
  tokens.add(access);
  const pair = {
    access_token: access,
    token_type: 'Bearer',
    expires_in: 3600,
    ...(settings.refreshTokens ? { refresh_token: `refreshCANARY-${randomUUID()}` } : {}),
  };
  if ('refresh_token' in pair) refreshers.add(String(pair.refresh_token));
  return settings.ownSpelling ? { code: 0, message: 'OK', data: pair } : pair;
}

function clientOf(body: Record<string, string>, request: IncomingMessage): string[] {
  const [, basic] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (basic !== undefined)
    return Buffer.from(basic, 'base64')
      .toString()
      .split(':')
      .map(part => decodeURIComponent(part));
  const names = settings.ownSpelling ? ['app_id', 'secret'] : ['client_id', 'client_secret'];
  return names.map(name => body[name] ?? '');
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function text(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(words);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function things(request: IncomingMessage, response: ServerResponse): void {
  const [, sent = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (!tokens.has(sent)) return json(response, 401, { error: 'invalid_token' });
  json(response, 200, [{ id: '1', name: 'One' }]);
}

function control(path: string, sent: string, response: ServerResponse): void {
  if (path === '/control/settings') settings = { ...settings, ...(JSON.parse(sent) as object) };
  if (path === '/control/reset') {
    settings = DEFAULTS;
    codes = new Map();
    used = new Set();
    tokens = new Set();
    refreshers = new Set();
    requests = [];
  }
  json(response, 200, requests);
}

function bodyOf(sent: string, request: IncomingMessage): Record<string, string> {
  return request.headers['content-type']?.includes('json')
    ? (JSON.parse(sent) as Record<string, string>)
    : Object.fromEntries(new URLSearchParams(sent));
}

const server = createServer((request, response) => {
  let sent = '';
  request.on('data', (piece: Buffer) => (sent += piece.toString()));
  request.on('end', () => {
    const url = new URL(request.url ?? '/', 'http://authorization.test');
    if (url.pathname.startsWith('/control/')) return control(url.pathname, sent, response);
    requests.push(`${request.method ?? ''} ${url.pathname}${url.search} ${sent}`.trim());
    if (url.pathname === '/things') return things(request, response);
    // Whatever an API calls these two.
    if (request.method === 'GET' && url.searchParams.has('redirect_uri')) return authorize(url, response);
    if (request.method !== 'POST') return text(response, 404, 'No such path.');
    const answer = token(bodyOf(sent, request), request);
    const isHidden = settings.ownSpelling && answer.status !== 200;
    json(
      response,
      isHidden ? 200 : answer.status,
      isHidden ? { code: 40_105, message: 'Refused.' } : answer.body,
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage((server.address() as AddressInfo).port);
});
