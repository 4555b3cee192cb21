import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../environments/emulator/google/Emulator';
import { BEN, cellsOf } from '../../apps-script/harness';
import { fileWith, holidays, importNow, reopened, startHostile, TAB, type Hostile } from './hostile';

const IDS = ['a', 'b', 'c'];
const records = (suffix: string, ids = IDS) => ids.map(id => ({ id: `"${id}"`, name: `${id} ${suffix}` }));

let hostile: Hostile;
let state: ReturnType<Emulator['toJSON']>;
beforeAll(async () => {
  hostile = await startHostile({
    first: holidays(records('1')),
    second: holidays(records('2', [...IDS, 'd'])),
    days: holidays(
      ['2018-11-03', '2018-11-04', '2018-11-05'].map(date => ({ id: `"${date}"`, name: 'x', date })),
    ),
    many: holidays(Array.from({ length: 3_000 }, (_, i) => ({ id: `"m${i}"`, name: 'x' }))),
  });
  const file = fileWith(hostile.as('first'));
  expect(importNow(file).status).toBe('DONE');
  state = file.toJSON();
});
afterAll(() => hostile.close());

let file: Emulator;
/** What the next import brings: every name changes, and one row is new. */
beforeEach(() => {
  file = reopened({ toJSON: () => state } as Emulator, hostile.as('second'));
});
const hand = () => file.spreadsheet.asUser();
const names = (column = 4) =>
  cellsOf(file, TAB)
    .slice(1)
    .map(row => row[column - 1]);
const UPDATED = ['a 2', 'b 2', 'c 2', 'd 2'];

function expectGoneThenAnew(): void {
  const { status, message } = importNow(file);
  expect(status).toBe('ERROR');
  expect(message).toContain(
    `Failed: [OpenHolidays] The tab "${TAB}" was deleted. The rows in hand were not written; other tabs are as they were. The next run makes the tab anew and loads everything into it again.`,
  );
  expect(importNow(file).message).toBe('Done: 4 added, 0 updated.');
  expect(names()).toEqual(UPDATED);
}

