import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpreadsheetModel } from '../../../environments/emulator/google/spreadsheet/SpreadsheetModel';
import type { SpreadsheetState } from '../../../environments/emulator/google/spreadsheet/SpreadsheetState';
import { excelTitles, exportXlsx } from '../../../environments/emulator/google/spreadsheet/XlsxExport';
import { newFile } from './PlainHost';

describe('formulas', () => {
  it.each([
    ['=1+2*3^2', 19],
    ['=-(2+3)%', -0.05],
    ['="a"&"b"&1', 'ab1'],
    ['=SUM(A1:A3,10)', 16],
    ['=AVERAGE(A:A)', 2],
    ['=IF(A1>=1,"yes","no")', 'yes'],
    ['=MAX(A1:A3)-MIN(A1:A3)', 2],
    ['=COUNTA(A1:A3)&LEN("abc")', '33'],
    ['=Sheet1!A2*2', 4],
    ['=ROUND(10/3,2)', 3.33],
    ['=1/0', '#DIV/0!'],
    ['="x"+1', '#VALUE!'],
    ['=Nowhere!A1', '#REF!'],
    ['=name', '#NAME?'],
    ['=1+', '#ERROR!'],
    ['=C1', '#REF!'],
    ['=VLOOKUP(1,A1:B3,2)', ''],
  ])('%s is %j', (formula, value) => {
    const { sheet } = newFile();
    sheet.getRange('A1:A3').setValues([[1], [2], [3]]);
    sheet.getRange('C1').setFormula(formula);
    expect(sheet.getRange('C1').getValue()).toBe(value);
    expect(sheet.getRange('C1').getFormula()).toBe(formula);
  });

  it('follow their cells when rows, columns and tabs change', () => {
    const { model, user } = newFile();
    user.addTab('Other');
    user.setFormula('Sheet1', 'D5', '=B5*$A$1+SUM(B2:B4)&"B5"').setFormula('Other', 'A1', '=Sheet1!B5');
    user.insertRow('Sheet1', 3);
    expect(model.sheet(0).grid.formula(6, 4)).toBe('=B6*$A$1+SUM(B2:B5)&"B5"');
    user.insertColumn('Sheet1', 2);
    expect(model.sheet(0).grid.formula(6, 5)).toBe('=C6*$A$1+SUM(C2:C5)&"B5"');
    expect(model.sheet('Other').grid.formula(1, 1)).toBe('=Sheet1!C6');
    user.renameTab('Sheet1', 'My tab').deleteRow('My tab', 6);
    expect(model.sheet('Other').grid.formula(1, 1)).toBe('=#REF!');
    expect(model.sheet('Other').value(1, 1)).toEqual({ error: '#REF!' });
  });

  it('stay with their row when a user sorts', () => {
    const { model, user } = newFile();
    for (const [row, text] of ['b', 'a'].entries()) {
      user
        .typeValue('Sheet1', `A${String(row + 2)}`, text)
        .typeValue('Sheet1', `B${String(row + 2)}`, String(row));
      user.setFormula('Sheet1', `C${String(row + 2)}`, `=B${String(row + 2)}+100`);
    }
    user.typeValue('Sheet1', 'A1', 'title').setFrozenRows('Sheet1', 1).setNote('Sheet1', 'A2', 'of b');
    user.sort('Sheet1', 1);
    const { grid } = model.sheet(0);
    expect(model.snapshot()[0]?.values).toEqual([
      ['title', null, null],
      ['a', 1, 101],
      ['b', 0, 100],
    ]);
    expect([grid.formula(2, 3), grid.formula(3, 3), grid.note(3, 1)]).toEqual(['=B2+100', '=B3+100', 'of b']);
  });

  it('and notes, formats and boxes move with a column that is dragged', () => {
    const { model, user } = newFile();
    user.typeValue('Sheet1', 'A1', 'a').typeValue('Sheet1', 'B1', '5%').typeValue('Sheet1', 'C1', 'c');
    user.setNote('Sheet1', 'B1', 'note').setFormula('Sheet1', 'D1', '=B1*2').protect('Sheet1', 'B1:B3');
    user.moveColumn('Sheet1', 2, 1);
    const { grid, protections } = model.sheet(0);
    expect([1, 2, 3].map(column => grid.value(1, column))).toEqual([0.05, 'a', 'c']);
    expect([grid.note(1, 1), grid.format(1, 1), grid.formula(1, 4)]).toEqual(['note', '0%', '=A1*2']);
    expect(protections[0]?.box).toMatchObject({ column: 1, rows: 3 });
    user.moveColumn('Sheet1', 1, 4);
    expect([1, 2, 3].map(column => grid.value(1, column))).toEqual(['a', 'c', 0.05]);
  });
});

