import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientCredentials } from '../../../src/Core/Auth';
import { context, errorOf, formOf, sentBy, TOKEN_URL, TokenWorld } from './support/TokenWorld';

let world: TokenWorld;
let issued: number;

beforeEach(() => {
  world = new TokenWorld();
  issued = 0;
  lasting(3600);
});
afterEach(() => {
  world.close();
});

/** The service gives tokens of so many seconds. */
function lasting(expires_in: unknown) {
  world.reply = () => ({ body: { access_token: `token-${++issued}`, token_type: 'Bearer', expires_in } });
}

function auth(more: Record<string, unknown> = {}) {
  return clientCredentials({
    ...context(),
    tokenUrl: TOKEN_URL,
    clientId: 'app',
    clientSecret: 'secret-of-app',
    ...more,
  });
}

/** A new execution and what it sends. */
function run(more: Record<string, unknown> = {}) {
  world.begin();
  return sentBy(auth(more));
}

describe('a fetched token', () => {
  it('is asked for once, whatever number of requests and executions', () => {
    world.begin();
    const one = auth();
    expect([sentBy(one), sentBy(one)]).toEqual(['Bearer token-1', 'Bearer token-1']);
    expect(run()).toBe('Bearer token-1');
    expect(world.requests).toHaveLength(1);
    expect(formOf(world.requests[0])).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: 'secret-of-app',
    });
  });

  it.each([
    ['30 seconds before its end', 3600, 3_569_000, 3_571_000],
    ['half of its life before its end, where that is shorter', 20, 9_000, 11_000],
    ['an hour after it came, when nobody says how long it lives', undefined, 3_569_000, 3_571_000],
    ['an hour after it came, when its life is no number', 'soon', 3_569_000, 3_571_000],
    ['by a number that is a text', '100', 69_000, 71_000],
  ])('is used until %s', (_, seconds, before, after) => {
    lasting(seconds);
    const begun = world.time;
    world.begin();
    const one = auth();
    expect(sentBy(one)).toBe('Bearer token-1');
    world.time = begun + before;
    expect([sentBy(one), run()]).toEqual(['Bearer token-1', 'Bearer token-1']);
    world.time = begun + after;
    expect(sentBy(one)).toBe('Bearer token-2');
    expect(run()).toBe('Bearer token-2');
  });

  it('that came from the cache is kept out of texts like any other', () => {
    run();
    world.begin();
    const one = auth();
    sentBy(one);
    expect(one.secrets()).toEqual(['secret-of-app', 'token-1']);
  });

  it('that lives longer than any cache is fetched again by an execution of the next day only', () => {
    lasting(86_400);
    expect(run()).toBe('Bearer token-1');
    world.time += 5 * 3_600_000;
    expect(run()).toBe('Bearer token-1');
    world.time += 2 * 3_600_000;
    expect(run()).toBe('Bearer token-2');
  });

  it('that lives no moment is used once, and never from the cache', () => {
    lasting(0);
    expect([run(), run()]).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('may vanish from the cache at any time', () => {
    run();
    const environment = world.begin(call => {
      if (call === 'cache get') throw new Error('not reached');
    });
    environment.cache = () => ({ get: () => undefined, set: () => undefined, delete: () => undefined });
    expect(sentBy(auth())).toBe('Bearer token-2');
  });

  it.each([['not JSON'], ['{"version":2,"value":"token-0"}'], ['{"version":1}'], ['[]']])(
    'is not taken from a cache that holds %s',
    text => {
      const environment = world.begin();
      const { cache } = environment;
      environment.cache = () => ({ ...cache(), get: () => text });
      expect(sentBy(auth())).toBe('Bearer token-1');
    },
  );

  it('belongs to what was entered: other credentials get their own', () => {
    const sent = [run(), run({ clientSecret: 'other' }), run({ clientId: 'other' }), run({ scope: 'read' })];
    expect(sent).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-3', 'Bearer token-4']);
    expect(run({ tokenUrl: 'https://login.example/other' })).toBe('Bearer token-5');
    expect(run()).toBe('Bearer token-1');
  });

  it.each([
    ['X-Access-Token', {}, 'token-1'],
    ['X-Access-Token', { prefix: 'Key ' }, 'Key token-1'],
    ['Authorization', { prefix: 'token ' }, 'token token-1'],
  ])('travels in the header %s as the API has it', (header, more, expected) => {
    world.begin();
    expect(sentBy(auth({ header, ...more }), header)).toBe(expected);
  });
});

describe('a token that the API refuses before its time', () => {
  const signed = (one: ReturnType<typeof auth>) => one.sign({ url: 'https://api.example/data' });

  it('is replaced once, however many slices were refused together', () => {
    world.begin();
    const one = auth();
    const refused = [signed(one), signed(one), signed(one)];
    for (const request of refused) one.renew?.(request);
    expect(sentBy(one)).toBe('Bearer token-2');
    expect(world.requests).toHaveLength(2);
    expect(run()).toBe('Bearer token-2');
  });

  it('is replaced once also where no cache tells that it was', () => {
    const environment = world.begin();
    environment.cache = () => ({ get: () => undefined, set: () => undefined, delete: () => undefined });
    const one = auth();
    const refused = [signed(one), signed(one)];
    for (const request of refused) one.renew?.(request);
    expect(world.requests).toHaveLength(2);
  });

  it('is not fetched again where another execution has replaced it', () => {
    world.begin();
    const one = auth();
    const refused = signed(one);
    const other = auth();
    other.renew?.(signed(other));
    one.renew?.(refused);
    expect(sentBy(one)).toBe('Bearer token-2');
    expect(world.requests).toHaveLength(2);
  });

  it('is not taken from the cache again', () => {
    run();
    world.begin();
    const one = auth();
    one.renew?.(signed(one));
    expect(sentBy(one)).toBe('Bearer token-2');
  });
});

