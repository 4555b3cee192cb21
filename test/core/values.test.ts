import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { castRecord } from '../../src/Core/Casting';
import { deleteChunked, readChunked, writeChunked } from '../../src/Core/ChunkedProperty';
import type { PropertyStore } from '../../src/Core/EnvironmentAdapter';
import { resolveNode } from '../../src/Core/FieldsSchema';
import { inferFields } from '../../src/Core/InferFields';
import { parseJsonText } from '../../src/Core/Json';
import { suggestion } from '../../src/Core/Nearest';
import { redact } from '../../src/Core/Redaction';
import { parseRunState } from '../../src/Core/RunState';
import type { FieldType, Value } from '../../src/Core/Schema';

function cast(type: FieldType, value: unknown): Value | undefined {
  return castRecord({ field: value }, { field: { type } }, '[Test] node')['field'];
}

describe('casting', () => {
  const cases: [FieldType, unknown, Value][] = [
    ['string', 7, '7'],
    ['string', '007', '007'],
    ['string', '', ''],
    ['string', false, 'false'],
    ['string', null, null],
    ['string', undefined, null],
    ['string', { a: 1 }, '{"a":1}'],
    ['numeric string', '1.10', 1.1],
    ['numeric string', '0', 0],
    ['numeric string', '-12.5', -12.5],
    ['numeric string', '0.1234567890123456789', '0.1234567890123456789'],
    ['numeric string', '12345678901234567890', '12345678901234567890'],
    ['numeric string', '007', '007'],
    ['numeric string', '--', '--'],
    ['integer', '42', 42],
    ['integer', 0, 0],
    ['integer', '', null],
    ['number', '1e3', 1000],
    ['number', '-0.5', -0.5],
    ['boolean', 'false', false],
    ['boolean', 0, false],
    ['boolean', 'Yes', true],
    ['date', '2026-03-01', '2026-03-01'],
    ['date', '2026-03-01T23:30:00-08:00', '2026-03-01'],
    ['date', '20260301', '2026-03-01'],
    ['date', new Date('2026-03-01T23:59:59Z'), '2026-03-01'],
    ['datetime', '2026-03-01T23:30:00-08:00', '2026-03-02T07:30:00.000Z'],
    ['datetime', '2026-03-01 10:00:00', '2026-03-01T10:00:00.000Z'],
    ['datetime', '2026-03-01T10:00:00+0200', '2026-03-01T08:00:00.000Z'],
    ['json', { a: [1, null] }, '{"a":[1,null]}'],
  ];
  it.each(cases)('makes %s of %j', (type, value, expected) => expect(cast(type, value)).toBe(expected));

  const refused: [FieldType, unknown][] = [
    ['string', NaN],
    ['string', 2 ** 53 + 2],
    ['numeric string', 2 ** 53 + 2],
    ['numeric string', NaN],
    ['json', { deep: [1e400] }],
    ['number', 10n],
    ['integer', 1.5],
    ['integer', '9007199254740993'],
    ['number', NaN],
    ['number', 1e400],
    ['number', '12.25%'],
    ['number', '1,234'],
    ['boolean', 'maybe'],
    ['date', '2026-02-30'],
    ['date', '03/01/2026'],
    ['datetime', 'yesterday'],
  ];
  it.each(refused)('refuses to make %s of %s, and says where', (type, value) =>
    expect(() => cast(type, value)).toThrowError(/\[Test\] node: field field holds .* which is not/),
  );

  it('takes nothing that a record has inherited, and names what no JSON can hold', () => {
    expect(castRecord({}, { constructor: { type: 'string' as const } }, '')).toEqual({ constructor: null });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => cast('json', circle)).toThrowError(/field field holds .*not a value that JSON can hold/);
  });

  it('infers no type that would round an id', () => {
    const records = [{ id: 2 ** 53 + 2, day: '2026-03-01' }];
    expect(inferFields(records)).toEqual({ id: { type: 'string' }, day: { type: 'date' } });
  });

  it('loses no digit of a numeric string', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 12 })),
        ([digits, scale]) => {
          const text = scale ? `${digits}.${'0'.repeat(scale - 1)}5` : String(digits);
          const value = cast('numeric string', text);
          expect(typeof value === 'number' ? String(value) : value).toBe(text === '-0.5' ? '-0.5' : text);
        },
      ),
    );
  });
});

describe('JSON', () => {
  it('keeps ids beyond 2^53 digit for digit and changes nothing else', () => {
    const text =
      '{"id":9007199254740993,"ids":[12345678901234567890, 1],"n":1.2345678901234567890,"s":"id: 9007199254740993, [12345678901234567]","q":"\\"9007199254740993\\""}';
    expect(parseJsonText(text)).toEqual({
      id: '9007199254740993',
      ids: ['12345678901234567890', 1],
      n: 1.234567890123456789,
      s: 'id: 9007199254740993, [12345678901234567]',
      q: '"9007199254740993"',
    });
  });

  it('gives back every JSON value as JSON.parse does, where all integers are safe', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(JSON.stringify(parseJsonText(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });
});

describe('redaction', () => {
  it('takes out what the engine quotes of a secret that is no JSON, and no other text', () => {
    const secret = 'hunter2-is-no-JSON-at-all, and is far too long to be quoted as a whole';
    const messageFor = (text: string) => {
      try {
        return String(JSON.parse(text));
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(redact(messageFor(secret), [secret])).toBe(`Unexpected token 'h', "•••" is not valid JSON`);
    expect(redact(messageFor(`{"key":"a${secret}"${secret}`), [secret])).not.toMatch(/hunter/);
    const page = messageFor('<!DOCTYPE html><html lang="en"><head><title>Error</title></head></html>');
    expect(redact(page, [secret])).toBe(page);
  });

  it('masks a secret in every spelling, and credentials in URLs that nobody declared', () => {
    const secret = 'p/ss "word"+1';
    const text = `GET https://x.test/?access_token=abc123&day=1&api_key=zzz Bearer abcdefghijkl ${secret} ${encodeURIComponent(secret)} ${JSON.stringify(secret)}`;
    const masked = redact(text, [secret]);
    for (const part of ['abc123', 'zzz', 'abcdefghijkl', 'p/ss', encodeURIComponent(secret)])
      expect(masked).not.toContain(part);
    expect(masked).toContain('day=1');
  });

  it('leaves no secret of four characters or more, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 40 }), fc.string(), (secret, around) => {
        fc.pre(!around.includes(secret) && !'•••'.includes(secret));
        expect(redact(`${around}|${secret}|${around}`, [secret]).includes(secret)).toBe(false);
      }),
    );
  });
});

