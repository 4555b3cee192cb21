import { beforeEach, describe, expect, it } from 'vitest';
import { FacebookMarketingSimulator } from '../../../environments/emulator/apis/FacebookMarketing/Simulator';
import type { FacebookMarketingSettings } from '../../../environments/emulator/apis/FacebookMarketing/Settings';

const TOKEN = 'EAAsimulatedTokenOfSomebody0123456789';
const WEEK = { since: '2026-02-01', until: '2026-02-07' };

let simulator: FacebookMarketingSimulator;
beforeEach(() => {
  simulator = new FacebookMarketingSimulator();
});

interface Asked {
  method?: string;
  token?: string | undefined;
  form?: Record<string, string>;
}

function ask(
  path: string,
  query: Record<string, unknown> = {},
  { method = 'GET', token = TOKEN, form = {} }: Asked = {},
) {
  const texts = Object.entries(query).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const reply = simulator.answer({
    method,
    host: 'graph.facebook.com',
    path,
    query: new URLSearchParams(texts as [string, string][]),
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body: new URLSearchParams(form).toString(),
  });
  const body = reply.body as {
    error?: { code: number; error_subcode?: number; message: string };
    data?: object[];
  };
  return {
    status: reply.status,
    body,
    code: [body.error?.code, body.error?.error_subcode],
    data: body.data ?? [],
  };
}

const insights = (query: Record<string, unknown> = {}, more: Asked = {}) =>
  ask(
    '/v26.0/act_1000000001/insights',
    { level: 'ad', time_increment: '1', time_range: WEEK, fields: 'ad_id,spend', ...query },
    more,
  );
const set = (settings: Partial<FacebookMarketingSettings>) => simulator.configure(settings);

