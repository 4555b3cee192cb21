import { describe, expect, it } from 'vitest';
import { ShopifySource } from '../../../src/Sources/Shopify/Source';
import { Config } from '../../../src/Core/AbstractConfig';
import { installCanned, type Canned } from '../canned';
import { importNode } from '../harness';

const VALUES = {
  ShopDomain: 'one.myshopify.com',
  AuthType: { value: 'access_token', items: { AccessToken: 'shpat_0123456789' } },
};
const SHOP = {
  data: {
    shop: { name: 'One', ianaTimezone: 'America/New_York', currencyCode: 'USD' },
    currentAppInstallation: { accessScopes: [{ handle: 'read_all_orders' }] },
  },
};

function page(root: string, nodes: unknown[], endCursor: string | null = null) {
  return { data: { [root]: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } } };
}

function read(node: string, answers: (Canned | object)[], values: Record<string, unknown> = {}) {
  const asked = installCanned(
    answers.map(answer => ('status' in answer || 'body' in answer ? answer : { body: answer })),
  );
  const source = new ShopifySource(new Config({ MaxFetchRetries: 0, ...VALUES, ...values }, 'Shopify'));
  const rows = () => importNode(source, node, '2026-03-01', '2026-03-02');
  return { asked, rows, source };
}

const queries = (asked: { payload?: unknown }[]) =>
  asked.map(({ payload }) => (JSON.parse(String(payload)) as { query: string }).query);

