import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import { SHOPS } from '../../../environments/emulator/apis/Shopify/Simulator';
import type { SourceCases } from '../cases';

/** The query that was sent; empty where it is none. */
export function queryOf({ path, body }: LoggedRequest): string {
  return path.endsWith('/graphql.json') ? String((JSON.parse(body) as { query?: unknown }).query) : '';
}

/** First and last day of a window, from its instants and the zone of the shop. */
export function daysOf(request: LoggedRequest): [from: string, to: string] {
  const match = /updated_at:>='([^']+)' AND updated_at:<'([^']+)'/.exec(queryOf(request));
  const zone = SHOPS[request.host] ?? 'UTC';
  const day = (instant: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant);
  const [, from, end] = match ?? [];
  return from && end ? [day(Date.parse(from)), day(Date.parse(end) - 1)] : ['', ''];
}

const DAYS = { daysOf, empty: { window: ['2025-01-01', '2025-01-02'] as [string, string] } };
const CATALOGUE = { empty: { settings: { count: 0 } } };
const large = (count: number, requests: number, rows: number, more = {}) => ({
  large: { settings: { count, ...more }, requests, rows },
});

export const cases: SourceCases = {
  values: {
    ShopDomain: 'demo-1.myshopify.com',
    AuthType: {
      value: 'client_credentials',
      items: { ClientId: 'simulated-client-id', ClientSecret: 'shpss_simulated_secret' },
    },
  },
  tenAccounts: {
    node: 'orders',
    values: { ShopDomain: Object.keys(SHOPS).join(', ') },
    // Of each shop its token, its time zone, and its orders by one filter.
    requests: 30,
  },
  nodes: {
    'product-variants': { ...CATALOGUE, ...large(600, 4, 600) },
    locations: { ...CATALOGUE, ...large(300, 3, 300) },
    articles: { ...CATALOGUE, ...large(300, 3, 300) },
    blogs: { ...CATALOGUE, ...large(300, 3, 300) },
    collections: { ...CATALOGUE, ...large(300, 3, 300) },
    // Its scopes are looked at, because Shopify leaves out without a word what the app may not see.
    'fulfillment-orders': { ...CATALOGUE, ...large(300, 4, 300) },
    'inventory-items': { ...CATALOGUE, ...large(300, 3, 300) },
    pages: { ...CATALOGUE, ...large(300, 3, 300) },
    'tender-transactions': { ...CATALOGUE, ...large(300, 3, 300) },
    'discount-codes': { ...CATALOGUE, ...large(300, 3, 300) },
    shop: {},
    'metafield-articles': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-blogs': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-collections': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-customers': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-locations': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-orders': { ...CATALOGUE, ...large(260, 4, 780) },
    'metafield-pages': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-product-variants': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-products': { ...CATALOGUE, ...large(260, 3, 780) },
    'metafield-shops': { empty: { settings: { nested: 0 } }, ...large(1, 4, 600, { nested: 600 }) },
    orders: { ...DAYS, ...large(500, 5, 233) },
    customers: { ...DAYS, ...large(700, 4, 325) },
    products: { ...DAYS, ...large(700, 4, 325) },
    'abandoned-checkouts': { ...DAYS, ...large(700, 4, 325) },
  },
};