describe('the simulator of the Graph API refuses', () => {
  it.each([
    ['no token', undefined, [104, undefined]],
    ['a token of another shape', 'not a token', [190, undefined]],
    ['a token that has ended', 'EAAended000000000000000', [190, 463]],
  ])('%s', (_, token, code) => {
    set({ expiredTokens: ['EAAended000000000000000'] });
    expect(insights({}, { token: token ?? '' }).code).toEqual(code);
  });

  it.each([
    ['a version that has ended', '/v24.0/me', 2635],
    ['a version that is not there yet', '/v99.0/me', 2500],
    ['no version', '/me', 2500],
    ['an unknown edge', '/v26.0/act_1000000001/campaignz', 2500],
    ['a path below an edge', '/v26.0/act_1000000001/ads/1', 2500],
    ['an account that does not exist', '/v26.0/act_42', 100],
    ['an account that somebody else owns', '/v26.0/act_9000000001', 200],
    ['a job that does not exist', '/v26.0/6023920000000009', 100],
  ])('%s', (_, path, code) => {
    expect(ask(path).code[0]).toBe(code);
  });

  it.each([
    ['an unknown metric', { fields: 'spend,foo' }, /foo is not valid for fields param/],
    ['a breakdown among the fields', { fields: 'spend,country' }, /country is not valid/],
    [
      'breakdowns that do not go together',
      { breakdowns: 'country,age' },
      /Current combination of data breakdown columns/,
    ],
    ['an unknown breakdown', { breakdowns: 'moon' }, /Current combination/],
    ['an unknown level', { level: 'pixel' }, /level must be one of/],
    ['a day that does not exist', { time_range: { since: '2026-02-30', until: '2026-03-01' } }, /valid date/],
    [
      'a range that ends before it begins',
      { time_range: { since: '2026-02-02', until: '2026-02-01' } },
      /must be before/,
    ],
    [
      'a filter by what has no filter',
      { filtering: [{ field: 'ad.moon', operator: 'IN', value: ['FULL'] }] },
      /Filtering field ad.moon with operation in is not supported/,
    ],
    [
      'a state that a level has not',
      { filtering: [{ field: 'campaign.effective_status', operator: 'IN', value: ['ADSET_PAUSED'] }] },
      /must be one of ACTIVE/,
    ],
    ['no range', { time_range: 'last_week' }, /must be an object/],
    [
      'a range of more than 37 months ago',
      { time_range: { since: '2023-01-31', until: '2023-02-03' } },
      /37 months/,
    ],
    ['more rows a page than it gives', { limit: '5001' }, /at most 5000/],
    ['a page of no rows', { limit: '0' }, /positive integer/],
    ['a cursor that it never gave out', { after: 'QQ==' }, /Invalid cursors/],
    ['an unknown attribution window', { action_attribution_windows: ['90d_view'] }, /must be one of/],
    ['fields that cannot be read', { fields: 'spend,,clicks' }, /Syntax error/],
  ])('%s', (_, query, message) => {
    const { status, body } = insights(query);
    expect(status).toBe(400);
    expect(body.error?.message).toMatch(message);
  });

  it('unknown fields of every kind of object', () => {
    const unknown = (path: string, fields: string) =>
      ask(`/v26.0/act_1000000001${path}`, { fields }).body.error?.message;
    expect(unknown('', 'id,foo')).toContain('(foo) on node type (AdAccount)');
    expect(unknown('/ads', 'id,foo')).toContain('(foo) on node type (Adgroup)');
    expect(unknown('/ads', 'creative{id,foo}')).toContain('(foo) on node type (AdCreative)');
    expect(unknown('/adcreatives', 'foo')).toContain('(foo) on node type (AdCreative)');
  });

  it('people without, and of another portfolio', () => {
    expect(ask('/v26.0/act_1000000001/assigned_users').body.error?.message).toContain('business is required');
    expect(ask('/v26.0/act_1000000001/assigned_users', { business: '1' }).code).toEqual([100, 33]);
  });

  it('to write anything but a job', () => {
    expect(ask('/v26.0/act_1000000001/ads', {}, { method: 'POST', form: { name: 'x' } }).code).toEqual([
      100, 33,
    ]);
    expect(ask('/v26.0/act_1000000001', {}, { method: 'DELETE' }).code).toEqual([100, 33]);
  });

  it('pages with too many values, and questions with too many rows', () => {
    set({ largestPage: 40 });
    expect(insights({ limit: '21' }).body.error).toMatchObject({
      code: 1,
      message: expect.stringContaining('reduce the amount') as string,
    });
    expect(insights({ limit: '20' }).status).toBe(200);
    set({ syncRows: 34 });
    expect(insights({ limit: '20' }).code).toEqual([100, 1504018]);
  });

  it('calls beyond the budget, once, with the minutes to wait', () => {
    set({ calls: 1, regainMinutes: 3 });
    expect([insights().status, insights().code[0], insights().status]).toEqual([200, 80000, 200]);
  });

  it('to forget settings that do not exist', () => {
    expect(() => set({ adz: 3 } as never)).toThrow(/No such setting: adz/);
  });
});

