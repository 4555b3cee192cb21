import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { readBulkResult } from '../../../src/Sources/Shopify/BulkResult';
import { parseSelections } from '../../../src/Sources/Shopify/Selections';
import { importNode, loadSource } from '../harness';
import { installSimulated, type Clock } from '../simulated';
import { cases, queryOf } from './cases';

const SELECTIONS = parseSelections('id variants*{id title} images*{url}');
const LINES = [
  { id: 'gid://shopify/Product/1921569226808' },
  {
    id: 'gid://shopify/ProductVariant/19435458986123',
    title: '52',
    in_variants: 'ProductVariant',
    __parentId: 'gid://shopify/Product/1921569226808',
  },
  {
    id: 'gid://shopify/ProductVariant/19435458986040',
    title: '70',
    in_variants: 'ProductVariant',
    __parentId: 'gid://shopify/Product/1921569226808',
  },
  {
    url: 'https://cdn.shopify.com/1.jpg',
    in_images: 'Image',
    __parentId: 'gid://shopify/Product/1921569226808',
  },
  { id: 'gid://shopify/Product/1921569259576' },
];
const text = (lines: readonly object[]) => lines.map(line => `${JSON.stringify(line)}\n`).join('');

describe('the file of a bulk operation', () => {
  it('is put together by its parents, in whatever order its lines come', () => {
    const inOrder = readBulkResult(text(LINES), SELECTIONS, 'Shopify');
    expect(inOrder).toEqual([
      {
        id: 'gid://shopify/Product/1921569226808',
        variants: {
          nodes: [
            { id: 'gid://shopify/ProductVariant/19435458986123', title: '52' },
            { id: 'gid://shopify/ProductVariant/19435458986040', title: '70' },
          ],
        },
        images: { nodes: [{ url: 'https://cdn.shopify.com/1.jpg' }] },
      },
      { id: 'gid://shopify/Product/1921569259576', variants: { nodes: [] }, images: { nodes: [] } },
    ]);
    const sorted = (value: unknown) => JSON.stringify(value).split('').sort().join('');
    fc.assert(
      fc.property(fc.shuffledSubarray(LINES, { minLength: LINES.length }), lines => {
        expect(sorted(readBulkResult(text(lines), SELECTIONS, 'Shopify'))).toBe(sorted(inOrder));
      }),
    );
  });

  it('is put together by the ids of its lines where these do not say in which list they are', () => {
    const lines = [
      { id: 'gid://shopify/Order/1' },
      { id: 'gid://shopify/LineItem/2', __parentId: 'gid://shopify/Order/1' },
      { id: 'gid://shopify/ShippingLine/3', __parentId: 'gid://shopify/Order/1' },
    ];
    const both = parseSelections('id lineItems*{id} shippingLines*{id}');
    expect(readBulkResult(text(lines), both, 'Shopify')).toEqual([
      {
        id: 'gid://shopify/Order/1',
        lineItems: { nodes: [{ id: 'gid://shopify/LineItem/2' }] },
        shippingLines: { nodes: [{ id: 'gid://shopify/ShippingLine/3' }] },
      },
    ]);
    const nameless = [{ id: 'gid://shopify/Order/1' }, { index: 0, __parentId: 'gid://shopify/Order/1' }];
    const only = parseSelections('id discountApplications*{index}');
    expect(readBulkResult(text(nameless), only, 'Shopify')).toMatchObject([
      { discountApplications: { nodes: [{ index: 0 }] } },
    ]);
    expect(() => readBulkResult(text(nameless), both, 'Shopify')).toThrow(/belongs to/);
  });

  it('is no file when it was cut', () => {
    const whole = text(LINES);
    expect(() => readBulkResult(whole.slice(0, -20), SELECTIONS, 'Shopify')).toThrow(/middle of a line/);
    expect(() => readBulkResult(text(LINES.slice(1)), SELECTIONS, 'Shopify')).toThrow(/belongs to/);
    expect(readBulkResult('', SELECTIONS, 'Shopify')).toEqual([]);
  });
});

