import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EnvironmentAdapter, type FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { runSteps } from '../../../src/Core/Requesting';
import type { Row } from '../../../src/Core/Schema';
import { installCanned, type Canned } from '../canned';
import { importNode, loadSource } from '../harness';

const VALUES = {
  ConsumerKey: 'xvz1evFS4wEEPTGEFPHBog',
  ConsumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  AccessToken: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
  AccessTokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
  AccountIDs: '18ce54d4x5t',
};
const API = 'https://ads-api.x.com/12';
const ACTIVE = {
  data: [
    {
      entity_id: '2mvb28',
      activity_start_time: '2026-02-28T01:30:07Z',
      activity_end_time: '2026-03-01T07:42:55Z',
      placements: ['ALL_ON_TWITTER'],
    },
  ],
};

afterEach(() => {
  vi.restoreAllMocks();
});

async function read(
  node: string,
  answers: Canned[],
  values: Record<string, unknown> = {},
  days: [string, string] = ['2026-02-28', '2026-03-01'],
): Promise<{ rows: Row[]; asked: FetchRequest[] }> {
  const asked = installCanned(answers);
  const source = await loadSource('XAds', { ...VALUES, ...values });
  return { rows: importNode(source, node, ...days), asked };
}

const list = (...data: unknown[]): Canned => ({ body: { data, next_cursor: null, request: {} } });
const refusal = (status: number, code: string, message = 'No', more = {}): Canned => ({
  status,
  body: { errors: [{ code, message, ...more }], request: { params: {} } },
});
const stats = (id: string, metrics: Record<string, unknown>, segment: unknown = null) => ({
  data_type: 'stats',
  time_series_length: 2,
  data: [{ id, id_data: [{ segment, metrics }] }],
  request: {},
});

