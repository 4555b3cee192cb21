import { afterEach, describe, expect, it, vi } from 'vitest';
import { EnvironmentAdapter, type FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { isHttpRequestException, type HttpRequestException } from '../../../src/Core/Exceptions';
import type { Canned } from '../canned';
import {
  bodyOf,
  EMPTY,
  gatewayRefusal,
  MADE,
  ORDERED,
  read,
  READY,
  refusal,
  reportOf,
  SUBMITTED,
  TOKEN,
  zipped,
} from './answers';

const ADS = 'ad_performance_report';

async function errorOf(answers: Canned[], node = ADS): Promise<HttpRequestException> {
  const error: unknown = await read(node, answers).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isHttpRequestException(error)) throw new Error(`No refusal: ${String(error)}`);
  return error;
}

describe('what a refusal means', () => {
  it.each([
    [106, 'refused', 'may not read this account: check Account IDs and Customer ID'],
    [108, 'refused', 'choose a new password, then sign in again'],
    [123, 'refused', 'Sign in again, with the work or personal account'],
    [117, 'throttled', 'goes on at the next run'],
    [207, 'throttled', 'when earlier reports are ready'],
    [4204, 'throttled', 'goes on at the next run'],
    [0, 'passing', 'Microsoft has a problem'],
    [303, 'permanent', 'A newer version of this connector is needed'],
    [2040, 'permanent', 'Check fields, days and accounts'],
    [4711, 'permanent', 'Check fields, days and accounts'],
  ])('%i is %s, and the user reads: %s', async (code, kind, advice) => {
    const error = await errorOf([refusal(code)]);
    expect(error).toMatchObject({ kind });
    expect(error.message).toContain(`Name${code} (${code}): Its message.`);
    expect(error.message).toContain(advice);
    // Errors come with HTTP 200 as well, and those of the gateway in a list of another name.
    expect(await errorOf([refusal(code, { status: 200 })])).toMatchObject({ kind });
    expect(await errorOf([gatewayRefusal(code)])).toMatchObject({ kind });
  });

  it('a fault within a member of its name, as in SOAP, is the same fault', async () => {
    for (const [name, list] of [
      ['AdApiFaultDetail', 'Errors'],
      ['ApiFaultDetail', 'OperationErrors'],
      ['ApiFault', 'OperationErrors'],
    ] as const) {
      const body = {
        [name]: { TrackingId: 't', [list]: [{ Code: '106', ErrorCode: 'UserIsNotAuthorized' }] },
      };
      const error = await errorOf([{ status: 400, body }]);
      expect(error.kind).toBe('refused');
      expect(error.message).toContain('UserIsNotAuthorized (106)');
    }
  });

  it.each([
    ['105', refusal(105)],
    ['105 of the gateway', gatewayRefusal(105)],
    ['109 with HTTP 200', refusal(109, { status: 200 })],
    ['109 of the gateway', gatewayRefusal(109)],
  ])('%s is answered with another access token, and once only', async (_what, answer) => {
    const { rows } = await read(ADS, [answer, TOKEN, SUBMITTED, EMPTY]);
    expect(rows).toEqual([]);
    const error = await errorOf([answer, TOKEN, answer]);
    expect(error.kind).toBe('refused');
    expect(error.message).toContain('check the developer token, then sign in again');
  });

  it('an unknown one with 5xx passes, unless it is about columns or days', async () => {
    expect(await errorOf([refusal(4711, { status: 503 })])).toMatchObject({ kind: 'passing' });
    expect(await errorOf([refusal(2040, { status: 500 })])).toMatchObject({ kind: 'permanent' });
    expect(await errorOf([refusal(4711, { status: 429 })])).toMatchObject({ kind: 'throttled' });
  });

  it('an error beside the other members of an answer counts, and an empty list of them does not', async () => {
    const body = { ReportRequestId: '30000001', OperationErrors: [], BatchErrors: [] };
    const { rows } = await read(ADS, [{ body }, EMPTY]);
    expect(rows).toEqual([]);
    const failed = {
      ...body,
      BatchErrors: [{ Code: 106, ErrorCode: 'UserIsNotAuthorized', Message: 'No.' }],
    };
    expect(await errorOf([{ body: failed }])).toMatchObject({ kind: 'refused' });
  });

  it('the number of a report may be a number', async () => {
    const { rows, asked } = await read(ADS, [{ body: { ReportRequestId: 30000001 } }, EMPTY]);
    expect(rows).toEqual([]);
    expect(bodyOf(asked[2])).toEqual({ ReportRequestId: '30000001' });
  });

  it.each([
    ['a report that is not named', [{ body: { ReportRequestId: null } }], 'does not name the report'],
    ['no status', [SUBMITTED, { body: { ReportRequestStatus: null } }], 'does not say how the report stands'],
    [
      'an unknown status',
      [SUBMITTED, { body: { ReportRequestStatus: { Status: 'Maybe' } } }],
      'does not say',
    ],
    ['nothing', [{}], 'is empty or a list'],
    ['a list', [{ body: [] }], 'is empty or a list'],
  ])('%s is nothing that can be worked with', async (_what, answers, text) => {
    await expect(read(ADS, answers)).rejects.toThrow(text);
    await expect(read(ADS, answers)).rejects.toThrow('Nothing of this window was written');
  });
});

