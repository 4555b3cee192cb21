import { describe, expect, it } from 'vitest';
import { newFile } from './PlainHost';

describe('a range', () => {
  it.each([
    ['B2', 'B2'],
    ['$C$3', 'C3'],
    ['C5:B2', 'B2:C5'],
    ['5:7', '5:7'],
    ['D:F', 'D:F'],
    ['Sheet1!E1:F2', 'E1:F2'],
    ["'Sheet1'!E1", 'E1'],
    ['R5C3', 'C5'],
    ['R2C2:R4C5', 'B2:E4'],
    ['B2:C', 'B2:C20'],
  ])('named %s is %s', (text, name) => {
    expect(newFile().sheet.getRange(text).getA1Notation()).toBe(name);
  });

  it('tells where it lies, and moves', () => {
    const range = newFile().sheet.getRange(2, 3, 4, 5);
    expect([range.getRow(), range.getColumn(), range.getNumRows(), range.getNumColumns()]).toEqual([
      2, 3, 4, 5,
    ]);
    expect([range.getLastRow(), range.getLastColumn()]).toEqual([5, 7]);
    expect(range.offset(1, -1, 1, 2).getA1Notation()).toBe('B3:C3');
    expect(range.getCell(2, 2).getA1Notation()).toBe('D3');
    expect(() => range.offset(-2, 0)).toThrow('The starting row of the range is too small.');
  });

  it('shows no data to JSON, and its class to String', () => {
    const { sheet } = newFile();
    expect(JSON.stringify(sheet.getRange('A1'))).toBe('{}');
    expect(String(sheet.getRange('A1'))).toBe('Range');
  });

  it('keeps notes, numbers among them as Java writes doubles', () => {
    const { sheet } = newFile();
    sheet.getRange('A1:C1').setNotes([['text', 25 as never, '']]);
    expect(sheet.getRange('A1:C1').getNotes()).toEqual([['text', '25.0', '']]);
    expect(sheet.getRange('A1').clearNote().getNote()).toBe('');
  });

  it('keeps looks, and calls the automatic number format by Google’s name for it', () => {
    const { sheet } = newFile();
    const range = sheet.getRange('A1:B1');
    expect(range.getNumberFormats()).toEqual([['0.###############', '0.###############']]);
    range
      .setNumberFormats([['0.00', '@']])
      .setFontWeight('bold')
      .setBackground('#FFEE00')
      .setWrap(true);
    expect(range.getNumberFormats()).toEqual([['0.00', '@']]);
    expect([range.getFontWeight(), range.getBackground(), range.getWrap()]).toEqual([
      'bold',
      '#ffee00',
      true,
    ]);
    range.clearFormat();
    expect([range.getNumberFormat(), range.getFontWeight()]).toEqual(['0.###############', 'normal']);
  });

  it('copies values and formulas, whose references move', () => {
    const { sheet } = newFile();
    sheet.getRange('A1:B1').setValues([[2, '=A1*$A$1']]);
    sheet.getRange('A1:B1').copyTo(sheet.getRange('A2'));
    expect(sheet.getRange('A2:B2').getFormulas()).toEqual([['', '=A2*$A$1']]);
    expect(sheet.getRange('B2').getValue()).toBe(4);
  });

  it('sorts numbers before texts before booleans, blanks last either way', () => {
    const { sheet } = newFile();
    const range = sheet.getRange('A1:B5');
    range.setValues([
      ['b', 1],
      ['', 2],
      [true, 3],
      [10, 4],
      [9, 5],
    ]);
    range.sort(1);
    expect(range.getValues().map(([, id]) => id as unknown)).toEqual([5, 4, 1, 3, 2]);
    range.sort([{ column: 1, ascending: false }]);
    expect(range.getValues().map(([, id]) => id as unknown)).toEqual([3, 1, 4, 5, 2]);
  });
});

describe('a range list', () => {
  it('formats and clears many ranges in one call', () => {
    const { sheet, host, model } = newFile();
    sheet.getRange('A1:C1').setValues([[1, 2, 3]]);
    const before = host.calls.length;
    sheet.getRangeList(['A1', 'C1:C5']).setNumberFormat('0.00').clearContent();
    expect(host.calls.slice(before)).toEqual([
      'SpreadsheetApp.Sheet.getRangeList',
      'SpreadsheetApp.RangeList.setNumberFormat',
      'SpreadsheetApp.RangeList.clearContent',
    ]);
    expect(sheet.getRange('A1:C1').getValues()).toEqual([['', 2, '']]);
    expect(model.sheet(0).grid.format(5, 3)).toBe('0.00');
  });
});