describe('an export', () => {
  let simulators: Simulators;
  let clock: Clock;
  const MANY = { count: 60, extraCost: 900, bucket: 1_000_000 };
  beforeAll(async () => {
    simulators = await startSimulators(['Shopify']);
  });
  beforeEach(async () => {
    await simulators.reset('Shopify');
    clock = installSimulated(simulators.hostsOf('Shopify'));
  });
  afterAll(() => simulators.close());

  const read = async (node: string, from = '2026-01-10', to = '2026-03-01') =>
    importNode(await loadSource('Shopify', cases.values), node, from, to);
  const asked = async () => (await simulators.requests('Shopify')).map(queryOf);

  it('brings the same rows as pages do, lists and all', async () => {
    const settings = { count: 40, nested: 30 };
    await simulators.configure('Shopify', settings);
    const byPages = await read('orders');
    expect((await asked()).join()).not.toContain('bulkOperation');
    await simulators.configure('Shopify', { ...MANY, ...settings, extraCost: 880 });
    const inBulk = await read('orders');
    expect((await asked()).join()).toContain('bulkOperationRunQuery');
    // A file has no order: lists are compared by what is in them.
    const sorted = (rows: typeof byPages) =>
      rows.map(row => JSON.stringify(row).split('').sort().join('')).sort();
    expect(sorted(inBulk)).toEqual(sorted(byPages));
  });

  it('sends the token to the shop and to nobody else', async () => {
    await simulators.configure('Shopify', { ...MANY, count: 800 });
    await read('metafield-blogs');
    const files = (await simulators.requests('Shopify')).filter(
      ({ host }) => host === 'storage.googleapis.com',
    );
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ method: 'GET', status: 200 });
    expect(Object.keys(files[0]?.headers ?? {})).not.toContain('x-shopify-access-token');
  });

  it('waits for other operations, half a minute each time', async () => {
    await simulators.configure('Shopify', { ...MANY, count: 800, bulkOthers: 7 });
    expect(await read('metafield-blogs')).toHaveLength(2400);
    expect(clock.sleeps.filter(sleep => sleep === 30_000)).toHaveLength(3);
  });

  it.each([
    ['FAILED', 'INTERNAL_SERVER_ERROR', /Shopify failed on its side/],
    ['FAILED', 'ACCESS_DENIED', /check its scopes/],
    ['CANCELED', 'TIMEOUT', /somebody cancelled/],
  ])('that ends as %s (%s) is an error, whatever part of it there is', async (bulkEnd, bulkError, words) => {
    await simulators.configure('Shopify', { ...MANY, count: 800, bulkEnd, bulkError });
    await expect(read('metafield-blogs')).rejects.toThrow(words);
  });

  it('is asked for again once when Shopify loses it, and not for ever', async () => {
    await simulators.configure('Shopify', { ...MANY, count: 800, bulkForgotten: 2 });
    await expect(read('metafield-blogs')).rejects.toThrow(/vanished twice/);
  });

  it('is asked for again when its file lacks a line within another thing, and is whole then', async () => {
    await simulators.configure('Shopify', { ...MANY, count: 800, bulkCutFiles: 1 });
    expect(new Set((await read('metafield-blogs')).map(row => row['id'])).size).toBe(2400);
    expect((await asked()).filter(query => query.includes('bulkOperationRunQuery'))).toHaveLength(2);
  });

  it('is halved by days, then by fields, when its file is too large to be read', async () => {
    await simulators.configure('Shopify', { ...MANY, count: 1200, extraCost: 990, bulkLongQuery: 1 });
    await expect(read('customers', '2026-02-26', '2026-02-27')).rejects.toThrow(
      /2026-02-26 is too large even for the smallest question: The bulk operation has 60 MB/,
    );
    const windows = (await asked())
      .filter(query => query.includes('bulkOperationRunQuery'))
      .map(query => /updated_at:>='([^']+)' AND updated_at:<'([^']+)'/.exec(query)?.slice(1).join(' '));
    expect(windows.slice(0, 2)).toEqual([
      '2026-02-26T05:00:00Z 2026-02-28T05:00:00Z',
      '2026-02-26T05:00:00Z 2026-02-27T05:00:00Z',
    ]);
  });

  it('puts the halves of a row together, each from its own file', async () => {
    const count = 2000;
    await simulators.configure('Shopify', { count });
    const whole = await read('products', '2026-02-26', '2026-02-26');
    // The whole query is too long, halves of it are not.
    await simulators.configure('Shopify', { ...MANY, count, extraCost: 985, bulkLongQuery: 400 });
    const halves = await read('products', '2026-02-26', '2026-02-26');
    expect(new Set((await asked()).filter(query => query.includes('bulkOperationRunQuery'))).size).toBe(3);
    // What was read in pages before comes once more.
    const byId = new Map<unknown, object>();
    for (const row of halves) byId.set(row['id'], { ...byId.get(row['id']), ...withoutNull(row) });
    expect([...byId.values()].map(sorted)).toEqual(whole.map(row => sorted(withoutNull(row))));
  });
});

function withoutNull(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

function sorted(row: object): unknown {
  return Object.entries(row).sort(([a], [b]) => a.localeCompare(b));
}
