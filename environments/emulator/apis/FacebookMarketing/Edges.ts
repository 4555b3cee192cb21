import { ACCOUNT_FIELDS, accountValue, businessOf } from './Account';
import { ADS, adValue, CREATIVES, creativeValue } from './Catalogue';
import { invalidParameter, REDUCE_DATA, TIMED_OUT, unknownObject } from './Errors';
import { InsightRows } from './InsightRows';
import { parseInsights } from './InsightsQuery';
import { limitOf, page, parseFieldList, Refusal, requireKnown } from './Query';
import type { FacebookMarketingSettings } from './Settings';

/** A question about an object that the token may see. */
export interface Asked {
  query: URLSearchParams;
  token: string;
  /** Path of the request, for the address of the next page. */
  address: string;
  settings: FacebookMarketingSettings;
}

type Edge = (account: string, asked: Asked) => unknown;

/** What can be read below an ad account. */
export const EDGES: Readonly<Record<string, Edge>> = {
  ads: readAds,
  adcreatives: readCreatives,
  assigned_users: readPeople,
  insights: readInsights,
};

export function readAccount(account: string, { query, settings }: Asked): Record<string, unknown> {
  const fields = parseFieldList(query.get('fields') ?? 'id,account_id');
  requireKnown(fields.keys(), ACCOUNT_FIELDS, 'AdAccount');
  const hasBusiness = !settings.personal.includes(account);
  return pick(['id', ...fields.keys()], field => accountValue(account, field, settings.seed, hasBusiness));
}

/** A page of insights, of a question or of a job. */
export function readRows(rows: InsightRows, { query, address, token, settings }: Asked): unknown {
  if (rows.valuesOf(limitOf(query)) > settings.largestPage) throw new Refusal(REDUCE_DATA);
  return page(rows.total, query, address, token, index => rows.row(index));
}

function readInsights(account: string, asked: Asked): unknown {
  const { query, settings } = asked;
  const rows = new InsightRows(account, parseInsights(query, settings.now), settings, false);
  if (rows.total > settings.syncRows) throw new Refusal(TIMED_OUT);
  return readRows(rows, asked);
}

function readPeople(account: string, { query, address, token, settings }: Asked): unknown {
  const business = query.get('business');
  if (!business) throw new Refusal(invalidParameter('The parameter business is required'));
  if (business !== businessOf(account)) throw new Refusal(unknownObject(business));
  const fields = parseFieldList(query.get('fields') ?? 'id,name');
  requireKnown(fields.keys(), new Set(['id', 'name', 'tasks', 'user_type']), 'AssignedUser');
  return page(settings.people, query, address, token, index => ({
    id: `10${account}${index + 1}`,
    name: index === 0 ? 'Zoë "Z" O’Neill' : `Person ${index + 1}`,
  }));
}

function readAds(account: string, asked: Asked): unknown {
  const fields = parseFieldList(asked.query.get('fields') ?? 'id');
  requireKnown(fields.keys(), ADS, 'Adgroup');
  const nested = fields.get('creative') ?? [];
  requireKnown(nested, CREATIVES, 'AdCreative');
  const { seed } = asked.settings;
  const { ads, deletedAds } = asked.settings;
  return readList(asked, ads - deletedAds, fields.size + nested.length, ad =>
    pick(['id', ...fields.keys()], field =>
      field === 'creative'
        ? pick(['id', ...nested], inner => creativeValue(account, ad, inner, seed))
        : adValue(account, ad, field, seed),
    ),
  );
}

function readCreatives(account: string, asked: Asked): unknown {
  const fields = [...parseFieldList(asked.query.get('fields') ?? 'id').keys()];
  requireKnown(fields, CREATIVES, 'AdCreative');
  return readList(asked, asked.settings.ads, fields.length, ad =>
    pick(['id', ...fields], field => creativeValue(account, ad, field, asked.settings.seed)),
  );
}

function readList(
  { query, address, token, settings }: Asked,
  total: number,
  width: number,
  row: (index: number) => unknown,
): unknown {
  if (limitOf(query) * width > settings.largestPage) throw new Refusal(REDUCE_DATA);
  return page(total, query, address, token, row);
}

/** What has no value is left out. */
function pick(fields: readonly string[], value: (field: string) => unknown): Record<string, unknown> {
  const entries = fields.map(field => [field, value(field)] as const);
  return Object.fromEntries(entries.filter(([, found]) => found !== undefined));
}
