import { describe, expect, it } from 'vitest';
import type { StorageTarget, WindowScope } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { comparable, makeTarget, type FixtureOf } from './StorageFixture';

const DAYS = { day: 'date', account: 'string', item: 'string', n: 'integer' } as const;
const KEYS = ['day', 'account', 'item'];

function row(day: string | null, account: string | null, item: string, n: number): Row {
  return { day, account, item, n };
}

const JANUARY: WindowScope = { dateField: 'day', from: '2026-01-01', to: '2026-01-31' };
const OF_A: WindowScope = { ...JANUARY, account: { field: 'account', value: 'a' } };

/** Rows at both ends of January and beyond them, of two accounts, and one of no day. */
const TABLE = [
  row('2025-12-31', 'a', 'x', 1),
  row('2026-01-01', 'a', 'x', 2),
  row('2026-01-31', 'a', 'x', 3),
  row('2026-01-31', 'b', 'x', 4),
  row('2026-02-01', 'a', 'x', 5),
  row(null, 'a', 'x', 6),
];

export function describeReplacing(fixture: FixtureOf): void {
  const expectRows = (target: StorageTarget, rows: readonly Row[]): void =>
    expect(comparable(fixture().read(target), fixture())).toEqual(comparable(rows, fixture()));
  const filled = (uniqueKeys: readonly string[]): StorageTarget => {
    const target = makeTarget(DAYS, uniqueKeys);
    expect(fixture().create(target).replaceData(TABLE)).toMatchObject({ added: 6, unchanged: 0, removed: 0 });
    expectRows(target, TABLE);
    return target;
  };

  describe.each([
    ['with keys', KEYS],
    ['without keys', []],
  ])('replacing rows %s', (_, keys) => {
    it('holds exactly the new rows, and changes nothing when they come again', () => {
      const target = filled(keys);
      const next = [...TABLE.slice(2), row('2026-03-01', 'c', 'x', 7)];
      const preview = fixture().create(target).previewData(next, { replace: true });
      expect(preview).toMatchObject({ added: 1, updated: 0, unchanged: 4, gone: 2 });
      expectRows(target, TABLE);
      expect(fixture().create(target).replaceData(next)).toMatchObject({
        added: 1,
        updated: 0,
        unchanged: 4,
        removed: 2,
      });
      expectRows(target, next);
      expect(fixture().create(target).replaceData(next)).toMatchObject({
        added: 0,
        updated: 0,
        unchanged: 5,
        removed: 0,
      });
      expectRows(target, next);
    });

    it('replaces a window and leaves what lies outside', () => {
      const target = filled(keys);
      const next = [row('2026-01-01', 'a', 'x', 2), row('2026-01-15', 'b', 'y', 8)];
      const expected = { added: 1, updated: 0, unchanged: 1 };
      expect(
        fixture()
          .create(target)
          .previewData(next, { replace: true, scopes: [JANUARY] }),
      ).toMatchObject({
        ...expected,
        gone: 2,
      });
      expect(fixture().create(target).replaceData(next, [JANUARY])).toMatchObject({
        ...expected,
        removed: 2,
      });
      const after = [TABLE[0], TABLE[4], TABLE[5], ...next].flatMap(row => (row ? [row] : []));
      expectRows(target, after);
      expect(fixture().create(target).replaceData(next, [JANUARY])).toMatchObject({
        added: 0,
        unchanged: 2,
        removed: 0,
      });
      expectRows(target, after);
    });

    it('replaces a window of one account and leaves the other accounts', () => {
      const target = filled(keys);
      expect(fixture().create(target).replaceData([], [OF_A])).toMatchObject({ added: 0, removed: 2 });
      expectRows(
        target,
        [TABLE[0], TABLE[3], TABLE[4], TABLE[5]].flatMap(row => (row ? [row] : [])),
      );
      expect(fixture().create(target).replaceData([], [OF_A])).toMatchObject({ added: 0, removed: 0 });
    });

    it('replaces several windows at once', () => {
      const target = filled(keys);
      const december = { ...OF_A, from: '2025-12-01', to: '2025-12-31' };
      const next = [row('2025-12-30', 'a', 'x', 1)];
      expect(fixture().create(target).replaceData(next, [OF_A, december])).toMatchObject({
        added: 1,
        removed: 3,
      });
      expectRows(target, [...TABLE.slice(3), ...next]);
    });

    it('empties the table', () => {
      const target = filled(keys);
      expect(fixture().create(target).replaceData([])).toMatchObject({ added: 0, removed: 6 });
      expectRows(target, []);
      expect(fixture().create(target).replaceData([])).toMatchObject({ added: 0, removed: 0 });
    });
  });

  describe('replacing', () => {
    it('updates the rows whose key stays', () => {
      const target = filled(KEYS);
      const next = [row('2026-01-31', 'b', 'x', 40), ...TABLE.slice(4)];
      expect(fixture().create(target).replaceData(next)).toMatchObject({
        added: 0,
        updated: 1,
        unchanged: 2,
        removed: 3,
      });
      expectRows(target, next);
    });

    it('moves a row into the window that its key has brought from outside', () => {
      const target = makeTarget({ item: 'string', day: 'date' });
      fixture()
        .create(target)
        .saveData([
          { item: 'x', day: '2026-02-10' },
          { item: 'y', day: '2026-01-10' },
        ]);
      const next = [{ item: 'x', day: '2026-01-20' }];
      expect(fixture().create(target).replaceData(next, [JANUARY])).toMatchObject({
        added: 0,
        updated: 1,
        removed: 1,
      });
      expectRows(target, next);
    });

    it('takes the later of two rows with one key', () => {
      const target = makeTarget({ id: 'string', n: 'integer' });
      const rows = [
        { id: 'a', n: 1 },
        { id: 'a', n: 2 },
      ];
      expect(fixture().create(target).replaceData(rows)).toMatchObject({ added: 1 });
      expect(fixture().create(target).replaceData(rows)).toMatchObject({
        added: 0,
        updated: 0,
        unchanged: 1,
      });
      expectRows(target, [{ id: 'a', n: 2 }]);
    });

    it('counts rows without keys that are alike', () => {
      const target = makeTarget({ name: 'string', n: 'integer' }, []);
      const [a, b] = [
        { name: 'a', n: 1 },
        { name: 'b', n: null },
      ];
      const storage = fixture().create(target);
      expect(storage.replaceData([a, a, b])).toMatchObject({ added: 3 });
      expect(storage.replaceData([a, a, b])).toMatchObject({ added: 0, unchanged: 3, removed: 0 });
      expectRows(target, [a, a, b]);
      expect(storage.previewData([a, b, b], { replace: true })).toMatchObject({
        added: 1,
        unchanged: 2,
        gone: 1,
      });
      expect(storage.replaceData([a, b, b])).toMatchObject({ added: 1, unchanged: 2, removed: 1 });
      expectRows(target, [a, b, b]);
    });

    it('refuses to update rows that have no key, and says so', () => {
      const target = filled([]);
      expect(() => fixture().create(target).saveData(TABLE)).toThrow(/\[Shop\].*Nothing was written/s);
      expectRows(target, TABLE);
    });
  });
}
