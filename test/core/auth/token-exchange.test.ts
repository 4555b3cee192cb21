import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tokenExchange } from '../../../src/Core/Auth';
import type { FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { queryValue } from '../../../src/Core/Paginators';
import { context, errorOf, sentBy, TokenWorld, type Reply } from './support/TokenWorld';

const DAY = 86_400_000;
const API = 'https://graph.example';

let world: TokenWorld;
/** When each token ends; `Infinity`: never. */
let ends: Map<string, number>;
let exchanged: number;
beforeEach(() => {
  world = new TokenWorld();
  ends = new Map([['entered-0', world.time + 60 * DAY]]);
  exchanged = 0;
  world.reply = service;
});
afterEach(() => {
  world.close();
});

/** Tells when tokens end, and gives one for 60 days in place of a good one. */
function service({ url }: FetchRequest): Reply {
  const token = queryValue(url, 'token') ?? '';
  const end = ends.get(token) ?? 0;
  if (end <= world.time)
    return { status: 400, body: { error: { message: `Session of ${token} ended`, code: 190 } } };
  if (url.startsWith(`${API}/debug`)) return { body: { expires_at: end === Infinity ? 0 : end / 1000 } };
  const next = `longer-${++exchanged}`;
  ends.set(next, world.time + 60 * DAY);
  return { body: { access_token: next, expires_in: 60 * 86_400 } };
}

function auth(more: Record<string, unknown> = {}) {
  return tokenExchange({
    ...context(),
    token: 'entered-0',
    entered: ['app-1'],
    secrets: ['app-secret'],
    renewBefore: 5 * DAY,
    inspect: (token, send) => {
      const seconds = Number(send({ url: `${API}/debug?token=${token}` })['expires_at']);
      return seconds === 0 ? Infinity : seconds * 1000;
    },
    exchange: (token, send) => {
      const body = send({ url: `${API}/exchange?token=${token}&secret=app-secret` });
      return { token: String(body['access_token']), endsAt: world.time + Number(body['expires_in']) * 1000 };
    },
    ...more,
  });
}

function run(more: Record<string, unknown> = {}) {
  world.begin();
  return sentBy(auth(more));
}

const paths = () =>
  world.requests.map(({ url }) => `${/example\/(\w+)/.exec(url)?.[1]} ${queryValue(url, 'token')}`);

describe('a long-lived token', () => {
  it('is used as it was entered while it lasts', () => {
    expect([run(), run()]).toEqual(['Bearer entered-0', 'Bearer entered-0']);
    expect(paths()).toEqual(['debug entered-0']);
  });

  it('that never ends is never exchanged', () => {
    ends.set('entered-0', Infinity);
    run();
    world.time += 3650 * DAY;
    expect(run()).toBe('Bearer entered-0');
    expect(exchanged).toBe(0);
  });

  it('is exchanged before it ends, and its successors too, long after it has ended itself', () => {
    world.time += 56 * DAY;
    expect(run()).toBe('Bearer longer-1');
    world.time += 30 * DAY;
    expect(run()).toBe('Bearer longer-1');
    world.time += 26 * DAY;
    expect(run()).toBe('Bearer longer-2');
    expect(paths()).toEqual(['debug entered-0', 'exchange entered-0', 'exchange longer-1']);
  });

  it('is replaced by the very next service call after the answer', () => {
    world.time += 56 * DAY;
    const calls: string[] = [];
    world.begin(call => calls.push(call));
    sentBy(auth());
    expect(calls.slice(calls.lastIndexOf('fetch'), calls.lastIndexOf('fetch') + 2)).toEqual([
      'fetch',
      'user properties set',
    ]);
  });

  it('is used to its end when the exchange does not work', () => {
    world.reply = request => (request.url.includes('/exchange') ? { status: 503 } : service(request));
    world.time += 56 * DAY;
    expect(run({ maxRetries: 0 })).toBe('Bearer entered-0');
  });

  it('gives way to the entered one where that is better', () => {
    world.time += 56 * DAY;
    run();
    ends.delete('longer-1');
    ends.set('entered-0', Infinity);
    world.begin();
    const one = auth();
    one.renew?.(one.sign({ url: API }));
    expect(sentBy(one)).toBe('Bearer entered-0');
  });

  it.each([
    ['no longer good', () => ends.clear()],
    ['refused by the API only', () => undefined],
  ])('that is %s has to be entered anew, in words that say so', (_, happens) => {
    world.begin();
    const one = auth();
    const refused = one.sign({ url: API });
    happens();
    const error = errorOf(() => one.renew?.(refused));
    expect(error).toMatchObject({ name: 'HttpRequestException', statusCode: 401, kind: 'refused' });
    expect(error.message).toMatch(/^\[Shop\] .*sign in again .*, or enter a new access token/);
    expect(error.message).not.toContain('entered-0');
  });

  it('that has ended before it was first used is told as that', () => {
    ends.clear();
    const error = errorOf(() => run());
    expect(error).toMatchObject({ statusCode: 401, kind: 'refused' });
    expect(error.message).toMatch(/Session of ••• ended\. The sign-in has ended/);
  });

  it('is no longer good where the inspection says so', () => {
    expect(errorOf(() => run({ inspect: () => undefined }))).toMatchObject({ kind: 'refused' });
  });

  it('is inspected again when the API has a problem of its own, as its source judges', () => {
    const answers: Reply[] = [{ status: 400, body: { error: { code: 4 } } }];
    world.reply = request => answers.shift() ?? service(request);
    const judge = () =>
      answers.length === 0 && world.requests.length === 1 ? { kind: 'throttled' } : undefined;
    expect(run({ judge })).toBe('Bearer entered-0');
    expect(world.slept).toHaveLength(1);
  });
});
