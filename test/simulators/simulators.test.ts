import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { ask } from './ask';

const URL =
  'https://openholidaysapi.org/PublicHolidays?countryIsoCode=CH&validFrom=2026-01-01&validTo=2026-12-31';

describe('simulators', () => {
  let simulators: Simulators;
  beforeAll(async () => {
    simulators = await startSimulators(['OpenHolidays', 'GitHub']);
  });
  beforeEach(() => simulators.reset('OpenHolidays'));
  afterAll(() => simulators.close());

  it('maps the real hosts of the sources that were asked for, and no others', () => {
    expect(Object.keys(simulators.hosts).sort()).toEqual(['api.github.com', 'openholidaysapi.org']);
  });

  it('gives the same answer to the same request, and another one for another seed', async () => {
    await simulators.configure('OpenHolidays', { extraPerYear: 20 });
    const first = (await ask(simulators, URL)).text;
    expect((await ask(simulators, URL)).text).toBe(first);
    await simulators.configure('OpenHolidays', { seed: 2 });
    expect((await ask(simulators, URL)).text).not.toBe(first);
  });

  it('keeps the clock that it was started with', async () => {
    const others = await startSimulators(['BankOfCanada'], { now: '2026-11-20T22:00:00Z' });
    await others.reset('BankOfCanada');
    const url = 'https://www.bankofcanada.ca/valet/observations/group/FX_RATES_DAILY/json?recent=1';
    expect((await ask(others, url)).json).toMatchObject({ observations: [{ d: '2026-11-20' }] });
    await others.close();
  });

  it('announces its latency and does not wait', async () => {
    await simulators.configure('OpenHolidays', { latencyMs: 90_000 });
    expect((await ask(simulators, URL)).headers.get('x-simulated-latency-ms')).toBe('90000');
  });

  it('writes down requests without their secrets', async () => {
    await ask(simulators, 'https://api.github.com/repos/a/b?access_token=hidden1&page=2', {
      headers: { authorization: 'Bearer ghp_hidden2', 'x-api-key': 'hidden3' },
    });
    const [request] = await simulators.requests('GitHub');
    expect(request).toMatchObject({ method: 'GET', path: '/repos/a/b', query: { page: '2' }, status: 200 });
    expect(request?.headers.authorization).toBe('Bearer ***');
    expect(JSON.stringify(request)).not.toMatch(/hidden/);
  });

  it('fails as often as asked, after as many good answers as asked, for matching requests only', async () => {
    await simulators.fail('OpenHolidays', { match: 'countryIsoCode=CH', after: 1, times: 2, status: 503 });
    const other = await ask(simulators, URL.replace('=CH', '=DE'));
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await ask(simulators, URL)).status);
    expect([other.status, ...statuses]).toEqual([200, 200, 503, 503, 200]);
  });

  it('refuses in the words of the API, with the headers that were asked for', async () => {
    await simulators.fail('OpenHolidays', { status: 429, retryAfter: 7 });
    const answer = await ask(simulators, URL);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.json).toMatchObject({ status: 429, title: 'Too Many Requests' });
  });

  it.each([
    ['html', /<html>/],
    ['truncated', /^\[\{/],
    ['empty', /^$/],
  ] as const)('answers 200 with a body that is %s', async (body, expected) => {
    await simulators.fail('OpenHolidays', { body });
    const answer = await ask(simulators, URL);
    expect(answer.status).toBe(200);
    expect(answer.json).toBeUndefined();
    expect(answer.text).toMatch(expected);
  });

  it.each([[{ body: 'cut' as const }], [{ closeConnection: true }]])(
    'breaks the connection: %j',
    async fault => {
      await simulators.fail('OpenHolidays', fault);
      await expect(ask(simulators, URL)).rejects.toThrow();
      expect((await ask(simulators, URL)).status).toBe(200);
    },
  );

  it('refuses settings and simulators that do not exist, with the names that do', async () => {
    await expect(simulators.configure('OpenHolidays', { sead: 1 })).rejects.toThrow(/sead.*seed/s);
    await expect(startSimulators(['Openholidays'])).rejects.toThrow(/Openholidays.*OpenHolidays/s);
  });
});
