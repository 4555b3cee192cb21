import type { FetchResponse } from './EnvironmentAdapter';
import { DataException } from './Exceptions';

/** One answered page. */
export interface Page {
  /** The parsed body. Loose, because every API has its own. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  response: FetchResponse;
  url: string;
  /** Counts from 1. */
  number: number;
  /** How many records were taken from it. */
  count: number;
}

/** From a page to the URL of the next one; undefined after the last. Pure: loops are found by `guardLoop`. */
export type Paginator = (page: Page) => string | undefined;

/** The body names the whole next URL: `nextUrl(body => body.paging.next)`. Relative ones are resolved. */
export function nextUrl(pick: (body: Page['body']) => string | null | undefined): Paginator {
  return ({ body, url }) => {
    const next = pick(body);
    return next ? resolveUrl(next, url) : undefined;
  };
}

/** The `Link` header names the next URL with `rel="next"` (RFC 8288). */
export function linkHeader(): Paginator {
  return ({ response, url }) => {
    const next = parseLinkHeader(response.getHeader('link') ?? '')['next'];
    return next ? resolveUrl(next, url) : undefined;
  };
}

/** The body holds a token that goes into a query parameter. */
export function cursor(
  parameter: string,
  pick: (body: Page['body']) => string | number | null | undefined,
): Paginator {
  return ({ body, url }) => {
    const token = pick(body);
    return token === undefined || token === null || token === ''
      ? undefined
      : withQuery(url, parameter, String(token));
  };
}

/** Pages are numbered from 1 (or what the first URL says); a page of fewer than `size` records is the last. */
export function pageNumber(parameter: string, size: number): Paginator {
  return ({ url, count }) =>
    count < size ? undefined : withQuery(url, parameter, String(Number(queryValue(url, parameter) ?? 1) + 1));
}

/** The next page begins where this one ended; a page of fewer than `size` records is the last. */
export function offset(parameter: string, size: number): Paginator {
  return ({ url, count }) =>
    count < size
      ? undefined
      : withQuery(url, parameter, String(Number(queryValue(url, parameter) ?? 0) + count));
}

/** Refuses a URL that was asked for before: an API that repeats a token would burn the whole run. */
export function guardLoop(speaker: string): (url: string) => void {
  const seen = new Set<string>();
  return url => {
    if (seen.has(url))
      throw new DataException(
        `[${speaker}] Paging goes round in circles: after page ${seen.size} the API named a page that was already read. Nothing of this window was written.`,
      );
    seen.add(url);
  };
}

/** `<https://x/?page=2>; rel="next", <...>; rel="last"` -> `{ next: ..., last: ... }`. */
export function parseLinkHeader(header: string): Record<string, string> {
  const links: Record<string, string> = {};
  for (const match of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const rel = /;\s*rel\s*=\s*"?([^";,]+)"?/i.exec(match[2] ?? '')?.[1];
    for (const name of rel?.trim().split(/\s+/) ?? []) links[name.toLowerCase()] ??= match[1] ?? '';
  }
  return links;
}

/** Sets a query parameter, encoded, and leaves the rest of the URL as it is. */
export function withQuery(url: string, name: string, value: string | number | boolean | undefined): string {
  const [address = '', fragment] = url.split('#');
  const [path = '', query = ''] = address.split(/\?(.*)/s);
  const kept = query.split('&').filter(pair => pair !== '' && decode(pair.split('=')[0] ?? '') !== name);
  if (value !== undefined) kept.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return path + (kept.length ? `?${kept.join('&')}` : '') + (fragment === undefined ? '' : `#${fragment}`);
}

/** The decoded value of a query parameter; undefined when it is not there. */
export function queryValue(url: string, name: string): string | undefined {
  const query = (url.split('#')[0] ?? '').split(/\?(.*)/s)[1] ?? '';
  const pair = query.split('&').find(each => decode(each.split('=')[0] ?? '') === name);
  return pair === undefined ? undefined : decode(pair.split(/=(.*)/s)[1] ?? '');
}

/** Scheme and host of an absolute URL, in lower case; the empty text if there is none. */
export function hostOf(url: string): string {
  return (/^https?:\/\/[^/?#]+/i.exec(url)?.[0] ?? '').toLowerCase();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

/** The absolute URL that `next` means beside `base`. */
export function resolveUrl(next: string, base: string): string {
  if (/^https?:\/\//i.test(next)) return next;
  const origin = /^(https?:)\/\/[^/?#]+/i.exec(base);
  if (next.startsWith('//')) return `${origin?.[1] ?? 'https:'}${next}`;
  if (next.startsWith('/')) return `${origin?.[0] ?? ''}${next}`;
  const path = base.split(/[?#]/)[0] ?? '';
  return next.startsWith('?') ? path + next : path.replace(/[^/]*$/, '') + next;
}
