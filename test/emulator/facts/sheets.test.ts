import { describe, expect, it } from 'vitest';
import { worldOf } from '../runtime/support';
import { errorOf, resultOf } from './script';

const sheet = 'var file = SpreadsheetApp.getActive(), sheet = file.getActiveSheet();';

describe('a new file', () => {
  it('has one tab of 1000 rows and 26 columns', () => {
    const body = `${sheet} return [file.getSheets().length, sheet.getName(), sheet.getMaxRows(), sheet.getMaxColumns()];`;
    expect(resultOf(body)).toEqual([1, 'Sheet1', 1000, 26]);
    expect(resultOf(body, { spreadsheet: { locale: 'fr_FR' } })).toEqual([1, 'Feuille 1', 1000, 26]);
  });
});

describe('what a script reads', () => {
  it('is text where a formula failed', () => {
    const body = `${sheet} var range = sheet.getRange('A1:D1');
      range.setFormulas([['=1/0', '=#N/A', '=nonsense', '=Gone!A1']]);
      return range.getValues()[0];`;
    expect(resultOf(body)).toEqual(['#DIV/0!', '#N/A', '#NAME?', '#REF!']);
  });

  it('is empty text for blank cells, and for cells without a formula', () => {
    const body = `${sheet} sheet.getRange('A1').setValue(5);
      return [sheet.getRange('A1:B1').getValues(), sheet.getRange('A1:B1').getFormulas()];`;
    expect(resultOf(body)).toEqual([[[5, '']], [['', '']]]);
  });

  it('is a fraction where the cell shows a percentage, and its text as it shows', () => {
    const body = `${sheet} var cell = sheet.getRange('A1').setValue('10%'); return [cell.getValue(), cell.getDisplayValue()];`;
    expect(resultOf(body)).toEqual([0.1, '10%']);
  });

  it('is the day around 1899-12-30 where the cell shows a duration', () => {
    const body = `${sheet} var cell = sheet.getRange('A1').setNumberFormat('[h]:mm:ss').setValue(0.5);
      return [cell.getValue() instanceof Date, cell.getValue().getTime()];`;
    expect(resultOf(body, { spreadsheet: { timeZone: 'Etc/UTC' } })).toEqual([
      true,
      Date.UTC(1899, 11, 30, 12),
    ]);
  });

  it('shifts by a day when it is printed in another zone than that of the file', () => {
    const options = {
      manifest: { timeZone: 'America/New_York' },
      spreadsheet: { timeZone: 'Europe/Berlin' },
    };
    const body = `${sheet} var cell = sheet.getRange('A1').setNumberFormat('yyyy-mm-dd').setValue(46086);
      return [cell.getDisplayValue(), cell.getValue().getDate()];`;
    expect(resultOf(body, options)).toEqual(['2026-03-05', 4]);
  });
});

describe('the shape of a tab', () => {
  it('freezes rows, none with 0', () => {
    expect(
      resultOf(`${sheet} sheet.setFrozenRows(2); sheet.setFrozenRows(0); return sheet.getFrozenRows();`),
    ).toBe(0);
  });

  it('does not grow by itself: rows are inserted before they are written', () => {
    const options = { spreadsheet: { rows: 3, columns: 2 } };
    const beyond = `${sheet} sheet.getRange(4, 1, 2, 1)`;
    expect(errorOf(`${beyond};`, options)).toBe(
      'Exception: The coordinates of the range are outside the dimensions of the sheet.',
    );
    const grown = `${sheet} sheet.insertRowsAfter(3, 2); sheet.getRange(4, 1, 2, 1).setValues([[1], [2]]); return sheet.getLastRow();`;
    expect(resultOf(grown, options)).toBe(5);
  });

  it('counts every allocated cell of every tab towards ten million, empty ones too', () => {
    const options = { spreadsheet: { rows: 1_000_000, columns: 9 } };
    expect(errorOf(`${sheet} file.insertSheet('B'); sheet.insertColumnsAfter(9, 1);`, options)).toBe(
      'Exception: This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
    );
  });

  it('frees a title with its tab', () => {
    const body = `${sheet} var b = file.insertSheet('B'); file.deleteSheet(b); return file.insertSheet('B').getName();`;
    expect(resultOf(body)).toBe('B');
  });
});

