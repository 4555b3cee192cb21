import { beforeEach, describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { undoChanges, type UndoResult } from '../../../src/Storages/GoogleSheets/Undo';
import { SheetBench } from './SheetBench';

const target: StorageTarget = {
  id: 'days',
  name: 'Days',
  sourceName: 'Shop',
  uniqueKeys: ['day', 'id'],
  fields: {
    day: { type: 'date', name: 'Day' },
    id: { type: 'string', name: 'Id' },
    n: { type: 'number', name: 'N' },
    t: { type: 'string', name: 'Text' },
  },
};
const rowsOf = (from: number, to: number, n: number): Row[] =>
  Array.from({ length: to - from }, (_, i) => ({
    day: `2026-01-${String(from + i + 1).padStart(2, '0')}`,
    id: `0${from + i}`,
    n: n + i,
    t: `=${n}`,
  }));

let bench: SheetBench;
const save = (rows: readonly Row[]) => bench.with(target, storage => storage.saveData(rows));
const undo = (to = target): UndoResult => bench.execute(services => undoChanges(to, bench.journal, services));

beforeEach(() => {
  bench = new SheetBench({ timeZone: 'Europe/Berlin' });
  save(rowsOf(0, 10, 1));
  bench.journal.length = 0;
});

describe('undoing a run', () => {
  it('restores every cell and takes out every row that it added, and can be repeated', () => {
    const before = bench.model.snapshot();
    save(rowsOf(5, 15, 100));
    save(rowsOf(12, 18, 200));
    bench.with(target, storage =>
      storage.reconcile([{ dateField: 'day', from: '2026-01-01', to: '2026-01-02' }], new Set(), 'remove'),
    );
    expect(undo()).toMatchObject({ removed: 8, left: [] });
    const sorted = (from: string[][]) => from.map(row => row.join('|')).sort();
    const whole = new SheetBench();
    whole.with(target, storage => storage.saveData(rowsOf(0, 10, 1)));
    expect(sorted(bench.shown('Days'))).toEqual(sorted(whole.shown('Days')));
    expect(undo()).toEqual({ restored: 0, removed: 0, left: [] });
    expect(before).toHaveLength(2);
  });

  it('restores cell for cell and in place what was only updated and added', () => {
    const before = bench.model.snapshot();
    save(rowsOf(5, 15, 100));
    undo();
    expect(bench.model.snapshot()).toEqual(before);
  });

  it('leaves cells and rows that somebody changed since, and names them', () => {
    save(rowsOf(8, 12, 100));
    bench.user.typeValue('Days', 'C10', '7').typeValue('Days', 'D12', 'mine');
    expect(undo()).toEqual({ restored: 3, removed: 1, left: ['C10 (N)', 'row 12'] });
    expect(bench.shown('Days')[9]).toEqual(['2026-01-09', '08', '7', '=1']);
    expect(bench.shown('Days')[11]?.[3]).toBe('mine');
  });

  it('empties only our cells of an added row beside which the user wrote something', () => {
    save(rowsOf(10, 12, 1));
    bench.user.typeValue('Days', 'F12', 'remark');
    expect(undo()).toMatchObject({ removed: 2 });
    expect(bench.shown('Days')[11]).toEqual(['', '', '', '', '', 'remark']);
  });

  it('finds the rows when the tab was sorted and its columns moved', () => {
    const before = bench.shown('Days');
    save(rowsOf(5, 15, 100));
    bench.user.moveColumn('Days', 3, 1).sort('Days', 3, false);
    undo();
    bench.user.sort('Days', 3, true).moveColumn('Days', 1, 4);
    expect(bench.shown('Days')).toEqual(before);
  });

  it('takes a save that was repeated after a kill as one', () => {
    const before = bench.model.snapshot();
    bench.hook = (_, name, when) => {
      if (name.endsWith('setValues') && when === 'after') throw new Error('Exceeded maximum execution time');
    };
    expect(() => save(rowsOf(5, 15, 100))).toThrow();
    bench.hook = undefined;
    save(rowsOf(5, 15, 100));
    undo();
    expect(bench.model.snapshot()).toEqual(before);
  });

  it('of more than is kept is refused, with the way to do it', () => {
    save(
      rowsOf(0, 31, 5).flatMap(row =>
        Array.from({ length: 700 }, (_, i) => ({ ...row, id: `${String(row['id'])}-${i}` })),
      ),
    );
    expect(bench.journal.at(-1)).toMatchObject({ tooLarge: true, added: [] });
    expect(() => undo()).toThrow(/Version history/);
  });

  it('of rows without a key brings back the ones before', () => {
    const plain = { ...target, id: 'plain', name: 'Plain', uniqueKeys: [] };
    const replace = (rows: readonly Row[]) => bench.with(plain, storage => storage.replaceData(rows));
    replace([...rowsOf(0, 3, 1), ...rowsOf(0, 1, 1)]);
    bench.journal.length = 0;
    replace([...rowsOf(2, 3, 3), ...rowsOf(5, 7, 3), ...rowsOf(5, 6, 3)]);
    undo(plain);
    const texts = (from: SheetBench) =>
      from
        .shown('Plain')
        .map(row => row.join('|'))
        .sort();
    const whole = new SheetBench({ timeZone: 'Europe/Berlin' });
    whole.with(plain, storage => storage.replaceData([...rowsOf(0, 3, 1), ...rowsOf(0, 1, 1)]));
    expect(texts(bench)).toEqual(texts(whole));
  });
});
