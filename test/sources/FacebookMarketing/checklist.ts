import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { ChecklistCase, Trait } from '../runtimes/Checklist';
import { lineOf } from '../runtimes/Matching';

export const traits: readonly Trait[] = [
  'paged',
  'days',
  'accounts',
  'credentials',
  'renewable',
  'dimensions',
  'textValues',
  'errorsIn200',
  'budget',
  'reports',
];

const ONE = { AccountIDs: '1000000001' };
const TOKEN = 'EAAsimulatedTokenOfSomebody0123456789';
/** With the app of the token, so that it can be exchanged. */
const WITH_APP = {
  ...ONE,
  AuthType: {
    value: 'oauth2',
    items: {
      AccessToken: { value: TOKEN },
      AppId: { value: '1357924680' },
      AppSecret: { value: '0123456789abcdef0123456789abcdef' },
    },
  },
};
const BY_AD = 'ad-account/insights';
const BY_CAMPAIGN = 'ad-account/insights-by-campaign';
const ZONES =
  'GET graph.facebook.com/v26.0/me/adaccounts?fields=account_id,name,timezone_name,currency&limit=500';
const INSIGHTS = 'GET graph.facebook.com/v26.0/act_1000000001/insights?';
const ANY_STATE =
  '[{"field":"ad.effective_status","operator":"IN","value":["ACTIVE","PAUSED","IN_PROCESS","WITH_ISSUES","ARCHIVED","DELETED","CAMPAIGN_PAUSED","ADSET_PAUSED","PENDING_REVIEW","DISAPPROVED","PREAPPROVED","PENDING_BILLING_INFO"]}]';
const rangeOf = (since: string, until: string) => `time_range={"since":"${since}","until":"${until}"}`;

const insightsOf = (account: string, range: string) => (request: LoggedRequest) =>
  request.path.includes(`act_${account}/insights`) && lineOf(request).includes(range);
const isUnsigned = ({ headers }: LoggedRequest) => headers['authorization'] !== 'Bearer ***';
const hasTokenInAddress = ({ query }: LoggedRequest) => 'access_token' in query;
const isOrder = ({ method, path }: LoggedRequest) => method === 'POST' && path.endsWith('/insights');
const isResult = ({ path }: LoggedRequest) => /^\/v26\.0\/6023920\d+\/insights$/.test(path);
const isLook = ({ path }: LoggedRequest) => /^\/v26\.0\/6023920\d+$/.test(path);
const isExchange = ({ path }: LoggedRequest) => path.endsWith('/oauth/access_token');

const ERROR_IN_200 = JSON.stringify({
  error: { message: 'Unsupported get request.', type: 'GraphMethodException', code: 100, error_subcode: 33 },
});
const BARE = JSON.stringify({
  data: [{ campaign_id: '342021', date_start: '2026-02-23', date_stop: '2026-02-23', clicks: null }],
});
const TEXTS = JSON.stringify({
  data: [
    {
      campaign_id: '120210000012345678',
      date_start: '2026-02-23',
      date_stop: '2026-02-23',
      spend: '1234.10',
      impressions: '1000',
      ctr: '0.300000',
      actions: [{ action_type: 'link_click', value: '7' }],
    },
  ],
});