describe('a sheet that its user has changed', () => {
  it('renamed header: the caption stays, the rows are updated below it', () => {
    hand().typeValue(TAB, 'A1', 'Kennung').typeValue(TAB, 'D1', 'Name des Feiertags');
    expect(importNow(file).message).toMatch(/^Done: 1 added, 3 updated\./);
    expect(cellsOf(file, TAB)[0]).toEqual(['Kennung', 'Country', 'Date', 'Name des Feiertags']);
    expect(names()).toEqual(UPDATED);
  });

  it.each([
    ['captions', (cell: string) => hand().clear(TAB, cell)],
    ['notes', (cell: string) => hand().setNote(TAB, cell, '')],
  ])('deleted header, %s: the columns are found all the same', (_, erase) => {
    for (const cell of ['A1', 'B1', 'C1', 'D1']) erase(cell);
    expect(importNow(file).message).toMatch(/^Done: 1 added, 3 updated\./);
    expect(cellsOf(file, TAB)[0]).toHaveLength(4);
    expect(names()).toEqual(UPDATED);
  });

  it.each([
    [
      'captions and notes',
      () => {
        hand().clear(TAB, 'A1:D1').setNote(TAB, 'A1:D1', '');
      },
    ],
    [
      'the whole row',
      () => {
        hand().deleteRow(TAB, 1);
      },
    ],
  ])(
    'deleted header, %s: columns are made anew beside the old ones, of which no cell changes',
    (_, erase) => {
      erase();
      const before = cellsOf(file, TAB).map(row => row.slice(0, 4));
      expect(importNow(file).message).toMatch(/^Done: 4 added, 0 updated\./);
      const after = cellsOf(file, TAB);
      expect(after.slice(0, before.length).map(row => row.slice(0, 3))).toEqual(
        before.map(row => row.slice(0, 3)),
      );
      const column = after[0]?.indexOf('Name') ?? -1;
      expect(
        after
          .slice(1)
          .map(row => row[column])
          .filter(name => / 2$/.test(name ?? '')),
      ).toEqual(UPDATED);
      expect(importNow(file).message).toMatch(/^Done: 0 added, 0 updated, 4 unchanged\./);
    },
  );

  it('deleted column: it is made anew at the right and filled', () => {
    hand().deleteColumn(TAB, 4);
    expect(importNow(file).message).toMatch(/^Done: 1 added, 3 updated\./);
    expect(cellsOf(file, TAB)[0]).toEqual(['ID', 'Country', 'Date', 'Name']);
    expect(names()).toEqual(UPDATED);
  });

  it('duplicated keys: the first row is kept up to date, the other is left and listed', () => {
    hand().typeValue(TAB, 'A5', 'b').typeValue(TAB, 'B5', 'CH').typeValue(TAB, 'D5', 'mine');
    const { message } = importNow(file);
    expect(message).toMatch(/^Done: 1 added, 3 updated\./);
    expect(message).toContain(
      'Rows of the tab have the same key: 3 and 5. The first of each is kept up to date; delete the others',
    );
    expect(names()).toEqual(['a 2', 'b 2', 'c 2', 'mine', 'd 2']);
  });

  it('protected range: says which, writes nothing, and goes on once it may', () => {
    hand().protect(TAB, 'D1:D30');
    const before = cellsOf(file, TAB);
    const { status, message } = importNow(file, BEN);
    expect(status).toBe('ERROR');
    expect(message).toMatch(
      /^Failed: \[OpenHolidays\] Google Sheets refused to change .* of the tab "open_holidays_public_holidays": You are trying to edit a protected cell/,
    );
    expect(message).toMatch(
      /None of the rows in hand was written\. Ask the owner of the file to lift the protection/,
    );
    expect(cellsOf(file, TAB)).toEqual(before);
    hand().unprotect(TAB);
    expect(importNow(file, BEN).status).toBe('DONE');
    expect(names()).toEqual(UPDATED);
  });

  it('filter: hidden rows are updated like the others, and the filter stays', () => {
    hand().setFilter(TAB, 'A1:C4', { 1: ['b', 'c'] });
    expect(importNow(file).message).toMatch(/^Done: 1 added, 3 updated\./);
    expect(names()).toEqual(UPDATED);
    expect(file.spreadsheet.sheet(TAB).filter?.hiddenValues).toEqual({ 1: ['b', 'c'] });
  });

  it('moved columns: each value goes where its column is now', () => {
    hand()
      .moveColumn(TAB, 1, 4)
      .insertColumn(TAB, 1)
      .typeValue(TAB, 'A1', 'Mine')
      .typeValue(TAB, 'A3', 'remark');
    expect(importNow(file).message).toMatch(/^Done: 1 added, 3 updated\./);
    expect(cellsOf(file, TAB)).toEqual([
      ['Mine', 'Country', 'Date', 'ID', 'Name'],
      ['', 'CH', '2026-03-01', 'a', 'a 2'],
      ['remark', 'CH', '2026-03-01', 'b', 'b 2'],
      ['', 'CH', '2026-03-01', 'c', 'c 2'],
      ['', 'CH', '2026-03-01', 'd', 'd 2'],
    ]);
  });

  it('formulas of the user beside our columns, between them and below them: stay, in their rows', () => {
    hand()
      .insertColumn(TAB, 2)
      .setFormula(TAB, 'B2', '=E2&"!"')
      .setFormula(TAB, 'F3', '=LEN(E3)')
      .setFormula(TAB, 'G1', '=COUNTA(A2:A)');
    const { message } = importNow(file);
    expect(message).toMatch(/^Done: 1 added, 3 updated\./);
    const { grid } = file.spreadsheet.sheet(TAB);
    expect([grid.formula(2, 2), grid.formula(3, 6), grid.formula(1, 7)]).toEqual([
      '=E2&"!"',
      '=LEN(E3)',
      '=COUNTA(A2:A)',
    ]);
    expect(names(5)).toEqual(UPDATED);
  });

  it('tab deleted between two runs: said to be gone, made anew by the next run', () => {
    hand().deleteTab(TAB);
    expectGoneThenAnew();
  });

  it('tab deleted in mid-run, while the source is asked: said to be gone, made anew by the next run', () => {
    file.inject({
      at: ({ name }) => name.startsWith('UrlFetchApp.fetch'),
      when: 'after',
      effect: world => void world.spreadsheet.asUser().deleteTab(TAB),
    });
    expectGoneThenAnew();
  });

  it('tab deleted in mid-run, while it is written: said to be gone, made anew by the next run', () => {
    file.inject({
      at: ({ name }) => /setValues/.test(name),
      when: 'before',
      effect: world => void world.spreadsheet.asUser().deleteTab(TAB),
    });
    expectGoneThenAnew();
  });
});

