import { isTooLarge } from '../../Core/Exceptions';
import type { Steps } from '../../Core/FetchProtocol';
import { isRecord } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';
import type { AdminApi } from './AdminApi';
import { isConnection, openConnections, type OpenConnection } from './Connections';
import { costOf, factorOf, LARGEST_PAGE, MOST_POINTS, pageSizes } from './Cost';
import type { NodePlace } from './NodeReader';
import { followQuery, nextPage, type Follow, type NodePlan } from './Queries';
import { printSelections, type Selection } from './Selections';

/** Reads what is left of the connections within these things, several in one query; gives back the same things. */
export function* completeThings(
  api: AdminApi,
  { shop, query }: NodePlace,
  selections: readonly Selection[],
  things: SourceRecord[],
): Steps<SourceRecord[]> {
  const ownerOf = (thing: SourceRecord) => ({ id: String(thing['id']), type: query.type });
  let open = things.flatMap(thing => openConnections(selections, thing, ownerOf(thing)));
  while (open.length) {
    const [first] = open;
    const cost = 3 + factorOf(LARGEST_PAGE) * (1 + costOf(first?.selection.children ?? [], LARGEST_PAGE));
    for (const some of chunks(open, Math.max(1, Math.floor(MOST_POINTS / cost))))
      yield* readNext(api, shop, some);
    open = things.flatMap(thing => openConnections(selections, thing, ownerOf(thing)));
  }
  return things;
}

function* readNext(api: AdminApi, shop: string, open: readonly OpenConnection[]): Steps<void> {
  const follows = open.map(({ owner, selection, connection }): Follow => {
    const text = nextPage(selection, LARGEST_PAGE, connection.pageInfo.endCursor ?? '');
    return { ...owner, text };
  });
  const answers = yield* askAll(api, shop, follows);
  open.forEach(({ selection, connection }, index) => {
    const thing = answers[index];
    // Deleted since its first page was read.
    if (thing === null) connection.pageInfo = { hasNextPage: false, endCursor: null };
    else append(api, shop, connection, isRecord(thing) ? thing[selection.name] : undefined);
  });
}

function append(api: AdminApi, shop: string, connection: OpenConnection['connection'], next: unknown): void {
  if (!isConnection(next)) throw api.notUnderstood(shop, 'lacks the next page of a list');
  const isStuck = next.pageInfo.hasNextPage && next.pageInfo.endCursor === connection.pageInfo.endCursor;
  if (isStuck) throw api.notUnderstood(shop, 'names the same page of a list again and again');
  connection.nodes.push(...next.nodes);
  connection.pageInfo = next.pageInfo;
}

/** Adds what a bulk operation cannot give. */
export function* followLate(
  api: AdminApi,
  place: NodePlace,
  plan: NodePlan,
  things: SourceRecord[],
): Steps<SourceRecord[]> {
  const { late, probes, query } = plan;
  if (!late.length) return things;
  const wanted = things.filter(thing => !probes.length || probes.some(name => !isEmptyList(thing[name])));
  const { inner } = pageSizes(late);
  const text = printSelections(late, inner);
  const size = Math.max(1, Math.floor(MOST_POINTS / (1 + costOf(late, inner))));
  for (const some of chunks(wanted, size)) {
    const follows = some.map(thing => ({ id: String(thing['id']), type: query.type, text }));
    const answers = yield* askAll(api, place.shop, follows);
    some.forEach((thing, index) => mergeThing(thing, answers[index]));
  }
  return yield* completeThings(api, place, late, things);
}

/** The answers in the order of what is asked; in two queries where Shopify counts more points than we do. */
function* askAll(api: AdminApi, shop: string, follows: readonly Follow[]): Steps<unknown[]> {
  try {
    const { data } = yield* api.query(shop, followQuery(follows));
    return follows.map((_, index) => data[`n${index}`]);
  } catch (error) {
    if (!isTooLarge(error) || follows.length < 2) throw error;
    const half = Math.ceil(follows.length / 2);
    const first = yield* askAll(api, shop, follows.slice(0, half));
    return [...first, ...(yield* askAll(api, shop, follows.slice(half)))];
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Objects that both have are merged, because parts of a union come by two ways. */
function mergeThing(thing: SourceRecord, more: unknown): void {
  if (!isRecord(more)) return;
  for (const [name, value] of Object.entries(more)) {
    const known = thing[name];
    thing[name] = isRecord(known) && isRecord(value) ? { ...known, ...value } : value;
  }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
