import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { FetchFailure, FetchRequest, FetchResult } from '../../src/Core/EnvironmentAdapter';
import type { Command, Steps } from '../../src/Core/FetchProtocol';
import { isPublicAddress } from '../../src/Core/PublicAddress';
import { isShortLink, resolveShortLink, ShortLinks } from '../../src/Core/ShortLinks';

type Web = Record<string, string | number | FetchFailure['kind']>;

/** Runs the steps against a web of redirects: a text is where an address leads, a number its status. */
function browse<T>(steps: Steps<T>, web: Web): { value: T; asked: FetchRequest[] } {
  const asked: FetchRequest[] = [];
  let step = steps.next(undefined);
  while (!step.done) {
    const { request } = step.value as Command & { request: FetchRequest };
    asked.push(request);
    step = steps.next(answer(web[request.url] ?? 200));
  }
  return { value: step.value, asked };
}

function answer(what: Web[string]): FetchResult {
  if (typeof what === 'string' && /^(unlisted|network|timeout|invalid)$/.test(what))
    return { error: { kind: what as FetchFailure['kind'], message: 'no answer' } };
  const status = typeof what === 'number' ? what : 302;
  const headers: Record<string, string> = typeof what === 'string' ? { location: what } : {};
  return {
    response: {
      getResponseCode: () => status,
      getContentText: () => '',
      getContent: () => new Uint8Array(),
      getHeaders: () => headers,
      getAllHeaders: () => headers,
      getHeader: name => headers[name.toLowerCase()],
    },
  };
}

const follow = (url: string, web: Web) => browse(resolveShortLink(url), web).value;

describe('a short link', () => {
  it('is resolved to where its redirects end, relative ones included', () => {
    const web = {
      'https://sho.rt/a': 'http://track.example.com/x?id=1#top',
      'http://track.example.com/x?id=1': '//shop.example.com/land/',
      'http://shop.example.com/land/': '../spring?utm_source=fb',
    };
    const { value, asked } = browse(resolveShortLink('https://sho.rt/a'), web);
    expect(value).toBe('http://shop.example.com/land/../spring?utm_source=fb');
    expect(asked).toHaveLength(4);
  });

  it('is asked for without headers of ours, without following by itself, and for public hosts only', () => {
    const { asked } = browse(resolveShortLink('https://sho.rt/a'), { 'https://sho.rt/a': 'https://b.com/' });
    for (const request of asked) {
      expect(request).toMatchObject({ method: 'get', followRedirects: false, publicOnly: true });
      expect(request.headers).toBeUndefined();
      expect(request.payload).toBeUndefined();
    }
  });

  it('is where it leads although the shop turns robots away', () => {
    expect(
      follow('https://sho.rt/a', { 'https://sho.rt/a': 'https://b.com/x', 'https://b.com/x': 403 }),
    ).toBe('https://b.com/x');
  });

  it.each([
    ['does not redirect', { 'https://sho.rt/a': 200 }],
    ['is unknown', { 'https://sho.rt/a': 404 }],
    ['redirects without saying where', { 'https://sho.rt/a': 302, 'https://sho.rt/': 200 }],
    ['does not answer', { 'https://sho.rt/a': 'network' as const }],
    [
      'leads to a host that does not answer',
      { 'https://sho.rt/a': 'https://b.com/', 'https://b.com/': 'timeout' as const },
    ],
    ['leads to another scheme', { 'https://sho.rt/a': 'ftp://b.com/' }],
    ['leads to a script', { 'https://sho.rt/a': 'javascript:alert(1)' }],
    ['leads to a scheme without slashes', { 'https://sho.rt/a': 'https:b.com' }],
    ['leads into a private network', { 'https://sho.rt/a': 'http://169.254.169.254/latest/meta-data' }],
    [
      'leads into a private network after a detour',
      { 'https://sho.rt/a': 'https://b.com/', 'https://b.com/': 'http://localhost/' },
    ],
    ['goes round in circles', { 'https://sho.rt/a': 'https://sho.rt/a' }],
  ] as [string, Web][])('that %s stays as it is', (_, web) => {
    const { value, asked } = browse(resolveShortLink('https://sho.rt/a'), web);
    expect(value).toBeUndefined();
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(asked.every(request => isPublicAddress(request.url))).toBe(true);
  });

  it('is followed for five redirects and not for six', () => {
    const chain = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, i) => [`https://s.com/${i}`, `https://s.com/${i + 1}`]));
    expect(follow('https://s.com/0', chain(5))).toBe('https://s.com/5');
    expect(follow('https://s.com/0', chain(6))).toBeUndefined();
  });

  it.each([
    ['https://bit.ly/3xYz', true],
    ['https://bit.ly/3xYz/', false],
    ['https://bit.ly/', false],
    ['http://bit.ly/3xYz', false],
    ['https://shop.example.com/spring/sale', false],
    ['https://shop.example.com/spring?utm_source=fb', false],
    ['https://shop.com/spring#now', false],
    ['https://127.0.0.1/a', false],
  ])('%s is one: %s', (url, expected) => {
    expect(isShortLink(url)).toBe(expected);
  });
});

