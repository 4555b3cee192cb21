import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { ChecklistCase, Trait } from '../runtimes/Checklist';
import { queryOf } from './cases';

export const traits: readonly Trait[] = [
  'paged',
  'days',
  'accounts',
  'credentials',
  'renewable',
  'textValues',
  'truncates',
  'errorsIn200',
  'budget',
  'reports',
  'downloads',
];

const GRAPHQL = 'graphql.json';
const ORG = { ClientId: 'simulated-client-id', ClientSecret: 'shpss_simulated_secret' };
const MANY = { ShopDomain: 'demo-1.myshopify.com, demo-2.myshopify.com' };
/** An answer that Shopify gives with status 200. */
const answered = (body: unknown) => ({ body: { text: JSON.stringify(body) } });
const budget = (requestedQueryCost: number, currentlyAvailable: number, actualQueryCost: number | null) => ({
  cost: {
    requestedQueryCost,
    actualQueryCost,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
  },
});
const THROTTLED = {
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: budget(500, 100, null),
};
const ordersOf = (shop: string, from: string, before: string) => (request: LoggedRequest) =>
  request.host === `${shop}.myshopify.com` &&
  queryOf(request).includes(`updated_at:>='${from}' AND updated_at:<'${before}'`);
/** Paging ends early, because what it costs is counted high. */
const BULK = { count: 800, extraCost: 900, bucket: 1_000_000 };

