import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { ask } from './ask';

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators();
});
beforeEach(() => simulators.resetAll());
afterAll(() => simulators.close());

describe('the simulated Bank of Canada', () => {
  const group = 'https://www.bankofcanada.ca/valet/observations/group/FX_RATES_DAILY/json';
  const days = (json: unknown) => (json as { observations: { d: string }[] }).observations.map(row => row.d);

  it('publishes business days only, both ends included, and not yet today in the morning', async () => {
    const weekEnd = await ask(simulators, `${group}?start_date=2026-02-26&end_date=2026-03-03`);
    expect(days(weekEnd.json)).toEqual(['2026-02-26', '2026-02-27']);
    await simulators.configure('BankOfCanada', { now: '2026-03-02T21:30:00Z' });
    const evening = await ask(simulators, `${group}?start_date=2026-02-26&end_date=2026-03-03`);
    expect(days(evening.json)).toEqual(['2026-02-26', '2026-02-27', '2026-03-02']);
  });

  it('has no cell for a series that ended', async () => {
    const { json } = await ask(simulators, `${group}?start_date=2026-02-26&end_date=2026-02-26`);
    const [row] = (json as { observations: Record<string, { v: string }>[] }).observations;
    expect(row).not.toHaveProperty('FXVNDCAD');
    expect(row?.FXUSDCAD?.v).toMatch(/^1\.\d{4}$/);
  });

  it.each([
    ['group/NO_SUCH_GROUP/json', 404, 'Group NO_SUCH_GROUP not found.'],
    ['FXNOPE/json', 404, 'Series FXNOPE not found.'],
    ['group/FX_RATES_DAILY/docx', 400, 'Bad output format (docx) requested.'],
    ['group/FX_RATES_DAILY/json?start_date=20260101', 400, 'Start date contains a value that is not allowed'],
    ['group/FX_RATES_DAILY/json?end_date=2026-02-30', 400, 'End date contains a value that is not allowed'],
    [
      'group/FX_RATES_DAILY/json?start_date=2026-02-02&end_date=2026-02-01',
      400,
      'The End date must be greater than the Start date.',
    ],
    ['group/FX_RATES_DAILY/json?start_date=2026-02-02&recent=5', 400, 'you can not mix'],
    ['group/FX_RATES_DAILY/json?recent=none', 400, 'must be numeric'],
    ['group/FX_RATES_DAILY/json?order_dir=down', 400, 'Bad order direction parameter'],
  ])('refuses %s', async (path, status, message) => {
    const answer = await ask(simulators, `https://www.bankofcanada.ca/valet/observations/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ message: expect.stringContaining(message) as string });
  });
});

describe('the simulated OpenHolidays API', () => {
  const holidays = 'https://openholidaysapi.org/PublicHolidays';
  const list = (json: unknown) => json as { startDate: string; name: { language: string }[] }[];

  it('lists what overlaps the range by a day, and what a later year has', async () => {
    const christmas = `${holidays}?countryIsoCode=CH&validFrom=2027-12-26&validTo=2027-12-30&languageIsoCode=EN`;
    expect(list((await ask(simulators, christmas)).json).map(one => one.startDate)).toEqual(['2027-12-25']);
  });

  it('takes another language than the one asked for where it has no text, and compares codes with case', async () => {
    const range = 'validFrom=2026-08-01&validTo=2026-08-01';
    const inFrench = await ask(simulators, `${holidays}?countryIsoCode=CH&${range}&languageIsoCode=FR`);
    const inPolish = await ask(simulators, `${holidays}?countryIsoCode=CH&${range}&languageIsoCode=PL`);
    const lowerCase = await ask(simulators, `${holidays}?countryIsoCode=ch&${range}`);
    expect(list(inFrench.json)[0]?.name).toMatchObject([{ language: 'FR' }]);
    expect(list(inPolish.json)[0]?.name).toMatchObject([{ language: 'EN' }]);
    expect(lowerCase).toMatchObject({ status: 200, json: [] });
  });

  it.each([
    ['validFrom=2026-01-01&validTo=2026-01-02', 'The countryIsoCode field is required.'],
    ['countryIsoCode=CH&validFrom=2026-01-01', 'The validTo field is required.'],
    ['countryIsoCode=CH&validFrom=01.01.2026&validTo=2026-01-02', "The value '01.01.2026' is not valid."],
    ['countryIsoCode=CH&validFrom=2020-12-30&validTo=2023-12-31', 'The maximum date range is 1095 days.'],
  ])('refuses %s', async (query, message) => {
    const answer = await ask(simulators, `${holidays}?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(answer.text).toContain(message);
  });

  it('takes the longest range that the real one takes', async () => {
    const range = 'validFrom=2020-12-31&validTo=2023-12-31';
    expect((await ask(simulators, `${holidays}?countryIsoCode=CH&${range}`)).status).toBe(200);
  });
});

describe('the simulated GitHub', () => {
  const api = 'https://api.github.com';
  const agent = { 'user-agent': 'test' };
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(simulators, `${api}${path}`, { headers: { ...agent, ...headers } });

  it('pages contributors by 100 at most, with links that lead through all of them', async () => {
    await simulators.configure('GitHub', { contributors: 250 });
    const sizes = [];
    let next: string | undefined = `${api}/repos/octocat/Hello-World/contributors?per_page=1000`;
    while (next) {
      const answer: Awaited<ReturnType<typeof ask>> = await ask(simulators, next, { headers: agent });
      sizes.push((answer.json as unknown[]).length);
      next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('lists people without an account only when asked', async () => {
    const types = async (query: string) =>
      ((await get(`/repos/a/b/contributors?per_page=100&page=2${query}`)).json as { type: string }[]).filter(
        one => one.type === 'Anonymous',
      ).length;
    expect(await types('')).toBe(0);
    expect(await types('&anon=1')).toBe(5);
  });

  it.each([
    ['/repos/octocat/Hello-World', { authorization: 'Bearer undefined' }, 401, 'Bad credentials'],
    ['/repos/octocat/does-not-exist', {}, 404, 'Not Found'],
    ['/repos/octocat/private', {}, 404, 'Not Found'],
    ['/repos/torvalds/linux/contributors', {}, 403, 'too large'],
    ['/repos/octocat/Hello-World', { 'x-github-api-version': '1999-01-01' }, 400, 'not supported'],
    ['/repos/octocat/Hello-World', { accept: 'text/html' }, 415, "Unsupported 'Accept' header"],
  ])('refuses %s with %j', async (path, headers, status, message) => {
    const answer = await get(path, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(message);
  });

  it('shows a private repository to a token, redirects a renamed one, has nothing to say of an empty one', async () => {
    expect((await get('/repos/octocat/private', { authorization: 'Bearer ghp_token' })).status).toBe(200);
    const moved = await get('/repos/octocat/old-name/contributors');
    expect(moved.status).toBe(301);
    expect((await get(new URL(moved.headers.get('location') ?? '').pathname)).status).toBe(200);
    expect(await get('/repos/octocat/empty/contributors')).toMatchObject({ status: 204, text: '' });
  });

  it('stops those who come without a token after 60 requests in an hour', async () => {
    await simulators.configure('GitHub', { anonymousLimit: 2 });
    const answers = [await get('/repos/a/b'), await get('/repos/a/b'), await get('/repos/a/b')];
    expect(answers.map(one => one.status)).toEqual([200, 200, 403]);
    expect(answers[2]?.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(answers[2]?.headers.get('x-ratelimit-reset')).toBe(
      String(Date.parse('2026-03-02T10:00:00Z') / 1000),
    );
    expect((await get('/repos/a/b', { authorization: 'Bearer ghp_token' })).status).toBe(200);
  });

  it('wants to know who asks', async () => {
    const answer = await ask(simulators, `${api}/repos/a/b`, { headers: { 'user-agent': '' } });
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('User-Agent') as string });
  });
});
