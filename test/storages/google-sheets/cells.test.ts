import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import type { FieldType, Row, Value } from '../../../src/Core/Schema';
import { movedFormula, relativeFormula } from '../../../src/Storages/GoogleSheets/Formulas';
import { markerOf, readMarker, withMarker } from '../../../src/Storages/GoogleSheets/Markers';
import { spansOf } from '../../../src/Storages/GoogleSheets/Spans';
import { SheetBench, writesOf } from './SheetBench';

function targetOf(fields: Record<string, FieldType>, id = 't'): StorageTarget {
  return {
    id,
    name: 'Data',
    sourceName: 'Shop',
    uniqueKeys: [Object.keys(fields)[0] ?? ''],
    fields: Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, { type }])),
  };
}

let bench: SheetBench;
beforeEach(() => {
  bench = new SheetBench({ timeZone: 'America/Sao_Paulo' });
});
const save = (to: StorageTarget, rows: readonly Row[]) => bench.with(to, storage => storage.saveData(rows));
const cell = (row: number, column: number) => bench.model.sheet('Data').value(row, column);

describe('what is written into a cell', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\t=1',
    "'x",
    "''",
    '01',
    '1e5',
    '10%',
    'TRUE',
    '2026-01-01',
    '3-5',
    '$1',
    '#N/A',
    ' =1',
    '\u0000',
    '=IMPORTXML("http://x","y")',
  ])('is the text %j, letter by letter, and no formula', text => {
    const target = targetOf({ id: 'string', text: 'string' });
    save(target, [{ id: text, text }]);
    expect([cell(2, 1), cell(2, 2)]).toEqual([text, text]);
    expect(bench.model.sheet('Data').grid.formula(2, 2)).toBeUndefined();
    expect(save(target, [{ id: text, text }])).toMatchObject({ unchanged: 1, updated: 0, added: 0 });
  });

  it('is a whole day for a date, also for a midnight that does not exist and in any zone and locale', () => {
    const target = targetOf({ day: 'date', n: 'number' });
    // On 2018-11-04 the day began at one o'clock in São Paulo.
    const rows = ['2018-11-03', '2018-11-04', '2018-11-05', '1999-12-31'].map((day, n) => ({ day, n }));
    save(target, rows);
    expect([cell(2, 1), cell(3, 1), cell(4, 1)]).toEqual([43_407, 43_408, 43_409]);
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'America/Sao_Paulo']) {
      bench.user.setTimeZone(zone).setLocale('de_DE');
      expect(save(target, rows)).toMatchObject({ unchanged: 4 });
    }
    expect(
      save(
        target,
        rows.map(row => ({ ...row, n: row.n + 1 })),
      ),
    ).toMatchObject({ updated: 4 });
    expect(cell(3, 1)).toBe(43_408);
  });

  it('is the local time for an instant, and comes back the same over both changes of the clock', () => {
    bench.user.setTimeZone('Europe/Berlin');
    const target = targetOf({ id: 'integer', at: 'datetime' });
    const hours = Array.from({ length: 96 }, (_, i) =>
      Date.UTC(2024, i < 48 ? 2 : 9, i < 48 ? 30 : 26, i % 48, 30, 1, 7),
    );
    const rows = hours.map((at, id) => ({ id, at: new Date(at).toISOString() }));
    save(target, rows);
    expect(bench.model.sheet('Data').display(2, 2)).toBe('2024-03-30 01:30:01');
    expect(save(target, rows)).toMatchObject({ unchanged: 96, updated: 0 });
  });

  it('stays text for a day before Sheets counts days', () => {
    const target = targetOf({ day: 'date', at: 'datetime' });
    const rows = [{ day: '0001-01-01', at: '1899-06-01T00:00:00.000Z' }];
    save(target, rows);
    expect([cell(2, 1), cell(2, 2)]).toEqual(['0001-01-01', '1899-06-01T00:00:00.000Z']);
    expect(save(target, rows)).toMatchObject({ unchanged: 1 });
  });

  it('is told apart: 0, false, blank and their texts', () => {
    const target = targetOf({ id: 'string', n: 'number', b: 'boolean', s: 'string' });
    save(target, [
      { id: 'a', n: 0, b: false, s: '' },
      { id: 'b', n: null, b: null, s: '0' },
    ]);
    expect([cell(2, 2), cell(2, 3), cell(2, 4)]).toEqual([0, false, null]);
    expect([cell(3, 2), cell(3, 3), cell(3, 4)]).toEqual([null, null, '0']);
  });
});

describe('keys', () => {
  it('are the same whether a cell holds a day, a serial number or a text; the cell is put right', () => {
    const target = targetOf({ day: 'date', n: 'number' });
    const rows = ['2026-01-01', '2026-01-02', '2026-01-03'].map((day, n) => ({ day, n }));
    save(target, rows);
    bench.user.setNumberFormat('Data', 'A2', '0').typeValue('Data', 'A3', "'2026-01-02");
    expect(save(target, rows)).toMatchObject({ added: 0, updated: 1, unchanged: 2 });
    expect(cell(3, 1)).toBe(46_024);
  });

  it('that stand twice are listed, and only the first row of them is kept up to date', () => {
    const target = targetOf({ id: 'string', n: 'number' });
    save(target, [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
    ]);
    bench.user.typeValue('Data', 'A4', 'a').typeValue('Data', 'B4', '9');
    const result = save(target, [{ id: 'a', n: 2 }]);
    expect(result).toMatchObject({ added: 0, updated: 1 });
    expect(result.warnings.join()).toContain('2 and 4');
    expect([cell(2, 2), cell(4, 2)]).toEqual([2, 9]);
  });
});

