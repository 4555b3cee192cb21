import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import {
  authorizationAddress,
  codeOf,
  exchangeCode,
  makeVerifier,
  type SignIn,
} from '../../../src/Core/Auth/AuthorizationCode';
import { chosenSignIn, openSignIn } from '../../../src/Core/Auth/SignIns';
import { importNode, loadSource } from '../harness';
import { installSimulated } from '../simulated';
import { cases } from './cases';

const HOST = 'login.microsoftonline.com';
const APP = { ClientId: '6731de76-14a6-49ae-97bc-6eba6914391e', DeveloperToken: 'DEV0TOKEN4SIMULATED' };

describe('signing in to Microsoft', () => {
  let simulators: Simulators;
  beforeAll(async () => {
    simulators = await startSimulators(['MicrosoftAds']);
  });
  beforeEach(async () => {
    await simulators.reset('MicrosoftAds');
    installSimulated(simulators.hostsOf('MicrosoftAds'));
  });
  afterAll(() => simulators.close());

  async function begin(items: Record<string, string>): Promise<SignIn> {
    const source = await loadSource('MicrosoftAds', {
      ...cases.values,
      AuthType: { value: 'oauth2', items: { ...APP, ...items } },
    });
    const declared = chosenSignIn(source.config);
    if (!declared) throw new Error('No sign-in is declared.');
    const redirectUri = 'http://localhost:8765/';
    return openSignIn(source.config, declared, { redirectUri, state: 'state-1', verifier: makeVerifier() });
  }

  /** What a browser is sent back with. */
  async function agree(signIn: SignIn): Promise<Record<string, string>> {
    const { pathname, search } = new URL(authorizationAddress(signIn));
    const origin = simulators.hostsOf('MicrosoftAds')[HOST] ?? '';
    const response = await fetch(`${origin}${pathname}${search}`, { redirect: 'manual' });
    return Object.fromEntries(new URL(response.headers.get('location') ?? '').searchParams);
  }

  it('asks for what reading needs, and for a sign-in that lasts', async () => {
    const address = new URL(authorizationAddress(await begin({ ClientSecret: 'simulated~client~secret' })));
    expect(`${address.origin}${address.pathname}`).toBe(`https://${HOST}/common/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      response_type: 'code',
      client_id: APP.ClientId,
      redirect_uri: 'http://localhost:8765/',
      state: 'state-1',
      scope: 'https://ads.microsoft.com/msads.manage offline_access',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      prompt: 'select_account',
    });
  });

  it.each([
    ['an app of the web, which has a secret', { ClientSecret: 'simulated~client~secret' }],
    ['an app of a desktop, which has none', {}],
  ])('brings what imports are made with: %s', async (_what, items) => {
    const signIn = await begin(items);
    const tokens = exchangeCode(signIn, codeOf(signIn, await agree(signIn)));
    expect(Object.keys(tokens)).toEqual(['RefreshToken']);
    const source = await loadSource('MicrosoftAds', {
      ...cases.values,
      AuthType: { value: 'oauth2', items: { ...APP, ...items, ...tokens } },
    });
    expect(importNode(source, 'campaigns', '2026-02-23', '2026-02-23').length).toBeGreaterThan(10);
    const exchanges = (await simulators.requests('MicrosoftAds')).filter(({ host }) => host === HOST);
    expect(exchanges.map(({ path, status }) => [path.split('/').at(-1), status])).toEqual([
      ['authorize', 302],
      ['token', 200],
      ['token', 200],
    ]);
  });

  it('is refused with a code that was used, or that was somebody else’s', async () => {
    const signIn = await begin({ ClientSecret: 'simulated~client~secret' });
    const code = codeOf(signIn, await agree(signIn));
    exchangeCode(signIn, code);
    expect(() => exchangeCode(signIn, code)).toThrow('AADSTS54005');
    const other = codeOf(signIn, await agree(signIn));
    expect(() => exchangeCode({ ...signIn, verifier: makeVerifier() }, other)).toThrow('AADSTS501481');
  });
});
