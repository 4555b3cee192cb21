import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import {
  authorizationAddress,
  codeOf,
  exchangeCode,
  makeVerifier,
  tokenRequest,
  type SignIn,
} from '../../src/Core/Auth/AuthorizationCode';
import { CONFIG_ATTRIBUTES } from '../../src/Constants';
import { Config } from '../../src/Core/AbstractConfig';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import type { SignInParams } from '../../src/Core/Parameters';
import { AuthorizationServer, CANARY, HOST } from './support/AuthorizationServer';

const PARAMS: SignInParams = {
  authorizeUrl: `https://${HOST}/authorize`,
  tokenUrl: `https://${HOST}/token`,
  scopes: ['ads.read', 'offline'],
  clientId: 'ClientId',
  clientSecret: 'ClientSecret',
  mapping: { refresh_token: 'RefreshToken', access_token: 'AccessToken' },
};

const REDIRECT = 'http://127.0.0.1:7000/';

function signIn(change: Partial<SignIn> = {}, params: Partial<SignInParams> = {}): SignIn {
  return {
    speaker: 'Ads',
    params: { ...PARAMS, ...params },
    values: { ClientId: 'client-1', ClientSecret: 'secretCANARY-1' },
    redirectUri: REDIRECT,
    state: 'state-1',
    verifier: 'v'.repeat(43),
    ...change,
  };
}

let server: AuthorizationServer;

beforeAll(async () => {
  server = await AuthorizationServer.start();
});

afterAll(async () => {
  await server.close();
});

beforeEach(async () => {
  await server.reset();
  installEnvironment(createNodeEnvironment({ hosts: server.hosts }));
});

/** What the browser brings back. */
async function comeBack(to: SignIn): Promise<Record<string, string>> {
  const { location, text } = await server.visit(authorizationAddress(to));
  if (location === null) throw new Error(text);
  return Object.fromEntries(new URL(location).searchParams);
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It did not fail.');
}

describe('a sign-in', () => {
  it('brings the tokens that the source declares', async () => {
    const mine = signIn();
    const answer = await comeBack(mine);
    expect(answer['state']).toBe('state-1');
    const tokens = exchangeCode(mine, codeOf(mine, answer));
    expect(tokens).toEqual({
      RefreshToken: expect.stringMatching(/^refresh/) as string,
      AccessToken: expect.stringMatching(/^access/) as string,
    });
  });

  it.each(['form', 'basic', 'json'] as const)('sends id and secret as %s', async sendAs => {
    const mine = signIn({}, { sendAs });
    expect(exchangeCode(mine, codeOf(mine, await comeBack(mine)))).toHaveProperty('RefreshToken');
  });

  it('speaks the dialect of an API with names and a wrapping of its own', async () => {
    await server.configure({ ownSpelling: true });
    const mine = signIn(
      {},
      {
        sendAs: 'json',
        names: { client_id: 'app_id', client_secret: 'secret', code: 'auth_code' },
        answerIn: 'data',
        pkce: false,
        mapping: { access_token: 'AccessToken' },
      },
    );
    const answer = await comeBack(mine);
    expect(exchangeCode(mine, codeOf(mine, answer))).toHaveProperty('AccessToken');
    expect(messageOf(() => exchangeCode(mine, codeOf(mine, answer)))).toContain('(200: Refused)');
  });

  it('is refused with the code of somebody else, because the verifier is not theirs', async () => {
    const answer = await comeBack(signIn());
    const thief = signIn({ verifier: 'w'.repeat(43) });
    expect(messageOf(() => exchangeCode(thief, codeOf(thief, answer)))).toBe(
      `[Ads] The sign-in could not be completed (400: invalid_grant: The verifier is wrong.). Nothing was stored. Check ClientId and ClientSecret, and that ${REDIRECT} is registered, to the letter, as a redirect address of your app; then sign in again.`,
    );
  });

  it('uses a code once', async () => {
    const mine = signIn();
    const answer = await comeBack(mine);
    exchangeCode(mine, codeOf(mine, answer));
    expect(messageOf(() => exchangeCode(mine, codeOf(mine, answer)))).toContain('The code was used before.');
  });

  it.each([
    [
      'another redirect address',
      signIn({ redirectUri: 'http://127.0.0.1:7000/other' }),
      'redirect_uri differs',
    ],
    [
      'another secret',
      signIn({ values: { ClientId: 'client-1', ClientSecret: 'x1CANARY' } }),
      'invalid_client',
    ],
    [
      'another app',
      signIn({ values: { ClientId: 'client-2', ClientSecret: 'secretCANARY-1' } }),
      'invalid_client',
    ],
  ])('is refused to %s, without telling a secret', async (_what, wrong, words) => {
    const answer = await comeBack(signIn());
    const message = messageOf(() => exchangeCode(wrong, codeOf(wrong, answer)));
    expect(message).toContain(words);
    expect(message).not.toContain(CANARY);
  });

  it('fails when what the source lives on does not come', async () => {
    await server.configure({ refreshTokens: false });
    const mine = signIn({ required: ['RefreshToken'] });
    const code = codeOf(mine, await comeBack(mine));
    expect(messageOf(() => exchangeCode(mine, code))).toContain('The API sent no refresh_token');
    const content = signIn({ required: ['AccessToken'] });
    expect(exchangeCode(content, codeOf(content, await comeBack(content)))).toHaveProperty('AccessToken');
  });

  it('says that the user did not agree', async () => {
    await server.configure({ answer: 'deny' });
    const mine = signIn();
    const answer = await comeBack(mine);
    expect(messageOf(() => codeOf(mine, answer))).toBe(
      '[Ads] Access was not granted (The user said no.). Nothing was stored. Sign in again and agree, with an account that may see the data.',
    );
  });

  it('says what the page of the API refused', async () => {
    await server.configure({ answer: 'error' });
    const mine = signIn();
    const answer = await comeBack(mine);
    expect(messageOf(() => codeOf(mine, answer))).toContain(
      '[Ads] The sign-in page refused: invalid_scope (The scope is not known.). Nothing was stored.',
    );
  });

  it('names what is missing before anything is sent', () => {
    const message = messageOf(() => authorizationAddress(signIn({ values: {} })));
    expect(message).toContain('[Ads] ClientId is needed to sign in. Nothing was sent.');
  });

  it('does without the secret of an app that has none, unless nothing else shows whose the code is', () => {
    const values = { ClientId: 'client-1' };
    expect(tokenRequest(signIn({ values }), 'code-1').payload).not.toHaveProperty('client_secret');
    const unbound: SignIn = { ...signIn({ values }) };
    delete unbound.verifier;
    for (const refused of [signIn({ values, required: ['ClientSecret'] }), unbound])
      expect(messageOf(() => tokenRequest(refused, 'code-1'))).toContain(
        'ClientSecret is needed to sign in.',
      );
  });

  it('sends nobody to the page when the exchange could not be done afterwards', () => {
    const unbound = signIn({ values: { ClientId: 'client-1' } });
    delete unbound.verifier;
    expect(messageOf(() => authorizationAddress(unbound))).toContain(
      '[Ads] ClientSecret is needed to sign in.',
    );
    const headers = { 'User-Agent': '{UserAgent}' };
    expect(messageOf(() => authorizationAddress(signIn({}, { headers })))).toContain('UserAgent is needed');
  });

  it('fills values into addresses and headers', () => {
    const mine = signIn(
      { values: { ClientId: 'a b', ClientSecret: 's', Tenant: 'my/tenant', UserAgent: 'Ads 1.0' } },
      {
        authorizeUrl: `https://${HOST}/{Tenant}/authorize?v=2`,
        tokenUrl: `https://${HOST}/{Tenant}/token`,
        headers: { 'User-Agent': '{UserAgent}' },
        extra: { access_type: 'offline' },
      },
    );
    expect(authorizationAddress(mine)).toMatch(
      /^https:\/\/login\.ads\.example\/my%2Ftenant\/authorize\?v=2&response_type=code&client_id=a%20b&.*&scope=ads\.read%20offline&code_challenge=[\w-]{43}&code_challenge_method=S256&access_type=offline$/,
    );
    const request = tokenRequest(mine, 'c');
    expect(request.url).toBe(`https://${HOST}/my%2Ftenant/token`);
    expect(request.headers).toMatchObject({ 'User-Agent': 'Ads 1.0' });
  });

  it('leaves nothing of a hostile value outside of its own parameter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        (id, state) => {
          const address = new URL(
            authorizationAddress(signIn({ values: { ClientId: id, ClientSecret: 's' }, state })),
          );
          expect(address.searchParams.get('client_id')).toBe(id);
          expect(address.searchParams.get('state')).toBe(state);
          expect([...address.searchParams.keys()].filter(name => name === 'client_id')).toHaveLength(1);
        },
      ),
    );
  });

  it('has a verifier that nobody can guess', () => {
    expect(makeVerifier()).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(Array.from({ length: 50 }, makeVerifier)).size).toBe(50);
  });
});