describe('a tab', () => {
  it('has no last row when it is empty, and a data range all the same', () => {
    const { sheet } = newFile();
    sheet.getRange('C5').setNumberFormat('0.00').setNote('formats and notes are no content');
    expect([sheet.getLastRow(), sheet.getLastColumn()]).toEqual([0, 0]);
    expect(sheet.getDataRange().getA1Notation()).toBe('A1');
  });

  it('counts FALSE and formulas that show nothing as content', () => {
    const { sheet } = newFile();
    sheet.getRange('A3').setValue(false);
    expect(sheet.getLastRow()).toBe(3);
    sheet.getRange('B7').setFormula('=IF(1=1,"","x")');
    expect([sheet.getLastRow(), sheet.getLastColumn()]).toEqual([7, 2]);
    sheet.getRange('A10').insertCheckboxes();
    expect(sheet.getLastRow()).toBe(10);
    sheet.getRange('A1:B20').clearContent();
    expect(sheet.getLastRow()).toBe(0);
  });

  it('reads to its end with -1', () => {
    const { sheet } = newFile();
    sheet.getRange('A1:B2').setValues([
      [1, 2],
      [3, 4],
    ]);
    expect(sheet.getSheetValues(1, 2, -1, -1)).toEqual([[2], [4]]);
  });

  it('gets a row at the end by appendRow, and grows when it is full', () => {
    const { sheet } = newFile({ rows: 2, columns: 2 });
    sheet.appendRow([1]).appendRow([2]).appendRow([3, 4, 5]);
    expect([sheet.getMaxRows(), sheet.getMaxColumns()]).toEqual([3, 3]);
    expect(sheet.getRange('A3:C3').getValues()).toEqual([[3, 4, 5]]);
  });

  it('passes formats and rules of the row above on to inserted rows', () => {
    const { app, sheet, model } = newFile();
    const rule = app.newDataValidation().requireCheckbox().build();
    sheet.getRange('A2').setNumberFormat('yyyy-mm-dd').setDataValidation(rule).setNote('stays').setValue(1);
    sheet.insertRowsAfter(2, 2);
    const { grid } = model.sheet(0);
    expect([grid.format(3, 1), grid.format(4, 1), grid.format(5, 1)]).toEqual([
      'yyyy-mm-dd',
      'yyyy-mm-dd',
      '',
    ]);
    expect([grid.rule(4, 1)?.criteria, grid.note(3, 1), grid.value(3, 1)]).toEqual(['CHECKBOX', '', null]);
    sheet.insertRowsBefore(2, 1);
    expect([grid.format(2, 1), grid.value(3, 1)]).toEqual(['yyyy-mm-dd', 1]);
  });

  it('freezes, hides, renames, widens, takes protections and filters', () => {
    const { app, sheet } = newFile();
    const file = app.getActiveSpreadsheet();
    file.insertSheet('Second');
    sheet.setFrozenRows(1);
    sheet.setName('First').hideSheet().setColumnWidth(2, 250);
    expect([sheet.getFrozenRows(), sheet.getName(), sheet.isSheetHidden()]).toEqual([1, 'First', true]);
    expect([sheet.getColumnWidth(1), sheet.getColumnWidth(2)]).toEqual([100, 250]);
    expect(sheet.showSheet().isSheetHidden()).toBe(false);
    sheet.getRange('A1:B2').protect().setDescription('mine');
    const [found] = sheet.getProtections(app.ProtectionType.RANGE);
    expect([found?.getDescription(), found?.getRange().getA1Notation()]).toEqual(['mine', 'A1:B2']);
    expect(found?.getProtectionType()).toBe(app.ProtectionType.RANGE);
    found?.remove();
    expect(sheet.getProtections(app.ProtectionType.RANGE)).toHaveLength(0);
    sheet.getRange('A1:B5').createFilter();
    expect(sheet.getFilter()?.getRange().getA1Notation()).toBe('A1:B5');
    sheet.getFilter()?.remove();
    expect(sheet.getFilter()).toBeNull();
  });
});

describe('a spreadsheet', () => {
  it('adds tabs right of the active one, which the new one becomes', () => {
    const { app } = newFile();
    const file = app.getActiveSpreadsheet();
    const names = () => file.getSheets().map(sheet => sheet.getName());
    file.insertSheet('B');
    file.setActiveSheet(file.getSheets()[0] as GoogleAppsScript.Spreadsheet.Sheet);
    const added = file.insertSheet('A');
    expect(names()).toEqual(['Sheet1', 'A', 'B']);
    expect(file.getActiveSheet()).toBe(added);
    file.insertSheet('First', 0);
    file.moveActiveSheet(4);
    expect(names()).toEqual(['Sheet1', 'A', 'B', 'First']);
    expect(file.getSheets().map(sheet => sheet.getIndex())).toEqual([1, 2, 3, 4]);
    expect(file.insertSheet().getName()).toBe('Sheet5');
  });

  it('finds tabs by id and title; ids are not given twice', () => {
    const { app, sheet } = newFile();
    const file = app.getActiveSpreadsheet();
    expect(sheet.getSheetId()).toBe(0);
    const second = file.insertSheet('Second');
    const id = second.getSheetId();
    expect(file.getSheetById(id)).toBe(second);
    expect(file.getSheetByName('Second')).toBe(second);
    expect([file.getSheetByName('second'), file.getSheetById(12345)]).toEqual([null, null]);
    file.deleteSheet(second);
    expect(file.getSheetById(id)).toBeNull();
    expect(file.insertSheet('Second').getSheetId()).not.toBe(id);
  });

  it('knows its name, zone, locale and address', () => {
    const { app } = newFile({ name: 'Ads', timeZone: 'Europe/Zurich', locale: 'de_DE', id: 'abc' });
    const file = app.getActive();
    expect([
      file.getName(),
      file.getSpreadsheetTimeZone(),
      file.getSpreadsheetLocale(),
      file.getId(),
    ]).toEqual(['Ads', 'Europe/Zurich', 'de_DE', 'abc']);
    expect(file.getUrl()).toBe('https://docs.google.com/spreadsheets/d/abc/edit');
    expect(file.getSheets()[0]?.getName()).toBe('Tabellenblatt1');
  });

  it('names ranges, which follow inserted rows', () => {
    const { app, sheet } = newFile();
    const file = app.getActiveSpreadsheet();
    file.setNamedRange('Rates', sheet.getRange('B2:B5'));
    sheet.insertRowsBefore(1, 3);
    expect(file.getRangeByName('Rates')?.getA1Notation()).toBe('B5:B8');
    expect(sheet.getRange('Rates').getA1Notation()).toBe('B5:B8');
    file.removeNamedRange('Rates');
    expect(file.getRangeByName('Rates')).toBeNull();
    expect(() => {
      file.removeNamedRange('Rates');
    }).toThrow();
  });
});