describe('the short links of a run', () => {
  const twice = (links: ShortLinks, urls: string[], web: Web) =>
    urls.map(url => browse(links.resolve(url), web)).map(({ value, asked }) => [value, asked.length]);

  it('are asked for once each', () => {
    const web = { 'https://sho.rt/a': 'https://b.com/x' };
    expect(
      twice(new ShortLinks(vi.fn()), ['https://sho.rt/a', 'https://sho.rt/a', 'https://b.com/x/y'], web),
    ).toEqual([
      ['https://b.com/x', 2],
      ['https://b.com/x', 0],
      [undefined, 0],
    ]);
  });

  it('stay as they are where the deployment does not open their hosts, which is said once', () => {
    const warn = vi.fn();
    const web = { 'https://sho.rt/a': 'unlisted', 'https://sho.rt/b': 'unlisted' } as const;
    const results = twice(new ShortLinks(warn), ['https://sho.rt/a', 'https://sho.rt/b'], web);
    expect(results.map(([value]) => value)).toEqual([undefined, undefined]);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[0]).toMatch(/sho\.rt.*"extraHosts" of sheetbound\.config\.json/);
  });
});

/** Every spelling of an IPv4 address that browsers and resolvers take. */
const spelling = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .chain(([bytes, parts]) => {
    const rest = bytes.slice(parts - 1).reduce((sum, byte) => sum * 256 + byte, 0);
    const numbers = [...bytes.slice(0, parts - 1), rest];
    const write = (number: number) =>
      fc.constantFrom(
        String(number),
        `0${number.toString(8)}`,
        `0x${number.toString(16)}`,
        `0X${number.toString(16)}`,
      );
    return fc.tuple(...numbers.map(write)).map(texts => texts.join('.'));
  });

describe('a public address', () => {
  it('is none of numbers, in whatever spelling', () => {
    fc.assert(
      fc.property(
        spelling,
        fc.constantFrom('', '.'),
        fc.constantFrom('/', ':80/', '?x', ''),
        (host, dot, end) => {
          expect(isPublicAddress(`http://${host}${dot}${end}`)).toBe(false);
        },
      ),
    );
  });

  it('is no IPv6 address', () => {
    fc.assert(
      fc.property(fc.ipV6(), address => {
        expect(isPublicAddress(`https://[${address}]/`)).toBe(false);
      }),
    );
  });

  it('is never one that the URL parser of Node takes for a private one', () => {
    const host = fc.oneof(
      fc.domain(),
      spelling,
      fc.ipV6().map(ip => `[${ip}]`),
      fc.constantFrom('localhost', 'a.local', '①②⑦.0.0.1'),
    );
    const odd = fc.constantFrom('', 'u@', 'u:p@', '\\', '\t', ' ', '%31', '.', ':8080', ':80', '//');
    const isPrivate = (name: string) =>
      /^\[|^\d+(\.\d+){3}\.?$|(^|\.)(localhost|local|internal)\.?$/.test(name) ||
      !name.replace(/\.$/, '').includes('.');
    fc.assert(
      fc.property(
        fc.constantFrom('http://', 'https://', 'HTTP://', 'http:/'),
        odd,
        host,
        odd,
        (scheme, before, name, after) => {
          const url = `${scheme}${before}${name}${after}/x`;
          if (!isPublicAddress(url)) return;
          const parsed = new URL(url);
          expect(isPrivate(parsed.hostname)).toBe(false);
          expect([parsed.port, parsed.username, parsed.password]).toEqual(['', '', '']);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    'http://localhost/x',
    'http://LOCALHOST./x',
    'http://printer/x',
    'http://printer.local/x',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://a.b.localhost/',
    'http://router.lan/',
    'http://1.0.0.127.in-addr.arpa/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::1]/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://example.com:8080/',
    'https://example.com:80/',
    'http://user@shop.com/',
    'http://shop.com@127.0.0.1/',
    'http://shop.com\\@127.0.0.1/',
    'http://127.0.0.%31/',
    'http://①②⑦.0.0.1/',
    'file:///etc/passwd',
    'gopher://shop.com/',
    '//shop.com/',
    '',
  ])('is not %s', url => {
    expect(isPublicAddress(url)).toBe(false);
  });

  it.each([
    'https://bit.ly/x',
    'http://Shop.Example.CO.uk/',
    'https://shop.com:443/',
    'http://shop.com:80',
    'https://xn--mnchen-3ya.de./',
    'https://t.co?x=1',
  ])('is %s', url => {
    expect(isPublicAddress(url)).toBe(true);
  });
});
