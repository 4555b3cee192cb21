import { describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { comparable, makeTarget, withFields, type FixtureOf } from './StorageFixture';

const NOTHING = { added: 0, updated: 0, removed: 0 };
const FIELDS = { id: 'string', name: 'string', clicks: 'integer' } as const;

function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `c${index}`,
    name: `Name ${index}`,
    clicks: index,
  }));
}

export function describeImports(fixture: FixtureOf): void {
  const expectRows = (target: StorageTarget, rows: readonly Row[]): void =>
    expect(comparable(fixture().read(target), fixture())).toEqual(comparable(rows, fixture()));

  describe('importing', () => {
    it('makes an empty table with its columns, and leaves a table with rows as it is', () => {
      const target = makeTarget(FIELDS);
      const storage = fixture().create(target);
      storage.prepare();
      storage.prepare();
      expectRows(target, []);
      expect(storage.previewData(makeRows(1), { replace: false }).newFields).toEqual([]);
      storage.saveData(makeRows(3));
      storage.prepare();
      expectRows(target, makeRows(3));
    });

    it('adds all rows at first, and changes nothing when they come again', () => {
      const target = makeTarget(FIELDS);
      const rows = makeRows(500);
      expect(fixture().create(target).saveData(rows)).toMatchObject({ ...NOTHING, added: 500, unchanged: 0 });
      expectRows(target, rows);
      expect(fixture().create(target).saveData(rows)).toMatchObject({ ...NOTHING, unchanged: 500 });
      expectRows(target, rows);
    });

    it('updates scattered rows, adds new ones and leaves the others', () => {
      const target = makeTarget(FIELDS);
      const rows = makeRows(300);
      const storage = fixture().create(target);
      storage.saveData(rows);
      const next = makeRows(310).map((row, index) =>
        index % 7 === 0 ? { ...row, clicks: -index - 1 } : row,
      );
      expect(storage.saveData(next)).toMatchObject({ added: 10, updated: 43, unchanged: 257, removed: 0 });
      expectRows(target, next);
      expect(storage.saveData(next)).toMatchObject({ ...NOTHING, unchanged: 310 });
    });

    it('leaves rows alone that are not in the batch', () => {
      const target = makeTarget(FIELDS);
      const storage = fixture().create(target);
      storage.saveData(makeRows(5));
      expect(storage.saveData([{ id: 'c1', name: 'New', clicks: 1 }])).toMatchObject({
        updated: 1,
        unchanged: 0,
      });
      expectRows(
        target,
        makeRows(5).map(row => (row['id'] === 'c1' ? { ...row, name: 'New' } : row)),
      );
    });

    it('takes the later of two rows with one key', () => {
      const target = makeTarget(FIELDS);
      const storage = fixture().create(target);
      const [first, second] = [
        { id: 'a', name: 'first', clicks: 1 },
        { id: 'a', name: 'second', clicks: 2 },
      ];
      expect(storage.saveData([first, second])).toMatchObject({ ...NOTHING, added: 1, unchanged: 0 });
      expectRows(target, [second]);
      expect(storage.saveData([first, second])).toMatchObject({ ...NOTHING, unchanged: 1 });
      expect(storage.saveData([second, first])).toMatchObject({ ...NOTHING, updated: 1 });
      expectRows(target, [first]);
    });

    it('takes an empty batch', () => {
      const target = makeTarget(FIELDS);
      const storage = fixture().create(target);
      expect(storage.saveData([])).toMatchObject({ ...NOTHING, unchanged: 0 });
      storage.saveData(makeRows(2));
      expect(storage.saveData([])).toMatchObject({ ...NOTHING, unchanged: 0 });
      expectRows(target, makeRows(2));
    });

    it('keeps two targets apart', () => {
      const [one, other] = [makeTarget(FIELDS), makeTarget(FIELDS)];
      fixture().create(one).saveData(makeRows(2));
      fixture().create(other).saveData(makeRows(3));
      expectRows(one, makeRows(2));
      expectRows(other, makeRows(3));
    });
  });

  describe('columns', () => {
    const wide = { ...FIELDS, cost: 'number' } as const;

    it('adds a column for a field that is selected later; old rows are blank in it', () => {
      const target = makeTarget(FIELDS);
      fixture().create(target).saveData(makeRows(2));
      const wider = withFields(target, wide);
      const storage = fixture().create(wider);
      const row = { id: 'c1', name: 'Name 1', clicks: 1, cost: 0.5 };
      expect(storage.previewData([row], { replace: false }).newFields).toEqual(['cost']);
      expect(storage.saveData([row])).toMatchObject({ ...NOTHING, updated: 1 });
      expectRows(wider, [{ id: 'c0', name: 'Name 0', clicks: 0, cost: null }, row]);
    });

    it('keeps the history of a field that is no longer selected', () => {
      const target = makeTarget(wide);
      fixture()
        .create(target)
        .saveData([{ id: 'c1', name: 'old', clicks: 1, cost: 0.5 }]);
      const storage = fixture().create(withFields(target, FIELDS));
      const rows = [
        { id: 'c1', name: 'new', clicks: 1 },
        { id: 'c2', name: 'two', clicks: 2 },
      ];
      expect(storage.saveData(rows)).toMatchObject({ added: 1, updated: 1 });
      expectRows(target, [
        { id: 'c1', name: 'new', clicks: 1, cost: 0.5 },
        { id: 'c2', name: 'two', clicks: 2, cost: null },
      ]);
      expect(storage.replaceData(rows)).toMatchObject({ ...NOTHING, unchanged: 2 });
      expectRows(target, [
        { id: 'c1', name: 'new', clicks: 1, cost: 0.5 },
        { id: 'c2', name: 'two', clicks: 2, cost: null },
      ]);
    });

    it('takes fields in another order', () => {
      const target = makeTarget(FIELDS);
      fixture().create(target).saveData(makeRows(2));
      const turned = withFields(target, { clicks: 'integer', name: 'string', id: 'string' });
      expect(fixture().create(turned).saveData(makeRows(2))).toMatchObject({ ...NOTHING, unchanged: 2 });
      expectRows(target, makeRows(2));
    });

    it('takes field names of any characters', () => {
      const names = [
        'a "quoted" name',
        "it's",
        'x; DROP TABLE "Table 1"; --',
        'comma, and\nline',
        '=1+1',
        'Größe 📈',
        'rowid',
        'select',
      ];
      const target = makeTarget({
        id: 'string',
        ...Object.fromEntries(names.map(name => [name, 'string'] as const)),
      });
      const row: Row = { id: 'a', ...Object.fromEntries(names.map(name => [name, name])) };
      const storage = fixture().create(target);
      expect(storage.saveData([row])).toMatchObject({ ...NOTHING, added: 1 });
      expectRows(target, [row]);
      expect(fixture().create(target).saveData([row])).toMatchObject({ ...NOTHING, unchanged: 1 });
    });
  });
}
