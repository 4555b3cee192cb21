import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { worldOf } from '../runtime/support';
import { errorOf, resultOf } from './script';

/** The value of one expression in a script. */
const valueOf = (expression: string): unknown => resultOf(`return ${expression};`);
const refusal = (expression: string): string => errorOf(`${expression};`);
const signed = (bytes: Buffer): number[] => [...new Int8Array(bytes)];

const DIGEST = 'Utilities.computeDigest(Utilities.DigestAlgorithm';
const QUESTION_MARKS = [-22, 3, -4, -72, -60, 120, 34, -68, -25, 114, -49, 108, 7, -48, -21, -69];

describe('Utilities.sleep', () => {
  it('passes time that counts, five minutes at most in one call', () => {
    const { emulator, ann } = worldOf(
      `function run(ms) { var before = Date.now(); Utilities.sleep(ms); return Date.now() - before; }`,
    );
    expect(Number(ann.run('run', 300_000).result)).toBeGreaterThanOrEqual(300_000);
    expect(ann.run('run', 300_001).error?.message).toMatch(/^Invalid argument/);
    expect(refusal('Utilities.sleep("rubbish")')).toBe('Exception: Cannot convert rubbish to int.');
    expect(emulator.executions[0]?.status).toBe('completed');
  });

  it('ends an execution that sleeps beyond its six minutes', () => {
    const { ann } = worldOf('function run() { Utilities.sleep(300000); Utilities.sleep(100000); }');
    expect(ann.run('run').status).toBe('timed out');
  });

  it('blocks everything in a promise too', () => {
    const { ann } = worldOf(`async function run() { await null; Utilities.sleep(60000); }`);
    const { startedAt, endedAt } = ann.run('run');
    expect(endedAt - startedAt).toBeGreaterThanOrEqual(60_000);
  });
});

describe('hashes', () => {
  it('see a question mark for every character beyond ASCII unless they are told UTF-8', () => {
    expect(valueOf(`${DIGEST}.MD5, '€🙂')`)).toEqual(QUESTION_MARKS);
    expect(valueOf(`${DIGEST}.MD5, '??')`)).toEqual(QUESTION_MARKS);
    expect(valueOf(`${DIGEST}.MD5, '€🙂', Utilities.Charset.US_ASCII)`)).toEqual(QUESTION_MARKS);
    expect(valueOf(`${DIGEST}.MD5, '€🙂', Utilities.Charset.UTF_8)`)).toEqual([
      -71, 89, 42, -99, 35, -63, -51, -82, 83, 46, 87, -53, -35, -67, 116, -6,
    ]);
  });

  it('take bytes as they are', () => {
    expect(valueOf(`${DIGEST}.MD5, [63, 63])`)).toEqual(QUESTION_MARKS);
  });

  it('are signed bytes, of which hex is made by masking', () => {
    const hex = `.map(function (b) { return (b & 0xff).toString(16).padStart(2, '0'); }).join('')`;
    expect(valueOf(`${DIGEST}.SHA_1, 'abc')${hex}`)).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(valueOf(`${DIGEST}.SHA_256, 'abc')${hex}`)).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(valueOf(`[${DIGEST}.SHA_384, 'abc').length, ${DIGEST}.SHA_512, 'abc').length]`)).toEqual([48, 64]);
  });

  it('with a key take two texts or two byte arrays, never one of each', () => {
    const input = `'this is my input', 'my key - use a stronger one'`;
    expect(valueOf(`Utilities.computeHmacSha256Signature(${input})`)).toEqual([
      53, -75, -52, -25, -47, 86, -21, 14, -2, -57, 5, -13, 24, 105, -2, -84, 127, 115, -40, -75, -93, -27,
      -21, 34, -55, -117, -36, -103, -47, 116, -55, -61,
    ]);
    const hmac = 'Utilities.computeHmacSignature(Utilities.MacAlgorithm.HMAC_SHA_256';
    expect(valueOf(`${hmac}, ${input})`)).toEqual(valueOf(`Utilities.computeHmacSha256Signature(${input})`));
    expect(refusal(`Utilities.computeHmacSha256Signature('a', [1])`)).toBe(
      "Exception: The parameters (String,number[]) don't match the method signature for Utilities.computeHmacSha256Signature.",
    );
    expect(refusal(`Utilities.computeHmacSha256Signature(['x'], ['y'])`)).toMatch(
      /^Exception: Cannot convert x to /,
    );
    expect(refusal(`Utilities.computeHmacSha256Signature([1], [2], Utilities.Charset.UTF_8)`)).toMatch(
      /don't match the method signature/,
    );
  });

  it('with an RSA key are a signature of 256 signed bytes', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const { value } = worldOf(
      'function sign(text, key) { return Utilities.computeRsaSha256Signature(text, key, Utilities.Charset.UTF_8); }',
    );
    const signature = value('sign', 'pâyload', pem) as number[];
    expect(signature).toHaveLength(256);
    expect(signature.some(byte => byte < 0)).toBe(true);
    expect(verify('sha256', Buffer.from('pâyload'), publicKey, Int8Array.from(signature))).toBe(true);
  });
});

