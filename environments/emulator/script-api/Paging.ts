import { googleError } from './GoogleError';

/** Entries of a page when the client does not say, and the most that it gets. */
const PAGE_SIZE = 50;

/** One page of a list, and what leads to the next. A page token is an offset in disguise. */
export function pageOf<T>(
  list: readonly T[],
  pageSize: number | undefined,
  pageToken: string | null,
): { items: T[]; next: { nextPageToken?: string } } {
  if (pageSize !== undefined && pageSize < 0) throw googleError('invalidArgument');
  const size = Math.min(pageSize === undefined || pageSize === 0 ? PAGE_SIZE : pageSize, PAGE_SIZE);
  const start = pageToken === null || pageToken === '' ? 0 : offsetOf(pageToken);
  const end = start + size;
  const next = end < list.length ? { nextPageToken: `page-${end}` } : {};
  return { items: list.slice(start, end), next };
}

function offsetOf(token: string): number {
  const digits = /^page-(\d+)$/.exec(token)?.[1];
  if (digits === undefined) throw googleError('invalidArgument');
  return Number(digits);
}