export const checklist: readonly ChecklistCase[] = [
  {
    title:
      'reads all days of a window in one question, page after page, and keeps the token out of addresses',
    proves: ['happy path', 'two pages', 'exact days'],
    node: BY_AD,
    fields: ['ad_name', 'spend', 'impressions'],
    values: ONE,
    simulator: { ads: 150 },
    expect: {
      rows: 750,
      asked: [
        `${INSIGHTS}level=ad&time_increment=1&${rangeOf('2026-02-23', '2026-02-27')}&fields=ad_id,ad_name,account_id,spend,impressions&filtering=${ANY_STATE}&limit=500`,
        /limit=500&after=/,
      ],
      none: [isUnsigned, hasTokenInAddress],
    },
    then: [{ expect: { rows: 750, requests: 1 } }],
  },
  {
    title: 'asks for the days of the window and no other across the night in which clocks change',
    proves: 'exact days',
    node: BY_CAMPAIGN,
    days: ['2026-03-06', '2026-03-09'],
    timeZone: 'America/New_York',
    at: '2026-03-20T09:00:00Z',
    expect: { rows: 4 * 2 * 2, requests: 2, some: [rangeOf('2026-03-06', '2026-03-09')] },
  },
  {
    title: 'asks for the zones of accounts where days may not be over, and up to the day that it is in each',
    proves: 'exact days',
    node: BY_CAMPAIGN,
    // In Tokyo it is the third of March, in Los Angeles the second.
    values: { AccountIDs: '1000000006, 1000000001' },
    days: ['2026-02-27', '2026-03-03'],
    at: '2026-03-03T03:30:00Z',
    expect: {
      requests: 3,
      some: [
        ZONES,
        insightsOf('1000000006', rangeOf('2026-02-27', '2026-03-03')),
        insightsOf('1000000001', rangeOf('2026-02-27', '2026-03-02')),
      ],
      none: [isUnsigned, hasTokenInAddress],
    },
  },
  {
    title: 'stores all fields of ads alike, those of their creatives beside them',
    proves: 'happy path',
    node: 'ad-group',
    fields: '*',
    simulator: { seed: 2 },
    expect: {
      rows: 10,
      cells: [
        { account_id: '1000000001', name: 'Ad 1 "spring", blue', created_time: '2026-01-05T08:00:00.000Z' },
      ],
      some: [/creative\{object_story_spec,id,/],
    },
  },
  {
    title:
      'lists people by the portfolio of their account, and says of an account without one that it has none',
    proves: 'happy path',
    node: 'ad-account-user',
    values: { AccountIDs: '1000000001, 1000000012' },
    expect: {
      rows: 3,
      texts: ['Account 1000000012 is in no business portfolio'],
      some: [/assigned_users\?business=901000000001/],
    },
  },
  {
    title: 'has the rows of ads that were deleted meanwhile, for which money was spent all the same',
    proves: 'happy path',
    node: BY_AD,
    values: ONE,
    simulator: { ads: 5, deletedAds: 2 },
    expect: { rows: 25 },
  },
  {
    title: 'takes an account without ads for what it is',
    proves: 'empty',
    node: BY_AD,
    values: ONE,
    simulator: { ads: 0 },
    expect: { rows: 0, requests: 1 },
  },
  {
    title: 'leaves blank what Facebook leaves out',
    proves: 'null and missing fields',
    node: BY_CAMPAIGN,
    fields: ['clicks', 'reach', 'actions'],
    values: ONE,
    faults: [{ match: '/insights', body: { text: BARE } }],
    expect: {
      rows: 1,
      cells: [{ campaign_id: '342021', clicks: null, reach: null, actions: null, account_id: '1000000001' }],
    },
  },
  {
    title: 'makes numbers of texts, and keeps long ids to the last digit',
    proves: 'values as text',
    node: BY_CAMPAIGN,
    fields: ['spend', 'impressions', 'ctr', 'actions'],
    values: ONE,
    faults: [{ match: '/insights', body: { text: TEXTS } }],
    expect: {
      rows: 1,
      cells: [
        {
          campaign_id: '120210000012345678',
          spend: 1234.1,
          impressions: 1000,
          ctr: 0.3,
          actions: '[{"action_type":"link_click","value":"7"}]',
        },
      ],
    },
  },
  {
    title: 'tells links of one ad and day apart',
    proves: 'same keys, other dimension',
    node: 'ad-account/insights-by-link-url-asset',
    days: ['2026-02-23', '2026-02-23'],
    values: ONE,
    simulator: { ads: 1 },
    expect: {
      rows: 2,
      cells: [
        { link_url_asset_id: '23842700000000001', link_url_asset_url: 'https://shop.example.com/spring?a=1' },
        { link_url_asset_id: '23842700000000002', link_url_asset_url: 'https://shop.example.com/sale' },
      ],
    },
    then: [{ expect: { rows: 2 } }],
  },
  {
    title: 'asks again after an error of the server',
    proves: '500 then 200',
    node: BY_CAMPAIGN,
    values: ONE,
    faults: [{ match: '/insights', status: 500 }],
    expect: { rows: 10, requests: 2 },
  },
  {
    title: 'waits as long as Facebook says',
    proves: '429 with Retry-After',
    node: BY_CAMPAIGN,
    values: ONE,
    faults: [{ match: '/insights', status: 429, retryAfter: 7 }],
    expect: { rows: 10, requests: 2, waited: 7_000 },
  },
  {
    title: 'waits two minutes after a limit of an account that names no time',
    proves: '429 without a time',
    node: BY_CAMPAIGN,
    values: ONE,
    faults: [{ match: '/insights', status: 429 }],
    expect: { rows: 10, requests: 2, waited: 120_000 },
  },
  {
    title: 'waits until the limit of a business use case is lifted, as its header says',
    proves: 'budget',
    node: BY_CAMPAIGN,
    values: { ...ONE, Limit: 5 },
    simulator: { calls: 1, regainMinutes: 2 },
    expect: { rows: 10, requests: 3, waited: 120_000 },
  },
  {
    title: 'slows down before a limit is reached',
    proves: 'budget',
    node: BY_CAMPAIGN,
    values: { ...ONE, Limit: 5 },
    simulator: { usage: { 'x-fb-ads-insights-throttle': '{"app_id_util_pct":98.2,"acc_id_util_pct":3}' } },
    expect: { rows: 10, requests: 2, waited: 60_000 },
  },
  {
    title: 'takes a page for no data',
    proves: 'HTML body',
    node: BY_CAMPAIGN,
    values: ONE,
    faults: [{ match: '/insights', body: 'html', status: 200, times: 9 }],
    expect: { status: 'ERROR', rows: 0, texts: ['[FacebookMarketing]', 'not JSON'] },
  },
  {
    title: 'takes an error with status 200 for an error, and does not ask again for a lasting one',
    proves: 'error with status 200',
    node: BY_CAMPAIGN,
    values: ONE,
    faults: [{ match: '/insights', status: 200, body: { text: ERROR_IN_200 }, times: 9 }],
    expect: { status: 'ERROR', rows: 0, requests: 1, texts: ['code 100/33', 'Check Account IDs'] },
  },
  {
    title: 'skips an account whose owner gave no access, and imports the other',
    proves: ['one account refused', 'permanent 403'],
    node: BY_CAMPAIGN,
    values: { AccountIDs: '9000000001, 1000000001' },
    expect: {
      rows: 10,
      requests: 2,
      texts: ['Account 9000000001 was skipped', 'code 200', 'needs access to this ad account'],
    },
  },
  {
    title: 'says of a token that has ended what to do, once, and goes on with another',
    proves: 'permanent 401',
    node: BY_CAMPAIGN,
    values: ONE,
    simulator: { expiredTokens: [TOKEN] },
    expect: { status: 'ERROR', rows: 0, requests: 1, texts: ['code 190/463', 'paste a new access token'] },
    then: [
      {
        values: { AuthType: { value: 'oauth2', items: { AccessToken: { value: `${TOKEN}new` } } } },
        expect: { rows: 10, requests: 1 },
      },
    ],
  },
  {
    title: 'exchanges a token that ends soon, and the new one once more when it is refused',
    proves: '401 then success',
    node: BY_CAMPAIGN,
    values: WITH_APP,
    simulator: { tokenDays: 2 },
    faults: [{ match: '/insights', status: 401 }],
    expect: {
      rows: 10,
      asked: [/debug_token/, isExchange, /insights/, /debug_token/, isExchange, /insights/],
      none: [hasTokenInAddress, ({ query }) => 'input_token' in query || 'client_secret' in query],
    },
    then: [{ expect: { rows: 10, requests: 1 } }],
  },
  {
    title: 'orders what is too large for an answer as a job and reads it when it is done',
    proves: 'report done later',
    node: BY_CAMPAIGN,
    values: ONE,
    simulator: { syncRows: 5, jobPolls: 2 },
    expect: {
      rows: 10,
      asked: [/insights/, isOrder, isLook, isLook, isLook, isResult],
      waited: 35_000,
    },
  },
  {
    title: 'goes on with the job of a paused run instead of ordering another',
    proves: 'report survives a pause',
    node: BY_CAMPAIGN,
    values: ONE,
    seconds: 20,
    simulator: { syncRows: 5, jobPolls: 3 },
    expect: { status: 'PAUSED', rows: 0, some: [isOrder], none: [isResult] },
    then: [{ at: '2026-03-02T09:05:00Z', expect: { rows: 10, none: [isOrder, INSIGHTS], some: [isResult] } }],
  },
  {
    title: 'says that a job failed, and orders a new one at the next run',
    proves: 'report fails',
    node: BY_CAMPAIGN,
    values: ONE,
    simulator: { syncRows: 5, jobOutcome: 'failed' },
    expect: { status: 'ERROR', rows: 0, texts: ['Generating the report failed'] },
    then: [{ simulator: { jobOutcome: 'done' }, expect: { rows: 10, some: [isOrder, isResult] } }],
  },
  {
    title: 'orders a job again that Facebook no longer knows',
    proves: 'report lost',
    node: BY_CAMPAIGN,
    values: ONE,
    simulator: { syncRows: 5, jobOutcome: 'lost' },
    expect: { rows: 10, asked: [/insights/, isOrder, isLook, isOrder, isLook, isLook, isResult] },
  },
  {
    title: 'orders a job again whose rows are gone when they are to be read',
    proves: 'report lost',
    node: BY_CAMPAIGN,
    values: ONE,
    simulator: { syncRows: 5, jobOutcome: 'expired' },
    expect: { rows: 10, some: [isOrder, isResult], requests: 1 + 1 + 2 + 1 + 1 + 2 + 1 },
  },
  {
    title: 'halves a window that is too large even for a job',
    proves: 'report done later',
    node: BY_CAMPAIGN,
    values: ONE,
    simulator: { syncRows: 5, jobRows: 6, jobPolls: 0 },
    expect: {
      rows: 10,
      some: [
        ({ body }) => body.includes(encodeURIComponent('"until":"2026-02-25"')),
        ({ body }) => body.includes(encodeURIComponent('"since":"2026-02-26"')),
      ],
    },
  },
];