describe('what X documents as its answers', () => {
  it('an ad account', async () => {
    const data = {
      name: 'API McTestface',
      business_name: null,
      timezone: 'America/Los_Angeles',
      timezone_switch_at: '2016-07-21T07:00:00Z',
      id: '18ce54d4x5t',
      created_at: '2016-07-21T22:42:09Z',
      salt: '54cb7b5a34183f77d82dd6d0f4329691',
      updated_at: '2017-09-09T06:42:14Z',
      business_id: null,
      approval_status: 'ACCEPTED',
      deleted: false,
    };
    const { rows, asked } = await read('accounts', [{ body: { data, request: {} } }]);
    expect(asked.map(({ url }) => url)).toEqual([`${API}/accounts/18ce54d4x5t?with_deleted=true`]);
    expect(rows).toMatchObject([
      { id: '18ce54d4x5t', timezone: 'America/Los_Angeles', timezone_switch_at: '2016-07-21T07:00:00.000Z' },
    ]);
  });

  it('a campaign and an ad group, their budgets in units of the currency', async () => {
    const campaign = {
      name: 'test',
      budget_optimization: 'CAMPAIGN',
      reasons_not_servable: ['PAUSED_BY_ADVERTISER', 'INCOMPLETE'],
      servable: false,
      effective_status: 'UNKNOWN',
      daily_budget_amount_local_micro: 140000000,
      funding_instrument_id: 'lygyi',
      total_budget_amount_local_micro: null,
      id: '8wku2',
      entity_status: 'PAUSED',
      currency: 'USD',
      created_at: '2022-06-03T21:38:07Z',
      deleted: false,
    };
    const { rows } = await read('campaigns', [list(campaign)]);
    expect(rows).toMatchObject([
      {
        id: '8wku2',
        account_id: '18ce54d4x5t',
        daily_budget_amount_local_micro: 140,
        total_budget_amount_local_micro: null,
        reasons_not_servable: '["PAUSED_BY_ADVERTISER","INCOMPLETE"]',
      },
    ]);
    const group = {
      id: 'itttx',
      advertiser_user_id: '756201191646691328',
      bid_amount_local_micro: 320000,
      categories: [],
    };
    expect((await read('line_items', [list(group)])).rows).toMatchObject([
      { advertiser_user_id: '756201191646691328', bid_amount_local_micro: 0.32, categories: '[]' },
    ]);
  });

  it('a post, whose identifiers are numbers that no number can hold', async () => {
    const body = `{"data":[{"id":994747471329873921,"id_str":"994747471329873921","created_at":"Wed Jan 01 00:00:00 +0000 2020",
      "in_reply_to_user_id":756201191646691329,"scopes":{"followers":false},"user":{"id":3271358660},"nullcast":true,
      "display_text_range":[0,5],"full_text":"hello","scheduled_at":null}],"next_cursor":null}`;
    const { rows } = await read('tweets', [{ body }]);
    expect(rows).toMatchObject([
      {
        id: '994747471329873921',
        in_reply_to_user_id: '756201191646691329',
        created_at: '2020-01-01T00:00:00.000Z',
        scopes: '{"followers":false}',
        scheduled_at: null,
      },
    ]);
  });

  it('cards of both kinds', async () => {
    const card = {
      id: '1321554298900107264',
      card_uri: 'card://1321554298900107264',
      components: [{ type: 'BUTTON' }],
    };
    const { rows, asked } = await read('cards', [list(card)]);
    expect(rows).toMatchObject([{ id: '1321554298900107264', components: '[{"type":"BUTTON"}]' }]);
    expect(asked[0]?.url).toBe(`${API}/accounts/18ce54d4x5t/cards?count=200&with_deleted=true`);
    const slides = [[{ type: 'MEDIA' }, { type: 'DETAILS' }], [{ type: 'MEDIA' }]];
    const carousel = await read('cards', [list({ id: '1501903537541840900', slides })]);
    expect(carousel.rows).toMatchObject([{ components: null, slides: JSON.stringify(slides) }]);
    const flat = {
      id: '692xn',
      image_display_height: '836',
      app_cta: 'INSTALL',
      card_uri: 'card://1044294149527166979',
    };
    const posts = list(
      { id: 1, card_uri: 'card://1044294149527166979' },
      { id: 2 },
      { id: 3, card_uri: 'card://1044294149527166979' },
    );
    const all = await read('cards_all', [posts, { body: { data: [flat] } }]);
    expect(all.rows).toMatchObject([{ id: '692xn', image_display_height: '836', title: null }]);
    expect(all.asked[1]?.url).toBe(
      `${API}/accounts/18ce54d4x5t/cards/all?card_uris=card%3A%2F%2F1044294149527166979&with_deleted=true`,
    );
  });

  it('statistics: a row for each day on which there is any figure', async () => {
    const metrics = {
      impressions: [1233, null],
      tweets_send: null,
      likes: [0, null],
      url_clicks: [null, null],
      billed_charge_local_micro: [2500000, null],
    };
    const { rows, asked } = await read('stats', [{ body: ACTIVE }, { body: stats('2mvb28', metrics) }]);
    expect(rows).toHaveLength(1);
    expect(rows).toMatchObject([
      {
        id: '2mvb28',
        date: '2026-02-28',
        placement: 'ALL_ON_TWITTER',
        impressions: 1233,
        tweets_send: null,
        likes: 0,
        url_clicks: null,
        billed_charge_local_micro: 2.5,
      },
    ]);
    expect(asked.map(({ url }) => url)).toEqual([
      `${API}/stats/accounts/18ce54d4x5t/active_entities?entity=PROMOTED_TWEET&start_time=2026-02-28&end_time=2026-03-03`,
      `${API}/stats/accounts/18ce54d4x5t?entity=PROMOTED_TWEET&granularity=DAY&metric_groups=ENGAGEMENT%2CBILLING&entity_ids=2mvb28&placement=ALL_ON_TWITTER&start_time=2026-02-28&end_time=2026-03-02`,
    ]);
  });

  it('statistics by country, packed', async () => {
    const segment = { segment_name: 'United States', segment_value: '96683cc9126741d1' };
    const job = (status: string, url: string | null) => ({
      id: 1120829647711653888,
      id_str: '1120829647711653888',
      status,
      url,
      placement: 'ALL_ON_TWITTER',
      entity_ids: ['2mvb28'],
      expires_at: url === null ? null : '2026-03-04T23:19:48Z',
    });
    const file = 'https://ton.twimg.com/advertiser-api-async-analytics/stats_job_1120829647711653888.json.gz';
    const result = stats('2mvb28', { impressions: [9, 1], clicks: null }, segment);
    const asked = installCanned([
      { body: ACTIVE },
      { status: 202, body: { data: job('PROCESSING', null) } },
      { body: { data: [job('PROCESSING', null)] } },
      { body: { data: [job('SUCCESS', file)] } },
      { body: new Uint8Array(gzipSync(JSON.stringify(result))) },
    ]);
    const source = await loadSource('XAds', VALUES);
    expect(importNode(source, 'stats_by_country', '2026-02-28', '2026-03-01')).toMatchObject([
      { id: '2mvb28', date: '2026-02-28', country: '96683cc9126741d1', impressions: 9, clicks: null },
      { id: '2mvb28', date: '2026-03-01', country: '96683cc9126741d1', impressions: 1, clicks: null },
    ]);
    expect(asked[1]).toMatchObject({
      url: `${API}/stats/jobs/accounts/18ce54d4x5t`,
      method: 'post',
      payload: {
        entity: 'PROMOTED_TWEET',
        entity_ids: '2mvb28',
        granularity: 'DAY',
        metric_groups: 'ENGAGEMENT,BILLING',
        placement: 'ALL_ON_TWITTER',
        segmentation_type: 'LOCATIONS',
        start_time: '2026-02-28',
        end_time: '2026-03-02',
      },
    });
    expect(asked[2]?.url).toBe(`${API}/stats/jobs/accounts/18ce54d4x5t?job_ids=1120829647711653888`);
    expect(asked.map(({ headers = {} }) => 'Authorization' in headers)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('reports', () => {
  const PLACE = { status: 'SUCCESS', expires_at: null, placement: 'ALL_ON_TWITTER' };
  const file = 'https://ads-api.x.com/12/files/1.json.gz';

  it('of other ads than those asked for are no end of them', async () => {
    const job = { ...PLACE, id_str: '7', url: file, entity_ids: ['other'] };
    const asked = installCanned([{ body: ACTIVE }]);
    const own = EnvironmentAdapter.fetch;
    vi.spyOn(EnvironmentAdapter, 'fetch').mockImplementation((url, options) => {
      const response = own(url, options);
      const isOrder = options?.method === 'post';
      const data = isOrder ? { data: job } : { data: [job] };
      if (!url.includes('/jobs/')) return response;
      return { ...response, getContentText: () => JSON.stringify(data) };
    });
    const source = await loadSource('XAds', VALUES);
    const attempt = () => importNode(source, 'stats_by_country', '2026-02-28', '2026-03-01');
    expect(attempt).toThrow('about other ads');
    expect(asked.length).toBeLessThan(20);
  });

  it('that are at the API itself are asked for with credentials', async () => {
    const job = { ...PLACE, id_str: '7', url: file, entity_ids: ['2mvb28'] };
    const segment = { segment_name: 'Japan', segment_value: '06ef846bfc783874' };
    const { rows, asked } = await read('stats_by_country', [
      { body: ACTIVE },
      { body: { data: job } },
      { body: { data: [job] } },
      { body: stats('2mvb28', { impressions: [1, 2] }, segment) },
    ]);
    expect(rows.map(row => row['country'])).toEqual(['06ef846bfc783874', '06ef846bfc783874']);
    expect(asked[3]?.headers).toHaveProperty('Authorization');
  });

  it.each([
    [{ data: {} }, 'does not say which report'],
    [{}, 'does not say which report'],
  ])('that were taken without an id are not waited for: %j', async (body, text) => {
    await expect(read('stats_by_country', [{ body: ACTIVE }, { body }])).rejects.toThrow(text);
  });
});

describe('each request', () => {
  it('is signed anew, repetitions too', async () => {
    const { asked } = await read('campaigns', [refusal(503, 'OVER_CAPACITY'), list({ id: 'a' })]);
    const nonces = asked.map(
      ({ headers }) => /oauth_nonce="(\w+)"/.exec(headers?.['Authorization'] ?? '')?.[1],
    );
    expect(nonces).toHaveLength(2);
    expect(new Set(nonces).size).toBe(2);
    expect(nonces).not.toContain(undefined);
  });

  it('asks for lists to their end, and stops when they go round in circles', async () => {
    const page = (id: string, next_cursor: string | null): Canned => ({
      body: { data: [{ id }], next_cursor },
    });
    const pages = Array.from({ length: 150 }, (_, index) =>
      page(`c${index}`, index < 149 ? `n${index}` : null),
    );
    expect((await read('campaigns', pages, { DataMaxCount: 1 })).rows).toHaveLength(150);
    await expect(read('campaigns', [page('a', 'x'), page('b', 'x')])).rejects.toThrow(/round in circles/);
  });

  it('asks for as many ads at once as is set, by placement', async () => {
    const ids = Array.from({ length: 5 }, (_, index) => ({ ...ACTIVE.data[0], entity_id: `e${index}` }));
    const active = {
      data: [...ids, { ...ACTIVE.data[0], entity_id: 'e0', placements: ['ALL_ON_TWITTER', 'TREND'] }],
    };
    const { asked } = await read('stats', [{ body: active }, { body: { data: [] } }], {
      StatsMaxEntityIds: 2,
    });
    const queries = asked.slice(1).map(({ url }) => new URL(url).searchParams);
    expect(queries.map(query => [query.get('placement'), query.get('entity_ids')])).toEqual([
      ['ALL_ON_TWITTER', 'e0,e1'],
      ['ALL_ON_TWITTER', 'e2,e3'],
      ['ALL_ON_TWITTER', 'e4'],
      ['TREND', 'e0'],
    ]);
  });

  it('halves the ads where X finds them too many for one answer', async () => {
    const ids = ['e0', 'e1', 'e2'].map(entity_id => ({ ...ACTIVE.data[0], entity_id }));
    const { rows, asked } = await read('stats', [
      { body: { data: ids } },
      refusal(400, 'REQUEST_TOO_COMPLEX'),
      { body: stats('e0', { impressions: [1, 2] }) },
      { body: stats('e2', { impressions: [3, null] }) },
    ]);
    expect(asked.slice(1).map(({ url }) => new URL(url).searchParams.get('entity_ids'))).toEqual([
      'e0,e1,e2',
      'e0,e1',
      'e2',
    ]);
    expect(rows.map(row => [row['id'], row['date'], row['impressions']])).toEqual([
      ['e0', '2026-02-28', 1],
      ['e0', '2026-03-01', 2],
      ['e2', '2026-02-28', 3],
    ]);
    await expect(read('stats', [{ body: ACTIVE }, refusal(400, 'REQUEST_TOO_COMPLEX')])).rejects.toThrow(
      'REQUEST_TOO_COMPLEX',
    );
  });

  it('warns where X leaves out ads that it was asked for', async () => {
    const ids = ['e0', 'e1'].map(entity_id => ({ ...ACTIVE.data[0], entity_id }));
    const warnings = async (body: unknown) => {
      installCanned([{ body: { data: ids } }, { body }]);
      const source = await loadSource('XAds', VALUES);
      importNode(source, 'stats', '2026-02-28', '2026-03-01');
      return source.takeWarnings();
    };
    expect(await warnings(stats('e0', { impressions: [1, 2] }))).toEqual([
      expect.stringContaining('X left out 1 of the ads that it was asked for (e1), 2026-02-28 to 2026-03-01'),
    ]);
    const all = { data: ['e0', 'e1'].map(id => ({ id, id_data: [{ segment: null, metrics: {} }] })) };
    expect(await warnings(all)).toEqual([]);
  });

  it('halves the days where X finds them too long', async () => {
    const { rows, asked } = await read('stats', [
      { body: ACTIVE },
      refusal(400, 'INVALID_TIME_WINDOW'),
      { body: stats('2mvb28', { impressions: [1] }) },
      { body: stats('2mvb28', { impressions: [2] }) },
    ]);
    const ranges = asked.slice(1).map(({ url }) => new URL(url).searchParams);
    expect(ranges.map(query => [query.get('start_time'), query.get('end_time')])).toEqual([
      ['2026-02-28', '2026-03-02'],
      ['2026-02-28', '2026-03-01'],
      ['2026-03-01', '2026-03-02'],
    ]);
    expect(rows.map(row => [row['date'], row['impressions']])).toEqual([
      ['2026-02-28', 1],
      ['2026-03-01', 2],
    ]);
    const never = read('stats', [{ body: ACTIVE }, refusal(400, 'INVALID_TIME_WINDOW')]);
    await expect(never).rejects.toThrow('INVALID_TIME_WINDOW');
  });

  it('halves the days of reports as well, each with reports of its own', async () => {
    const job = (id_str: string, more = {}) => ({
      id_str,
      status: 'PROCESSING',
      url: null,
      expires_at: null,
      placement: 'ALL_ON_TWITTER',
      entity_ids: ['2mvb28'],
      ...more,
    });
    const made = (id: string, impressions: number) => [
      { status: 202, body: { data: job(id) } },
      { body: { data: [job(id, { status: 'SUCCESS', url: `https://ton.twimg.com/${id}` })] } },
      { body: JSON.stringify(stats('2mvb28', { impressions: [impressions] }, { segment_value: 'us' })) },
    ];
    const { rows } = await read('stats_by_country', [
      { body: ACTIVE },
      refusal(400, 'INVALID_TIME_WINDOW'),
      ...made('1', 1),
      ...made('2', 2),
    ]);
    expect(rows.map(row => [row['date'], row['impressions']])).toEqual([
      ['2026-02-28', 1],
      ['2026-03-01', 2],
    ]);
  });

  it('of a post that was read is not repeated for its card', async () => {
    const asked = installCanned([list({ id: 1, card_uri: 'card://1' }), { body: { data: [{ id: 'a' }] } }]);
    const source = await loadSource('XAds', VALUES);
    importNode(source, 'tweets', '2026-03-01', '2026-03-01');
    expect(importNode(source, 'cards_all', '2026-03-01', '2026-03-01')).toHaveLength(1);
    expect(asked.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
      `${API}/accounts/18ce54d4x5t/tweets`,
      `${API}/accounts/18ce54d4x5t/cards/all`,
    ]);
  });

  it('of promoted posts brings all that was asked for, after statistics as before them', async () => {
    installCanned([
      { body: ACTIVE },
      { body: { data: [] } },
      list({ id: '1efwlo', line_item_id: '96uzp', tweet_id: '822333526255120384' }),
    ]);
    const source = await loadSource('XAds', VALUES);
    importNode(source, 'stats', '2026-03-01', '2026-03-01');
    expect(importNode(source, 'promoted_tweets', '2026-03-01', '2026-03-01')).toMatchObject([
      { id: '1efwlo', line_item_id: '96uzp', tweet_id: '822333526255120384' },
    ]);
  });

  it('for what is active is not repeated for the next windows of the account', async () => {
    const asked = installCanned([{ body: ACTIVE }, { body: { data: [] } }]);
    const source = await loadSource('XAds', VALUES);
    for (const day of ['2026-02-28', '2026-03-01', '2026-03-02']) importNode(source, 'stats', day, day);
    expect(asked.filter(({ url }) => url.includes('active_entities'))).toHaveLength(1);
  });
});

describe('what the user reads', () => {
  it.each([
    [401, 'UNAUTHORIZED_ACCESS', 'refused', /all four keys/],
    [403, 'UNAUTHORIZED_CLIENT_APPLICATION', 'refused', /no access to the Ads API: ask X for it/],
    [403, 'INSUFFICIENT_USER_AUTHORIZED_PERMISSION', 'refused', /make a new access token/],
    [403, 'ACCOUNT_NOT_FOUND', 'refused', /may see this ad account/],
    [403, 'ACCOUNT_LOCKED_OUT', 'refused', /locked this ad account/],
    [403, 'CURRENT_USER_SUSPENDED', 'refused', /suspended the user/],
    [403, 'SOMETHING_NEW', 'refused', /SOMETHING_NEW: No\. Check the identifier/],
    [401, '32', 'refused', /32: No\. Check all four keys/],
    [400, 'INVALID', 'permanent', /Check the API version/],
    [400, 'INVALID_PARAMETER', 'permanent', /INVALID_PARAMETER: No\./],
    [404, 'NOT_FOUND', 'permanent', /NOT_FOUND: No\./],
  ])('%i %s: %s, asked once', async (status, code, kind, text) => {
    const asked = installCanned([refusal(status, code)]);
    const source = await loadSource('XAds', VALUES);
    const attempt = () => importNode(source, 'campaigns', '2026-03-01', '2026-03-01');
    expect(attempt).toThrow(text);
    expect(attempt).toThrow(
      /^\[XAds\] https:\/\/ads-api\.x\.com\/12\/accounts\/18ce54d4x5t\/campaigns answered/,
    );
    expect(asked).toHaveLength(2);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ kind, statusCode: status });
    }
  });

  it.each([
    [400, 'TOO_MANY_JOBS', 60_000],
    [503, 'OVER_CAPACITY', undefined],
    [423, 'LOCK_ACQUISITION_TIMEOUT', undefined],
    [408, 'CANCELLED_REQUEST', undefined],
    [200, 'INTERNAL_ERROR', undefined],
    [429, 'TOO_MANY_REQUESTS', undefined],
    [429, '88', undefined],
  ])('%i %s is repeated', async (status, code, wait) => {
    const asked = installCanned([refusal(status, code), list({ id: 'a' })]);
    const sleeps = vi.spyOn(EnvironmentAdapter, 'sleep');
    const source = await loadSource('XAds', VALUES);
    expect(importNode(source, 'campaigns', '2026-03-01', '2026-03-01')).toHaveLength(1);
    expect(asked).toHaveLength(2);
    expect(sleeps).toHaveBeenCalledTimes(1);
    if (wait !== undefined) expect(sleeps).toHaveBeenCalledWith(wait);
  });

  it('an answer with errors is no answer, whatever else it holds', async () => {
    const body = { data: [{ id: 'a' }], errors: [{ code: 'INVALID_PARAMETER', message: 'Expected time' }] };
    await expect(read('campaigns', [{ body }])).rejects.toThrow(
      'answered with an error: INVALID_PARAMETER: Expected time',
    );
  });

  it('errors are errors in whatever form', async () => {
    await expect(read('campaigns', [{ body: { data: [], errors: ['Expected time'] } }])).rejects.toThrow(
      'Expected time',
    );
    expect((await read('campaigns', [{ body: { data: [], errors: [], next_cursor: null } }])).rows).toEqual(
      [],
    );
  });

  it('the only one of a list may come without its list, and nothing is none', async () => {
    const only = await read('promoted_tweets', [{ body: { data: { id: '1efwlo' }, next_cursor: null } }]);
    expect(only.rows).toMatchObject([{ id: '1efwlo' }]);
    for (const data of [{}, null, 'a', [1]])
      await expect(read('promoted_tweets', [{ body: { data } }])).rejects.toThrow('is not a list');
  });

  it('statistics that do not fit the days are refused, not shifted', async () => {
    const short = { body: stats('2mvb28', { impressions: [1] }) };
    await expect(read('stats', [{ body: ACTIVE }, short])).rejects.toThrow(
      '1 values of impressions for 2 days',
    );
  });

  it('a list of active ads with one that cannot be asked for is refused, not shortened', async () => {
    const body = { data: [{ entity_id: 'a', activity_start_time: '2026-03-01T00:00:00Z' }] };
    await expect(read('stats', [{ body }])).rejects.toThrow('an active ad without identifier or placements');
  });

  it('a warning about the version, once', async () => {
    installCanned([{ ...list({ id: 'a' }), headers: { 'x-api-warn': 'Version 12 goes.' } }]);
    const source = await loadSource('XAds', VALUES);
    importNode(source, 'campaigns', '2026-03-01', '2026-03-01');
    importNode(source, 'line_items', '2026-03-01', '2026-03-01');
    expect(source.takeWarnings()).toEqual([
      '[XAds] X says of its API: Version 12 goes. Look for a newer release of this connector.',
    ]);
  });

  it('which accounts the keys see, page after page, in one list', async () => {
    const asked = installCanned([
      {
        body: { data: [{ id: 'a1', name: 'One', timezone: 'Asia/Tokyo', deleted: false }], next_cursor: 'n' },
      },
      list({ id: 'b2', name: null, timezone: 'Europe/Kyiv', deleted: true }),
    ]);
    const source = await loadSource('XAds', VALUES);
    const steps = source.readAccounts?.();
    expect(steps && runSteps([steps])).toEqual([
      [
        { id: 'a1', name: 'One', timeZone: 'Asia/Tokyo' },
        { id: 'b2', timeZone: 'Europe/Kyiv', problem: 'it was deleted' },
      ],
    ]);
    expect(asked.map(({ url }) => url)).toEqual([
      `${API}/accounts?count=1000&with_deleted=true`,
      `${API}/accounts?count=1000&with_deleted=true&cursor=n`,
    ]);
  });

  it.each([
    [{ AccountIDs: '@TwitterDev' }, /"@TwitterDev" is not the identifier of an ad account/],
    [{ DataMaxCount: 1001 }, /Entries per request: must be a whole number from 1 to 1000, not 1001/],
    [{ StatsMaxEntityIds: 21 }, /Ads per request: must be a whole number from 1 to 20/],
    [{ CardsMaxCountPerRequest: 0 }, /Cards per request: must be a whole number from 1 to 50/],
    [{ AdsApiDelay: -1 }, /Delay between requests: must be from 0 to 60 seconds/],
    [{ Version: '12/accounts' }, /API version: must be a number/],
  ])('%j is refused before anything is asked', async (values, text) => {
    const source = await loadSource('XAds', { ...VALUES, ...values });
    expect(() => source.config.validate(source.validate())).toThrow(text);
  });

  it('accounts in every usual spelling, each once', async () => {
    const source = await loadSource('XAds', { ...VALUES, AccountIDs: '18ce54d4x5t; gq1844\n18ce54d4x5t,' });
    expect(source.getAccounts()).toEqual(['18ce54d4x5t', 'gq1844']);
  });

  it('a delay between requests is kept, across windows and accounts', async () => {
    installCanned([list({ id: 'a' })]);
    let now = Date.parse('2026-03-02T09:00:00Z');
    vi.spyOn(EnvironmentAdapter, 'now').mockImplementation(() => now);
    const sleeps = vi.spyOn(EnvironmentAdapter, 'sleep').mockImplementation(milliseconds => {
      now += milliseconds;
    });
    const source = await loadSource('XAds', { ...VALUES, AccountIDs: 'aaa, bbb, ccc', AdsApiDelay: 3.65 });
    importNode(source, 'campaigns', '2026-03-01', '2026-03-01');
    expect(sleeps.mock.calls).toEqual([[3650], [3650]]);
  });
});
