import type { AbstractSource } from '../../Core/AbstractSource';
import { HttpRequestException, isTooLarge, messageOf } from '../../Core/Exceptions';
import type { Answer, Command, Pages, Steps } from '../../Core/FetchProtocol';
import { isRecord } from '../../Core/Json';
import { guardLoop } from '../../Core/Paginators';
import type { Part } from '../../Core/Parts';
import type { SourceRecord } from '../../Core/Schema';
import type { AdminApi } from './AdminApi';
import { exportInBulk } from './Bulk';
import { completeThings, followLate } from './Follow';
import { isConnection, type Connection } from './Connections';
import { LARGEST_PAGE, pageSizes, smallerPages, type PageSizes } from './Cost';
import { bulkQuery, pageQuery, planQuery, singleQuery, type NodePlan, type NodeQuery } from './Queries';
import { toRecord } from './Records';
import { daysFilter } from './Shops';

/** A node of one shop. */
export interface NodePlace {
  query: NodeQuery;
  shop: string;
  /** Known where days matter. */
  timeZone: string | undefined;
}

/** Shopify lets nobody page further. */
const MOST_PAGED = 25_000;
/** Things of an export that are handed on together. */
const AT_ONCE = 5_000;
/** Points: what the smallest plan restores in 100 seconds. Paging that costs more is slower than an export. */
const MOST_PAGED_POINTS = 10_000;

/** Reads one node of one shop: in pages, or by a bulk operation where pages would be cut or take for ever. */
export class NodeReader {
  constructor(
    private readonly source: AbstractSource<object>,
    private readonly api: AdminApi,
    private readonly place: NodePlace,
  ) {}

  *read(part: Part): Pages {
    const { query, timeZone } = this.place;
    const plan = planQuery(query, part.fields);
    const filter =
      query.filter !== undefined && timeZone !== undefined
        ? daysFilter(query.filter, part.from, part.to, timeZone)
        : undefined;
    if (query.root === 'shop') {
      yield this.recordsOf(yield* this.readSingle(plan), part.fields);
      return;
    }
    // Halves of a part may have as many fields, never the same last one.
    const key = [part.from, part.to, part.fields.length, part.fields[part.fields.length - 1]].join(' ');
    const seen = new Set<unknown>();
    if (!this.isExporting && (yield* this.readPages(plan, part, filter, seen))) return;
    this.source.state = { ...this.source.state, bulk: true };
    const things = yield* this.exportAll(plan, filter, key);
    const rest = things.filter(({ id }) => !seen.has(id));
    for (let start = 0; start < rest.length; start += AT_ONCE)
      yield this.recordsOf(rest.slice(start, start + AT_ONCE), part.fields);
  }

  /** Remembered over a pause, and for the halves of a part: pages are not read only to find out again. */
  private get isExporting(): boolean {
    return this.source.state['bulk'] === true;
  }

  private *readSingle(plan: NodePlan): Steps<SourceRecord[]> {
    const { query, shop } = this.place;
    const { data } = yield* this.api.query(shop, singleQuery(plan, LARGEST_PAGE));
    const thing = data[query.root];
    if (!isRecord(thing)) throw this.api.notUnderstood(shop, `has no ${query.root}`);
    return yield* completeThings(this.api, this.place, plan.selections, [thing]);
  }

  /** False: there is more than paging is good for, and what was read is among `seen`. */
  private *readPages(
    plan: NodePlan,
    { fields }: Part,
    filter: string | undefined,
    seen: Set<unknown>,
  ): Generator<readonly SourceRecord[] | Command, boolean, Answer> {
    const guard = guardLoop(this.source.name);
    let sizes = pageSizes(plan.selections);
    let points = 0;
    for (let after: string | undefined; ;) {
      guard(after ?? '');
      const page = yield* this.readPage(plan, sizes, after, filter);
      sizes = page.sizes;
      const things = page.connection.nodes.filter(isRecord) as SourceRecord[];
      yield this.recordsOf(yield* completeThings(this.api, this.place, plan.selections, things), fields);
      for (const { id } of things) seen.add(id);
      const { hasNextPage, endCursor } = page.connection.pageInfo;
      // There it may say that nothing follows, because nothing may be asked for.
      if (seen.size >= MOST_PAGED) return false;
      if (!hasNextPage) return true;
      if (endCursor === null) throw this.api.notUnderstood(this.place.shop, 'names no next page');
      points += page.spent;
      if (points >= MOST_PAGED_POINTS) return false;
      after = endCursor;
    }
  }

  /** One page; a smaller one where Shopify counts more points than we do. */
  private *readPage(
    plan: NodePlan,
    sizes: PageSizes,
    after: string | undefined,
    filter: string | undefined,
  ): Steps<{ connection: Connection; spent: number; sizes: PageSizes }> {
    const { shop, query } = this.place;
    try {
      const { data, spent } = yield* this.api.query(shop, pageQuery(plan, sizes, after, filter));
      const connection = data[query.root];
      if (!isConnection(connection)) throw this.api.notUnderstood(shop, `has no ${query.root}`);
      return { connection, spent, sizes };
    } catch (error) {
      const smaller = isTooLarge(error) ? smallerPages(sizes) : undefined;
      if (smaller) return yield* this.readPage(plan, smaller, after, filter);
      throw isTooLarge(error) ? new HttpRequestException(messageOf(error), { kind: 'permanent' }) : error;
    }
  }

  private *exportAll(plan: NodePlan, filter: string | undefined, key: string): Steps<SourceRecord[]> {
    const { shop } = this.place;
    const query = bulkQuery(plan, filter);
    const job = { shop, query, selections: plan.bulk };
    const things = yield* exportInBulk(this.source, this.api, key, job);
    return yield* followLate(this.api, this.place, plan, things);
  }

  private recordsOf(things: readonly SourceRecord[], fields: readonly string[]): SourceRecord[] {
    const { query, shop, timeZone } = this.place;
    const { rows } = query;
    if (rows === undefined) return things.map(thing => toRecord(thing, fields, query, { shop, timeZone }));
    return things.flatMap(owner => {
      const connection = owner[rows];
      const nodes =
        isRecord(connection) && Array.isArray(connection['nodes']) ? connection['nodes'] : undefined;
      if (!nodes) throw this.api.notUnderstood(shop, `has no ${rows}`);
      return nodes.filter(isRecord).map(row => toRecord(row, fields, query, { shop, owner }));
    });
  }
}
