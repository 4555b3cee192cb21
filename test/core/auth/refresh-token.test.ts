import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refreshToken } from '../../../src/Core/Auth';
import type { FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { RotatingService } from './support/RotatingService';
import { context, errorOf, formOf, sentBy, TOKEN_URL, TokenWorld } from './support/TokenWorld';

let world: TokenWorld;
let service: RotatingService;

beforeEach(() => {
  world = new TokenWorld();
  service = new RotatingService();
  world.reply = service.reply;
});
afterEach(() => {
  world.close();
});

function auth(more: Record<string, unknown> = {}) {
  return refreshToken({
    ...context(),
    tokenUrl: TOKEN_URL,
    clientId: 'app',
    clientSecret: 'secret-of-app',
    refreshToken: 'entered-0',
    ...more,
  });
}

/** A new execution, an hour after the last one, and what it sends. */
function run(more: Record<string, unknown> = {}) {
  world.time += 3_600_000;
  world.begin();
  return sentBy(auth(more));
}

const sentTokens = () => world.requests.map(request => formOf(request)['refresh_token']);

describe('a refresh token', () => {
  it('is exchanged by a form', () => {
    world.reply = () => ({ body: { access_token: 'access', expires_in: 60 } });
    expect(run()).toBe('Bearer access');
    expect(world.requests).toEqual([
      {
        url: TOKEN_URL,
        method: 'post',
        timeoutSeconds: 30,
        followRedirects: false,
        headers: { Accept: 'application/json' },
        payload: {
          grant_type: 'refresh_token',
          refresh_token: 'entered-0',
          client_id: 'app',
          client_secret: 'secret-of-app',
        },
      },
    ]);
    expect(world.stored()).toEqual({ user: {}, document: {} });
  });

  it('goes with Basic where the service wants the app so', () => {
    run({ sendAs: 'basic', headers: { 'User-Agent': 'sheet' }, clientId: 'a:b', clientSecret: 'ü+/' });
    const [request] = world.requests;
    expect(formOf(request)).toEqual({ grant_type: 'refresh_token', refresh_token: 'entered-0' });
    expect(request?.headers).toEqual({
      Accept: 'application/json',
      'User-Agent': 'sheet',
      Authorization: `Basic ${btoa('a%3Ab:%C3%BC%2B%2F')}`,
    });
  });

  it('goes as JSON, with what else the service wants, from an app without a secret', () => {
    world.reply = () => ({ body: { access_token: 'access' } });
    world.begin();
    const options = { ...context(), tokenUrl: TOKEN_URL, clientId: 'app', refreshToken: 'entered-0' };
    sentBy(refreshToken({ ...options, sendAs: 'json', extra: { device: 'sheet' } }));
    const [request] = world.requests;
    expect(request?.contentType).toBe('application/json');
    expect(JSON.parse(String(request?.payload))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'entered-0',
      client_id: 'app',
      device: 'sheet',
    });
  });
});

