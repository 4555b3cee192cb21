import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientCredentials, refreshToken } from '../../../src/Core/Auth';
import { context, errorOf, formOf, sentBy, TOKEN_URL, TokenWorld } from './support/TokenWorld';

const DAY = 86_400_000;

let world: TokenWorld;

beforeEach(() => {
  world = new TokenWorld();
});
afterEach(() => {
  world.close();
});

function run(entered: string): string | undefined {
  world.begin();
  const options = { ...context({ maxRetries: 0 }), tokenUrl: TOKEN_URL, clientId: 'app' };
  return sentBy(refreshToken({ ...options, refreshToken: entered }));
}

it('keeps a refresh token that is in use, however long ago it came', () => {
  world.reply = request => {
    const sent = formOf(request)['refresh_token'] ?? '';
    return {
      body: { access_token: 'access-1', expires_in: 3600, refresh_token: sent.replace('entered', 'kept') },
    };
  };
  for (let day = 0; day <= 450; day += 90) {
    run('entered-1');
    world.time += 90 * DAY;
  }
  run('entered-2');
  world.time += DAY;
  world.requests = [];
  run('entered-1');
  expect(formOf(world.requests[0])['refresh_token']).toBe('kept-1');
});

it('sends no secret to where a token service points', () => {
  world.reply = () => ({ status: 307, headers: { Location: 'https://elsewhere.example/token' }, body: {} });
  world.begin();
  const options = { ...context(), tokenUrl: TOKEN_URL, clientId: 'app', clientSecret: 'secret-of-the-app' };
  const error = errorOf(() => sentBy(clientCredentials(options)));
  expect(error).toMatchObject({ name: 'HttpRequestException', statusCode: 307, kind: 'permanent' });
  expect(world.requests).toMatchObject([{ url: TOKEN_URL, followRedirects: false }]);
});
