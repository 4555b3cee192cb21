import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { messageOf } from '../../../src/Core/Exceptions';
import { importNode, loadSource } from '../harness';
import { installSimulated } from '../simulated';

const NAME = 'FacebookMarketing';
const TOKEN = 'EAAsimulatedTokenOfSomebody0123456789';
const APP = { AppId: '1357924680', AppSecret: '0123456789abcdef0123456789abcdef' };

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators([NAME]);
});
beforeEach(async () => {
  await simulators.resetAll();
  installSimulated(simulators.hosts);
});
afterAll(() => simulators.close());

/** One import of another run: nothing is known but what the environment keeps. */
async function run(items: Record<string, string> = APP): Promise<string> {
  const source = await loadSource(NAME, {
    AuthType: { value: 'oauth2', items: { AccessToken: TOKEN, ...items } },
    AccountIDs: '1000000001',
  });
  try {
    importNode(source, 'ad-account', '2026-03-01', '2026-03-02');
    return 'imported';
  } catch (error) {
    return messageOf(error);
  }
}

const asked = async () => (await simulators.requests(NAME)).map(({ path }) => path.replace('/v26.0/', ''));
const DATA = 'act_1000000001';

describe('the access token', () => {
  it('is used as it is where its app is not known', async () => {
    expect(await run({})).toBe('imported');
    expect(await asked()).toEqual([DATA]);
  });

  it.each([
    ['has many days left', 59],
    ['has five days left', 5],
    ['never ends', 0],
  ])('stays when it %s, and is looked at once', async (_, tokenDays) => {
    await simulators.configure(NAME, { tokenDays });
    expect([await run(), await run()]).toEqual(['imported', 'imported']);
    expect(await asked()).toEqual(['debug_token', DATA, DATA]);
  });

  it('is exchanged when it ends in less than five days, and the new one is kept', async () => {
    await simulators.configure(NAME, { tokenDays: 4.9 });
    expect([await run(), await run()]).toEqual(['imported', 'imported']);
    expect(await asked()).toEqual(['debug_token', 'oauth/access_token', DATA, DATA]);
  });

  it('that was exchanged is used although the entered one has ended meanwhile', async () => {
    await simulators.configure(NAME, { tokenDays: 1 });
    await run();
    await simulators.configure(NAME, { expiredTokens: [TOKEN] });
    expect(await run()).toBe('imported');
  });

  it('travels in no address, nor does the secret of the app', async () => {
    await simulators.configure(NAME, { tokenDays: 1 });
    await run();
    for (const { query, body, path } of await simulators.requests(NAME)) {
      expect(query).toEqual(path.endsWith(DATA) ? { fields: expect.any(String) as string } : {});
      if (path.endsWith('oauth/access_token')) expect(body).toContain('grant_type=fb_exchange_token');
    }
  });

  it('that has ended says who has to do what, and is not tried over and over', async () => {
    await simulators.configure(NAME, { expiredTokens: [TOKEN] });
    expect(await run()).toMatch(/access token is not taken any more.*sign in again.*Manage credentials/);
    expect(await run({})).toMatch(/code 190\/463.*Sign in again, or paste a new access token/);
  });

  it.each([
    ['id', { ...APP, AppId: '42' }, /code 101.*Check App ID and App secret/],
    [
      'secret',
      { ...APP, AppSecret: 'ffffffffffffffffffffffffffffffff' },
      /client secret.*Check App ID and App secret/,
    ],
  ])('with a wrong %s of the app says that, and asks once', async (_, items, text) => {
    expect(await run(items)).toMatch(text);
    expect(await asked()).toEqual(['debug_token']);
  });

  it('is looked at again when Facebook has a problem', async () => {
    await simulators.fail(NAME, { match: 'debug_token', status: 500 });
    expect(await run()).toBe('imported');
    expect(await asked()).toEqual(['debug_token', 'debug_token', DATA]);
  });
});
