import { beforeEach, describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { SheetBench, writesOf } from './SheetBench';

const target: StorageTarget = {
  id: 'import.days',
  name: 'Days',
  sourceName: 'Shop',
  uniqueKeys: ['id'],
  fields: {
    id: { type: 'string', name: 'Id' },
    day: { type: 'date', name: 'Day' },
    clicks: { type: 'integer', name: 'Clicks' },
  },
};
const wider: StorageTarget = {
  ...target,
  fields: { ...target.fields, cost: { type: 'number', name: 'Cost' } },
};
const rows: Row[] = [
  { id: '01', day: '2026-01-01', clicks: 1 },
  { id: '02', day: '2026-01-02', clicks: 0 },
];
const changed: Row[] = rows.map(row => ({ ...row, clicks: Number(row['clicks']) + 5, cost: 1.5 }));

let bench: SheetBench;
const save = (to: StorageTarget, records: readonly Row[]) =>
  bench.with(to, storage => storage.saveData(records));

beforeEach(() => {
  bench = new SheetBench({ timeZone: 'Europe/Berlin' });
  save(target, rows);
});

describe('the columns of a tab', () => {
  it('are made with captions, a frozen header, notes and markers, days shown as days', () => {
    expect(bench.shown('Days')).toEqual([
      ['Id', 'Day', 'Clicks'],
      ['01', '2026-01-01', '1'],
      ['02', '2026-01-02', '0'],
    ]);
    const sheet = bench.model.sheet('Days');
    expect(sheet.frozenRows).toBe(1);
    expect(sheet.grid.note(1, 3)).toBe('Clicks, from Shop.\nsheetbound:import%2Edays.clicks');
  });

  it('are found wherever the user moves them and whatever the user calls them and writes into their notes', () => {
    bench.user
      .moveColumn('Days', 3, 1)
      .typeValue('Days', 'A1', 'Klicks')
      .setNote('Days', 'A1', `my own words\n${bench.model.sheet('Days').grid.note(1, 1)}\nand more`)
      .renameTab('Days', 'Tage')
      .insertRow('Tage', 3);
    expect(save(target, changed)).toMatchObject({ added: 0, updated: 2 });
    expect(bench.shown('Tage')).toEqual([
      ['Klicks', 'Id', 'Day'],
      ['6', '01', '2026-01-01'],
      ['', '', ''],
      ['5', '02', '2026-01-02'],
    ]);
    expect(bench.model.titles()).toEqual(['Sheet1', 'Tage']);
  });

  it('are found by caption when the marker was deleted, which is then written again', () => {
    bench.user.setNote('Days', 'C1', 'only mine');
    save(target, changed);
    expect(bench.shown('Days').map(row => row[2])).toEqual(['Clicks', '6', '5']);
    expect(bench.model.sheet('Days').grid.note(1, 3)).toBe('only mine\nsheetbound:import%2Edays.clicks');
  });

  it('are made anew at the right when they were deleted', () => {
    bench.user.deleteColumn('Days', 2);
    save(target, changed);
    expect(bench.shown('Days')).toEqual([
      ['Id', 'Clicks', 'Day'],
      ['01', '6', '2026-01-01'],
      ['02', '5', '2026-01-02'],
    ]);
  });

  it('of a new field never take over a column of the user with its caption', () => {
    bench.user
      .typeValue('Days', 'E1', 'Cost')
      .typeValue('Days', 'E2', 'mine')
      .setFormula('Days', 'E3', '=C3*2');
    save(wider, changed);
    expect(bench.shown('Days').map(row => row.slice(2))).toEqual([
      ['Clicks', 'Cost', 'Cost'],
      ['6', '1.5', 'mine'],
      ['5', '1.5', '10'],
    ]);
  });

  it('of a new field stand to the right of ours; a column of the user there moves on with all its cells', () => {
    bench.user
      .typeValue('Days', 'D1', 'Double')
      .setFormula('Days', 'D2', '=C2*2')
      .setNote('Days', 'D3', 'look here')
      .setNumberFormat('Days', 'D2:D3', '0.00');
    save(wider, changed);
    expect(bench.shown('Days').slice(0, 2)).toEqual([
      ['Id', 'Day', 'Clicks', 'Cost', 'Double'],
      ['01', '2026-01-01', '6', '1.5', '12.00'],
    ]);
    expect(bench.model.sheet('Days').grid.note(3, 5)).toBe('look here');
    expect(bench.model.sheet('Days').grid.format(2, 4)).not.toBe('0.00');
  });

  it('of a field beside days show numbers, not days', () => {
    const other = {
      ...target,
      id: 'other',
      name: 'Other',
      fields: { id: { type: 'string' }, day: { type: 'date' } },
    } as const;
    save(other, rows);
    bench.user.typeValue('Other', 'C1', 'mine');
    save(
      { ...other, fields: { ...other.fields, n: { type: 'number' } } },
      rows.map(row => ({ ...row, n: 7 })),
    );
    expect(bench.shown('Other')[1]).toEqual(['01', '2026-01-01', '7', '']);
  });

  it('keep the history of a field that is de-selected', () => {
    save(wider, changed);
    save(target, rows);
    expect(bench.shown('Days').map(row => row[3])).toEqual(['Cost', '1.5', '1.5']);
  });

  it('of the user, between ours, are never written: not by updates, new rows or removals', () => {
    bench.user.insertColumn('Days', 2).typeValue('Days', 'B1', 'Note').typeValue('Days', 'B2', '=1+1');
    bench.user.typeValue('Days', 'B5', 'far below');
    save(target, [...changed, { id: '03', day: '2026-01-03', clicks: 3 }]);
    expect(bench.shown('Days').map(row => row[1])).toEqual(['Note', '2', '', '', 'far below']);
    expect(bench.shown('Days').map(row => row[0])).toEqual(['Id', '01', '02', '03', '']);
    expect(writesOf(bench.calls)).not.toContain('Range.clear');
  });
});

describe('the tab itself', () => {
  it('is another one when the title is taken by something else, which stays as it is', () => {
    bench.user.addTab('Orders').typeValue('Orders', 'A1', 'My orders');
    save({ ...target, id: 'o', name: 'Orders' }, rows);
    expect(bench.model.titles().sort()).toEqual(['Days', 'Orders', 'Orders (2)', 'Sheet1']);
    expect(bench.shown('Orders')).toEqual([['My orders']]);
    save({ ...target, id: 'o', name: 'Orders' }, rows);
    expect(bench.model.sheets).toHaveLength(4);
  });

  it('is another one for each target of the same title', () => {
    save({ ...target, id: 'second' }, rows);
    expect(bench.model.titles().sort()).toEqual(['Days', 'Days (2)', 'Sheet1']);
  });

  it('may be one that the user prepared: empty, or with the captions of the keys', () => {
    bench.user.addTab('Empty').addTab('Mine');
    ['A1', 'B1', 'C1'].forEach((cell, i) =>
      bench.user.typeValue('Mine', cell, ['clicks', 'Remark', ' id '][i] ?? ''),
    );
    bench.user.typeValue('Mine', 'A2', '4').typeValue('Mine', 'B2', 'good').typeValue('Mine', 'C2', "'01");
    save({ ...target, id: 'e', name: 'Empty' }, rows);
    save({ ...target, id: 'm', name: 'Mine' }, rows);
    expect(bench.shown('Empty')[0]).toEqual(['Id', 'Day', 'Clicks']);
    expect(bench.shown('Mine')).toEqual([
      ['clicks', 'Remark', ' id ', 'Day'],
      ['1', 'good', '01', '2026-01-01'],
      ['0', '', '02', '2026-01-02'],
    ]);
  });

  it('is not made again after a copy of the file: the markers tell whose it is', () => {
    bench.records.clear();
    expect(save(target, rows)).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
    expect(bench.model.sheets).toHaveLength(2);
  });

  it('of a preview is not made, and nothing is written', () => {
    const made = new SheetBench();
    const before = JSON.stringify(made.model.toJSON());
    const preview = made.with(target, storage => storage.previewData(rows, { replace: false }));
    expect(preview).toMatchObject({ added: 2, updated: 0, newFields: ['id', 'day', 'clicks'] });
    expect(JSON.stringify(made.model.toJSON())).toBe(before);
    expect(made.records.size).toBe(0);
  });

  it('that another tab is copied from is not mistaken for its copy', () => {
    bench.user.addTab('Copy');
    bench.user
      .setNote('Copy', 'A1', bench.model.sheet('Days').grid.note(1, 1))
      .typeValue('Copy', 'A2', "'01");
    save(target, changed);
    expect(bench.shown('Copy')).toEqual([[''], ['01']]);
  });
});