describe('cells in a rectangle that is written', () => {
  const target = targetOf({ id: 'string', text: 'string', n: 'numeric string', at: 'datetime' });
  const many = Array.from({ length: 30 }, (_, i) => ({ id: `k${i}`, text: `t${i}`, n: `0${i}`, at: null }));
  const ends = (mark: string) =>
    many
      .filter((_, i) => [0, 10, 20, 29].includes(i))
      .map(row => ({ ...row, text: mark, n: 1.5, at: '2026-01-01T00:00:00.000Z' }));

  it('come back the same when only rows around them change', () => {
    save(target, many);
    bench.user.setTimeZone('Europe/Berlin');
    const odd = {
      B5: '#N/A',
      B6: "'#N/A",
      B8: "'=1",
      C5: 'TRUE',
      C9: '50%',
      D6: '2024-03-31 02:30:00',
      D8: '2024-03-31 03:30:00',
      D9: '1899-12-30 12:00:00',
    };
    for (const [at, text] of Object.entries(odd)) bench.user.typeValue('Data', at, text);
    bench.user.setNumberFormat('Data', 'D6', 'd/m/yy hh:mm').setFormula('Data', 'B7', '=A7&"A7"');
    const before = bench.model.snapshot()[1];
    save(target, ends('x'));
    const after = bench.model.snapshot()[1];
    for (const row of [4, 5, 6, 7, 8]) expect(after?.values[row]).toEqual(before?.values[row]);
    expect(after?.formulas).toEqual(before?.formulas);
    expect(after?.formats).toEqual(before?.formats);
    expect(after?.values[11]?.[1]).toBe('x');
  });

  it('with a formula of the user in place of our value stay, and are named', () => {
    save(target, many);
    bench.user.setFormula('Data', 'B3', '="mine"');
    const result = save(
      target,
      many.map(row => ({ ...row, text: 'new' })),
    );
    expect(result).toMatchObject({ updated: 29, unchanged: 1 });
    expect(result.warnings.join()).toContain('B3');
    expect([cell(2, 2), cell(3, 2), cell(4, 2)]).toEqual(['new', 'mine', 'new']);
  });
});

describe('the number of calls', () => {
  const target = targetOf({
    id: 'string',
    day: 'date',
    at: 'datetime',
    ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`n${i}`, 'number' as const])),
  });
  const rowsOf = (change: number): Row[] =>
    Array.from({ length: 10_000 }, (_, i) => ({
      id: `k${i}`,
      day: new Date(Date.UTC(2020, 0, 1 + (i % 900))).toISOString().slice(0, 10),
      at: new Date(Date.UTC(2020, 0, 1, i)).toISOString(),
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, n): [string, Value] => [`n${n}`, i % 5 === 0 ? i + n + change : i + n]),
      ),
    }));

  it('of a save does not grow with its rows: 12 at first, 6 when nothing changed, 12 for 2,000 scattered rows', () => {
    expect(save(target, rowsOf(0))).toMatchObject({ added: 10_000 });
    expect(bench.calls.length).toBeLessThanOrEqual(12);
    expect(save(target, rowsOf(0))).toMatchObject({ unchanged: 10_000 });
    expect(bench.calls.length).toBeLessThanOrEqual(6);
    expect(writesOf(bench.calls)).toEqual([]);
    expect(save(target, rowsOf(1))).toMatchObject({ updated: 2000, unchanged: 8000 });
    expect(bench.calls.length).toBeLessThanOrEqual(12);
  });
});

describe('texts about places', () => {
  const ids = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });

  it('name any target and field, below any note of the user', () => {
    fc.assert(
      fc.property(ids, ids, fc.string(), (targetId, field, note) => {
        const marked = withMarker(note, markerOf(targetId, field));
        expect(readMarker(marked)).toEqual({ targetId, field });
        expect(withMarker(marked, markerOf(targetId, field))).toBe(marked);
      }),
    );
  });

  it('cover all numbers in few spans, and as few others as possible with two', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 5 }), (some, limit) => {
        const sorted = [...some].sort((a, b) => a - b);
        const spans = spansOf(sorted, limit);
        expect(spans.length).toBeLessThanOrEqual(limit);
        for (const number of sorted)
          expect(spans.filter(({ first, last }) => first <= number && number <= last)).toHaveLength(1);
      }),
    );
    expect(spansOf([1, 2, 9, 11], 2)).toEqual([
      { first: 1, last: 2 },
      { first: 9, last: 11 },
    ]);
  });

  it('of formulas follow their own row, and are alike down a column', () => {
    expect(movedFormula('=A5*$B$1+"A5"&C4+Sheet!D5', 5, 9)).toBe('=A9*$B$1+"A5"&C4+Sheet!D5');
    expect(relativeFormula('=A5+B4', 5)).toBe(relativeFormula('=A6+B5', 6));
    expect(relativeFormula('=A5+B4', 5)).not.toBe(relativeFormula('=A5+B4', 6));
  });
});