describe('waiting', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function waitsAfter(answer: Canned): Promise<number[]> {
    const sleep = vi.spyOn(EnvironmentAdapter, 'sleep');
    expect((await read(ADS, [answer, SUBMITTED, EMPTY])).rows).toEqual([]);
    return sleep.mock.calls.map(([milliseconds]) => milliseconds);
  }

  it.each([
    [117, 60_000],
    [207, 60_000],
    [4204, 900_000],
  ])('after %i takes %i milliseconds where Microsoft does not say', async (code, wait) => {
    expect(await waitsAfter(refusal(code))).toEqual([wait, 5_000]);
  });

  it('for other reports takes as long as they do, which may be longer than any other repetition', async () => {
    const { rows, asked } = await read(ADS, [...Array<Canned>(9).fill(refusal(207)), SUBMITTED, EMPTY]);
    expect(rows).toEqual([]);
    expect(asked.filter(isSubmit)).toHaveLength(10);
    expect(await errorOf([refusal(207)])).toMatchObject({ kind: 'throttled' });
    expect(await errorOf([refusal(4204)], 'campaigns')).toMatchObject({ kind: 'throttled' });
  });

  it('takes as long as Microsoft says', async () => {
    const answer = refusal(117, { status: 429, headers: { 'retry-after': '17' } });
    expect(await waitsAfter(answer)).toEqual([17_000, 5_000]);
  });
});

const HUGE: Canned = { failure: 'too-large' };

interface Submitted {
  ReportRequest: {
    Columns: string[];
    Time: Record<'CustomDateRangeStart' | 'CustomDateRangeEnd', { Day: number }>;
  };
}

/** First day, last day and columns of the reports that were ordered. */
function orders(asked: FetchRequest[]): [from: number, to: number, columns: string[]][] {
  return asked.filter(isSubmit).map(request => {
    const { Columns, Time } = (bodyOf(request) as Submitted).ReportRequest;
    return [Time.CustomDateRangeStart.Day, Time.CustomDateRangeEnd.Day, Columns];
  });
}

const isSubmit = ({ url }: FetchRequest) => url.endsWith('/Submit');

describe('a report that is too large', () => {
  it('is asked for in halves of its days', async () => {
    const half = (TimePeriod: string) => [SUBMITTED, READY, reportOf({ TimePeriod, Impressions: '1' })];
    const answers = [SUBMITTED, READY, HUGE, ...half('2026-02-23'), ...half('2026-02-26')];
    const { rows, asked } = await read(ADS, answers);
    expect(rows.map(row => row['TimePeriod'])).toEqual(['2026-02-23', '2026-02-26']);
    expect(orders(asked).map(([from, to]) => [from, to])).toEqual([
      [23, 27],
      [23, 25],
      [26, 27],
    ]);
  });

  it('of one day is asked for in halves of its columns, each with what tells rows apart and something counted', async () => {
    const [first, second] = [reportOf({ AdTitle: 'Shoes' }), reportOf({ Impressions: '7' })];
    const answers = [SUBMITTED, READY, HUGE, SUBMITTED, READY, first, SUBMITTED, READY, second];
    const { rows, asked } = await read(ADS, answers, {}, ['2026-02-23', '2026-02-23']);
    expect(rows).toMatchObject([{ AdId: '80000000001', AdTitle: 'Shoes', Impressions: 7 }]);
    const [whole, left, right] = orders(asked).map(([, , columns]) => columns);
    expect(new Set([...(left ?? []), ...(right ?? [])])).toEqual(new Set(whole));
    for (const columns of [left, right])
      expect(columns).toEqual(
        expect.arrayContaining(['TimePeriod', 'AdId', 'Network', 'Goal', 'DestinationUrl']),
      );
    expect(left).toContain('Impressions');
  });
});

