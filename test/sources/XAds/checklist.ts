import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { ChecklistCase, Trait } from '../runtimes/Checklist';

export const traits: readonly Trait[] = [
  'paged',
  'days',
  'accounts',
  'credentials',
  'dimensions',
  'signed',
  'textValues',
  'errorsIn200',
  'budget',
  'reports',
  'downloads',
  'archives',
];

const ONE = { AccountIDs: '18ce54d4x5t' };
const ZONES = 'GET ads-api.x.com/12/accounts?count=1000&with_deleted=true';
const ACTIVE = '/12/stats/accounts/18ce54d4x5t/active_entities?entity=PROMOTED_TWEET';
/** Ten days around the night in which clocks change in Los Angeles. */
const WEEKS = ['start_time=2026-03-05&end_time=2026-03-12', 'start_time=2026-03-12&end_time=2026-03-15'];
/** One post, served in two placements. */
const SMALL = { promotedTweets: 1 };
const isOrder = ({ method }: LoggedRequest) => method === 'POST';
const isFile = ({ host }: LoggedRequest) => host === 'ton.twimg.com';
const isUnsigned = ({ host, headers }: LoggedRequest) =>
  host === 'ads-api.x.com' && headers['authorization'] !== 'OAuth ***';
const isSignedFile = (request: LoggedRequest) =>
  isFile(request) && request.headers['authorization'] !== undefined;

const BARE = {
  data: [{ id: '8wku2', name: 'Bare', currency: null, daily_budget_amount_local_micro: null }],
  next_cursor: null,
};
const MICROS = {
  data: [
    {
      id: 'bxms001',
      id_data: [
        {
          segment: null,
          metrics: { impressions: [120], clicks: null, billed_charge_local_micro: [2500001] },
        },
      ],
    },
  ],
};

