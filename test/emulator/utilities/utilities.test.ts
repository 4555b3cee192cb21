import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Emulator } from '../../../environments/emulator/google/Emulator';
import { inGoogle } from './inGoogle';

const MD5_OF_TWO_QUESTION_MARKS = [-22, 3, -4, -72, -60, 120, 34, -68, -25, 114, -49, 108, 7, -48, -21, -69];

describe('hashing', () => {
  it('makes ? of everything beyond ASCII unless the charset is named', () => {
    expect(inGoogle(`Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, '€🙂')`)).toEqual(
      MD5_OF_TWO_QUESTION_MARKS,
    );
    expect(
      inGoogle(`Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, '€🙂', Utilities.Charset.US_ASCII)`),
    ).toEqual(MD5_OF_TWO_QUESTION_MARKS);
    expect(
      inGoogle(`Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, '€🙂', Utilities.Charset.UTF_8)`),
    ).toEqual([-71, 89, 42, -99, 35, -63, -51, -82, 83, 46, 87, -53, -35, -67, 116, -6]);
  });

  it('gives the HMAC that Google gives', () => {
    const expected = [
      53, -75, -52, -25, -47, 86, -21, 14, -2, -57, 5, -13, 24, 105, -2, -84, 127, 115, -40, -75, -93, -27,
      -21, 34, -55, -117, -36, -103, -47, 116, -55, -61,
    ];
    const args = `'this is my input', 'my key - use a stronger one'`;
    expect(inGoogle(`Utilities.computeHmacSha256Signature(${args})`)).toEqual(expected);
    expect(inGoogle(`Utilities.computeHmacSignature(Utilities.MacAlgorithm.HMAC_SHA_256, ${args})`)).toEqual(
      expected,
    );
  });

  it('takes two texts or two byte arrays, nothing mixed', () => {
    expect(() => inGoogle(`Utilities.computeHmacSha256Signature('a', [1, 2])`)).toThrow(
      `The parameters (String,number[]) don't match the method signature for Utilities.computeHmacSha256Signature.`,
    );
    expect(() => inGoogle(`Utilities.computeHmacSha256Signature([1], [2], Utilities.Charset.UTF_8)`)).toThrow(
      'method signature',
    );
    expect(() => inGoogle(`Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, ['x'])`)).toThrow(
      /Cannot convert x/,
    );
    expect(() => inGoogle(`Utilities.computeHmacSha256Signature('a', '')`)).toThrow('Invalid argument: key');
  });

  it('signs texts with RSA and takes no bytes', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const sign = (value: string): string =>
      `Utilities.computeRsaSha256Signature(${value}, ${JSON.stringify(pem)}, Utilities.Charset.UTF_8)`;
    const signature = Uint8Array.from(inGoogle(sign(`'é'`)) as number[]);
    expect(verify('sha256', Buffer.from('é'), publicKey, signature)).toBe(true);
    expect(() => inGoogle(`Utilities.computeRsaSha256Signature([1], ${JSON.stringify(pem)})`)).toThrow(
      'signature for',
    );
  });
});