describe('a token service with a problem', () => {
  it.each([
    ['no answer', 'connection reset', [500, 1500]],
    ['503', { status: 503 }, [500, 1500]],
    ['429', { status: 429, headers: { 'retry-after': '7' } }, [7000, 7000]],
  ])('is asked again after %s, by the rules of the source', (_, problem, range) => {
    const answers = [problem, { body: { access_token: 'late', expires_in: 60 } }];
    world.reply = () => answers.shift() ?? 'no more';
    world.begin();
    expect(sentBy(auth())).toBe('Bearer late');
    expect(world.slept[0]).toBeGreaterThanOrEqual(Number(range[0]));
    expect(world.slept[0]).toBeLessThanOrEqual(Number(range[1]));
  });

  it('is given up after the last repetition, and not asked by every slice', () => {
    world.reply = () => ({ status: 503, body: 'busy' });
    world.begin();
    const one = auth({ maxRetries: 2 });
    const error = errorOf(() => sentBy(one));
    expect(error).toMatchObject({ name: 'HttpRequestException', statusCode: 503, kind: 'passing' });
    expect(error.message).toMatch(/^\[Shop\] https:\/\/login\.example\/token answered 503/);
    expect(errorOf(() => sentBy(one))).toBe(error);
    expect(world.requests).toHaveLength(3);
    world.time += 61_000;
    lasting(60);
    expect(sentBy(one)).toBe('Bearer token-1');
  });

  it('holds the lock up during a request only, not while it is waited for', () => {
    const held: boolean[] = [];
    world.reply = () => {
      held.push(world.isLocked);
      return { status: 503 };
    };
    const environment = world.begin();
    environment.sleep = () => held.push(world.isLocked);
    errorOf(() => sentBy(auth({ maxRetries: 1 })));
    expect(held).toEqual([true, false, true]);
  });

  it('is not waited for longer than the run may take', () => {
    world.reply = () => ({ status: 429, headers: { 'retry-after': '600' } });
    world.begin();
    world.deadline = world.time + 60_000;
    expect(errorOf(() => sentBy(auth()))).toMatchObject({ name: 'PauseSignal', isWaiting: true });
    world.deadline = world.time;
    expect(errorOf(() => sentBy(auth()))).toMatchObject({ name: 'PauseSignal', isWaiting: false });
    expect(world.requests).toHaveLength(1);
  });

  it('says so when another execution does not let go of the lock', () => {
    world.begin();
    world.isLocked = true;
    const error = errorOf(() => sentBy(auth()));
    expect(error).toMatchObject({ name: 'HttpRequestException', kind: 'passing', statusCode: 0 });
    expect(error.message).toMatch(/^\[Shop\] Another run is signing in .* Nothing was written/);
  });

  it.each([[{}], [{ access_token: '' }], [{ access_token: null }], ['<html>'], [[]], ['null']])(
    'that answers %j has given no token',
    body => {
      world.reply = () => ({ body });
      world.begin();
      const error = errorOf(() => sentBy(auth()));
      expect(error.name).toBe('DataException');
      expect(error.message).toMatch(/^\[Shop\] .* without an access token\. Nothing was written/);
    },
  );

  it.each([
    [401, { error: 'invalid_client' }, 'invalid_client'],
    [200, { error: 'invalid_client', error_description: 'Unknown app.' }, 'invalid_client: Unknown app'],
    [401, { message: 'Unauthorized', error: 401 }, 'Unauthorized'],
    [400, { error: 'shop_not_permitted' }, 'shop_not_permitted'],
  ])('that answers %d %j refuses the app for good', (status, body, words) => {
    world.reply = () => ({ status, body });
    world.begin();
    const one = auth();
    const error = errorOf(() => sentBy(one));
    expect(error).toMatchObject({ statusCode: 401, kind: 'refused' });
    expect(error.message).toContain(words);
    expect(error.message).toContain('client id or the client secret was rejected. Nothing was written');
    world.time += 86_400_000;
    expect(errorOf(() => sentBy(one))).toBe(error);
    expect(world.requests).toHaveLength(1);
  });

  it('is not quoted with a secret of the source that it has nothing to do with', () => {
    world.reply = () => ({
      status: 400,
      body: { error: 'invalid_client', error_description: 'developer-7' },
    });
    world.begin();
    const error = errorOf(() => sentBy(auth({ sourceSecrets: () => ['developer-7'] })));
    expect(error.message).toContain('invalid_client: •••. ');
    expect(JSON.stringify(error.payload)).not.toContain('developer-7');
  });

  it.each([
    [404, { error: 'not found' }],
    [403, '<html>Blocked</html>'],
  ])('that answers %d says nothing of credentials', (status, body) => {
    world.reply = () => ({ status, body });
    world.begin();
    const error = errorOf(() => sentBy(auth()));
    expect(error).toMatchObject({ statusCode: status, kind: 'permanent' });
    expect(error.message).not.toMatch(/sign|client id/);
  });
});