describe('a user at the file', () => {
  it('hides rows by a filter, which are still read and written', () => {
    const { model, sheet, user } = newFile();
    sheet.getRange('A1:A3').setValues([['k'], ['x'], ['y']]);
    sheet.getLastRow();
    user.setFilter('Sheet1', 'A1:A3', { 1: ['x'] });
    expect([2, 3].map(row => sheet.isRowHiddenByFilter(row))).toEqual([true, false]);
    sheet.getRange('A2').setValue('z');
    expect(sheet.getRange('A2').getValue()).toBe('z');
    expect(model.sheet(0).isHiddenByFilter(2)).toBe(false);
  });

  it('takes edges of protections along when rows come and go', () => {
    const { model, user } = newFile();
    user.protect('Sheet1', 'A5:B6').insertRow('Sheet1', 6, 2).deleteRow('Sheet1', 1, 2);
    expect(model.sheet(0).protections[0]?.box).toEqual({ row: 3, column: 1, rows: 4, columns: 2 });
    user.deleteRow('Sheet1', 3, 4);
    expect(model.sheet(0).protections).toEqual([]);
  });
});

/** Edits of a user, at random, on a small file. */
const cell = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('A', 'B', 'C', 'D'));
const texts = fc.oneof(
  fc.constantFrom('=A1+1', "'01", '2026-03-05', '10%', 'TRUE', '#N/A', "'", '1,234.5', '=SUM(A1:B2)'),
  fc.string({ maxLength: 12 }),
);
const edit = fc.oneof(
  fc.record({ type: fc.constant('type' as const), cell, text: texts }),
  fc.record({ type: fc.constant('note' as const), cell, text: fc.string({ maxLength: 5 }) }),
  fc.record({ type: fc.constant('insert' as const), at: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ type: fc.constant('delete' as const), at: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ type: fc.constant('column' as const), at: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant('sort' as const), at: fc.integer({ min: 1, max: 4 }) }),
);

type Edit = typeof edit extends fc.Arbitrary<infer Change> ? Change : never;

function apply(model: SpreadsheetModel, change: Edit): void {
  const user = model.asUser();
  if (change.type === 'type' || change.type === 'note') {
    const a1 = change.cell[1] + String(change.cell[0]);
    if (change.type === 'type') user.typeValue('Sheet1', a1, change.text);
    else user.setNote('Sheet1', a1, change.text);
  } else if (change.type === 'insert') user.insertRow('Sheet1', change.at);
  else if (change.type === 'delete') user.deleteRow('Sheet1', change.at);
  else if (change.type === 'column') user.moveColumn('Sheet1', change.at, 1);
  else user.sort('Sheet1', change.at);
}

