import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedReply, SimulatedRequest } from '../../../environments/emulator/apis/Simulator';
import { XAdsSimulator } from '../../../environments/emulator/apis/XAds/Simulator';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { oauth1 } from '../../../src/Core/Auth';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const KEYS = {
  consumerKey: 'simulated-consumer-key',
  consumerSecret: 'simulated-consumer-secret',
  token: 'simulated-access-token',
  tokenSecret: 'simulated-access-token-secret',
};
const A = '18ce54d4x5t';
const ADS = { entity: 'PROMOTED_TWEET', entity_ids: 'bxms001', granularity: 'DAY', metric_groups: 'BILLING' };
const WEEK = { placement: 'TREND', start_time: '2026-02-16', end_time: '2026-02-23' };

let simulator: XAdsSimulator;
beforeEach(() => {
  simulator = new XAdsSimulator();
  at(NOW);
});

function at(now: number): void {
  installEnvironment({ ...createNodeEnvironment({ timeZone: 'UTC' }), now: () => now });
}

/** As it arrives when it is signed with these keys. */
function signed(
  path: string,
  query: object = {},
  form?: Record<string, string>,
  keys = KEYS,
): SimulatedRequest {
  const host = 'ads-api.x.com';
  const text = new URLSearchParams({ ...query }).toString();
  const url = `https://${host}${path}${text ? `?${text}` : ''}`;
  const method = form ? 'post' : 'get';
  const { headers = {} } = oauth1(keys).sign({ url, method, ...(form ? { payload: form } : {}) });
  return {
    method: method.toUpperCase(),
    host,
    path,
    query: new URLSearchParams(text),
    headers: {
      authorization: headers['Authorization'] ?? '',
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    body: new URLSearchParams(form ?? {}).toString(),
  };
}

const get = (path: string, query: object = {}) => simulator.answer(signed(`/12/${path}`, query));
const post = (path: string, form: Record<string, string>) =>
  simulator.answer(signed(`/12/${path}`, {}, form));
const bodyOf = (reply: SimulatedReply) =>
  (typeof reply.body === 'string' ? JSON.parse(reply.body) : reply.body) as {
    data?: unknown;
    next_cursor?: string | null;
    errors?: { code: string; parameter?: string }[];
  };
const fault = (reply: SimulatedReply) => [reply.status, bodyOf(reply).errors?.[0]?.code];

describe('credentials', () => {
  it('are needed, and have to belong together', () => {
    expect(get('accounts').status).toBe(200);
    const request = signed('/12/accounts');
    for (const headers of [{}, { authorization: 'Bearer x' }, { authorization: 'OAuth oauth_token="x"' }])
      expect(fault(simulator.answer({ ...request, headers }))).toEqual([401, 'UNAUTHORIZED_ACCESS']);
    for (const wrong of ['consumerKey', 'consumerSecret', 'token', 'tokenSecret'])
      expect(
        fault(simulator.answer(signed('/12/accounts', {}, undefined, { ...KEYS, [wrong]: 'x' }))),
      ).toEqual([401, 'UNAUTHORIZED_ACCESS']);
  });

  it('sign address, query and form, once, and now', () => {
    const request = signed('/12/accounts', { count: 5 });
    const changed = [
      { ...request, query: new URLSearchParams({ count: '6' }) },
      { ...request, path: '/12/accounts/x' },
      { ...request, method: 'POST' },
    ];
    for (const other of changed) expect(simulator.answer(other).status).toBe(401);
    expect(simulator.answer(request).status).toBe(200);
    expect(simulator.answer(request).status).toBe(401);
    const order = signed(`/12/stats/jobs/accounts/${A}`, {}, { ...ADS, ...WEEK });
    expect(simulator.answer({ ...order, body: order.body.replace('bxms001', 'bxms002') }).status).toBe(401);
    expect(simulator.answer(order).status).toBe(202);
    at(NOW - 600_000);
    expect(get('accounts').status).toBe(401);
  });

  it('do not go to the host of the results', () => {
    const file = { ...signed('/x.json.gz'), host: 'ton.twimg.com' };
    expect(simulator.answer(file).status).toBe(400);
  });
});

describe('requests', () => {
  it.each([
    ['accounts/zzz/campaigns', {}, 403, 'ACCOUNT_NOT_FOUND'],
    ['nothing', {}, 404, 'ROUTE_NOT_FOUND'],
    [`accounts/${A}/campaigns`, { count: 1001 }, 400, 'INVALID_PARAMETER'],
    [`accounts/${A}/campaigns`, { count: 0 }, 400, 'INVALID_PARAMETER'],
    [`accounts/${A}/campaigns`, { cursor: 'x' }, 400, 'INVALID_PARAMETER'],
    [`accounts/${A}/campaigns`, { cursor: 'c-1', with_total_count: true }, 400, 'EXCLUSIVE_PARAMETERS'],
    [`accounts/${A}/campaigns`, { with_deleted: 'yes' }, 400, 'INVALID_PARAMETER'],
    [`accounts/${A}/cards`, { count: 201 }, 400, 'INVALID_PARAMETER'],
    [`accounts/${A}/cards/all`, {}, 400, 'MISSING_PARAMETER'],
    [`accounts/${A}/tweets`, {}, 400, 'MISSING_PARAMETER'],
    [`accounts/${A}/tweets`, { tweet_type: 'ALL' }, 400, 'INVALID_PARAMETER'],
    [`stats/accounts/${A}`, ADS, 400, 'MISSING_PARAMETER'],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, end_time: '2026-02-24' }, 400, 'INVALID_TIME_WINDOW'],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, end_time: '2026-02-16' }, 400, 'INVALID_TIME_WINDOW'],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, start_time: '2026-02-30' }, 400, 'INVALID_PARAMETER'],
    [
      `stats/accounts/${A}`,
      { ...ADS, ...WEEK, start_time: '2026-02-16T00:30:00Z' },
      400,
      'INVALID_PARAMETER',
    ],
    [
      `stats/accounts/${A}`,
      { ...ADS, ...WEEK, start_time: '2026-02-18T00:00:00Z' },
      400,
      'INVALID_PARAMETER',
    ],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, placement: 'TREND_VIEW' }, 400, 'INVALID_PARAMETER'],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, placement: 'TREND,SPOTLIGHT' }, 400, 'INVALID_PARAMETER'],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, metric_groups: 'MONEY' }, 400, 'INVALID_PARAMETER'],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, segmentation_type: 'LOCATIONS' }, 400, 'INVALID_PARAMETER'],
    [
      `stats/accounts/${A}`,
      { ...ADS, ...WEEK, entity_ids: Array(21).fill('bxms001').join() },
      400,
      'INVALID_PARAMETER',
    ],
    [`stats/accounts/${A}`, { ...ADS, ...WEEK, entity_ids: '7wcf001' }, 404, 'PROMOTED_TWEET_NOT_FOUND'],
    [`stats/accounts/${A}/active_entities`, { entity: 'ACCOUNT', ...WEEK }, 400, 'INVALID_PARAMETER'],
    [
      `stats/accounts/${A}/active_entities`,
      { entity: 'CAMPAIGN', ...WEEK, end_time: '2026-06-16' },
      400,
      'INVALID_TIME_WINDOW',
    ],
  ])('%s %j are refused: %i %s', (path, query, status, code) => {
    expect(fault(get(path, query))).toEqual([status, code]);
  });

  it.each([
    ['2026-02-16', '2026-02-23'],
    ['2026-02-16T08:00:00Z', '2026-02-23T08:00:00Z'],
    ['2026-02-16T00:00:00-0800', '2026-02-23T00:00:00-08:00'],
    // The week in which the clocks change has an hour less.
    ['2026-03-05T08:00:00Z', '2026-03-12T07:00:00Z'],
  ])('for days of the account are taken: %s to %s', (start_time, end_time) => {
    const reply = get(`stats/accounts/${A}`, { ...ADS, placement: 'TREND', start_time, end_time });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ time_series_length: 7 });
  });

  it('are answered in the zone of the account even where that is half an hour off', () => {
    const query = {
      ...ADS,
      entity_ids: '',
      placement: 'TREND',
      start_time: '2026-02-16',
      end_time: '2026-02-17',
    };
    const active = get('stats/accounts/18ce55gze1y/active_entities', query);
    const [first] = bodyOf(active).data as { entity_id: string }[];
    const reply = get('stats/accounts/18ce55gze1y', { ...query, entity_ids: first?.entity_id });
    expect([reply.status, reply.body]).toMatchObject([200, { time_series_length: 1 }]);
  });

  it('of versions that are out of date are warned of, others refused', () => {
    const ask = (version: number) => simulator.answer(signed(`/${version}/accounts`));
    expect(ask(12).headers).toMatchObject({ 'x-current-api-version': '12' });
    expect(ask(12).headers).not.toHaveProperty('x-api-warn');
    expect(ask(11).headers).toHaveProperty('x-api-warn');
    expect(fault(ask(5))).toEqual([400, 'INVALID']);
  });

  it('are counted, by endpoint and by account', () => {
    simulator.configure({ accountLimit: 2 });
    const rest = (reply: SimulatedReply) => reply.headers?.['x-account-rate-limit-remaining'];
    expect(rest(get(`accounts/${A}/campaigns`))).toBe('1');
    expect(rest(get(`accounts/${A}/line_items`))).toBe('1');
    expect(rest(get(`accounts/gq1844/campaigns`))).toBe('1');
    expect(rest(get(`accounts/${A}/campaigns`))).toBe('0');
    const refused = get(`accounts/${A}/campaigns`);
    expect(fault(refused)).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(refused.headers?.['x-account-rate-limit-reset'])).toBe(NOW / 1000 + 900);
    at(NOW + 900_000);
    expect(get(`accounts/${A}/campaigns`).status).toBe(200);
    for (let request = 0; request < 5; request++) get('accounts');
    expect(get('accounts').status).toBe(429);
  });
});