export const checklist: readonly ChecklistCase[] = [
  {
    title: 'asks for the orders of the days by one filter, in the zone of the shop',
    proves: ['happy path', 'exact days', 'values as text'],
    node: 'orders',
    fields: ['name', 'totalPrice', 'tags', 'updatedDate', 'discountCodes', 'closed'],
    days: ['2026-02-02', '2026-02-27'],
    expect: {
      rows: 12,
      asked: [
        'POST demo-1.myshopify.com/admin/oauth/access_token',
        'POST demo-1.myshopify.com/admin/api/2026-10/graphql.json',
        request =>
          queryOf(request).includes(
            `updated_at:>='2026-02-02T05:00:00Z' AND updated_at:<'2026-02-28T05:00:00Z'`,
          ),
      ],
      cells: [{ shopDomain: 'demo-1.myshopify.com', name: '#1003', closed: false }],
    },
    then: [{ expect: { rows: 12 } }],
  },
  {
    title: 'keeps the days whole when the clocks change in the shop',
    proves: 'exact days',
    node: 'customers',
    fields: ['updatedDate'],
    days: ['2026-03-07', '2026-03-09'],
    timeZone: 'Europe/Kyiv',
    simulator: { now: '2026-03-20T09:00:00Z' },
    at: '2026-03-20T09:00:00Z',
    expect: {
      some: [
        request =>
          queryOf(request).includes(
            `updated_at:>='2026-03-07T05:00:00Z' AND updated_at:<'2026-03-10T04:00:00Z'`,
          ),
      ],
    },
  },
  {
    title: 'asks for the orders of several shops up to the day that it is in each',
    proves: 'exact days',
    node: 'orders',
    values: MANY,
    // In Kyiv it is the third of March, in New York the second.
    days: ['2026-02-27', '2026-03-03'],
    at: '2026-03-03T03:30:00Z',
    simulator: { now: '2026-03-03T03:30:00Z' },
    expect: {
      requests: 6,
      some: [
        ordersOf('demo-1', '2026-02-27T05:00:00Z', '2026-03-03T05:00:00Z'),
        ordersOf('demo-2', '2026-02-26T22:00:00Z', '2026-03-03T22:00:00Z'),
      ],
    },
  },
  {
    title: 'reads page after page, and every list within a row to its end',
    proves: ['two pages', 'happy path'],
    node: 'orders',
    fields: ['lineItems', 'refunds'],
    simulator: { count: 1100, nested: 60 },
    expect: { rows: 98, status: 'DONE', some: [/first: 250, after: /, /node\(id/] },
  },
  {
    title: 'says that fulfillment orders of others are left out for want of a scope',
    proves: 'happy path',
    node: 'fulfillment-orders',
    simulator: {
      count: 8,
      scopes: ['read_merchant_managed_fulfillment_orders', 'read_locations'],
    },
    expect: { rows: 6, texts: ['lacks the scope read_third_party_fulfillment_orders'] },
    then: [
      {
        simulator: {
          scopes: [
            'read_merchant_managed_fulfillment_orders',
            'read_third_party_fulfillment_orders',
            'read_locations',
          ],
        },
        expect: { rows: 8 },
      },
    ],
  },
  {
    title: 'stores an amount as a number and an id as text',
    proves: 'values as text',
    node: 'tender-transactions',
    simulator: { count: 1 },
    expect: { rows: 1, cells: [{ currencyCode: 'USD', test: false }] },
  },
  {
    title: 'keeps 0 and false of a discount apart from nothing',
    proves: 'null and missing fields',
    node: 'discount-codes',
    fields: '*',
    simulator: { count: 4 },
    expect: {
      rows: 4,
      cells: [
        { discountType: 'DiscountCodeBasic', appliesOncePerCustomer: true, asyncUsageCount: 0 },
        { discountType: 'DiscountCodeApp', appliesOncePerCustomer: false, asyncUsageCount: 0 },
      ],
    },
  },
  {
    title: 'leaves blank what Shopify leaves out or has nothing for',
    proves: 'null and missing fields',
    node: 'blogs',
    faults: [
      {
        match: GRAPHQL,
        ...answered({
          data: {
            blogs: {
              nodes: [{ id: 'gid://shopify/Blog/1', title: 'News', handle: null }],
              pageInfo: { hasNextPage: false, endCursor: null },
            },
          },
        }),
      },
    ],
    expect: {
      rows: 1,
      cells: [{ id: 'gid://shopify/Blog/1', title: 'News', handle: null, updatedAt: null }],
    },
  },
  {
    title: 'takes a shop without pages for one without pages',
    proves: 'empty',
    node: 'pages',
    simulator: { count: 0 },
    expect: { rows: 0 },
  },
  {
    title: 'asks again after an error of the server',
    proves: '500 then 200',
    node: 'products',
    faults: [{ match: GRAPHQL, after: 1, status: 500, times: 2 }],
    expect: { status: 'DONE', requests: 5 },
  },
  {
    title: 'waits as long as Shopify says after too many requests',
    proves: '429 with Retry-After',
    node: 'products',
    faults: [{ match: GRAPHQL, after: 1, status: 429, retryAfter: 41 }],
    expect: { requests: 4, waited: 41_000 },
  },
  {
    title: 'goes on after too many requests when Shopify does not say how long',
    proves: '429 without a time',
    node: 'products',
    faults: [{ match: GRAPHQL, after: 1, status: 429, times: 2 }],
    expect: { requests: 5 },
  },
  {
    title: 'takes a page of a proxy for no answer',
    proves: 'HTML body',
    node: 'blogs',
    faults: [{ match: GRAPHQL, body: 'html', status: 200, times: 9 }],
    expect: { status: 'ERROR', rows: 0, texts: ['The answer is not JSON'] },
  },
  {
    title: 'waits for points when Shopify has none left, and asks again',
    proves: ['error with status 200', 'budget'],
    node: 'blogs',
    faults: [{ match: GRAPHQL, ...answered(THROTTLED) }],
    expect: { rows: 24, requests: 3, waited: 4_000 },
  },
  {
    title: 'slows down before the points run out',
    proves: 'budget',
    node: 'products',
    fields: '*',
    days: ['2026-02-01', '2026-03-01'],
    simulator: { count: 600, extraCost: 800, bucket: 1000 },
    // Before any was refused.
    expect: { status: 'DONE', requests: 5, waited: 15_750 },
  },
  {
    title: 'names the scope that lacks, and stores nothing of half an answer',
    proves: ['error with status 200', 'permanent 403'],
    node: 'orders',
    fields: ['name', 'customerId'],
    simulator: { scopes: ['read_orders', 'read_all_orders'] },
    expect: { status: 'ERROR', rows: 0, requests: 3, texts: ['read_customers', 'install it anew'] },
  },
  {
    title: 'does not ask twice for what an app may not read',
    proves: 'permanent 403',
    node: 'blogs',
    faults: [{ match: GRAPHQL, status: 403, times: 9 }],
    expect: { status: 'ERROR', rows: 0, requests: 2, texts: ['403', 'merchant approval'] },
  },
  {
    title: 'fetches another token when the day of the first one is over',
    proves: '401 then success',
    node: 'products',
    days: ['2026-02-02', '2026-02-27'],
    simulator: { count: 600, tokenUses: 2 },
    expect: { rows: 279, some: [/access_token/], requests: 6 },
  },
  {
    title: 'does not go on with a token that Shopify does not take',
    proves: 'permanent 401',
    node: 'blogs',
    values: { AuthType: { value: 'access_token', items: { AccessToken: 'shpat_of_another_shop' } } },
    expect: { status: 'ERROR', rows: 0, texts: ['401', 'Install the app again'] },
    then: [
      {
        values: { AuthType: { value: 'access_token', items: { AccessToken: 'shpat_simulated_token' } } },
        expect: { rows: 24 },
      },
    ],
  },
  {
    title: 'says that the secret is wrong, and asks for no data',
    proves: 'permanent 401',
    node: 'blogs',
    values: { AuthType: { value: 'client_credentials', items: { ...ORG, ClientSecret: 'shpss_mistyped' } } },
    expect: { status: 'ERROR', rows: 0, texts: ['invalid_client'], none: [GRAPHQL] },
  },
  {
    title: 'imports the other shop when the app is not installed in one',
    proves: 'one account refused',
    node: 'blogs',
    values: MANY,
    simulator: { withoutApp: ['demo-1.myshopify.com'] },
    expect: {
      rows: 24,
      cells: [{ shopDomain: 'demo-2.myshopify.com' }],
      texts: ['demo-1.myshopify.com', 'app_not_installed', 'install it there'],
    },
  },
  {
    title: 'changes to a bulk operation where pages would end or take for ever',
    proves: ['truncation', 'report done later'],
    node: 'orders',
    fields: ['name', 'lineItems', 'refunds', 'discountApplications'],
    days: ['2026-02-01', '2026-03-01'],
    simulator: { ...BULK, count: 120, nested: 12, extraCost: 880 },
    expect: {
      rows: 62,
      some: [/bulkOperationRunQuery/, /bulkOperation\(id/, 'GET storage.googleapis.com/'],
      none: [({ host, headers }) => host === 'storage.googleapis.com' && 'x-shopify-access-token' in headers],
    },
  },
  {
    title: 'waits for a place when the app has as many bulk operations as it may',
    proves: 'report done later',
    node: 'metafield-products',
    simulator: { ...BULK, bulkOthers: 6 },
    expect: { rows: 2400 },
  },
  {
    title: 'does not take a bulk operation that failed for one without rows',
    proves: 'report fails',
    node: 'metafield-products',
    simulator: { ...BULK, bulkEnd: 'FAILED', bulkError: 'TIMEOUT' },
    expect: { status: 'ERROR', texts: ['could not finish it in time'] },
    then: [{ simulator: { bulkEnd: 'COMPLETED' }, expect: { rows: 2400 } }],
  },
  {
    title: 'goes on with the bulk operation of the run that was paused',
    proves: 'report survives a pause',
    node: 'metafield-products',
    seconds: 60,
    simulator: { ...BULK, bulkLooks: 4 },
    expect: { status: 'PAUSED', some: [/bulkOperationRunQuery/] },
    then: [
      {
        at: '2026-03-02T09:20:00Z',
        expect: { rows: 2400, none: [/bulkOperationRunQuery/, /products\(first/] },
      },
    ],
  },
  {
    title: 'orders a bulk operation anew when Shopify has lost it',
    proves: 'report lost',
    node: 'metafield-products',
    simulator: { ...BULK, bulkForgotten: 1 },
    expect: { rows: 2400 },
  },
  {
    title: 'takes a bulk operation without a file for one without rows',
    proves: 'done without an address',
    node: 'metafield-products',
    faults: [
      {
        match: GRAPHQL,
        ...answered({
          data: {
            products: {
              nodes: [],
              pageInfo: { hasNextPage: true, endCursor: 'cGxhY2U6MA==' },
            },
          },
          extensions: budget(100, 2000, 20_000),
        }),
      },
    ],
    simulator: { count: 0, bucket: 1_000_000 },
    expect: { rows: 0, some: [/bulkOperationRunQuery/], none: ['storage.googleapis.com'] },
  },
  {
    title: 'orders a bulk operation anew when the address of its file has ended',
    proves: 'address expired',
    node: 'metafield-products',
    simulator: { ...BULK, bulkEndedUrls: 1 },
    expect: { rows: 2400 },
  },
];
