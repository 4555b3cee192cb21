import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientCredentials } from '../../../src/Core/Auth';
import { context, errorOf, sentBy, TOKEN_URL, TokenWorld } from './support/TokenWorld';

let world: TokenWorld;
beforeEach(() => {
  world = new TokenWorld();
});
afterEach(() => {
  world.close();
});

it('tells the reason of a token service that has words of its own', () => {
  world.reply = () => ({ status: 400, body: '<p>Oauth error app_not_installed: Not here.</p>' });
  const auth = clientCredentials({
    ...context(),
    tokenUrl: TOKEN_URL,
    clientId: 'app',
    clientSecret: 'secret-of-app',
    judge: ({ status, payload }) =>
      status === 400
        ? {
            kind: 'refused',
            message: /Oauth error (\w+)/.exec(String(payload))?.[1] ?? '',
            advice: 'Install it.',
          }
        : undefined,
  });
  world.begin();
  expect(errorOf(() => sentBy(auth))).toMatchObject({
    kind: 'refused',
    statusCode: 401,
    message: expect.stringMatching(/app_not_installed\. Install it\.$/) as string,
  });
  expect(world.requests).toHaveLength(1);
});
