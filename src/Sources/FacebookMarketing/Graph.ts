import type { RequestOptions } from '../../Core/AbstractSource';
import type { FetchResponse } from '../../Core/EnvironmentAdapter';
import { DataException } from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { isRecord } from '../../Core/Json';
import { guardLoop, queryValue } from '../../Core/Paginators';
import type { SourceRecord } from '../../Core/Schema';
import { asksForSmallerPages } from './Errors';

export const GRAPH = 'https://graph.facebook.com/v26.0';

/** A question to the Graph API. */
export interface GraphQuery {
  /** Below the version, e.g. `act_1/ads`. */
  path: string;
  params: Readonly<Record<string, string>>;
}

/** The part of the source that asking needs. */
interface Asker {
  readonly name: string;
  request(url: string, options?: RequestOptions): Steps<FetchResponse>;
  parseJson(response: FetchResponse): unknown;
}

/** Characters of an address; Apps Script takes 2,082. */
const LONGEST_ADDRESS = 1_900;

/** How many rows a page has: what is wanted, and the fewest that Facebook is asked for when that is too much. */
export interface PageSize {
  rows: number;
  /** Default 1. */
  least?: number;
}

/**
 * Address and options of a question. One that is too long for an address goes as a form with `method=get`, as Facebook's
 * own SDK for PHP sends every question.
 */
export function graphRequest({ path, params }: GraphQuery): { url: string; options: RequestOptions } {
  const address = `${GRAPH}/${path}`;
  const query = Object.entries(params)
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ',')}`)
    .join('&');
  const url = query ? `${address}?${query}` : address;
  if (url.length <= LONGEST_ADDRESS) return { url, options: {} };
  return { url: address, options: { method: 'post', payload: { ...params, method: 'get' } } };
}

/** The object that a question is answered with. */
export function* askObject(asker: Asker, query: GraphQuery): Steps<SourceRecord> {
  const { url, options } = graphRequest(query);
  const body = asker.parseJson(yield* asker.request(url, options));
  if (isRecord(body) && ['string', 'number'].includes(typeof body['id'])) return body;
  throw notUnderstood(asker, 'is no object with an id');
}

/**
 * All pages of an edge, by its cursors: Facebook's own address of the next page would carry the access token. Where
 * Facebook finds a page too large, it is asked for again with a quarter of the rows.
 */
export function* askPages(asker: Asker, query: GraphQuery, { rows, least = 1 }: PageSize): Pages {
  const guard = guardLoop(asker.name);
  const size = { rows, least };
  let after: string | undefined;
  do {
    guard(after ?? '');
    const body = yield* askPage(asker, query, size, after);
    yield rowsOf(asker, body);
    after = nextCursor(asker, body);
  } while (after !== undefined);
}

function* askPage(
  asker: Asker,
  { path, params }: GraphQuery,
  size: Required<PageSize>,
  after: string | undefined,
): Steps<unknown> {
  for (;;) {
    const page = { limit: String(size.rows), ...(after === undefined ? {} : { after }) };
    const { url, options } = graphRequest({ path, params: { ...params, ...page } });
    try {
      return asker.parseJson(yield* asker.request(url, options));
    } catch (error) {
      if (!asksForSmallerPages(error) || size.rows <= size.least) throw error;
      size.rows = Math.max(size.least, Math.floor(size.rows / 4));
    }
  }
}

function rowsOf(asker: Asker, body: unknown): SourceRecord[] {
  const data = isRecord(body) ? body['data'] : undefined;
  if (Array.isArray(data) && data.every(isRecord)) return data;
  throw notUnderstood(asker, 'holds no list of data');
}

/** There is a next page where Facebook names one. */
function nextCursor(asker: Asker, body: unknown): string | undefined {
  const paging = isRecord(body) ? body['paging'] : undefined;
  if (!isRecord(paging) || typeof paging['next'] !== 'string') return undefined;
  const { cursors } = paging;
  const after = isRecord(cursors) ? cursors['after'] : undefined;
  const cursor = after ?? queryValue(paging['next'], 'after');
  if (typeof cursor === 'string' && cursor !== '') return cursor;
  throw notUnderstood(asker, 'names a next page without a cursor');
}

function notUnderstood({ name }: Asker, what: string): DataException {
  return new DataException(
    `[${name}] Facebook's answer ${what}. Nothing of this window was written; try again later.`,
  );
}
