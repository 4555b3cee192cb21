import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CarriedSecrets } from '../../environments/emulator/apis/CarriedSecrets';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { ask } from './ask';

let apis: Simulators;
beforeAll(async () => {
  apis = await startSimulators(['GitHub']);
});
beforeEach(() => apis.resetAll());
afterAll(() => apis.close());

it('tells which keys came, though its log does not', async () => {
  await ask(apis, 'https://api.github.com/repos/octocat/Hello-World', {
    headers: { authorization: 'Bearer ghp_canary0123456789' },
  });
  expect(await apis.secrets('GitHub')).toEqual(['ghp_canary0123456789']);
  expect(JSON.stringify(await apis.requests('GitHub'))).not.toContain('ghp_canary0123456789');
  await apis.reset('GitHub');
  expect(await apis.secrets('GitHub')).toEqual([]);
});

it.each([
  [
    { headers: { authorization: `Basic ${Buffer.from('me:pass-word-1').toString('base64')}` } },
    'pass-word-1',
  ],
  [{ headers: { 'x-shopify-access-token': 'shpat_0123456' } }, 'shpat_0123456'],
  [{ headers: { authorization: 'OAuth oauth_token="a%2Bb-cdefgh", oauth_version="1.0"' } }, 'a+b-cdefgh'],
  [{ query: new URLSearchParams({ access_token: 'EAAB-0123' }) }, 'EAAB-0123'],
  [{ body: 'grant_type=refresh_token&refresh_token=r%2F0123456' }, 'r/0123456'],
  [{ body: '{"client_secret":"cs-0123456","client_id":"harmless-id"}' }, 'cs-0123456'],
])('finds a key wherever it travels: %j', (part, expected) => {
  const found = new CarriedSecrets();
  const request = { method: 'POST', host: 'a.example', path: '/', headers: {}, body: '' };
  found.request({ ...request, query: new URLSearchParams(), ...part } as Parameters<typeof found.request>[0]);
  expect(found.all).toContain(expected);
  expect(found.all.join()).not.toMatch(/harmless|^1\.0$/);
});

it('knows what was handed out, but not what only looks like it', () => {
  const found = new CarriedSecrets();
  found.reply({ access_token: 'token-0123456', token_type: 'bearer-of-news', expires_in: 3600 });
  found.reply([{ access_token: 'data-0123456' }]);
  expect(found.all).toEqual(['token-0123456']);
});
