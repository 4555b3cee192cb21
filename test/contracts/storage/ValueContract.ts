import { describe, expect, it } from 'vitest';
import type { FieldType, Value } from '../../../src/Core/Schema';
import { comparable, makeTarget, type FixtureOf } from './StorageFixture';

const TEXTS = [
  'plain',
  '007',
  '12.50',
  '1e5',
  '2026-01-31',
  '3/4',
  'TRUE',
  'a|b',
  '["a","b"]',
  'a "quoted", text',
  'two\nlines\r\nand\ttabs',
  '  spaces  ',
  '9007199254740993',
  '123456789012345678901234567890',
  '=1+1',
  '=IMPORTXML("http://example.com")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  "'quoted",
  "''twice",
  '#N/A',
  'Größe, naïve, Ελλάδα, 日本語, عربى',
  '👩‍👩‍👧 family 😀',
  'before\0after',
  'Robert\'); DROP TABLE "Table 1"; --',
  'x'.repeat(50_000),
];

const VALUES: Record<FieldType, readonly Value[]> = {
  string: TEXTS,
  'numeric string': [
    0,
    12.5,
    -3,
    1e21,
    '007',
    '12.34.56',
    '9007199254740993',
    '123456789012345678901234567890.5',
  ],
  integer: [0, 1, -1, 9007199254740991, -9007199254740991],
  number: [0, 0.1, -2.5, 1e-7, 1e21, 123456.789, 1.7976931348623157e308],
  boolean: [true, false],
  date: ['2026-02-28', '2024-02-29', '1970-01-01', '1999-12-31', '2099-12-31'],
  datetime: ['2026-03-29T01:30:00.000Z', '1999-12-31T23:59:59.999Z', '2026-07-01T00:00:00.001Z'],
  json: ['{"a":[1,"x",null]}', '[]', 'null', 'plain text', '"007"'],
};

export function describeValues(fixture: FixtureOf): void {
  describe.each(Object.entries(VALUES) as [FieldType, readonly Value[]][])(
    'a value of type %s',
    (type, values) => {
      const rows = values.map((value, index) => ({ id: `r${index}`, value }));

      it('comes back as it went in, and is recognised as unchanged', () => {
        const target = makeTarget({ id: 'string', value: type });
        const all = [...rows, { id: 'none', value: null }];
        fixture().create(target).saveData(all);
        expect(comparable(fixture().read(target), fixture())).toEqual(comparable(all, fixture()));
        const again = fixture().create(target).saveData(all);
        expect(again).toMatchObject({ added: 0, updated: 0, unchanged: all.length });
      });

      it('can be a key, as null can', () => {
        const target = makeTarget({ key: type, n: 'integer' });
        const keys = [...values, null];
        const first = keys.map((key, n) => ({ key, n }));
        fixture().create(target).saveData(first);
        expect(fixture().create(target).saveData(first)).toMatchObject({
          added: 0,
          updated: 0,
          unchanged: keys.length,
        });
        const next = first.map(({ key, n }) => ({ key, n: n + 1000 }));
        expect(fixture().create(target).saveData(next)).toMatchObject({
          added: 0,
          updated: keys.length,
          unchanged: 0,
        });
        expect(comparable(fixture().read(target), fixture())).toEqual(comparable(next, fixture()));
      });

      it('changes from null and back to null', () => {
        const target = makeTarget({ id: 'string', value: type });
        const none = rows.map(({ id }) => ({ id, value: null }));
        const storage = fixture().create(target);
        storage.saveData(none);
        expect(storage.saveData(rows)).toMatchObject({ updated: rows.length, unchanged: 0 });
        expect(storage.saveData(none)).toMatchObject({ updated: rows.length, unchanged: 0 });
        expect(comparable(fixture().read(target), fixture())).toEqual(comparable(none, fixture()));
      });
    },
  );

  describe('values that are easily confused', () => {
    it('0, false, an empty text and null are four things', () => {
      const target = makeTarget({ id: 'string', number: 'number', flag: 'boolean', text: 'string' });
      const blank = { id: 'a', number: null, flag: null, text: null };
      const storage = fixture().create(target);
      storage.saveData([blank]);
      for (const change of [
        { number: 0 },
        { flag: false },
        ...(fixture().distinguishesEmptyText ? [{ text: '' }] : []),
      ]) {
        const row = { ...blank, ...change };
        expect(storage.saveData([row])).toMatchObject({ updated: 1 });
        expect(storage.saveData([row])).toMatchObject({ updated: 0, unchanged: 1 });
        expect(fixture().read(target)).toEqual([row]);
        expect(storage.saveData([blank])).toMatchObject({ updated: 1 });
      }
    });

    it('an empty text is not counted as a change of itself', () => {
      const target = makeTarget({ id: 'string', text: 'string' });
      const rows = [
        { id: 'a', text: '' },
        { id: 'b', text: null },
      ];
      fixture().create(target).saveData(rows);
      expect(fixture().create(target).saveData(rows)).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
    });

    it('keys of several fields do not run into each other', () => {
      const target = makeTarget({ a: 'string', b: 'string', n: 'integer' }, ['a', 'b']);
      const pairs = [
        ['x|y', 'z'],
        ['x', 'y|z'],
        ['x,y', 'z'],
        ['x', 'y,z'],
        ['"x"', 'y'],
        ['x', '"y"'],
        [null, 'x'],
        ['x', null],
        [null, null],
      ];
      const rows = pairs.map(([a = null, b = null], n) => ({ a, b, n }));
      expect(fixture().create(target).saveData(rows)).toMatchObject({ added: pairs.length });
      expect(fixture().create(target).saveData(rows)).toMatchObject({ added: 0, unchanged: pairs.length });
      expect(comparable(fixture().read(target), fixture())).toEqual(comparable(rows, fixture()));
    });

    it('a text that looks like a number is another key than one that looks like it', () => {
      const target = makeTarget({ key: 'string', n: 'integer' });
      const rows = ['7', '07', '007', '7.0', '7e0'].map((key, n) => ({ key, n }));
      expect(fixture().create(target).saveData(rows)).toMatchObject({ added: 5 });
      expect(fixture().create(target).saveData(rows)).toMatchObject({ added: 0, unchanged: 5 });
    });
  });
}
