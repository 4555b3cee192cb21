import { describe, expect, it, vi } from 'vitest';
import { EnvironmentAdapter, type FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { installCanned, type Canned } from '../canned';
import { importNode, loadSource } from '../harness';
import { AuthType, error, importFrom } from './answers';

const GRAPH = 'https://graph.facebook.com/v26.0';
const BY_CAMPAIGN = 'ad-account/insights-by-campaign';
const ROW = {
  campaign_id: '120210000012345678',
  campaign_name: 'Spring',
  date_start: '2026-03-01',
  date_stop: '2026-03-01',
  spend: '12.34',
};
const page = (rows: unknown[], after?: string) => ({
  body: {
    data: rows,
    ...(after === undefined
      ? {}
      : {
          paging: {
            cursors: { before: 'A', after },
            next: `${GRAPH}/act_1/x?after=${after}&access_token=EAAsecret`,
          },
        }),
  },
});

const queryOf = ({ url }: FetchRequest) => new URLSearchParams(url.split('?')[1]);
const formOf = ({ payload }: FetchRequest) => payload as Record<string, string>;

describe('what Facebook is asked', () => {
  it('insights as a range with a row a day, the breakdown apart from the fields, the token in a header', async () => {
    const { asked } = await importFrom('ad-account/insights-by-age-and-gender', [page([])], {
      fields: ['ad_id', 'date_start', 'date_stop', 'age', 'gender', 'account_id', 'spend'],
    });
    expect(
      asked.map(({ url, method, headers }) => [method, url.replace(/&filtering=[^&]+/, ''), headers]),
    ).toEqual([
      [
        undefined,
        `${GRAPH}/act_1/insights?level=ad&time_increment=1&time_range=%7B%22since%22%3A%222026-03-01%22,%22until%22%3A%222026-03-02%22%7D&fields=ad_id,account_id,spend&breakdowns=age,gender&limit=500`,
        { Authorization: 'Bearer EAAtoken0123456789' },
      ],
    ]);
  });

  it.each([
    ['ad-account/insights', 'ad', null],
    ['ad-account/insights-by-adset', 'adset', null],
    [BY_CAMPAIGN, 'campaign', null],
    ['ad-account/insights-by-country', 'ad', 'country'],
    ['ad-account/insights-by-region', 'ad', 'region'],
    ['ad-account/insights-by-device-platform', 'ad', 'device_platform'],
    ['ad-account/insights-by-product-id', 'ad', 'product_id'],
    ['ad-account/insights-by-link-url-asset', 'ad', 'link_url_asset'],
    ['ad-account/insights-by-publisher-platform-and-position', 'ad', 'publisher_platform,platform_position'],
  ])('%s at the level %s, broken down by %s', async (node, level, breakdowns) => {
    const { asked } = await importFrom(node, [page([])], { fields: ['date_start', 'account_id', 'spend'] });
    const query = queryOf(asked[0] as FetchRequest);
    expect([query.get('level'), query.get('breakdowns'), query.get('fields')]).toEqual([
      level,
      breakdowns,
      'account_id,spend',
    ]);
  });

  it.each([
    ['ad-account/insights', 'ad', 12],
    ['ad-account/insights-by-adset', 'adset', 7],
    [BY_CAMPAIGN, 'campaign', 6],
  ])('%s in every state, deleted ones too: they cost money as well', async (node, level, states) => {
    const { asked } = await importFrom(node, [page([])], { fields: ['date_start', 'spend'] });
    const [filter, ...others] = JSON.parse(
      queryOf(asked[0] as FetchRequest).get('filtering') ?? '[]',
    ) as Record<string, unknown>[];
    expect(filter).toMatchObject({ field: `${level}.effective_status`, operator: 'IN' });
    expect(filter?.['value']).toEqual(expect.arrayContaining(['ACTIVE', 'ARCHIVED', 'DELETED']));
    expect([(filter?.['value'] as string[]).length, others]).toEqual([states, []]);
  });

  it('a question that is too long for an address as a form that stands for a GET', async () => {
    const { asked } = await importFrom('ad-account/insights', [page([], 'B'), page([])]);
    for (const { url, method } of asked) expect([url, method]).toEqual([`${GRAPH}/act_1/insights`, 'post']);
    expect(formOf(asked[1] as FetchRequest)).toMatchObject({
      method: 'get',
      level: 'ad',
      limit: '500',
      after: 'B',
    });
    expect(formOf(asked[0] as FetchRequest)['fields']).toContain('website_purchase_roas');
  });

  it('of ads what belongs to their creative in braces', async () => {
    const { asked } = await importFrom('ad-account/ads', [page([])], {
      fields: ['id', 'creative_id', 'creative_url_tags'],
    });
    expect(asked[0]?.url).toBe(`${GRAPH}/act_1/ads?fields=id,creative%7Bid,url_tags%7D&limit=200`);
  });

  it('for people by the portfolio of their account', async () => {
    const { asked } = await importFrom('ad-account-user', [
      { body: { id: 'act_1', business: { id: '77', name: 'B' } } },
      page([{ id: '5', name: 'Ann' }]),
    ]);
    expect(asked.map(({ url }) => url)).toEqual([
      `${GRAPH}/act_1?fields=business`,
      `${GRAPH}/act_1/assigned_users?business=77&fields=id,name&limit=200`,
    ]);
  });

  it('with the rows a page and the splits of actions that the user wants', async () => {
    const { asked } = await importFrom(BY_CAMPAIGN, [page([])], {
      fields: ['spend'],
      values: {
        Limit: '50',
        AttributionWindows: '7d_click, 1d_view',
        ActionBreakdowns: 'action_type,action_device',
      },
    });
    const query = queryOf(asked[0] as FetchRequest);
    expect(query.get('limit')).toBe('50');
    expect(query.get('action_attribution_windows')).toBe('["7d_click","1d_view"]');
    expect(query.get('action_breakdowns')).toBe('action_type,action_device');
  });
});

describe('pages', () => {
  const fields = ['campaign_id', 'date_start', 'spend'];

  it('are asked for by cursor: the address that Facebook names carries the token', async () => {
    const { asked, rows } = await importFrom(
      BY_CAMPAIGN,
      [page([ROW], 'B'), page([{ ...ROW, campaign_id: '2' }])],
      { fields },
    );
    expect(asked[1]?.url).toBe(`${asked[0]?.url}&after=B`);
    expect(rows.map(row => row['campaign_id'])).toEqual(['120210000012345678', '2']);
  });

  it('end where Facebook names no next one, although there is a cursor', async () => {
    const last = { body: { data: [ROW], paging: { cursors: { before: 'A', after: 'B' } } } };
    expect((await importFrom(BY_CAMPAIGN, [last], { fields })).asked).toHaveLength(1);
  });

  it('take the cursor from the next address where it stands nowhere else', async () => {
    const odd = { body: { data: [ROW], paging: { next: `${GRAPH}/act_1/insights?after=Z%3D&limit=25` } } };
    const { asked } = await importFrom(BY_CAMPAIGN, [odd, page([])], { fields });
    expect(queryOf(asked[1] as FetchRequest).get('after')).toBe('Z=');
  });

  it.each([
    ['a cursor comes twice', [page([ROW], 'B'), page([ROW], 'B')], /round in circles/],
    [
      'a next page has no cursor',
      [{ body: { data: [], paging: { next: `${GRAPH}/x` } } }],
      /without a cursor/,
    ],
    ['there is no list', [{ body: { data: { id: '1' } } }], /no list of data/],
    ['the list holds something else', [{ body: { data: ['row'] } }], /no list of data/],
  ] as [string, Canned[], RegExp][])('are refused when %s', async (_, answers, message) => {
    await expect(importFrom(BY_CAMPAIGN, answers, { fields })).rejects.toThrow(message);
  });

  it('get smaller when Facebook asks to reduce the data, and stay so, without waiting', async () => {
    const sleeps = vi.spyOn(EnvironmentAdapter, 'sleep');
    const reduce = error(
      { code: 1, message: "Please reduce the amount of data you're asking for, then retry your request" },
      500,
    );
    const { asked, rows } = await importFrom(BY_CAMPAIGN, [reduce, reduce, page([ROW], 'B'), page([])], {
      fields,
    });
    expect(asked.map(request => queryOf(request).get('limit'))).toEqual(['500', '125', '31', '31']);
    expect(rows).toHaveLength(1);
    expect(sleeps).not.toHaveBeenCalled();
    sleeps.mockRestore();
  });

  it('of an account are asked for in halves of its fields, which are one row again', async () => {
    const reduce = error({ code: 1, message: "Please reduce the amount of data you're asking for" }, 500);
    const id = { id: 'act_1', account_id: '1' };
    const halves = [{ body: { ...id, name: 'One' } }, { body: { ...id, currency: 'EUR' } }];
    const { asked, rows } = await importFrom('ad-account', [reduce, ...halves], {
      fields: ['id', 'account_id', 'name', 'currency'],
    });
    expect(asked.map(request => queryOf(request).get('fields'))).toEqual([
      'id,account_id,name,currency',
      'id,account_id,name',
      'id,account_id,currency',
    ]);
    expect(rows).toEqual([{ ...id, name: 'One', currency: 'EUR' }]);
  });

  it('of a catalogue that stay too large end in words about fields', async () => {
    const reduce = error({ code: 1, message: 'Please reduce the amount of data' }, 500);
    const { asked, failure } = await importFrom('ad-account/adcreatives', [reduce], {
      fields: ['id'],
      fails: true,
    });
    expect(asked).toHaveLength(4);
    expect(failure).toMatch(/^\[FacebookMarketing\].*reduce the amount of data.*fewer fields/);
  });
});

describe('jobs', () => {
  const fields = ['campaign_id', 'date_start', 'account_id', 'spend'];
  const timedOut = error({
    code: 100,
    error_subcode: 1504018,
    message: 'Invalid parameter',
    error_user_title: 'Your request timed out',
  });
  const look = (more: object) => ({ body: { id: '6023920149050', async_percent_completion: 0, ...more } });
  const order = { body: { report_run_id: '6023920149050' } };

  it('are ordered with the same question as a form, polled and read', async () => {
    const { asked, rows } = await importFrom(
      BY_CAMPAIGN,
      [
        timedOut,
        order,
        look({ async_status: 'Job Not Started' }),
        look({ async_status: 'Job Running' }),
        look({ async_status: 'Job Completed' }),
        page([ROW], 'B'),
        page([]),
      ],
      { fields },
    );
    expect(asked.slice(1).map(({ method = 'get', url }) => `${method} ${url.replace(GRAPH, '')}`)).toEqual([
      'post /act_1/insights',
      'get /6023920149050',
      'get /6023920149050',
      'get /6023920149050',
      'get /6023920149050/insights?limit=500',
      'get /6023920149050/insights?limit=500&after=B',
    ]);
    expect(formOf(asked[1] as FetchRequest)).toEqual({
      level: 'campaign',
      time_increment: '1',
      time_range: '{"since":"2026-03-01","until":"2026-03-02"}',
      fields: 'campaign_id,account_id,spend',
      filtering: expect.stringContaining('"DELETED"') as string,
    });
    expect(rows).toHaveLength(1);
  });

  it('follow a page that stays too large however few rows it has', async () => {
    const reduce = error({ code: 1, message: 'Please reduce the amount of data' }, 500);
    const { asked } = await importFrom(
      BY_CAMPAIGN,
      [reduce, reduce, reduce, reduce, order, look({ async_status: 'Job Completed' }), page([ROW])],
      { fields },
    );
    expect(asked[4]).toMatchObject({ method: 'post', url: `${GRAPH}/act_1/insights` });
  });

  it('that are too large are halved by days, then by fields, and the halves are one row again', async () => {
    const tooMuch = look({
      async_status: 'Job Failed',
      error_code: 100,
      error_subcode: 1487534,
      error_message: 'Too much data',
    });
    const done = look({ async_status: 'Job Completed' });
    const { asked, rows } = await importFrom(
      BY_CAMPAIGN,
      [
        timedOut,
        ...[order, tooMuch],
        ...[order, tooMuch],
        ...[order, done, page([{ ...ROW, spend: undefined, clicks: '3', account_id: '1' }])],
        ...[order, done, page([{ ...ROW, spend: '9.99', account_id: '1' }])],
        ...[order, done, page([])],
      ],
      { fields: ['campaign_id', 'date_start', 'date_stop', 'account_id', 'clicks', 'spend'] },
    );
    const orders = asked.filter(({ method }) => method === 'post').map(formOf);
    expect(
      orders.map(({ time_range: range, fields: list }) => [range?.replace(/[^\d-]+/g, ' ').trim(), list]),
    ).toEqual([
      ['2026-03-01 2026-03-02', 'campaign_id,account_id,clicks,spend'],
      ['2026-03-01 2026-03-01', 'campaign_id,account_id,clicks,spend'],
      ['2026-03-01 2026-03-01', 'campaign_id,account_id,clicks'],
      ['2026-03-01 2026-03-01', 'campaign_id,account_id,spend'],
      ['2026-03-02 2026-03-02', 'campaign_id,account_id,clicks,spend'],
    ]);
    expect(rows).toMatchObject([{ campaign_id: ROW.campaign_id, clicks: 3, spend: 9.99 }]);
  });

  it.each([
    ['no id', [timedOut, { body: {} }], /gave it no id/],
    [
      'no reason',
      [timedOut, order, look({ async_status: 'Job Failed' })],
      /Facebook gave no reason.*next run/,
    ],
    [
      'a lasting reason',
      [
        timedOut,
        order,
        look({
          async_status: 'Job Failed',
          error_code: 2,
          error_subcode: 1504041,
          error_message: 'Invalid breakdowns',
        }),
      ],
      /Invalid breakdowns \(code 2\/1504041\)/,
    ],
  ] as [string, Canned[], RegExp][])('that come with %s say so', async (_, answers, message) => {
    await expect(importFrom(BY_CAMPAIGN, answers, { fields })).rejects.toThrow(message);
  });

  it('that Facebook no longer knows are ordered again, once', async () => {
    const unknown = error({ code: 100, error_subcode: 33, message: 'Unsupported get request.' });
    const done = look({ async_status: 'Job Completed' });
    const lostOnce = [timedOut, order, unknown, order, done, page([ROW])];
    expect((await importFrom(BY_CAMPAIGN, lostOnce, { fields })).rows).toHaveLength(1);
    const lostTwice = [timedOut, order, unknown, order, unknown];
    await expect(importFrom(BY_CAMPAIGN, lostTwice, { fields })).rejects.toThrow(/vanished twice/);
  });

  it('that fail on the side of Facebook are called passing, so that nobody looks for a mistake', async () => {
    const failed = look({
      async_status: 'Job Failed',
      error_code: -2,
      error_subcode: 2490547,
      error_message: 'Report Failed',
    });
    const thrown = importFrom(BY_CAMPAIGN, [timedOut, order, failed], { fields });
    await expect(thrown).rejects.toMatchObject({ kind: 'passing' });
    const unavailable = look({
      async_status: 'Job Failed',
      error_code: 2601,
      error_subcode: 1487742,
      error_message: 'There was an error running your report.',
    });
    const again = importFrom(BY_CAMPAIGN, [timedOut, order, unavailable], { fields });
    await expect(again).rejects.toMatchObject({ kind: 'passing' });
  });

  it('whose rows are gone twice are given up', async () => {
    const gone = error({ code: 100, error_subcode: 33, message: 'Unsupported get request.' });
    const done = look({ async_status: 'Job Completed' });
    const { asked, failure } = await importFrom(
      BY_CAMPAIGN,
      [timedOut, order, done, gone, order, done, gone],
      { fields, fails: true },
    );
    expect(asked).toHaveLength(7);
    expect(failure).toContain('code 100/33');
  });
});

describe('rows', () => {
  it('of insights, as the documentation shows them', async () => {
    const { rows } = await importFrom(BY_CAMPAIGN, [
      page([
        {
          ...ROW,
          account_id: '368811234',
          impressions: '361324',
          ctr: '1.3333333333333',
          frequency: '1.056',
          actions: [
            { action_type: 'comment', value: '7' },
            { action_type: 'post_engagement', value: '1149' },
          ],
          results: [
            { indicator: 'actions:link_click', values: [{ value: '3', attribution_windows: ['default'] }] },
          ],
          purchase_roas: [],
        },
      ]),
    ]);
    expect(rows[0]).toMatchObject({
      account_id: '368811234',
      campaign_id: '120210000012345678',
      date_start: '2026-03-01',
      spend: 12.34,
      impressions: 361324,
      ctr: 1.3333333333333,
      frequency: 1.056,
      actions: '[{"action_type":"comment","value":"7"},{"action_type":"post_engagement","value":"1149"}]',
      purchase_roas: '[]',
      clicks: null,
    });
  });

  it('of accounts: money as numbers, instants with their zone, ids as text, objects as JSON', async () => {
    const { rows } = await importFrom('ad-account', [
      {
        body: '{"id":"act_1","account_id":"1","age":1521.27,"amount_spent":"105033","balance":"0","spend_cap":"12345678901234567890","min_daily_budget":100,"created_time":"2022-01-01T10:00:00-0500","business":{"id":"77"},"is_prepay_account":false,"funding_source":120210000012345678}',
      },
    ]);
    expect(rows[0]).toMatchObject({
      id: 'act_1',
      age: 1521.27,
      amount_spent: 105033,
      balance: 0,
      spend_cap: '12345678901234567890',
      min_daily_budget: 100,
      created_time: '2022-01-01T15:00:00.000Z',
      business: '{"id":"77"}',
      is_prepay_account: false,
      funding_source: '120210000012345678',
      name: null,
    });
  });

  it('of ads have what belongs to their creative beside them', async () => {
    const creative = { id: '9', name: 'C', url_tags: 'utm_source=fb', object_story_spec: { page_id: '5' } };
    const { rows } = await importFrom('ad-group', [page([{ id: '1', name: 'Ad', creative }, { id: '2' }])]);
    expect(rows).toMatchObject([
      {
        id: '1',
        name: 'Ad',
        creative_id: '9',
        creative_name: 'C',
        creative_object_story_spec: '{"page_id":"5"}',
      },
      { id: '2', creative_id: null },
    ]);
  });
});

describe('short links', () => {
  const node = 'ad-account/insights-by-link-url-asset';
  const linked = (website_url: string) =>
    page([
      {
        ad_id: '1',
        date_start: '2026-03-01',
        date_stop: '2026-03-01',
        link_url_asset: { id: '7', website_url },
      },
    ]);

  it('are followed where that is wanted, without credentials', async () => {
    const { asked, rows } = await importFrom(
      node,
      [
        linked('https://sho.rt/abc'),
        { status: 301, headers: { location: 'https://shop.example.org/spring?x=1' } },
        {},
      ],
      {
        fields: ['ad_id', 'link_url_asset_id', 'link_url_asset_url', 'link_url_asset'],
        values: { ProcessShortLinks: true },
      },
    );
    expect(asked.slice(1).map(({ url, headers }) => [url, headers])).toEqual([
      ['https://sho.rt/abc', undefined],
      ['https://shop.example.org/spring?x=1', undefined],
    ]);
    expect(rows[0]).toMatchObject({
      link_url_asset_id: '7',
      link_url_asset_url: 'https://shop.example.org/spring?x=1',
      link_url_asset:
        '{"id":"7","website_url":"https://sho.rt/abc","parsed_url":"https://shop.example.org/spring?x=1"}',
    });
  });

  it.each([
    ['nobody wants it', 'https://sho.rt/abc', {}],
    ['the link is none', 'https://shop.example.org/spring/sale', { ProcessShortLinks: 'true' }],
    ['it leads to an address of a private network', 'https://192.168.0.1/a', { ProcessShortLinks: 'true' }],
  ])('stay as they are where %s', async (_, url, values) => {
    const { asked, rows } = await importFrom(node, [linked(url)], { values });
    expect(asked).toHaveLength(1);
    expect(rows[0]).toMatchObject({ link_url_asset_id: '7', link_url_asset_url: url });
  });
});

describe('settings', () => {
  const faults = async (values: Record<string, unknown>) => {
    const source = await loadSource('FacebookMarketing', { AuthType, AccountIDs: '1', ...values });
    return [...source.config.faults(), ...source.validate()].map(({ message }) => message);
  };

  it.each([
    ['123, act_456;ACT_789\n123', ['123', '456', '789']],
    [1234567890, ['1234567890']],
  ])('take the accounts %j', async (AccountIDs, expected) => {
    const source = await loadSource('FacebookMarketing', { AuthType, AccountIDs });
    expect(source.getAccounts()).toEqual(expected);
    expect(source.validate()).toEqual([]);
  });

  it.each([
    [{ AccountIDs: 'My account' }, /"My" is not the number of an ad account/],
    [{ AccountIDs: ' , ' }, /Account IDs: a value is needed/],
    [{ AuthType: { value: 'oauth2', items: {} } }, /Access token: a value is needed. Sign in/],
    [{ AuthType: { value: 'oauth2', items: { AccessToken: 'EAAx', AppId: '1' } } }, /enter both/],
    [
      { AuthType: { value: 'oauth2', items: { AccessToken: 'EAAx', AppId: 'x', AppSecret: 's' } } },
      /App ID: must be a number/,
    ],
    [{ Limit: 0 }, /Limit: must be a whole number from 1 to 5000/],
    [{ AttributionWindows: '7d_click, 90d_view' }, /"90d_view" is none of 1d_click/],
    [{ ActionBreakdowns: 'country' }, /"country" is none of action_type/],
  ])('refuse %j', async (values, message) => {
    expect((await faults(values)).join('\n')).toMatch(message);
  });

  it('take the token from its old place, and say that it is old', async () => {
    const asked = installCanned([page([])]);
    const source = await loadSource('FacebookMarketing', {
      AccountIDs: '1',
      AccessToken: 'EAAold0123456789',
    });
    importNode(source, BY_CAMPAIGN, '2026-03-01', '2026-03-02');
    expect(asked[0]?.headers).toEqual({ Authorization: 'Bearer EAAold0123456789' });
    expect(source.config.warnings().join()).toMatch(/deprecated/);
  });
});

describe('accounts', () => {
  it('that the token sees come page after page, with zone and currency', async () => {
    const account = (id: string) => ({
      account_id: id,
      id: `act_${id}`,
      name: 'N',
      timezone_name: 'Asia/Tokyo',
      currency: 'JPY',
    });
    const asked = installCanned([page([account('1')], 'B'), page([{ account_id: '2' }])]);
    const source = await loadSource('FacebookMarketing', { AuthType, AccountIDs: '1' });
    expect(source.accountInfo('1')).toEqual({ id: '1', name: 'N', timeZone: 'Asia/Tokyo', currency: 'JPY' });
    expect(source.accountInfo('2')).toEqual({ id: '2' });
    expect([source.timeZone('1'), source.timeZone('3')]).toEqual(['Asia/Tokyo', undefined]);
    expect(asked.map(({ url }) => url.replace(GRAPH, ''))).toEqual([
      '/me/adaccounts?fields=account_id,name,timezone_name,currency&limit=500',
      '/me/adaccounts?fields=account_id,name,timezone_name,currency&limit=500&after=B',
    ]);
  });
});

describe('reach', () => {
  const warningsOf = async (node: string, fields: string[], from: string) => {
    const { warnings } = await importFrom(node, [page([])], { fields, from });
    return warnings;
  };

  it('of more than 13 months ago is said to be blank in breakdowns, and nowhere else', async () => {
    const byCountry = 'ad-account/insights-by-country';
    expect(await warningsOf(byCountry, ['reach', 'spend', 'frequency'], '2025-01-01')).toEqual([
      expect.stringMatching(/leaves reach, frequency blank.*\(country\).*13 months/),
    ]);
    expect(await warningsOf(byCountry, ['spend'], '2025-01-01')).toEqual([]);
    expect(await warningsOf(byCountry, ['reach'], '2025-03-01')).toEqual([]);
    expect(await warningsOf(BY_CAMPAIGN, ['reach'], '2025-01-01')).toEqual([]);
  });
});
