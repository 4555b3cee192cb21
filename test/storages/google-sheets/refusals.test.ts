import { beforeEach, describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { SheetBench } from './SheetBench';

const target: StorageTarget = {
  id: 'days',
  name: 'Days',
  sourceName: 'Shop',
  uniqueKeys: ['id'],
  fields: {
    id: { type: 'string', name: 'Id' },
    n: { type: 'integer', name: 'N' },
    t: { type: 'string', name: 'Text' },
  },
};
const rows: Row[] = Array.from({ length: 20 }, (_, i) => ({ id: `k${i}`, n: i, t: 'x' }));
const changed = rows.map(row => ({ ...row, n: Number(row['n']) + 1 }));

let bench: SheetBench;
const save = (records: readonly Row[], user?: string) =>
  bench.with(target, storage => storage.saveData(records), user);
const failure = (action: () => unknown): Error => {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was not refused.');
};

beforeEach(() => {
  bench = new SheetBench();
});

describe('a refusal of Google Sheets', () => {
  it('for a protected column says which, what was written and what to do, and writes nothing', () => {
    save(rows);
    bench.user.protect('Days', 'B1:B30');
    const before = bench.model.snapshot();
    const error = failure(() => save(changed, 'editor@example.com'));
    expect(error).toMatchObject({ name: 'DestinationException', reason: 'refused' });
    for (const part of [
      '[Shop]',
      '"Days"',
      'column B',
      'protected cell',
      'None of the rows',
      'Ask the owner',
    ])
      expect(error.message).toContain(part);
    expect(bench.model.snapshot()).toEqual(before);
    bench.user.unprotect('Days');
    expect(save(changed, 'editor@example.com')).toMatchObject({ updated: 20 });
  });

  it('in the middle of a save says how many rows were written', () => {
    save(rows);
    bench.user.protect('Days', 'A15:C15');
    const error = failure(() => save(changed, 'editor@example.com'));
    expect(error.message).toMatch(/Of 20 rows in hand \d+ were written and \d+ were not/);
    bench.user.unprotect('Days');
    save(changed);
    expect(bench.shown('Days').map(row => row[1])).toEqual(['N', ...changed.map(row => String(row.n))]);
  });

  it('for a file without room names the limit and what is used, and leaves no tab behind', () => {
    bench.user.addTab('Big');
    bench.model.sheet('Big').grid.maxRows = 380_000;
    const before = bench.model.titles();
    const many = Array.from({ length: 10_000 }, (_, i) => ({ id: String(i), n: i, t: '' }));
    const error = failure(() => save(many));
    expect(error).toMatchObject({ name: 'DestinationException', reason: 'full' });
    expect(error.message).toContain('10,000,000');
    expect(error.message).toContain('9,906,000');
    expect(bench.model.titles()).toEqual(before);
  });

  it('for a grid that cannot grow leaves the rows that are there as they were', () => {
    save(rows);
    bench.user.addTab('Big');
    bench.model.sheet('Big').grid.maxRows = 382_000;
    const before = bench.model.snapshot();
    const many = Array.from({ length: 2000 }, (_, i) => ({ id: `k${i}`, n: 7, t: '' }));
    expect(failure(() => save(many))).toMatchObject({ reason: 'full' });
    expect(bench.model.snapshot()).toEqual(before);
  });

  it('is made by us before anything is written for a text that is longer than a cell', () => {
    const error = failure(() => save([{ id: 'a', n: 1, t: 'x'.repeat(50_001) }]));
    expect(error.message).toContain('50001');
    expect(bench.model.titles()).toEqual(['Sheet1']);
    expect(save([{ id: 'a', n: 1, t: 'x'.repeat(50_000) }])).toMatchObject({ added: 1 });
  });
});

describe('a filter', () => {
  it('hides rows from the user, not from an import', () => {
    save(rows);
    bench.user.setFilter('Days', 'A1:C21', { 2: ['3', '4', '5'] });
    expect(save(changed)).toMatchObject({ updated: 20, added: 0 });
    expect(bench.shown('Days').map(row => row[1])).toEqual(['N', ...changed.map(row => String(row.n))]);
  });
});

describe('rows that go', () => {
  const scope = [{ dateField: 'd', from: '2026-01-01', to: '2026-12-31' }];
  const dated: StorageTarget = { ...target, fields: { ...target.fields, d: { type: 'date', name: 'Day' } } };
  const day = (i: number) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
  const records = (count: number): Row[] =>
    Array.from({ length: count }, (_, i) => ({ id: `k${i}`, n: i, t: 'x', d: day(i % 300) }));
  const keep = (some: readonly Row[]) => new Set(some.map(row => JSON.stringify([row['id']])));

  it('are deleted as a whole, but where the user has something only our cells are emptied', () => {
    const all = records(8);
    bench.with(dated, storage => storage.saveData(all));
    bench.user
      .typeValue('Days', 'E1', 'Mine')
      .typeValue('Days', 'E4', 'remark')
      .setNote('Days', 'B6', 'why?');
    for (let row = 2; row <= 9; row += 1) bench.user.setFormula('Days', `F${row}`, `=B${row}*2`);
    const gone = bench.with(dated, storage => storage.reconcile(scope, keep(all.slice(6)), 'remove'));
    expect(gone).toBe(6);
    expect(bench.shown('Days')).toEqual([
      ['Id', 'N', 'Text', 'Day', 'Mine', ''],
      ['', '', '', '', 'remark', '0'],
      ['', '', '', '', '', '0'],
      ['k6', '6', 'x', '2026-01-07', '', '12'],
      ['k7', '7', 'x', '2026-01-08', '', '14'],
    ]);
    expect(bench.model.sheet('Days').grid.note(3, 2)).toBe('why?');
  });

  it.each([
    ['in one block', (i: number) => i < 8000],
    ['scattered', (i: number) => i % 5 !== 0],
  ])('8,000 of them, %s, are not 8,000 calls', (_, isGone) => {
    const all = records(10_000);
    bench.with(dated, storage => storage.saveData(all));
    const rest = all.filter((__, i) => !isGone(i));
    bench.with(dated, storage => storage.reconcile(scope, keep(rest), 'remove'));
    expect(bench.calls.length).toBeLessThan(40);
    expect(
      bench
        .shown('Days')
        .slice(1)
        .map(row => row[0]),
    ).toEqual(rest.map(row => row['id']));
  });

  it('scattered beside remarks of the user leave these in their rows', () => {
    const all = records(200);
    bench.with(dated, storage => storage.saveData(all));
    for (let row = 2; row <= 201; row += 1)
      if (row % 3 === 0) bench.user.typeValue('Days', `F${row}`, `of k${row - 2}`);
    const rest = all.filter((_, i) => i % 2 === 0);
    bench.with(dated, storage => storage.reconcile(scope, keep(rest), 'remove'));
    expect(bench.calls.length).toBeLessThan(80);
    const left = bench.shown('Days').slice(1);
    expect(left.flatMap(row => row[0] || []).sort()).toEqual(rest.map(row => row['id']).sort());
    for (const row of left) if (row[0] && row[5]) expect(row[5]).toBe(`of ${row[0]}`);
    expect(left.filter(row => row[5]).length).toBe(67);
  });

  it('may be all there are', () => {
    bench.with(dated, storage => storage.replaceData(records(1500)));
    expect(bench.with(dated, storage => storage.replaceData([]))).toMatchObject({ removed: 1500 });
    expect(bench.shown('Days')).toEqual([['Id', 'N', 'Text', 'Day']]);
  });

  it('are not those that the user made below: a total is no record', () => {
    bench.with(dated, storage => storage.saveData(records(3)));
    bench.user.setFormula('Days', 'B5', '=SUM(B2:B4)');
    bench.with(dated, storage => storage.replaceData(records(2)));
    bench.with(dated, storage => storage.replaceData(records(2)));
    expect(bench.shown('Days').map(row => row[1])).toEqual(['N', '0', '1', '1']);
  });
});