describe('long values in small properties', () => {
  function store(): PropertyStore & { data: Map<string, string>; writes: number; limit: number } {
    const data = new Map<string, string>();
    const self = { data, writes: 0, limit: Infinity } as PropertyStore & {
      data: Map<string, string>;
      writes: number;
      limit: number;
    };
    const write = () => {
      if (self.writes++ >= self.limit) throw new Error('killed');
    };
    return Object.assign(self, {
      get: (key: string) => data.get(key),
      getAll: () => Object.fromEntries(data),
      set: (key: string, value: string) => {
        write();
        if (Buffer.byteLength(value) > 9000) throw new Error('too long');
        data.set(key, value);
      },
      setAll: (values: Record<string, string>) => {
        write();
        for (const [key, value] of Object.entries(values)) data.set(key, value);
      },
      delete: (key: string) => {
        write();
        data.delete(key);
      },
    });
  }

  it('gives back the old value or the new one after a kill at any write', () => {
    const values = fc.string({ maxLength: 9000 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: 0, max: 6 }), (before, after, limit) => {
        const properties = store();
        writeChunked(properties, 'k', before);
        properties.writes = 0;
        properties.limit = limit;
        try {
          writeChunked(properties, 'k', after);
        } catch {
          // the kill
        }
        expect([before, after]).toContain(readChunked(properties, 'k'));
      }),
      { numRuns: 50 },
    );
  });

  it('splits no character in two', () => {
    const value = `x${'😀'.repeat(5000)}`;
    const properties = store();
    writeChunked(properties, 'k', value);
    for (const piece of properties.data.values()) expect(Buffer.from(piece).toString()).toBe(piece);
    expect(readChunked(properties, 'k')).toBe(value);
  });

  it('clears away what killed writes have left', () => {
    const properties = store();
    for (let time = 0; time < 4; time++) {
      properties.writes = 0;
      properties.limit = 2 + time;
      try {
        writeChunked(properties, 'k', String(time).repeat(20_000));
      } catch {
        // the kill
      }
    }
    properties.limit = Infinity;
    writeChunked(properties, 'k', 'y'.repeat(6000));
    expect(properties.data.size).toBe(1 + Math.ceil(6000 / 2900));
    deleteChunked(properties, 'k');
    expect(properties.data.size).toBe(0);
  });

  it('is an error when a piece is missing, and never the same as no value: a first run would begin', () => {
    const properties = store();
    writeChunked(properties, 'k', 'x'.repeat(6000));
    properties.data.delete('k@1.1');
    expect(() => readChunked(properties, 'k')).toThrowError(/"k" is damaged \(1 of its 3 pieces/);
    expect(() => readChunked(properties, 'k', undefined, 'The progress')).toThrowError(/^The progress is/);
    expect(readChunked(properties, 'other')).toBeUndefined();
  });

  it('leaves nothing behind', () => {
    const properties = store();
    writeChunked(properties, 'k', 'x'.repeat(20_000));
    writeChunked(properties, 'k', 'short');
    deleteChunked(properties, 'k');
    expect([...properties.data.keys()]).toEqual([]);
  });
});

describe('small helpers', () => {
  it('offers the nearest names', () => {
    expect(suggestion('repositry', ['repository', 'contributors'])).toBe(' Did you mean repository?');
    expect(suggestion('zzz', ['a', 'b'])).toBe(' There are: a, b.');
  });

  it('refuses state that is cut short or of a newer version, and says what to do', () => {
    expect(() => parseRunState('{"version":1,"curs', 'The state')).toThrowError(/The state is damaged/);
    expect(() => parseRunState('{"version":99}', 'The state')).toThrowError(/newer Sheetbound.*Update/);
    expect(() => parseRunState('', 'The state')).toThrowError(/The state is damaged/);
    expect(parseRunState(undefined, 'x')).toEqual({ version: 1, cursors: {}, grain: {} });
  });

  it('takes over the fields of the node that a node extends', () => {
    const schema = {
      a: { uniqueKeys: ['x'], fields: { x: {}, y: { name: 'Y' } } },
      b: { extends: 'a', fields: { w: {}, y: { name: 'Z' } } },
      c: { extends: 'c', fields: {} },
    };
    expect(resolveNode(schema, 'b')).toMatchObject({
      uniqueKeys: ['x'],
      fields: { x: {}, y: { name: 'Z' } },
    });
    expect(Object.keys(resolveNode(schema, 'b').fields)).toEqual(['w', 'y', 'x']);
    expect(() => resolveNode(schema, 'c')).toThrowError(/extends itself/);
  });
});