describe('a refresh token that the service replaces', () => {
  it('is followed from run to run', () => {
    expect([run(), run(), run()]).toEqual(['Bearer access-1', 'Bearer access-2', 'Bearer access-3']);
    expect(sentTokens()).toEqual(['entered-0', 'rotated-1', 'rotated-2']);
  });

  it('stays the same where the service gives the same again', () => {
    world.reply = request => ({
      body: { access_token: 'access', refresh_token: formOf(request)['refresh_token'] },
    });
    run();
    run();
    expect(sentTokens()).toEqual(['entered-0', 'entered-0']);
    expect(world.stored().user).toEqual({});
  });

  it('is kept where the keys of the import are kept', () => {
    run({ secretScope: 'document' });
    expect(Object.keys(world.stored().document)).toHaveLength(1);
    expect(world.stored().user).toEqual({});
    run({ secretScope: 'document' });
    expect(sentTokens()).toEqual(['entered-0', 'rotated-1']);
  });

  it('is forgotten for another one that was entered, and remembered for the first', () => {
    run();
    service = new RotatingService('entered-9');
    world.reply = service.reply;
    expect(run({ refreshToken: 'entered-9' })).toBe('Bearer access-1');
    expect(sentTokens()).toEqual(['entered-0', 'entered-9']);
    expect(Object.keys(world.stored().user)).toHaveLength(2);
  });

  it('outlives a new client secret', () => {
    run();
    run({ clientSecret: 'new-secret' });
    expect(sentTokens()).toEqual(['entered-0', 'rotated-1']);
  });

  it('gives way to the entered one where that is good and the stored one is not', () => {
    run();
    service = new RotatingService();
    world.reply = service.reply;
    expect(run()).toBe('Bearer access-1');
    expect(sentTokens()).toEqual(['entered-0', 'rotated-1', 'entered-0']);
    run();
    expect(sentTokens().at(-1)).toBe('rotated-1');
  });

  it('is not stored any more once the service keeps to the entered one', () => {
    run();
    world.reply = request =>
      formOf(request)['refresh_token'] === 'entered-0'
        ? { body: { access_token: 'access' } }
        : { status: 400, body: { error: 'invalid_grant' } };
    run();
    run();
    expect(sentTokens()).toEqual(['entered-0', 'rotated-1', 'entered-0', 'entered-0']);
    expect(world.stored().user).toEqual({});
  });

  it('ends in words that say who must do what, where, once both are refused', () => {
    run();
    world.reply = () => ({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'rotated-1 was revoked by the user.' },
    });
    world.time += 3_600_000;
    world.begin();
    const one = auth();
    const error = errorOf(() => sentBy(one));
    expect(error).toMatchObject({ name: 'HttpRequestException', statusCode: 401, kind: 'refused' });
    expect(error.message).toBe(
      '[Shop] https://login.example/token answered 400: invalid_grant: ••• was revoked by the user. The sign-in has ended or was withdrawn. Nothing was written. Whoever did has to sign in again (Sheetbound > Sign in, npx sheetbound login), or enter a new refresh token in the spreadsheet under Sheetbound > Manage credentials, in a terminal by its --secret.',
    );
    expect(JSON.stringify(error.payload)).not.toContain('rotated-1');
    expect(sentTokens()).toEqual(['entered-0', 'rotated-1', 'entered-0']);
    expect(errorOf(() => sentBy(one))).toBe(error);
    expect(world.requests).toHaveLength(3);
  });

  it('is not given up for the entered one because the service is down or knows the app no more', () => {
    run();
    world.reply = () => ({ status: 503 });
    errorOf(() => run({ maxRetries: 0 }));
    world.reply = () => ({ status: 401, body: { error: 'invalid_client' } });
    expect(errorOf(() => run()).message).toContain('The client id or the client secret was rejected');
    world.reply = () => ({ status: 401, body: { message: 'Unauthorized', error: 401 } });
    expect(errorOf(() => run()).message).toContain('The client id or the client secret was rejected');
    expect(sentTokens()).toEqual(['entered-0', 'rotated-1', 'rotated-1', 'rotated-1']);
    world.reply = service.reply;
    expect(run()).toBe('Bearer access-2');
  });

  it.each([
    ['{"version":2,"token":"rotated-1"}', 'was written by a newer version'],
    ['{"version":1}', 'is damaged'],
    ['rotated-1', 'is damaged'],
  ])('is left as it is where it is stored as %s', (text, expected) => {
    run();
    const [key = ''] = Object.keys(world.stored().user);
    world.begin().properties('user').set(key, text);
    const error = errorOf(() => run());
    expect(error.name).toBe('StateException');
    expect(error.message).toContain(expected);
    expect(error.message).not.toContain('rotated-1');
    expect(world.stored().user).toEqual({ [key]: text });
    expect(world.requests).toHaveLength(1);
  });

  it('does not pile up: what nobody has used for 400 days goes when another one is stored', () => {
    run();
    world.begin().properties('user').set('sheetbound.other', 'kept');
    world.time += 401 * 86_400_000;
    world.reply = new RotatingService('entered-9').reply;
    run({ refreshToken: 'entered-9' });
    const stored = world.stored().user;
    expect(Object.keys(stored)).toHaveLength(2);
    expect(JSON.stringify(stored)).not.toContain('rotated-1","storedAt":1773');
    expect(stored['sheetbound.other']).toBe('kept');
  });
});

describe('scopes', () => {
  const scopes = ['ads.new offline', 'ads.old offline'];
  const only = (taken: string, refusal: object) => (request: FetchRequest) => {
    const { scope, refresh_token: sent = '' } = formOf(request);
    if (scope !== taken) return { status: 400, body: refusal };
    return { body: { access_token: 'access', expires_in: 60, refresh_token: `${sent}+` } };
  };

  it.each([
    [{ error: 'invalid_scope' }],
    [{ error: 'invalid_grant', error_codes: [70000] }],
    [{ error: 'invalid_request', error_codes: [70011] }],
    [{ error: 'invalid_grant', error_description: 'AADSTS70000: The user did not consent.\r\nTrace ID: 1' }],
  ])('are tried one after the other while the answer is %j', refusal => {
    world.reply = only('ads.old offline', refusal);
    expect(run({ scopes })).toBe('Bearer access');
    expect(world.requests.map(request => formOf(request)['scope'])).toEqual(scopes);
  });

  it('that were taken are asked for first the next time', () => {
    world.reply = only('ads.old offline', { error: 'invalid_scope' });
    world.begin();
    const one = auth({ scopes });
    sentBy(one);
    world.time += 3_600_000;
    sentBy(one);
    expect(world.requests.map(request => formOf(request)['scope'])).toEqual([...scopes, scopes[1]]);
  });

  it('are tried for the entered token, too, before anybody has to sign in again', () => {
    world.reply = only('none', { error: 'invalid_grant', error_codes: [70000] });
    const error = errorOf(() => run({ scopes }));
    expect(error).toMatchObject({ statusCode: 401, kind: 'refused' });
    expect(error.message).toContain('does not allow what is asked for');
    expect(error.message).toContain('sign in again');
  });

  it('are not changed because the token is refused', () => {
    world.reply = () => ({ status: 400, body: { error: 'invalid_grant', error_codes: [700082] } });
    errorOf(() => run({ scopes }));
    expect(world.requests).toHaveLength(1);
  });

  it.each(['consent_required', 'interaction_required', 'login_required'])(
    'are no way around %s: the user has to sign in',
    error => {
      world.reply = () => ({ status: 400, body: { error } });
      expect(errorOf(() => run({ scopes }))).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/sign in again/) as string,
      });
      expect(world.requests).toHaveLength(1);
    },
  );
});