describe('the declaration of a sign-in', () => {
  const { OAUTH_FLOW, SECRET } = CONFIG_ATTRIBUTES;
  const items = {
    ClientId: { requiredType: 'string' },
    ClientSecret: { requiredType: 'string', attributes: [SECRET] },
    RefreshToken: { requiredType: 'string', attributes: [SECRET] },
    AccessToken: { requiredType: 'string', attributes: [SECRET] },
  } as const;
  const declare = (params: Partial<SignInParams>, attributes: (typeof OAUTH_FLOW)[] = [OAUTH_FLOW]) =>
    messageOf(() =>
      new Config({}, 'Ads').mergeParameters({
        Auth: {
          oneOf: [{ value: 'oauth2', attributes, items, oauthParams: { ...PARAMS, ...params } }],
        },
      }),
    );

  it.each([
    ['an item that there is none of', { mapping: { refresh_token: 'Refresh' } }, 'names Refresh'],
    ['an open address', { tokenUrl: 'http://ads.example/token' }, 'must go to an https address'],
    ['a token in the open', { mapping: { access_token: 'ClientId' } }, 'ClientId, which the sign-in'],
    ['nothing that it fills', { mapping: {} }, 'fills no item'],
  ])('is refused with %s', (_what, params, words) => {
    expect(declare(params)).toContain(words);
  });

  it('is refused without its attribute, because no form would offer it', () => {
    expect(declare({}, [])).toContain('needs the attribute OAUTH_FLOW');
  });

  it('may be that of the contract, without addresses', () => {
    expect(() =>
      new Config({}, 'Ads').mergeParameters({
        Auth: {
          oneOf: [
            {
              value: 'oauth2',
              attributes: [OAUTH_FLOW],
              items,
              oauthParams: {
                vars: { ClientId: { store: 'env', key: 'ADS_ID' } },
                mapping: { token: 'AccessToken' },
              },
            },
          ],
        },
      }),
    ).not.toThrow();
  });
});