export const checklist: readonly ChecklistCase[] = [
  {
    title: 'reads a list page after page, deleted entries among it, each request signed',
    proves: ['happy path', 'two pages', 'signature'],
    node: 'campaigns',
    values: ONE,
    simulator: { campaigns: 1500 },
    expect: {
      rows: 1500,
      asked: [
        'GET ads-api.x.com/12/accounts/18ce54d4x5t/campaigns?count=1000&with_deleted=true',
        /campaigns\?count=1000&with_deleted=true&cursor=c-\w+ $/,
      ],
      none: [isUnsigned],
    },
    then: [{ expect: { rows: 1500, requests: 2 } }],
  },
  {
    title: 'stores every field of a post alike, identifiers of 19 digits and times',
    proves: 'happy path',
    node: 'tweets',
    fields: '*',
    values: ONE,
    simulator: { seed: 2 },
    expect: {
      rows: 12,
      some: ['tweets?count=1000&tweet_type=PUBLISHED&timeline_type=NULLCAST&trim_user=true'],
      cells: [{ created_at: '2026-02-02T21:13:00.000Z', tweet_type: 'PUBLISHED', nullcast: true }],
    },
  },
  {
    title: 'reads the cards that posts use, twenty at once',
    proves: 'happy path',
    node: 'cards_all',
    fields: '*',
    values: ONE,
    simulator: { tweets: 90, cards: 45 },
    expect: {
      rows: 45,
      requests: 4,
      some: [/cards\/all\?card_uris=(card:\/\/\d{19},){19}card:\/\/\d{19}&with_deleted=true/],
    },
  },
  {
    title: 'takes an account without campaigns for what it is',
    proves: 'empty',
    node: 'campaigns',
    values: ONE,
    simulator: { campaigns: 0 },
    expect: { rows: 0, requests: 1 },
  },
  {
    title: 'asks for no statistics where nothing was served',
    proves: 'empty',
    node: 'stats',
    values: ONE,
    simulator: { promotedTweets: 0 },
    expect: { rows: 0, requests: 1, some: [ACTIVE] },
  },
  {
    title: 'asks for the days of the account across a clock change, a week at once, by placement',
    proves: ['exact days', 'happy path'],
    node: 'stats',
    days: ['2026-03-05', '2026-03-14'],
    at: '2026-03-20T09:00:00Z',
    values: ONE,
    simulator: SMALL,
    expect: {
      requests: 6,
      some: [
        `${ACTIVE}&start_time=2026-03-05&end_time=2026-03-21`,
        ...WEEKS.flatMap(week =>
          ['ALL_ON_TWITTER', 'SPOTLIGHT'].map(
            placement =>
              `GET ads-api.x.com/12/stats/accounts/18ce54d4x5t?entity=PROMOTED_TWEET&granularity=DAY&metric_groups=ENGAGEMENT,BILLING&entity_ids=bxms001&placement=${placement}&${week}`,
          ),
        ),
      ],
    },
  },
  {
    title: 'asks for the days of two accounts, each in its own zone',
    proves: 'exact days',
    node: 'stats',
    timeZone: 'America/New_York',
    days: ['2026-03-29', '2026-03-31'],
    // The last day has begun in Kyiv, not in Los Angeles.
    at: '2026-03-31T03:30:00Z',
    simulator: SMALL,
    expect: {
      requests: 1 + 2 + 2 * 2,
      some: [
        ZONES,
        /stats\/accounts\/18ce54d4x5t\?.*start_time=2026-03-29&end_time=2026-03-31 $/,
        /stats\/accounts\/gq1844\?.*start_time=2026-03-29&end_time=2026-04-01 $/,
      ],
      none: [
        isUnsigned,
        /stats\/accounts\/18ce54d4x5t\?(?!.*start_time=2026-03-29&end_time=2026-03-31)/,
        /stats\/accounts\/gq1844\?(?!.*start_time=2026-03-29&end_time=2026-04-01)/,
      ],
    },
  },
  {
    title: 'asks for no zones where the days are over in all of them',
    proves: 'exact days',
    node: 'stats',
    timeZone: 'America/New_York',
    days: ['2026-03-29', '2026-03-31'],
    at: '2026-04-02T09:00:00Z',
    simulator: SMALL,
    expect: {
      some: ['18ce54d4x5t', 'gq1844'].map(
        id => new RegExp(`stats/accounts/${id}\\?.*start_time=2026-03-29&end_time=2026-04-01 $`),
      ),
      none: [ZONES, /stats\/accounts\/\w+\?(?!.*start_time=2026-03-29&end_time=2026-04-01)/],
    },
  },
  {
    title: 'keeps the figures of one post in two placements apart, and finds both again',
    proves: 'same keys, other dimension',
    node: 'stats',
    days: ['2026-02-27', '2026-02-27'],
    values: ONE,
    simulator: SMALL,
    expect: {
      rows: 2,
      cells: [
        { id: 'bxms001', date: '2026-02-27', placement: 'ALL_ON_TWITTER' },
        { id: 'bxms001', date: '2026-02-27', placement: 'SPOTLIGHT' },
      ],
    },
    then: [{ expect: { rows: 2 } }],
  },
  {
    title: 'leaves blank what X leaves out or has nothing for',
    proves: 'null and missing fields',
    node: 'campaigns',
    fields: '*',
    values: ONE,
    faults: [{ match: 'campaigns', body: { text: JSON.stringify(BARE) } }],
    expect: {
      rows: 1,
      cells: [
        {
          id: '8wku2',
          account_id: '18ce54d4x5t',
          currency: null,
          daily_budget_amount_local_micro: null,
          servable: null,
          created_at: null,
        },
      ],
    },
  },
  {
    title: 'turns millionths into money, digit by digit, and keeps "no figure" apart from 0',
    proves: 'values as text',
    node: 'stats',
    fields: '*',
    days: ['2026-02-23', '2026-02-23'],
    values: ONE,
    simulator: SMALL,
    faults: [
      { match: 'placement=ALL_ON_TWITTER', body: { text: JSON.stringify(MICROS) } },
      { match: 'placement=SPOTLIGHT', body: { text: '{"data":[{"id":"bxms001","id_data":[]}]}' } },
    ],
    expect: {
      rows: 1,
      cells: [
        {
          id: 'bxms001',
          date: '2026-02-23',
          placement: 'ALL_ON_TWITTER',
          impressions: 120,
          clicks: null,
          billed_charge_local_micro: 2.500001,
        },
      ],
    },
  },
  {
    title: 'asks again after an error of the server',
    proves: '500 then 200',
    node: 'campaigns',
    values: ONE,
    simulator: { campaigns: 1500 },
    faults: [{ match: 'cursor', status: 500, times: 2 }],
    expect: { rows: 1500, requests: 4 },
  },
  {
    title: 'waits as long as X says after too many requests',
    proves: '429 with Retry-After',
    node: 'campaigns',
    values: ONE,
    faults: [{ match: 'campaigns', status: 429, retryAfter: 41 }],
    expect: { rows: 8, requests: 2, waited: 41_000 },
  },
  {
    title: 'asks again by itself when X does not say how long to wait',
    proves: '429 without a time',
    node: 'campaigns',
    values: ONE,
    faults: [{ match: 'campaigns', status: 429, times: 2 }],
    expect: { rows: 8, requests: 3 },
  },
  {
    title: 'pauses when the limit of statistics is used up, before X has to refuse, and goes on after it',
    proves: 'budget',
    node: 'stats',
    values: ONE,
    seconds: 60,
    simulator: { ...SMALL, statsLimit: 2 },
    expect: { status: 'PAUSED', rows: 0, requests: 2, none: [({ status }) => status === 429] },
    then: [
      {
        at: '2026-03-02T09:16:00Z',
        seconds: 60,
        expect: { status: 'PAUSED', none: [({ status }) => status === 429] },
      },
      {
        at: '2026-03-02T09:40:00Z',
        simulator: { statsLimit: 250 },
        expect: { none: [({ status }) => status === 429] },
      },
    ],
  },
  {
    title: 'waits until the time that a refusal names',
    proves: 'budget',
    node: 'campaigns',
    values: ONE,
    seconds: 60,
    faults: [
      {
        match: 'campaigns',
        status: 429,
        headers: {
          'x-rate-limit-remaining': '99000',
          'x-rate-limit-reset': String(Date.parse('2026-03-02T09:01:00Z') / 1000),
          'x-account-rate-limit-remaining': '0',
          'x-account-rate-limit-reset': String(Date.parse('2026-03-02T09:10:00Z') / 1000),
        },
      },
    ],
    expect: { status: 'PAUSED', rows: 0 },
    then: [{ at: '2026-03-02T09:10:00Z', expect: { rows: 8, requests: 1 } }],
  },
  {
    title: 'takes a page of a proxy for no answer',
    proves: 'HTML body',
    node: 'line_items',
    values: ONE,
    faults: [{ match: 'line_items', body: 'html', status: 200, times: 9 }],
    expect: { status: 'ERROR', rows: 0, texts: [/^\[XAds\] /m] },
  },
  {
    title: 'takes errors that come with status 200 for errors, and does not ask again for lasting ones',
    proves: 'error with status 200',
    node: 'stats',
    values: ONE,
    simulator: { ...SMALL, errorWithin: 'INVALID_PARAMETER' },
    expect: { status: 'ERROR', rows: 0, requests: 2, texts: ['INVALID_PARAMETER'] },
  },
  {
    title: 'asks again after a passing error that comes with status 200',
    proves: 'error with status 200',
    node: 'campaigns',
    values: ONE,
    faults: [
      {
        match: 'campaigns',
        body: { text: '{"errors":[{"code":"OVER_CAPACITY","message":"Over capacity"}]}' },
      },
    ],
    expect: { rows: 8, requests: 2 },
  },
  {
    title: 'imports the other accounts when one may not be seen, and says which and why',
    proves: 'one account refused',
    node: 'campaigns',
    values: { AccountIDs: '18ce54d4x5t, 18cezzzz, gq1844' },
    expect: { rows: 16, texts: ['18cezzzz', 'ACCOUNT_NOT_FOUND', 'the user of the access token may see'] },
  },
  {
    title: 'does not ask twice with a token that X does not take',
    proves: 'permanent 401',
    node: 'campaigns',
    values: ONE,
    simulator: { accessToken: 'another-access-token' },
    expect: { status: 'ERROR', rows: 0, requests: 1, texts: ['401', 'UNAUTHORIZED_ACCESS', 'all four keys'] },
    then: [{ values: { AccessToken: 'another-access-token' }, expect: { rows: 8, requests: 1 } }],
  },
  {
    title: 'says of a wrong secret what X says of a wrong signature',
    proves: 'signature',
    node: 'campaigns',
    values: { ...ONE, AccessTokenSecret: 'not-the-secret-of-it' },
    expect: {
      status: 'ERROR',
      rows: 0,
      requests: 1,
      texts: ['not properly authenticated', 'belong together'],
    },
  },
  {
    title: 'says of an app without access to the Ads API how to get it',
    proves: 'permanent 403',
    node: 'campaigns',
    values: ONE,
    simulator: { withoutAdsAccess: true },
    expect: {
      status: 'ERROR',
      rows: 0,
      requests: 1,
      texts: ['UNAUTHORIZED_CLIENT_APPLICATION', 'ask X for it'],
    },
  },
  {
    title: 'orders statistics by country with a signed form, waits for them and unpacks them',
    proves: ['report done later', 'packed result', 'signature'],
    node: 'stats_by_country',
    fields: '*',
    values: ONE,
    simulator: { ...SMALL, looksUntilDone: 3 },
    expect: {
      some: [
        /^POST .*\/12\/stats\/jobs\/accounts\/18ce54d4x5t entity=PROMOTED_TWEET&.*segmentation_type=LOCATIONS&start_time=2026-02-23&end_time=2026-02-28&placement=ALL_ON_TWITTER&entity_ids=bxms001$/,
        /jobs\/accounts\/18ce54d4x5t\?job_ids=\d{19},\d{19} /,
      ],
      none: [isUnsigned, isSignedFile],
      requests: 9,
    },
  },
  {
    title: 'goes on with the report of a paused run instead of ordering another',
    proves: 'report survives a pause',
    node: 'stats_by_country',
    values: ONE,
    seconds: 20,
    simulator: { ...SMALL, looksUntilDone: 3 },
    expect: { status: 'PAUSED', rows: 0, some: [isOrder], none: [isFile] },
    then: [{ at: '2026-03-02T09:05:00Z', expect: { none: [isOrder], some: [isFile] } }],
  },
  {
    title: 'orders no report twice when the time ends in the middle of ordering',
    proves: 'report survives a pause',
    node: 'stats_by_country',
    values: { ...ONE, AdsApiDelay: 2 },
    seconds: 10,
    expect: { status: 'PAUSED', rows: 0, requests: 5, some: [isOrder] },
    // What is active, the last of five orders, two looks, five files.
    then: [{ at: '2026-03-02T09:05:00Z', expect: { requests: 9, some: [isOrder, isFile] } }],
  },
  {
    title: 'says that a report failed, and orders a new one at the next run',
    proves: 'report fails',
    node: 'stats_by_country',
    values: ONE,
    simulator: { ...SMALL, failJobs: true },
    expect: { status: 'ERROR', rows: 0, texts: ['FAILED'] },
    then: [{ simulator: { failJobs: false }, expect: { some: [isOrder, isFile] } }],
  },
  {
    title: 'orders a report again that X no longer knows',
    proves: 'report lost',
    node: 'stats_by_country',
    values: ONE,
    simulator: { ...SMALL, loseJobs: 1 },
    expect: { requests: 1 + 2 + 1 + 2 + 2 + 2, some: [isFile] },
  },
  {
    title: 'looks again when a report is done and has no address yet',
    proves: 'done without an address',
    node: 'stats_by_country',
    values: ONE,
    simulator: { ...SMALL, looksWithoutUrl: 2 },
    expect: { requests: 1 + 2 + 4 + 2, some: [isFile] },
  },
  {
    title: 'orders a report again whose address has ended during a pause',
    proves: 'address expired',
    node: 'stats_by_country',
    values: ONE,
    seconds: 12,
    simulator: { ...SMALL, looksUntilDone: 2 },
    expect: { status: 'PAUSED', rows: 0, some: [isOrder] },
    then: [{ at: '2026-03-05T09:00:00Z', expect: { some: [isOrder, isFile] } }],
  },
  {
    title: 'says that a result cannot be had, and orders a new one at the next run',
    proves: 'address expired',
    node: 'stats_by_country',
    values: ONE,
    simulator: { ...SMALL, expireDownloads: true },
    expect: { status: 'ERROR', rows: 0, texts: ['the result is not there'] },
    then: [{ simulator: { expireDownloads: false }, expect: { some: [isOrder, isFile] } }],
  },
  {
    title: 'takes a damaged result for no result',
    proves: 'packed result',
    node: 'stats_by_country',
    values: ONE,
    simulator: SMALL,
    faults: [{ match: 'ton.twimg.com', body: 'truncated' }],
    expect: { status: 'ERROR', rows: 0, texts: ['is damaged'] },
  },
  {
    title: 'says so when X no longer makes statistics by country',
    proves: 'permanent 403',
    node: 'stats_by_country',
    values: ONE,
    simulator: { ...SMALL, segmentations: ['AGE', 'GENDER', 'METROS', 'PLATFORMS'] },
    expect: {
      status: 'ERROR',
      rows: 0,
      requests: 2,
      texts: ['no longer makes statistics by country', 'deselect'],
    },
  },
  {
    title: 'passes on that X calls its version out of date, once',
    proves: 'happy path',
    node: 'campaigns',
    values: { ...ONE, Version: '11' },
    simulator: { campaigns: 1500 },
    expect: { rows: 1500, requests: 2, texts: ['Version 11 is deprecated'] },
  },
];
