import type { Selection } from './Selections';

/** Shopify refuses a query that may cost more, whatever the plan. */
export const MOST_POINTS = 1_000;
/** Largest page of any connection. */
export const LARGEST_PAGE = 250;

/** First pages of inner connections that are tried, largest first. What they leave is asked for afterwards. */
const INNER_PAGES = [100, 50, 25, 10];
/** Smaller outer pages than this are worse than asking for the rest of inner ones. */
const SMALL_PAGE = 50;

/** How often the things in a page of so many count: Shopify scales connections by the logarithm of their size. */
export function factorOf(size: number): number {
  return size > 0 ? Math.floor(2 * Math.log(Math.max(2, size))) : 0;
}

/**
 * Points that a query may cost at most, by Shopify's rules: nothing for a value, 1 for an object, 2 and the scaled
 * things for a connection, the dearest of the types of a union.
 */
export function costOf(selections: readonly Selection[], inner: number): number {
  const fields = selections.filter(({ isFragment }) => !isFragment).map(each => costOfField(each, inner));
  const types = selections.filter(({ isFragment }) => isFragment).map(each => costOf(each.children, inner));
  return fields.reduce((sum, cost) => sum + cost, 0) + Math.max(0, ...types);
}

function costOfField({ args, isConnection, children }: Selection, inner: number): number {
  if (!children.length) return 0;
  const first = /first: (\d+)/.exec(args)?.[1];
  if (first !== undefined) return 2 + factorOf(Number(first)) * costOf(children, inner);
  const things = 1 + costOf(children, inner);
  return isConnection ? 2 + factorOf(inner) * things : things;
}

/** Points of one page of `size` things that are selected so. */
export function costOfPage(selections: readonly Selection[], { size, inner }: PageSizes): number {
  return 2 + factorOf(size) * (1 + costOf(selections, inner));
}

export interface PageSizes {
  /** Things of the root connection. */
  size: number;
  /** Things of each connection in them. */
  inner: number;
}

/** The largest pages that stay below the limit; inner pages shrink first where outer ones would be small. */
export function pageSizes(selections: readonly Selection[]): PageSizes {
  let best: PageSizes = { size: 1, inner: 1 };
  for (const inner of INNER_PAGES) {
    best = { size: largestSize(1 + costOf(selections, inner)), inner };
    if (best.size >= SMALL_PAGE) return best;
  }
  return best;
}

function largestSize(things: number): number {
  let size = LARGEST_PAGE;
  while (size > 1 && 2 + factorOf(size) * things > MOST_POINTS) size--;
  return size;
}

/** After Shopify found a query too dear although we did not. Undefined: there is nothing smaller. */
export function smallerPages({ size, inner }: PageSizes): PageSizes | undefined {
  if (size > 1) return { size: Math.ceil(size / 2), inner };
  return inner > 1 ? { size, inner: Math.ceil(inner / 2) } : undefined;
}
