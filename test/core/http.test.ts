import { describe, expect, it } from 'vitest';
import {
  cursor,
  guardLoop,
  linkHeader,
  nextUrl,
  offset,
  pageNumber,
  parseLinkHeader,
  queryValue,
  withQuery,
  type Page,
} from '../../src/Core/Paginators';
import { isTransient, LONGEST_OWN_DELAY, retryDelay, serverDelay } from '../../src/Core/Retry';

const NOW = Date.parse('2026-03-15T12:00:00Z');
const delayFor = (headers: Record<string, string>) => serverDelay(name => headers[name], NOW);

describe('retry', () => {
  it('retries no answer, 408, 429 and 5xx, and nothing else', () => {
    expect([0, 408, 429, 500, 503, 599].every(isTransient)).toBe(true);
    expect([200, 204, 301, 400, 401, 403, 404, 409, 422, 600].some(isTransient)).toBe(false);
  });

  it('doubles its own delay with jitter and takes the server at its word', () => {
    expect([1, 2, 3].map(attempt => retryDelay(attempt, 5000, 0.5))).toEqual([5000, 10_000, 20_000]);
    expect([retryDelay(1, 5000, 0), retryDelay(1, 5000, 0.999)]).toEqual([2500, 7495]);
    expect(retryDelay(30, 5000, 0.5)).toBe(LONGEST_OWN_DELAY);
    expect(retryDelay(1, 5000, 0.1, 123)).toBe(123);
  });

  it('reads every spelling of how long to wait', () => {
    expect(delayFor({ 'retry-after': '120' })).toBe(120_000);
    expect(delayFor({ 'retry-after': '1.5' })).toBe(1500);
    expect(delayFor({ 'retry-after': 'Sun, 15 Mar 2026 12:01:00 GMT' })).toBe(60_000);
    expect(delayFor({ 'retry-after': 'Sun, 15 Mar 2026 11:00:00 GMT' })).toBe(0);
    expect(delayFor({ 'retry-after-ms': '250' })).toBe(250);
    expect(delayFor({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 30) })).toBe(
      30_000,
    );
    expect(delayFor({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 30_000) })).toBe(
      30_000,
    );
    expect(delayFor({ 'ratelimit-remaining': '0', 'ratelimit-reset': '9' })).toBe(9000);
    expect(
      delayFor({ 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': String(NOW / 1000 + 30) }),
    ).toBeUndefined();
    expect(delayFor({ 'retry-after': 'soon' })).toBeUndefined();
  });
});

describe('paging', () => {
  const page = (more: Partial<Page>): Page => ({
    body: {},
    url: 'https://x.test/v1/items?a=1',
    number: 1,
    count: 2,
    response: { getHeader: () => undefined } as unknown as Page['response'],
    ...more,
  });

  it('finds the next page in every way that APIs have', () => {
    const link = {
      getHeader: () => '<https://x.test/p?page=2>; rel="next", <https://x.test/p?page=9>; rel="last"',
    } as unknown as Page['response'];
    expect(linkHeader()(page({ response: link }))).toBe('https://x.test/p?page=2');
    expect(nextUrl(body => body.next)(page({ body: { next: '/v2?x=1' } }))).toBe('https://x.test/v2?x=1');
    expect(nextUrl(body => body.next)(page({ body: { next: null } }))).toBeUndefined();
    expect(cursor('after', body => body.c)(page({ body: { c: 'a b&c' } }))).toBe(
      'https://x.test/v1/items?a=1&after=a%20b%26c',
    );
    expect(pageNumber('page', 2)(page({}))).toBe('https://x.test/v1/items?a=1&page=2');
    expect(pageNumber('page', 3)(page({}))).toBeUndefined();
    expect(offset('skip', 2)(page({ url: 'https://x.test/?skip=4' }))).toBe('https://x.test/?skip=6');
  });

  it('reads links whatever their order and spacing', () => {
    expect(parseLinkHeader('<a>; title="x, y"; rel="prev next",<b>;rel=last')).toEqual({
      prev: 'a',
      next: 'a',
      last: 'b',
    });
  });

  it('changes one query parameter and leaves the rest as it was', () => {
    expect(withQuery('https://x.test/?a=1&b=%20#f', 'a', 2)).toBe('https://x.test/?b=%20&a=2#f');
    expect(withQuery('https://x.test/', 'q', 'ä')).toBe('https://x.test/?q=%C3%A4');
    expect(withQuery('https://x.test/?q=1', 'q', undefined)).toBe('https://x.test/');
    expect(queryValue('https://x.test/?q=a%3Db&r', 'q')).toBe('a=b');
  });

  it('stops an API that names a page twice', () => {
    const guard = guardLoop('Test');
    guard('a');
    guard('b');
    expect(() => guard('a')).toThrowError(/\[Test\] Paging goes round in circles: after page 2/);
  });
});