describe('the source Shopify', () => {
  it('asks by POST, with the token in its header and never in the address', () => {
    const { asked, rows } = read('blogs', [page('blogs', [])]);
    expect(rows()).toEqual([]);
    expect(asked).toEqual([
      expect.objectContaining({
        url: 'https://one.myshopify.com/admin/api/2026-10/graphql.json',
        method: 'post',
        contentType: 'application/json',
        headers: { Accept: 'application/json', 'X-Shopify-Access-Token': 'shpat_0123456789' },
        payload: JSON.stringify({
          query:
            'query{blogs(first: 250){nodes{id title handle templateSuffix createdAt updatedAt}pageInfo{hasNextPage endCursor}}}',
        }),
      }),
    ]);
  });

  it('makes rows of orders: amounts as numbers, lists as JSON, the day of the shop', () => {
    const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'USD' } });
    const order = {
      id: 'gid://shopify/Order/148977776',
      name: '#1001',
      closed: false,
      totalPriceSet: money('10.0'),
      totalRefundedSet: money('0.0'),
      totalWeight: '9007199254740991',
      tags: ['a', 'b "c"'],
      discountCodes: [],
      updatedAt: '2026-03-02T03:30:00Z',
      customer: null,
      lineItems: {
        nodes: [{ id: 'gid://shopify/LineItem/1', quantity: 0, product: null }],
        pageInfo: { hasNextPage: false, endCursor: 'x' },
      },
      shippingLines: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      refunds: [
        { id: 'gid://shopify/Refund/1', refundLineItems: { nodes: [], pageInfo: { hasNextPage: false } } },
      ],
    };
    const { rows } = read('orders', [SHOP, page('orders', [order])]);
    expect(rows()).toMatchObject([
      {
        shopDomain: 'one.myshopify.com',
        id: 'gid://shopify/Order/148977776',
        closed: false,
        totalPrice: 10,
        totalRefunded: 0,
        totalWeight: 9007199254740991,
        tags: 'a, b "c"',
        discountCodes: '',
        updatedAt: '2026-03-02T03:30:00.000Z',
        updatedDate: '2026-03-01',
        customerId: null,
        customer: null,
        lineItems: '[{"id":"gid://shopify/LineItem/1","quantity":0,"product":null}]',
        shippingLines: '[]',
        refunds: '[{"id":"gid://shopify/Refund/1","refundLineItems":[]}]',
      },
    ]);
    const plain = read('orders', [SHOP, page('orders', [{ ...order, tags: [], refunds: [] }])]);
    expect(plain.rows()).toMatchObject([{ tags: '', refunds: '[]' }]);
  });

  it('gives a metafield the id of what it belongs to', () => {
    const product = {
      id: 'gid://shopify/Product/7',
      metafields: {
        nodes: [
          {
            id: 'gid://shopify/Metafield/1',
            namespace: 'custom',
            key: 'k',
            value: '0',
            ownerType: 'PRODUCT',
          },
        ],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    };
    const { rows } = read('metafield-products', [page('products', [product])]);
    expect(rows()).toMatchObject([{ ownerId: 'gid://shopify/Product/7', value: '0', type: null }]);
  });

  it('follows a list within a row, asks several at once, and takes a thing that is gone for its end', () => {
    const owner = (number: number, isOpen: boolean) => ({
      id: `gid://shopify/Page/${number}`,
      metafields: {
        nodes: [{ id: `gid://shopify/Metafield/${number}` }],
        pageInfo: { hasNextPage: isOpen, endCursor: `c${number}` },
      },
    });
    const more = {
      metafields: {
        nodes: [{ id: 'gid://shopify/Metafield/9' }],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    };
    const { asked, rows } = read('metafield-pages', [
      page('pages', [owner(1, true), owner(2, false), owner(3, true)]),
      { data: { n0: more, n1: null } },
    ]);
    expect(rows().map(row => [row['ownerId'], row['id']])).toEqual([
      ['gid://shopify/Page/1', 'gid://shopify/Metafield/1'],
      ['gid://shopify/Page/1', 'gid://shopify/Metafield/9'],
      ['gid://shopify/Page/2', 'gid://shopify/Metafield/2'],
      ['gid://shopify/Page/3', 'gid://shopify/Metafield/3'],
    ]);
    expect(queries(asked)[1]).toMatch(
      /^query\{n0:node\(id: "gid:\/\/shopify\/Page\/1"\)\{\.\.\.on Page\{metafields\(first: 250, after: "c1"\).* n1:node\(id: "gid:\/\/shopify\/Page\/3"\)/,
    );
  });

  it('does not believe that nothing follows the last thing that may be paged to', () => {
    const blogs = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => ({ id: `gid://shopify/Blog/${from + index}` }));
    const pages = Array.from({ length: 100 }, (_, number) =>
      page('blogs', blogs(250, number * 250), number < 99 ? String(number) : null),
    );
    const operation = { id: 'gid://shopify/BulkOperation/1', status: 'COMPLETED', rootObjectCount: '25001' };
    const lines = blogs(25_001, 0).map(blog => `${JSON.stringify(blog)}\n`);
    const { asked, rows } = read('blogs', [
      ...pages,
      { data: { bulkOperationRunQuery: { bulkOperation: operation, userErrors: [] } } },
      { data: { bulkOperation: { ...operation, url: 'https://storage.googleapis.com/a.jsonl' } } },
      { body: lines.join('') },
    ]);
    expect(rows()).toHaveLength(25_001);
    expect(asked).toHaveLength(103);
  });

  it('stops when Shopify names a page twice, of the rows or of a list within one', () => {
    const same = page('blogs', [{ id: 'gid://shopify/Blog/1' }], 'again');
    expect(read('blogs', [same]).rows).toThrow(/round in circles/);
    const list = { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'again' } };
    const stuck = [
      page('pages', [{ id: 'gid://shopify/Page/1', metafields: list }]),
      { data: { n0: { metafields: list } } },
    ];
    expect(read('metafield-pages', stuck).rows).toThrow(/the same page of a list again and again/);
  });
});

describe('what Shopify refuses', () => {
  const failing = (code: string, message: string, more: object = {}) => ({
    data: null,
    errors: [{ message, extensions: { code, ...more }, path: ['orders'] }],
  });

  it('asks for smaller pages when a query is too dear, and says so when none is small enough', () => {
    const dear = failing(
      'MAX_COST_EXCEEDED',
      'Query cost is 1723, which exceeds the single query max cost limit (1000).',
    );
    const { asked, rows } = read('blogs', [dear, dear, page('blogs', [{ id: 'gid://shopify/Blog/1' }])]);
    expect(rows()).toHaveLength(1);
    expect(queries(asked).map(query => /first: (\d+)/.exec(query)?.[1])).toEqual(['250', '125', '63']);
    expect(read('blogs', [dear]).rows).toThrow(/Query cost is 1723/);
  });

  it.each([
    [402, { errors: 'Unavailable Shop' }, /402: Unavailable Shop.*pay the outstanding bill/],
    [
      403,
      { errors: '[API] This action requires merchant approval.' },
      /merchant approval.*check that it is installed/,
    ],
    [404, { errors: 'Not Found' }, /404: Not Found.*check the domain/],
    [423, { errors: 'Locked' }, /423: Locked.*has locked the shop/],
    [430, '', /430.*took the request for an attack/],
    [
      401,
      { errors: '[API] Invalid API key or access token' },
      /401: \[API\] Invalid API key.*Install the app again/,
    ],
  ])('explains %i', (status, body, text) => {
    const { asked, rows } = read('blogs', [{ status, body }], { MaxFetchRetries: 3 });
    expect(rows).toThrow(text);
    expect(asked).toHaveLength(1);
  });

  it('names the scope that lacks, though half of the data came', () => {
    const half = {
      ...page('orders', [{ id: 'gid://shopify/Order/1', customer: null }]),
      ...failing('ACCESS_DENIED', 'Access denied for customer field.', {
        requiredAccess: '`read_customers` access scope.',
      }),
    };
    const { rows } = read('orders', [SHOP, half]);
    expect(rows).toThrow(
      /Access denied for customer field\. The app lacks a permission: `read_customers` access scope\. Give/,
    );
  });

  it.each([
    ['undefinedField', "Field 'foo' doesn't exist on type 'Order'", /doesn't exist.*whoever maintains/],
    ['SHOP_INACTIVE', 'Shop is inactive', /closed or frozen/],
  ])('does not repeat %s', (code, message, text) => {
    const { asked, rows } = read('blogs', [failing(code, message)], { MaxFetchRetries: 3 });
    expect(rows).toThrow(text);
    expect(asked).toHaveLength(1);
  });

  it.each([429, 502, 503])('repeats %i, whose errors have no code', status => {
    const body = { errors: [{ message: 'Something went wrong' }] };
    const { asked, rows } = read('blogs', [{ status, body }, page('blogs', [])], {
      MaxFetchRetries: 1,
      InitialRetryDelay: 1,
    });
    expect(rows()).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('goes by the status of errors that have no code', () => {
    const locked = { status: 423, body: { errors: [{ message: 'Locked' }] } };
    expect(read('blogs', [locked]).rows).toThrow(/423: Locked.*has locked the shop/);
  });

  it("shows Shopify's words whatever the status is", () => {
    const parameter = { status: 400, body: { errors: { query: 'Required parameter missing or invalid' } } };
    expect(read('blogs', [parameter]).rows).toThrow(/400: Required parameter missing or invalid/);
    const calls = { status: 429, body: { errors: 'Exceeded 40 calls per second for api client.' } };
    const { asked, rows } = read('blogs', [calls, page('blogs', [])], { MaxFetchRetries: 1 });
    expect(rows()).toEqual([]);
    expect(asked).toHaveLength(2);
    expect(read('blogs', [calls]).rows).toThrow(/429: Exceeded 40 calls per second/);
  });

  it('knows that it is throttled where nothing but the words say so', () => {
    const throttled = { errors: [{ message: 'Throttled' }] };
    const { asked, rows } = read('blogs', [throttled, page('blogs', [])], { MaxFetchRetries: 1 });
    expect(rows()).toEqual([]);
    expect(asked).toHaveLength(2);
    expect(read('blogs', [throttled]).rows).toThrow(/no more points for now: it goes on at the next run/);
  });

  it('waits for another bulk operation where nothing but the words tell of it', () => {
    const cost = {
      requestedQueryCost: 1000,
      actualQueryCost: 10_000,
      throttleStatus: { maximumAvailable: 20_000, currentlyAvailable: 20_000, restoreRate: 100 },
    };
    const long = { ...page('blogs', [{ id: 'gid://shopify/Blog/1' }], 'a'), extensions: { cost } };
    const started = (bulkOperation: object | null, message?: string) => ({
      data: {
        bulkOperationRunQuery: { bulkOperation, userErrors: message ? [{ field: null, message }] : [] },
      },
    });
    const id = 'gid://shopify/BulkOperation/4046733967549';
    const { rows } = read('blogs', [
      long,
      started(null, 'A bulk query operation for this app and shop is already in progress: 4046676525245.'),
      started({ id, status: 'CREATED' }),
      {
        data: {
          bulkOperation: {
            id,
            status: 'COMPLETED',
            objectCount: '2',
            url: 'https://storage.googleapis.com/1',
          },
        },
      },
      { body: '{"id":"gid:\\/\\/shopify\\/Blog\\/1"}\n{"id":"gid:\\/\\/shopify\\/Blog\\/2"}\n' },
    ]);
    expect(rows().map(row => row['id'])).toEqual(['gid://shopify/Blog/1', 'gid://shopify/Blog/2']);
  });

  it('repeats what passes, and waits for points as long as they take to come back', () => {
    const sleeps: number[] = [];
    const throttled = {
      ...failing('THROTTLED', 'Throttled'),
      extensions: {
        cost: {
          requestedQueryCost: 752,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 2, restoreRate: 100 },
        },
      },
    };
    const broken = failing(
      'INTERNAL_SERVER_ERROR',
      'Internal error. Looks like something went wrong on our end.',
    );
    const { source } = read('blogs', [throttled, broken, page('blogs', [])], { MaxFetchRetries: 3 });
    const steps = source.fetchData(new Date('2026-03-01'), new Date('2026-03-01'), {
      node: 'blogs',
      definition: { fields: {} },
      fields: ['id'],
      account: 'one.myshopify.com',
    });
    const answers = [throttled, broken, page('blogs', [])];
    for (let step = steps.next(undefined); !step.done;) {
      const { value } = step;
      if ('command' in value && value.command === 'wait') sleeps.push(value.milliseconds);
      const body =
        'command' in value && value.command === 'request' ? JSON.stringify(answers.shift()) : undefined;
      step = steps.next(body === undefined ? undefined : answer(body));
    }
    expect(sleeps[0]).toBe(7_500);
    expect(sleeps).toHaveLength(2);
  });

  it.each([
    ['no data', { data: null }, /has no data/],
    ['no list', { data: {} }, /has no blogs/],
    ['a list that is none', { data: { blogs: [] } }, /has no blogs/],
    [
      'no next page',
      { data: { blogs: { nodes: [], pageInfo: { hasNextPage: true, endCursor: null } } } },
      /names no next page/,
    ],
  ])('takes %s for no answer', (_, body, text) => {
    expect(read('blogs', [body]).rows).toThrow(text);
  });

  it('does not take everything for what was filtered, when Shopify ignores the filter', () => {
    const warnings = [
      { field: 'updated_at', message: 'Invalid search field for this query.', code: 'invalid_field' },
    ];
    const ignored = {
      ...page('orders', []),
      extensions: { search: [{ path: ['orders'], query: 'x', warnings }] },
    };
    expect(read('orders', [SHOP, ignored]).rows).toThrow(
      /ignores the filter updated_at: Invalid search field/,
    );
  });

  it('warns when another version answers, and when old orders are left out', () => {
    const recent = {
      data: { ...SHOP.data, currentAppInstallation: { accessScopes: [{ handle: 'read_orders' }] } },
    };
    const headers = { 'x-shopify-api-version': '2027-10' };
    const { rows, source } = read('orders', [
      { headers, body: recent },
      { headers, body: page('orders', []) },
    ]);
    expect(rows()).toEqual([]);
    expect(source.takeWarnings()).toEqual([
      expect.stringMatching(/answers in its version 2027-10, no longer in 2026-10/),
      expect.stringMatching(/^one\.myshopify\.com: the app lacks the scope read_all_orders/),
    ]);
  });
});

function answer(body: string) {
  return {
    response: {
      getResponseCode: () => 200,
      getContentText: () => body,
      getContent: () => new Uint8Array(),
      getHeaders: () => ({}),
      getAllHeaders: () => ({}),
      getHeader: () => undefined,
    },
  };
}