describe('an account that is too large', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
  const file = (campaigns: string[]) =>
    zipped(
      `Type,Status,Id,Parent Id\r\n${campaigns.map(id => `Campaign,Active,${id},118000001\r\n`).join('')}`,
    );
  const made = (campaigns: string[]) => [ORDERED, MADE, file(campaigns)];
  const scopes = (asked: FetchRequest[]) =>
    asked
      .filter(({ url }) => url.includes('/Campaigns/Download'))
      .map(({ url, payload }) => {
        const { Campaigns } = JSON.parse(String(payload)) as { Campaigns?: unknown[] };
        return `${url.split('/').at(-1)} ${Campaigns?.length ?? 'all'}`;
      });

  it('is asked for a thousand campaigns at a time, and those in halves', async () => {
    const all = ids(1_003);
    const answers = [
      ...[ORDERED, MADE, HUGE],
      ...made(all),
      ...[ORDERED, MADE, HUGE],
      ...made(all.slice(0, 500)),
      ...made(all.slice(500, 1_000)),
      ...made(all.slice(1_000)),
    ];
    const { rows, asked } = await read('campaigns', answers);
    expect(rows.map(row => row['Id'])).toEqual(all);
    expect(scopes(asked)).toEqual([
      'DownloadByAccountIds all',
      'DownloadByAccountIds all',
      'DownloadByCampaignIds 1000',
      'DownloadByCampaignIds 500',
      'DownloadByCampaignIds 500',
      'DownloadByCampaignIds 3',
    ]);
    const bodies = asked.filter(({ url }) => url.includes('/Campaigns/Download')).map(bodyOf);
    expect(bodies[1]).toMatchObject({ DownloadEntities: ['Campaigns'] });
    expect(bodies.at(-1)).toMatchObject({
      Campaigns: [1001, 1002, 1003].map(CampaignId => ({ CampaignId, ParentAccountId: 118000001 })),
    });
  });

  it('is asked for by the campaigns that Microsoft names', async () => {
    const fault = { Code: 3207, Details: '1, 2,3', ErrorCode: 'CampaignServiceAccountTooBigToDownload' };
    const refused = { status: 400, body: { OperationErrors: [fault], BatchErrors: [] } };
    const { rows, asked } = await read('campaigns', [refused, ...made(['1', '2', '3'])]);
    expect(rows).toHaveLength(3);
    expect(scopes(asked)).toEqual(['DownloadByAccountIds all', 'DownloadByCampaignIds 3']);
  });

  it('is refused where one of its campaigns is too large already', async () => {
    await expect(
      read('campaigns', [ORDERED, MADE, HUGE, ...made(['1']), ORDERED, MADE, HUGE]),
    ).rejects.toThrow('Import fewer');
  });
});

describe('an address that has ended', () => {
  const ENDED: Canned = { status: 403, body: '<Error><Code>AuthenticationFailed</Code></Error>' };

  it('is asked for anew, for the report that is ready already', async () => {
    const { rows, asked } = await read(ADS, [SUBMITTED, READY, ENDED, READY, reportOf({})]);
    expect(rows).toHaveLength(1);
    expect(asked.filter(isSubmit)).toHaveLength(1);
  });

  it('three times is enough: the next run orders another report', async () => {
    const error = await errorOf([SUBMITTED, READY, ENDED, READY, ENDED, READY, ENDED]);
    expect(error.message).toContain('not to be had any more');
    expect(error.kind).toBe('permanent');
  });
});

describe('a report that Microsoft no longer knows', () => {
  it.each([2100, 2101])('(%i) is ordered once more', async code => {
    const { rows, asked } = await read(ADS, [SUBMITTED, refusal(code), SUBMITTED, READY, reportOf({})]);
    expect(rows).toHaveLength(1);
    expect(asked.filter(isSubmit)).toHaveLength(2);
  });
});