describe('a saved file', () => {
  it('is the same after JSON text, whatever was done to it', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), edits => {
        const model = new SpreadsheetModel({ rows: 60, columns: 8 });
        for (const change of edits) apply(model, change);
        const text = JSON.stringify(model);
        const back = SpreadsheetModel.fromJSON(JSON.parse(text) as SpreadsheetState);
        expect(JSON.stringify(back)).toBe(text);
        expect(back.snapshot()).toEqual(model.snapshot());
      }),
      { numRuns: 150 },
    );
  });

  it('keeps tabs, protections, filters, rules, widths, names and who may edit', () => {
    const { model, app, sheet, user } = newFile({ timeZone: 'Europe/Zurich', locale: 'en_GB' });
    model.editors = ['b@example.com'];
    sheet.getRange('A1').setDataValidation(app.newDataValidation().requireCheckbox().build());
    app.getActive().setNamedRange('Name', sheet.getRange('A1:B2'));
    sheet.setColumnWidth(3, 55).setTabColor('#ff0000').setFrozenColumns(1);
    user
      .protect('Sheet1', 'B1')
      .setFilter('Sheet1', 'A1:B9', { 1: ['x'] })
      .addTab('Two')
      .hideTab('Two');
    const back = SpreadsheetModel.fromJSON(JSON.parse(JSON.stringify(model)) as SpreadsheetState);
    expect(back.toJSON()).toEqual(model.toJSON());
    expect(back.sheet(0).protections).toHaveLength(1);
    expect(back.insertSheet('Three', 0).id).toBe(model.insertSheet('Three', 0).id);
  });

  it('of a later version is refused, not guessed at', () => {
    const state = { ...new SpreadsheetModel().toJSON(), version: 2 } as unknown as SpreadsheetState;
    expect(() => SpreadsheetModel.fromJSON(state)).toThrow('version 2');
  });
});

describe('the .xlsx for people', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sheetbound-xlsx-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function exported(model: SpreadsheetModel): Promise<exceljs.Workbook> {
    const path = join(folder, 'file.xlsx');
    await exportXlsx(model, path);
    const book = new exceljs.Workbook();
    return book.xlsx.read(createReadStream(path));
  }

  it('holds values, formats, formulas, notes, frozen rows and hidden tabs; text stays text', async () => {
    const { model, app, sheet, user } = newFile();
    const rows = [
      ['Day', "'=1+1", "'007", "'<a> & \u0000 \u{1F600}"],
      ['2026-03-05', 1.5, true, '=B2*2'],
    ];
    sheet
      .getRange('A1:D2')
      .setValues(rows)
      .setNotes([
        ['header note', '', '', ''],
        ['', '', '', ''],
      ]);
    sheet.getRange('A3:B3').setValues([['=+x(', '#N/A']]);
    sheet.setFrozenRows(1);
    app.flush();
    user.addTab('a/b: hidden').hideTab('a/b: hidden');
    const book = await exported(model);
    const tab = book.getWorksheet('Sheet1');
    expect(tab?.getCell('B1').value).toBe('=1+1');
    expect(tab?.getCell('B1').numFmt).toBe('@');
    expect(tab?.getCell('C1').value).toBe('007');
    expect(tab?.getCell('D1').value).toBe('<a> &  \u{1F600}');
    expect(tab?.getCell('A2').value).toEqual(new Date('2026-03-05T00:00:00Z'));
    expect(tab?.getCell('A2').numFmt).toBe('yyyy-mm-dd');
    expect([tab?.getCell('B2').value, tab?.getCell('C2').value]).toEqual([1.5, true]);
    expect(tab?.getCell('D2').value).toEqual({ formula: 'B2*2', result: 3 });
    expect(tab?.getCell('A3').value).toBe('=+x(');
    expect(tab?.getCell('B3').value).toEqual({ error: '#N/A' });
    expect(tab?.getCell('A1').note).toBe('header note');
    expect(tab?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(book.getWorksheet('a b  hidden')?.state).toBe('hidden');
  });

  it('leaves nothing half written where it cannot be written', async () => {
    await expect(exportXlsx(new SpreadsheetModel(), join(folder, 'missing', 'file.xlsx'))).rejects.toThrow(
      'ENOENT',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('has titles that Excel takes', () => {
    expect(excelTitles(['A'.repeat(40), 'a'.repeat(40), 'x/y', '??', "'q'"])).toEqual([
      'A'.repeat(31),
      `${'a'.repeat(27)} (2)`,
      'x y',
      'Sheet',
      'q',
    ]);
  });
});
