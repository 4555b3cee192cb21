import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientCredentials } from '../../../src/Core/Auth';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { runSteps } from '../../../src/Core/Requesting';
import { context, errorOf, sentBy, TOKEN_URL, TokenWorld } from './support/TokenWorld';

let world: TokenWorld;
let issued: number;
beforeEach(() => {
  world = new TokenWorld();
  issued = 0;
  world.reply = () => ({ body: { access_token: `token-${++issued}`, expires_in: 3600 } });
  const environment = world.begin();
  const fetchAll: typeof environment.fetchAll = all =>
    all.map(request => ({ response: environment.fetch(request.url, request) }));
  installEnvironment({ ...environment, fetchAll });
});
afterEach(() => {
  world.close();
});

const auth = (clientId: string) =>
  clientCredentials({ ...context(), tokenUrl: TOKEN_URL, clientId, clientSecret: 'secret-of-app' });
const prepare = (all: readonly ReturnType<typeof auth>[]) =>
  runSteps(all.flatMap(each => (each.prepare ? [each.prepare()] : [])));

it('has the tokens of several accounts before their first requests, one each', () => {
  const all = ['one', 'two', 'three'].map(auth);
  prepare(all);
  expect(world.requests).toHaveLength(3);
  expect(all.map(each => sentBy(each))).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-3']);
  prepare(all);
  prepare([auth('two')]);
  expect(world.requests).toHaveLength(3);
  expect(all[1]?.secrets()).toContain('token-2');
});

it('leaves to signing what failed for now', () => {
  world.reply = () => (world.requests.length < 2 ? { status: 503 } : { body: { access_token: 'token' } });
  const one = auth('one');
  prepare([one]);
  expect(sentBy(one)).toBe('Bearer token');
});

it('does not ask twice for what is refused', () => {
  world.reply = () => ({ status: 401, body: { error: 'invalid_client' } });
  const one = auth('one');
  prepare([one]);
  expect(errorOf(() => sentBy(one))).toMatchObject({ kind: 'refused' });
  expect(world.requests).toHaveLength(1);
});