describe('a file at the limit of ten million cells', () => {
  it('says what the limit is and what is used, and keeps every row', () => {
    file = reopened(file, hostile.as('many'));
    hand().addTab('Big');
    file.spreadsheet.sheet('Big').grid.maxRows = 378_000;
    const before = cellsOf(file, TAB);
    const { status, message } = importNow(file);
    expect(status).toBe('ERROR');
    expect(message).toMatch(
      /The tab "open_holidays_public_holidays" needs [\d,]+ more cells, but the file has [\d,]+ of the 10,000,000 cells that Google Sheets allows\. Nothing was written\. Delete tabs or empty rows and columns/,
    );
    expect(cellsOf(file, TAB)).toEqual(before);
  });
});

describe('another time zone and locale', () => {
  it('keeps a day on which midnight does not exist, whatever the file is set to later', () => {
    file = fileWith(hostile.as('days'), { spreadsheet: { locale: 'de_DE', timeZone: 'America/Sao_Paulo' } });
    expect(importNow(file).message).toBe('Done: 3 added, 0 updated.');
    const serials = () => [2, 3, 4].map(row => file.spreadsheet.sheet(TAB).value(row, 3));
    expect(serials()).toEqual([43_407, 43_408, 43_409]);
    for (const [zone, locale] of [
      ['Pacific/Kiritimati', 'en_US'],
      ['America/Los_Angeles', 'fr_FR'],
      ['America/Sao_Paulo', 'de_DE'],
    ] as const) {
      hand().setTimeZone(zone).setLocale(locale);
      expect(importNow(file).message).toBe('Done: 0 added, 0 updated, 3 unchanged.');
      expect(serials()).toEqual([43_407, 43_408, 43_409]);
    }
  });
});

describe('saved progress that cannot be used', () => {
  it.each([
    [
      'cut short',
      (text: string) => text.slice(0, text.length / 2),
      'is damaged (not whole JSON). Nothing was fetched. Restore it, or remove it to import from the start date again',
    ],
    [
      'of a newer version',
      (text: string) => text.replace('"version":1', '"version":99'),
      'was written by a newer Sheetbound (state version 99, this one knows 1). Nothing was fetched. Update Sheetbound.',
    ],
  ])('%s: nothing is fetched or written, and it is left as it is', (_, spoil, text) => {
    const key = Object.keys(file.documentProperties).find(name => name.startsWith('sheetbound.state.')) ?? '';
    const spoilt = spoil(file.documentProperties[key] ?? '');
    expect(spoilt).not.toBe(file.documentProperties[key]);
    file.documentProperties[key] = spoilt;
    const before = cellsOf(file, TAB);
    const { status, message } = importNow(file);
    expect(status).toBe('ERROR');
    expect(message).toContain(`[Sheetbound] The saved progress of "Holidays" ${text}`);
    expect(file.documentProperties[key]).toBe(spoilt);
    expect(cellsOf(file, TAB)).toEqual(before);
    expect(file.executions.at(-1)?.calls.filter(name => /UrlFetchApp/.test(name))).toEqual([]);
  });
});