describe('names and rules', () => {
  it('of ranges can be changed, moved and removed', () => {
    const body = `${sheet} file.setNamedRange('A', sheet.getRange('A1'));
      var named = file.getNamedRanges()[0].setName('B');
      named.setRange(sheet.getRange('C3'));
      var seen = [file.getRangeByName('A'), file.getRangeByName('B').getA1Notation()];
      named.remove();
      return seen.concat(file.getNamedRanges().length);`;
    expect(resultOf(body)).toEqual([null, 'C3', 0]);
  });

  it('are replaced when a name is given twice', () => {
    const body = `${sheet} file.setNamedRange('A', sheet.getRange('A1')); file.setNamedRange('A', sheet.getRange('B2'));
      return [file.getNamedRanges().length, file.getRangeByName('A').getA1Notation()];`;
    expect(resultOf(body)).toEqual([1, 'B2']);
  });

  it('for values are taken off a cell with null', () => {
    const body = `${sheet} var cell = sheet.getRange('A1');
      cell.setDataValidation(SpreadsheetApp.newDataValidation().requireValueInList(['x']).setAllowInvalid(false).build());
      cell.setDataValidation(null).setValue('y');
      return [cell.getValue(), cell.getDataValidation()];`;
    expect(resultOf(body)).toEqual(['y', null]);
  });

  it('take criteria whose values nobody checks', () => {
    const rule = (criterion: string) =>
      `SpreadsheetApp.newDataValidation().${criterion}.build(); return 'built';`;
    expect(errorOf(rule('requireDateAfter("=i1")'))).toMatch(/don't match the method signature/);
    expect(resultOf(rule('withCriteria(SpreadsheetApp.DataValidationCriteria.DATE_AFTER, ["=i1"])'))).toBe(
      'built',
    );
  });

  it('warn only, unless invalid values are forbidden', () => {
    const body = `${sheet} var cell = sheet.getRange('A1');
      cell.setDataValidation(SpreadsheetApp.newDataValidation().requireValueInList(['x'], true).build()).setValue('y');
      return cell.getValue();`;
    expect(resultOf(body)).toBe('y');
  });
});

describe('a script that may touch its own file only', () => {
  const manifest = { oauthScopes: ['https://www.googleapis.com/auth/spreadsheets.currentonly'] };

  it('has the open file, but can open no file by its id or address', () => {
    expect(
      resultOf(`${sheet} return file.getName() === SpreadsheetApp.getActive().getName();`, { manifest }),
    ).toBe(true);
    for (const call of ['openById("x")', 'openByUrl("https://docs.google.com/spreadsheets/d/x/edit")'])
      expect(errorOf(`SpreadsheetApp.${call};`, { manifest })).toMatch(
        /^Exception: You do not have permission to call SpreadsheetApp\.open.* Required permissions: .*auth\/spreadsheets$/,
      );
  });
});

describe('a toast', () => {
  it('stays five seconds unless it is told otherwise', () => {
    const { ann } = worldOf(`function run() {
      SpreadsheetApp.getActive().toast('a'); SpreadsheetApp.getActive().toast('b', 'Title', -1);
    }`);
    ann.run('run');
    expect(ann.toasts).toMatchObject([
      { message: 'a', title: '', seconds: 5 },
      { message: 'b', title: 'Title', seconds: -1 },
    ]);
  });
});

describe('an escaped text', () => {
  it('comes back without its apostrophe, so that escaping everything loses nothing', () => {
    const texts = JSON.stringify([
      '=IMPORTXML("x")',
      '+1',
      '-1',
      '@x',
      '\t=1',
      '\r=1',
      "'quoted",
      '01234',
      '2026-01-01',
      'TRUE',
    ]);
    const body = `${sheet} var texts = ${texts}, range = sheet.getRange(1, 1, 1, texts.length);
      range.setValues([texts.map(function (text) { return "'" + text; })]);
      return [range.getValues()[0], range.getFormulas()[0].join('')];`;
    expect(resultOf(body)).toEqual([JSON.parse(texts), '']);
  });
});
