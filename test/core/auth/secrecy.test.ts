import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientCredentials, refreshToken, tokenExchange, type Auth } from '../../../src/Core/Auth';
import type { FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { context, errorOf, sentBy, TOKEN_URL, TokenWorld, type Reply } from './support/TokenWorld';

interface Secrets {
  client: string;
  entered: string;
  rotated: string;
  access: string;
}

let world: TokenWorld;
beforeEach(() => {
  world = new TokenWorld();
});
afterEach(() => {
  world.close();
});

/** No two are alike: one that may be stored must not stand for one that may not. */
const secretOf = (role: string) =>
  fc.string({ minLength: 8, maxLength: 30 }).map(text => `§${text.trim()}§${role}`);
const secrets = fc.record({
  client: secretOf('client'),
  entered: secretOf('entered'),
  rotated: secretOf('rotated'),
  access: secretOf('access'),
});

/** With the secrets that each has to do with. */
const STRATEGIES: [string, (keyof Secrets)[], (each: Secrets) => Auth][] = [
  [
    'client credentials',
    ['client', 'access'],
    ({ client }) =>
      clientCredentials({
        ...context({ maxRetries: 0 }),
        tokenUrl: TOKEN_URL,
        clientId: 'app',
        clientSecret: client,
      }),
  ],
  [
    'a refresh token',
    ['client', 'entered', 'rotated', 'access'],
    ({ client, entered }) =>
      refreshToken({
        ...context({ maxRetries: 0 }),
        tokenUrl: TOKEN_URL,
        clientId: 'app',
        clientSecret: client,
        refreshToken: entered,
        sendAs: 'basic',
      }),
  ],
  [
    'an exchange',
    ['client', 'entered', 'rotated'],
    ({ client, entered }) =>
      tokenExchange({
        ...context({ maxRetries: 0 }),
        token: entered,
        secrets: [client],
        renewBefore: 1e9,
        inspect: () => world.time + 1e5,
        exchange: (token, send) => {
          const body = send({
            url: `${TOKEN_URL}?t=${encodeURIComponent(token)}&s=${encodeURIComponent(client)}`,
          });
          return { token: String(body['refresh_token']), endsAt: world.time + 2e9 };
        },
      }),
  ],
];

/** Everything that went out, as a service that is talkative about errors would say it. */
function echo(request: FetchRequest, values: readonly string[]): string {
  return [JSON.stringify(request), ...values, ...values.map(encodeURIComponent)].join(' ');
}

/** Whatever of an error might be shown or logged. */
function textOf(error: Error & { payload?: unknown }): string {
  return [error.message, error.stack, JSON.stringify(error), JSON.stringify(error.payload)].join(' ');
}

describe.each(STRATEGIES)('nothing that is secret is read anywhere: %s', (_, names, make) => {
  const valuesOf = (each: Secrets) => names.map(name => each[name]);

  it('in what is stored, apart from the values that are there to be used again', () => {
    fc.assert(
      fc.property(secrets, each => {
        world.begin();
        const { access, rotated } = each;
        world.reply = () => ({ body: { access_token: access, refresh_token: rotated, expires_in: 60 } });
        const auth = make(each);
        sentBy(auth);
        const stored = world.stored();
        const keys = [...Object.keys(stored.user), ...Object.keys(stored.document)];
        for (const value of valuesOf(each)) expect(keys.join(' ')).not.toContain(value);
        const values = Object.values(stored.user).join(' ');
        for (const value of [each.client, each.entered]) expect(values).not.toContain(JSON.stringify(value));
        expect(auth.secrets()).toContain(each.client);
      }),
      { numRuns: 25 },
    );
  });

  it.each<[string, (said: string) => Reply]>([
    [
      'refuses',
      said => ({
        status: 400,
        body: { error: 'invalid_grant', error_description: said },
      }),
    ],
    ['fails', said => ({ status: 500, body: said })],
    ['is not reached', said => `no route: ${said}`],
    ['answers nonsense', said => ({ body: said })],
  ])('in what is said when the service %s', (_how, reply) => {
    fc.assert(
      fc.property(secrets, each => {
        world.begin();
        const { access, rotated } = each;
        world.reply = () => ({ body: { access_token: access, refresh_token: rotated, expires_in: 60 } });
        const auth = make(each);
        sentBy(auth);
        world.time += 3_600_000_000;
        world.reply = request => reply(echo(request, valuesOf(each)));
        const text = textOf(errorOf(() => sentBy(auth)));
        for (const value of valuesOf(each)) {
          expect(text).not.toContain(value);
          expect(text).not.toContain(encodeURIComponent(value));
        }
        expect(auth.secrets()).toContain(each.client);
      }),
      { numRuns: 25 },
    );
  });
});
