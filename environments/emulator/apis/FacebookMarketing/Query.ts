import { invalidParameter, unknownField, type GraphFault } from './Errors';

/** Thrown to answer with an error from wherever it is noticed. */
export class Refusal extends Error {
  constructor(readonly fault: GraphFault) {
    super(fault.message);
  }
}

/** Facebook takes 25 rows when nobody says how many, and no more than this. */
const DEFAULT_LIMIT = 25;
const LARGEST_LIMIT = 5000;

export function limitOf(query: URLSearchParams): number {
  const text = query.get('limit') ?? String(DEFAULT_LIMIT);
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw new Refusal(invalidParameter(`param limit must be a positive integer, not ${text}.`));
  if (limit > LARGEST_LIMIT)
    throw new Refusal(invalidParameter(`param limit must be at most ${LARGEST_LIMIT}.`));
  return limit;
}

/** Where a page begins: cursors are opaque, and none but ours are taken. */
export function offsetOf(query: URLSearchParams): number {
  const after = query.get('after');
  if (after === null) return 0;
  const match = /^row:(\d+)$/.exec(Buffer.from(after, 'base64').toString());
  if (!match) throw new Refusal(invalidParameter('Invalid cursors values in pagination parameters.'));
  return Number(match[1]);
}

const cursor = (row: number): string => Buffer.from(`row:${row}`).toString('base64');

/** A page and how to go on. `address` is that of the request without its token, which `next` carries all the same. */
export function page<T>(
  total: number,
  query: URLSearchParams,
  address: string,
  token: string,
  row: (index: number) => T,
): Record<string, unknown> {
  const from = offsetOf(query);
  const count = Math.max(0, Math.min(limitOf(query), total - from));
  const data = Array.from({ length: count }, (_, index) => row(from + index));
  if (!count) return { data };
  const cursors = { before: cursor(from), after: cursor(from + count) };
  if (from + count >= total) return { data, paging: { cursors } };
  const next = new URLSearchParams(query);
  for (const name of ['method', 'access_token']) next.delete(name);
  next.set('after', cursors.after);
  next.set('access_token', token);
  return { data, paging: { cursors, next: `https://graph.facebook.com${address}?${next.toString()}` } };
}

/** `a,b{c,d},e`: the names, with those in braces behind them. */
export function parseFieldList(text: string): Map<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  const pattern = /([a-z0-9_]+)(?:\{([^{}]+)\})?(?:,|$)/gy;
  let end = 0;
  while (end < text.length) {
    const match = pattern.exec(text);
    if (!match) throw new Refusal(syntaxError(text, end));
    fields.set(match[1] ?? '', match[2]?.split(',') ?? []);
    end = pattern.lastIndex;
  }
  return fields;
}

function syntaxError(text: string, at: number): GraphFault {
  const message = `Syntax error "Expected end of string instead of "${text.slice(at, at + 8)}"." at character ${at}: ${text}`;
  return { code: 2500, message };
}

export function requireKnown(names: Iterable<string>, known: ReadonlySet<string>, type: string): void {
  for (const name of names) if (!known.has(name)) throw new Refusal(unknownField(name, type));
}