describe('lists', () => {
  it('leave out what is deleted unless it is asked for, and end with no cursor', () => {
    const all = (query: object) => bodyOf(get(`accounts/${A}/campaigns`, query));
    expect(all({}).data).toHaveLength(7);
    expect(all({ with_deleted: true }).data).toHaveLength(8);
    const first = all({ count: 5, with_deleted: true });
    const second = all({ count: 5, with_deleted: true, cursor: first.next_cursor });
    expect([first.data, second.data].map(data => (data as unknown[]).length)).toEqual([5, 3]);
    expect(second.next_cursor).toBeNull();
  });

  it('of accounts leave out those that were deleted, too', () => {
    simulator.configure({ deletedAccounts: [A] });
    expect(bodyOf(get('accounts')).data).toHaveLength(2);
    expect(bodyOf(get('accounts', { with_deleted: true })).data).toHaveLength(3);
    expect(fault(get(`accounts/${A}`))).toEqual([404, 'NOT_FOUND']);
    expect(get(`accounts/${A}`, { with_deleted: true }).status).toBe(200);
  });
});

describe('jobs', () => {
  const path = `stats/jobs/accounts/${A}`;
  const order = (more: Record<string, string> = {}) =>
    post(path, { ...ADS, ...WEEK, segmentation_type: 'LOCATIONS', ...more });

  it('are at work, then done, and their packed result is of the shape of synchronous statistics', () => {
    const created = bodyOf(order({ placement: 'ALL_ON_TWITTER' })).data as { id_str: string; status: string };
    expect(created.status).toBe('PROCESSING');
    const look = () =>
      (bodyOf(get(path, { job_ids: created.id_str })).data as { status: string; url: string }[])[0];
    expect(look()).toMatchObject({ status: 'PROCESSING', url: null });
    const { url = '', status } = look() ?? {};
    expect(status).toBe('SUCCESS');
    const reply = simulator.answer({
      method: 'GET',
      host: 'ton.twimg.com',
      path: new URL(url).pathname,
      query: new URLSearchParams(),
      headers: {},
      body: '',
    });
    const result = JSON.parse(gunzipSync(reply.body as Uint8Array).toString()) as { data: object[] };
    expect(result).toMatchObject({ data_type: 'stats', time_series_length: 7, data: [{ id: 'bxms001' }] });
    simulator.reset();
    expect(bodyOf(get(path)).data).toEqual([]);
  });

  it('have their own limits', () => {
    expect(order({ end_time: '2026-04-02' }).status).toBe(202);
    expect(fault(order({ end_time: '2026-04-03' }))).toEqual([400, 'INVALID_TIME_WINDOW']);
    expect(post(path, { ...ADS, ...WEEK, end_time: '2026-05-17' }).status).toBe(202);
    expect(fault(post(path, { ...ADS, ...WEEK, end_time: '2026-05-18' }))).toEqual([
      400,
      'INVALID_TIME_WINDOW',
    ]);
    expect(fault(order({ segmentation_type: 'CITIES' }))).toEqual([400, 'INVALID_PARAMETER']);
    simulator.configure({ concurrentJobs: 2 });
    expect(fault(order())).toEqual([400, 'TOO_MANY_JOBS']);
    expect(get(path, { job_ids: Array(201).fill('1').join() }).status).toBe(400);
  });

  it('of other accounts are not seen', () => {
    const { id_str } = bodyOf(order()).data as { id_str: string };
    expect(bodyOf(get('stats/jobs/accounts/gq1844', { job_ids: id_str })).data).toEqual([]);
  });
});