describe('the simulator of the Graph API', () => {
  it('answers a form that stands for a GET', () => {
    const form = {
      method: 'get',
      level: 'ad',
      time_increment: '1',
      time_range: JSON.stringify(WEEK),
      fields: 'ad_id',
    };
    expect(ask('/v26.0/act_1000000001/insights', {}, { method: 'POST', form }).data).toHaveLength(25);
  });

  it('gives 25 rows when nobody says how many, and the rest by cursor, with the token in the next address', () => {
    const first = insights();
    const { paging } = first.body as { paging: { cursors: { after: string }; next: string } };
    expect(first.data).toHaveLength(25);
    expect(paging.next).toContain(`access_token=${TOKEN}`);
    expect(insights({ after: paging.cursors.after }).data).toHaveLength(10);
  });

  it('has no rows of days that are still to come', () => {
    expect(
      insights({ time_range: { since: '2026-03-01', until: '2026-03-09' }, limit: '99' }).data,
    ).toHaveLength(10);
    expect(insights({ time_range: { since: '2026-04-01', until: '2026-04-09' } }).data).toEqual([]);
  });

  it('leaves out ads that were deleted, unless a filter asks for them, and never lists them', () => {
    set({ ads: 5, deletedAds: 2 });
    const filtering = [
      { field: 'ad.effective_status', operator: 'IN', value: ['ACTIVE', 'PAUSED', 'DELETED'] },
    ];
    expect(insights({ limit: '99' }).data).toHaveLength(21);
    expect(insights({ limit: '99', filtering }).data).toHaveLength(35);
    expect(ask('/v26.0/act_1000000001/ads').data).toHaveLength(3);
  });

  it('leaves out reach in breakdowns of long ago, but for ten jobs', () => {
    const old = {
      fields: 'reach,frequency,cpp,spend',
      breakdowns: 'country',
      time_range: { since: '2024-06-01', until: '2024-06-03' },
    };
    const hasReach = (rows: object[]) => rows.some(row => 'reach' in row);
    expect(hasReach(insights(old).data)).toBe(false);
    expect(hasReach(insights({ ...old, breakdowns: '' }).data)).toBe(true);
    set({ jobPolls: 0 });
    const jobs = Array.from({ length: 11 }, () => {
      const form = Object.fromEntries(
        Object.entries({ level: 'ad', time_increment: '1', ...old }).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      );
      const { report_run_id: id } = ask('/v26.0/act_1000000001/insights', {}, { method: 'POST', form })
        .body as { report_run_id?: string };
      ask(`/v26.0/${id}`);
      return hasReach(ask(`/v26.0/${id}/insights`).data);
    });
    expect(jobs).toEqual([...Array<boolean>(10).fill(true), false]);
  });

  it('keeps the rows of a job back until it is done', () => {
    const form = { level: 'ad', time_increment: '1', time_range: JSON.stringify(WEEK), fields: 'ad_id' };
    const { report_run_id: id } = ask('/v26.0/act_1000000001/insights', {}, { method: 'POST', form })
      .body as { report_run_id?: string };
    expect(ask(`/v26.0/${id}/insights`).code).toEqual([100, 33]);
    expect(ask(`/v26.0/${id}`).body).toMatchObject({ async_status: 'Job Running' });
    expect(ask(`/v26.0/${id}`).body).toMatchObject({
      async_status: 'Job Completed',
      async_percent_completion: 100,
    });
    expect(ask(`/v26.0/${id}/insights`).data).toHaveLength(25);
  });

  it('exchanges a code and tokens for the right app only, and takes what it gave out until it ends', () => {
    const exchange = (query: Record<string, string>) =>
      ask(
        '/v26.0/oauth/access_token',
        {},
        {
          method: 'POST',
          token: '',
          form: { client_id: '1357924680', client_secret: '0123456789abcdef0123456789abcdef', ...query },
        },
      );
    expect(exchange({ client_secret: 'x', code: 'simulated-code' }).body.error?.message).toContain(
      'client secret',
    );
    expect(exchange({ client_id: '1', code: 'simulated-code' }).code[0]).toBe(101);
    expect(exchange({ code: 'simulated-code' }).code[0]).toBe(191);
    expect(exchange({ redirect_uri: 'http://127.0.0.1/', code: 'used' }).code).toEqual([100, 36009]);
    const { access_token: token } = exchange({ redirect_uri: 'http://127.0.0.1/', code: 'simulated-code' })
      .body as { access_token?: string };
    expect(insights({}, { token }).status).toBe(200);
    set({ now: '2026-05-01T09:00:00Z' });
    expect(insights({ time_range: { since: '2026-04-01', until: '2026-04-01' } }, { token }).code).toEqual([
      190, 463,
    ]);
  });

  it('forgets jobs, tokens and budgets when it is reset', () => {
    const form = { level: 'ad', time_increment: '1', time_range: JSON.stringify(WEEK), fields: 'ad_id' };
    const { report_run_id: id } = ask('/v26.0/act_1000000001/insights', {}, { method: 'POST', form })
      .body as { report_run_id?: string };
    simulator.reset();
    expect(ask(`/v26.0/${id}`).code).toEqual([100, 33]);
  });
});