describe('dates', () => {
  const format = (zone: string, pattern: string): unknown =>
    inGoogle(`Utilities.formatDate(new Date(Date.UTC(2026, 6, 1, 12)), '${zone}', "${pattern}")`);

  it('takes an unknown zone for GMT without a word', () => {
    expect(format('Europe/Zuerich', 'HH:mm z')).toBe('12:00 GMT');
    expect(format('GMT+2', 'HH:mm Z')).toBe('14:00 +0200');
    expect(format('GMT-03:30', 'HH:mmXXX')).toBe('08:30-03:30');
    expect(format('PST', 'HH:mm')).toBe('05:00');
    expect(format('Europe/Zurich', 'z zzzz')).toBe('CEST Central European Summer Time');
    expect(format('America/New_York', 'z')).toBe('EDT');
  });

  it('reads u as the number of the weekday and YYYY as the week year', () => {
    expect(format('UTC', 'uuuu')).toBe('0003');
    expect(inGoogle(`Utilities.formatDate(new Date(Date.UTC(2026, 11, 28)), 'UTC', 'YYYY-MM-dd')`)).toBe(
      '2027-12-28',
    );
  });

  it('demands a Date and a pattern that exists', () => {
    expect(() => inGoogle(`Utilities.formatDate('2026-01-01', 'UTC', 'yyyy')`)).toThrow(
      `The parameters (String,String,String) don't match the method signature for Utilities.formatDate.`,
    );
    expect(() => format('UTC', 'yyyy-MM-ddTHH')).toThrow("Illegal pattern character 'T'");
    expect(() => format('UTC', "yyyy 'T")).toThrow('Unterminated quote');
  });

  const parse = (text: string, pattern: string, zone = 'UTC'): unknown =>
    inGoogle(`Utilities.parseDate('${text}', '${zone}', "${pattern}").toISOString()`);

  it.each([
    ['2026-02-30', 'yyyy-MM-dd', '2026-03-02T00:00:00.000Z'],
    ['2026-13-01', 'yyyy-MM-dd', '2027-01-01T00:00:00.000Z'],
    ['2026-3-2 and more', 'yyyy-MM-dd', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02 25:61', 'yyyy-MM-dd HH:mm', '2026-03-03T02:01:00.000Z'],
    ['  2026', 'yyyy', '2026-01-01T00:00:00.000Z'],
    ['26', 'yy', '2026-01-01T00:00:00.000Z'],
    ['70', 'yy', '1970-01-01T00:00:00.000Z'],
    ['26', 'yyyy', '0025-12-30T00:00:00.000Z'],
    ['20260302', 'yyyyMMdd', '2026-03-02T00:00:00.000Z'],
    ['2 march 2026', 'd MMM yyyy', '2026-03-02T00:00:00.000Z'],
    ['10 2026', 'w yyyy', '2026-03-01T00:00:00.000Z'],
    ['10 3 2026', 'w u YYYY', '2026-03-04T00:00:00.000Z'],
    ['2 Tue 3 2026', 'F EEE M yyyy', '2026-03-10T00:00:00.000Z'],
    ['10:30 PM', 'hh:mm a', '1970-01-01T22:30:00.000Z'],
    ['12:30 AM', 'hh:mm a', '1970-01-01T00:30:00.000Z'],
    ['2026-03-02 10:00 PST', 'yyyy-MM-dd HH:mm z', '2026-03-02T18:00:00.000Z'],
    ['2026-03-02 10:00 GMT+02:00', 'yyyy-MM-dd HH:mm z', '2026-03-02T08:00:00.000Z'],
  ])('parses %s by %s as leniently as Java', (text, pattern, iso) => {
    expect(parse(text, pattern)).toBe(iso);
  });

  it('throws on what does not match at all', () => {
    expect(() => parse('yesterday', 'yyyy-MM-dd')).toThrow('Unparseable date: "yesterday"');
  });

  it('moves a time that does not exist and takes the second of two', () => {
    expect(parse('2026-03-29 02:30', 'yyyy-MM-dd HH:mm', 'Europe/Zurich')).toBe('2026-03-29T01:30:00.000Z');
    expect(parse('2026-10-25 02:30', 'yyyy-MM-dd HH:mm', 'Europe/Zurich')).toBe('2026-10-25T01:30:00.000Z');
  });
});

describe('text', () => {
  it.each([
    [`Utilities.base64Encode('é')`, 'w6k='],
    [`Utilities.base64Encode('é', Utilities.Charset.US_ASCII)`, 'Pw=='],
    [`Utilities.base64EncodeWebSafe([-5, -1, -2, -1])`, '-__-_w=='],
    [`Utilities.base64Decode('-__-')`, [-5, -1, -2]],
    [`Utilities.base64DecodeWebSafe('+//+')`, [-5, -1, -2]],
    [
      `Utilities.formatString('%s|%5s|%-5s|%d|%05.2f|%+d|%,d|%x|%%|%2$s', 'a', 'b', 'c', 42.9, 3.14159, 5, 1234567, 255)`,
      'a|    b|c    |42|03.14|+5|1,234,567|ff|%|b',
    ],
    [
      `Utilities.parseCsv('a,"b ""c"""\\r\\n1,\\n')`,
      [
        ['a', 'b "c"'],
        ['1', ''],
      ],
    ],
    [`Utilities.parseCsv('a;b', ';')`, [['a', 'b']]],
    [`Utilities.getUuid().length`, 36],
    [`JSON.stringify(Utilities.DigestAlgorithm.MD5)`, '"MD5"'],
  ])('%s', (expression, expected) => {
    expect(inGoogle(expression)).toEqual(expected);
  });

  it('refuses what Google refuses', () => {
    expect(() => inGoogle(`Utilities.parseCsv('a,"b')`)).toThrow('Could not parse text.');
    expect(() => inGoogle(`Utilities.base64Decode('a')`)).toThrow('Could not decode string.');
    expect(() => inGoogle(`Utilities.formatString('%s %s', 'a')`)).toThrow(`Format specifier '%s'`);
    expect(() => inGoogle(`Utilities.jsonParse('{}')`)).toThrow('Utilities.jsonParse is not emulated');
  });
});

describe('sleep', () => {
  it('passes virtual time only, up to its limit', () => {
    const emulator = new Emulator({ code: 'function nap() { Utilities.sleep(300000); }' });
    const before = emulator.now;
    emulator.user('owner@example.com').run('nap');
    expect(emulator.now - before).toBeGreaterThanOrEqual(300_000);
    expect(() => inGoogle(`Utilities.sleep('rubbish')`)).toThrow('Cannot convert rubbish to int.');
    expect(() => inGoogle('Utilities.sleep(300001)')).toThrow('Invalid argument');
  });
});

describe('blobs', () => {
  it.each([
    [`String(Utilities.newBlob('x'))`, 'Blob'],
    [`[Utilities.newBlob('é').getContentType(), Utilities.newBlob('é').getName()]`, ['text/plain', null]],
    [`Utilities.newBlob('é').getBytes()`, [-61, -87]],
    [`Utilities.newBlob([1]).getContentType()`, null],
    [`Utilities.newBlob([-61, -87]).getDataAsString()`, 'é'],
    [`Utilities.newBlob([-61, -87]).getDataAsString('ISO-8859-1')`, 'Ã©'],
    [`Utilities.newBlob([-17, -69, -65, 97]).getDataAsString().length`, 2],
    [`Utilities.newBlob('').setDataFromString('é', 'US-ASCII').getBytes()`, [63]],
    [`Utilities.newBlob('').setDataFromString('é', 'UTF-16').getBytes()`, [-2, -1, 0, -23]],
    [`Utilities.newBlob('x', 'a/b', 'n.csv').setContentTypeFromExtension().getContentType()`, 'text/csv'],
    [`Utilities.newBlob('x', 'a/b', 'n').copyBlob().setName('m').getName()`, 'm'],
    [`JSON.stringify(Utilities.newBlob('x'))`, '{}'],
    [`Utilities.zip([Utilities.newBlob('x', 't/t', 'a.csv')]).getName()`, 'archive.zip'],
    [`Utilities.zip([Utilities.newBlob('x', 't/t', 'a.csv')], 'b.zip').getContentType()`, 'application/zip'],
    [
      `Utilities.unzip(Utilities.zip([Utilities.newBlob('x', 't/t', 'a.csv')]))[0].getContentType()`,
      'text/csv',
    ],
    [`Utilities.gzip(Utilities.newBlob('x')).getName()`, 'archive.gz'],
    [`Utilities.gzip(Utilities.newBlob('x')).getContentType()`, 'application/x-gzip'],
    [`Utilities.ungzip(Utilities.gzip(Utilities.newBlob('x'))).getName()`, 'archive'],
    [`Utilities.ungzip(Utilities.gzip(Utilities.newBlob('x'))).getContentType()`, null],
    [`Utilities.ungzip(Utilities.gzip(Utilities.newBlob('é'))).getDataAsString()`, 'é'],
  ])('%s', (expression, expected) => {
    expect(inGoogle(expression)).toEqual(expected);
  });

  it('refuses archives that are none', () => {
    expect(() => inGoogle(`Utilities.unzip(Utilities.newBlob([1, 2, 3]))`)).toThrow('Invalid argument');
    expect(() => inGoogle(`Utilities.ungzip(Utilities.newBlob([1, 2, 3]))`)).toThrow('Invalid argument');
    expect(() => inGoogle(`Utilities.unzip('x')`)).toThrow('method signature for Utilities.unzip');
  });
});