describe('base64', () => {
  it('encodes texts as UTF-8, keeps its padding in the web-safe alphabet, and decodes to signed bytes', () => {
    expect(valueOf(`Utilities.base64Encode('€')`)).toBe('4oKs');
    expect(valueOf(`Utilities.base64EncodeWebSafe([-5, -1])`)).toBe('-_8=');
    expect(valueOf(`Utilities.base64Encode([-5, -1])`)).toBe('+/8=');
    expect(
      valueOf(
        `[Utilities.base64Decode('+/8='), Utilities.base64Decode('-_8='), Utilities.base64DecodeWebSafe('-_8=')]`,
      ),
    ).toEqual([
      [-5, -1],
      [-5, -1],
      [-5, -1],
    ]);
  });
});

describe('dates', () => {
  const at = `new Date(Date.UTC(2026, 0, 1, 5, 4, 3, 7))`;

  it.each([
    ['yyyy-MM-dd HH:mm:ss.SSS', '2026-01-01 05:04:03.007'],
    ['y M d H h K k m s a', '2026 1 1 5 5 5 5 4 3 AM'],
    ['EEEE, EEE, u, D, w', 'Thursday, Thu, 4, 1, 1'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2026-01-01T05:04:03Z'],
    ["Z z 'o''clock'", "+0000 UTC o'clock"],
  ])('are printed by the pattern %s', (pattern, text) => {
    expect(valueOf(`Utilities.formatDate(${at}, 'Etc/UTC', ${JSON.stringify(pattern)})`)).toBe(text);
  });

  it('have another year by YYYY in the week of the new year', () => {
    expect(valueOf(`Utilities.formatDate(new Date(Date.UTC(2025, 11, 29)), 'Etc/UTC', 'YYYY yyyy')`)).toBe(
      '2026 2025',
    );
  });

  it('are in GMT where the zone is not known, without a word', () => {
    expect(valueOf(`Utilities.formatDate(${at}, 'Europe/Berln', 'HH:mm')`)).toBe('05:04');
    expect(valueOf(`Utilities.formatDate(${at}, 'Europe/Berlin', 'HH:mm')`)).toBe('06:04');
  });

  it('are read leniently: a day too many runs on, a text that does not fit throws', () => {
    const read = (text: string) => `Utilities.parseDate('${text}', 'Etc/UTC', 'yyyy-MM-dd').getTime()`;
    expect(valueOf(read('2026-02-30'))).toBe(Date.UTC(2026, 2, 2));
    expect(refusal(read('rubbish'))).toBe('Exception: Unparseable date: "rubbish"');
  });
});

describe('texts', () => {
  it('are formatted as by printf, and values may not be missing', () => {
    expect(valueOf(`Utilities.formatString('%s|%d|%05.2f|%x|%%', 'a', 5, 3.14159, 255)`)).toBe(
      'a|5|03.14|ff|%',
    );
    expect(refusal(`Utilities.formatString('%s %s', 'only one')`)).toMatch(/^Exception: /);
  });

  it('of CSV become rows of text, ragged or not, without one for the last line break', () => {
    expect(valueOf(`Utilities.parseCsv('a,"b ""c""",1\\r\\nd\\n')`)).toEqual([['a', 'b "c"', '1'], ['d']]);
    expect(valueOf(`Utilities.parseCsv('a;"x\\ny"', ';')`)).toEqual([['a', 'x\ny']]);
    expect(refusal(`Utilities.parseCsv('a,"open')`)).toBe('Exception: Could not parse text.');
  });

  it('that are random are UUIDs of version 4', () => {
    expect(valueOf('Utilities.getUuid()')).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });
});

describe('blobs', () => {
  it('of text are text/plain, of bytes have no type, and print as Blob', () => {
    const body = `var t = Utilities.newBlob('é'), b = Utilities.newBlob([1]), named = Utilities.newBlob('x', 'text/csv', 'x.csv');
      return [t.getContentType(), t.getName(), t.getBytes(), String(t), b.getContentType(), named.getContentType(), named.getName()];`;
    expect(resultOf(body)).toEqual([
      'text/plain',
      null,
      signed(Buffer.from('é')),
      'Blob',
      null,
      'text/csv',
      'x.csv',
    ]);
  });

  it('are zipped under archive.zip, and unzipped with types by their names', () => {
    const body = `var zip = Utilities.zip([Utilities.newBlob('1', null, 'a.csv'), Utilities.newBlob('2', null, 'b.json')]);
      return [zip.getName(), zip.getContentType()].concat(Utilities.unzip(zip).map(function (b) {
        return [b.getName(), b.getContentType(), b.getDataAsString()];
      }));`;
    expect(resultOf(body)).toEqual([
      'archive.zip',
      'application/zip',
      ['a.csv', 'text/csv', '1'],
      ['b.json', 'application/json', '2'],
    ]);
  });

  it('are compressed under archive.gz, which is application/x-gzip as ungzip demands it', () => {
    const body = `var gz = Utilities.gzip(Utilities.newBlob('text')), back = Utilities.ungzip(gz);
      return [gz.getName(), gz.getContentType(), back.getName(), back.getContentType(), back.getDataAsString()];`;
    expect(resultOf(body)).toEqual(['archive.gz', 'application/x-gzip', 'archive', null, 'text']);
    expect(
      refusal(`Utilities.ungzip(Utilities.gzip(Utilities.newBlob('x')).setContentType('text/plain'))`),
    ).toMatch(/^Exception: /);
  });
});
