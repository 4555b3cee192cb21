import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readFailure } from '../../environments/apps-script/adapter/FetchFailures';
import { normalizeBase64 } from '../../environments/portable/Base64';
import { parseCsv } from '../../environments/portable/Csv';
import {
  checkRequest,
  describeUrl,
  encodeUrl,
  type CheckedRequest,
} from '../../environments/portable/FetchRequests';
import { resolveUrl } from '../../environments/portable/Redirects';
import { utf8Length } from '../../environments/portable/Unicode';

describe('CSV', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r', ' ', '1') });
  const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

  it('is read as it was written, by us and by others', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), (table, delimiter) => {
        const text = Papa.unparse(table, { quotes: true, delimiter });
        expect(parseCsv(text, delimiter)).toEqual(table);
      }),
    );
  });
});

describe('addresses', () => {
  const segment = fc.constantFrom('a', 'b.c', '..', '.', '', '%20');
  const path = fc.array(segment, { maxLength: 5 }).map(parts => parts.join('/'));
  const query = fc.constantFrom('', '?', '?x=1/../2', '#f', '?a#b');

  it('of redirects are resolved as browsers do', () => {
    const base = 'https://host.test:8443/one/two?q=1';
    const reference = fc.tuple(fc.constantFrom('', '/', '//other.test/', 'http://third.test/'), path, query);
    fc.assert(
      fc.property(reference, parts => {
        const location = parts.join('');
        fc.pre(URL.canParse(location, base));
        const expected = new URL(location, base);
        expected.hash = '';
        expect(new URL(resolveUrl(base, location)).href).toBe(expected.href);
      }),
    );
  });

  it('are encoded once, into something that every platform takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const url = encodeUrl(`https://host.test/${text}`);
        expect(url).toMatch(/^https:\/\/host\.test\/[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]*$/);
        expect(encodeUrl(url)).toBe(url);
      }),
    );
  });

  it('are described without what may be secret', () => {
    expect(describeUrl('https://user:word@host.test/path?token=1#x')).toBe('https://host.test/path');
    expect(describeUrl('https://host.test/a\n?token=1\nmore')).toBe('https://host.test/a\n');
  });
});

describe('encodings', () => {
  it('counts the bytes that UTF-8 takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });

  it('takes every base64 that Node writes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.constantFrom('base64' as const, 'base64url' as const),
        (bytes, encoding) => {
          const text = normalizeBase64(Buffer.from(bytes).toString(encoding));
          expect(text).toBe(Buffer.from(bytes).toString('base64'));
        },
      ),
    );
  });
});

describe('errors of UrlFetchApp', () => {
  const url = 'https://api.test/path?access_token=geheim';
  const request = checkRequest({ url, timeoutSeconds: 10 }) as CheckedRequest;
  const read = (text: string, elapsed = 0) => readFailure(new Error(text), request, elapsed);

  it.each([
    ['Service invoked too many times for one day: urlfetch.', 'quota'],
    ['Servizio richiamato troppe volte in un giorno: urlfetch.', 'quota'],
    [`Bandwidth quota exceeded: ${url}. Try reducing the rate of data transfer.`, 'quota'],
    [`DNS error: ${url}`, 'network'],
    [`Adresse nicht verfügbar: ${url}`, 'network'],
    ['何か別のエラー', 'network'],
    [`Timeout: ${url}`, 'timeout'],
    [`Invalid argument: ${url}`, 'invalid'],
    ['Limit Exceeded: URLFetch URL Length.', 'invalid'],
    ['Berechtigungen fehlen: https://www.googleapis.com/auth/script.external_request', 'invalid'],
  ])('%s', (text, kind) => {
    expect(read(text).kind).toBe(kind);
    expect(read(text).message).not.toContain('geheim');
  });

  it('mean a time-out in any language when the time was up', () => {
    expect(read(`Zeitüberschreitung: ${url}`, 9_900).kind).toBe('timeout');
    expect(read(`Zeitüberschreitung: ${url}`, 9_900).message).toBe(
      'Zeitüberschreitung: https://api.test/path',
    );
  });
});
