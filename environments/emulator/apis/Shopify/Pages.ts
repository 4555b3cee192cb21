import { refusal } from './Validation';

export interface PageArguments {
  first?: number;
  last?: number;
  after?: string;
  before?: string;
}

const LARGEST_PAGE = 250;
/** Whoever wants more has to filter, or to use a bulk operation. */
const MOST_PAGED = 25_000;

/** A connection: one page of a list, or all of it within a bulk operation. */
export function connection(
  list: readonly unknown[],
  page: PageArguments,
  isBulk: boolean,
): Record<string, unknown> {
  const { first, last, after } = page;
  if (isBulk) return pageOf(list, 0, list.length);
  if (first === undefined && last === undefined)
    throw refusal('you must provide one of first or last', 'BAD_REQUEST');
  if (first !== undefined && last !== undefined)
    throw refusal('providing both first and last is not supported', 'BAD_REQUEST');
  const size = first ?? last ?? 0;
  if (size < 0 || size > LARGEST_PAGE)
    throw refusal(`${first === undefined ? 'last' : 'first'} cannot exceed ${LARGEST_PAGE}`, 'BAD_REQUEST');
  const start = first === undefined ? Math.max(0, list.length - size) : startOf(after);
  if (start >= MOST_PAGED)
    throw refusal(
      `Pagination is limited to ${MOST_PAGED} objects: use filters or a bulk operation.`,
      'BAD_REQUEST',
    );
  return pageOf(list, start, size);
}

function startOf(after: string | undefined): number {
  if (after === undefined) return 0;
  const place = /^place:(\d+)$/.exec(Buffer.from(after, 'base64').toString('latin1'))?.[1];
  if (place === undefined) throw refusal('Invalid cursor for current pagination sort.', 'BAD_REQUEST');
  return Number(place) + 1;
}

function pageOf(list: readonly unknown[], start: number, size: number): Record<string, unknown> {
  const nodes = list.slice(start, start + size);
  const cursor = (place: number): string => Buffer.from(`place:${place}`).toString('base64');
  const end = start + nodes.length;
  return {
    nodes,
    edges: nodes.map((node, offset) => ({ node, cursor: cursor(start + offset) })),
    pageInfo: {
      hasNextPage: end < list.length,
      hasPreviousPage: start > 0,
      startCursor: nodes.length ? cursor(start) : null,
      endCursor: nodes.length ? cursor(end - 1) : null,
    },
  };
}
