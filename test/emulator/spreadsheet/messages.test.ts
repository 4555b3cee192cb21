import { describe, expect, it } from 'vitest';
import { SpreadsheetModel } from '../../../environments/emulator/google/spreadsheet/SpreadsheetModel';
import { newFile, scriptOf, type App } from './PlainHost';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** What Google says when a script asks for what is not there. */
const REFUSALS: [does: (sheet: Sheet, app: App) => unknown, says: string][] = [
  [s => s.getRange('nonsense'), 'Range not found'],
  [s => s.getRange('Other!A1'), 'Range not found'],
  [s => s.getRange('A21'), 'The coordinates of the range are outside the dimensions of the sheet.'],
  [s => s.getRange(21, 1), 'The coordinates of the range are outside the dimensions of the sheet.'],
  [s => s.getRange(1, 1, 1, 9), 'The coordinates of the range are outside the dimensions of the sheet.'],
  [s => s.getRange(0, 1), 'The starting row of the range is too small.'],
  [s => s.getRange(1, 0), 'The starting column of the range is too small.'],
  [s => s.getRange(1, 1, 0, 1), 'The number of rows in the range must be at least 1.'],
  [s => s.getRange(1, 1, 1, 0), 'The number of columns in the range must be at least 1.'],
  [s => s.getRange(NaN, 1), 'The coordinates or dimensions of the range are invalid.'],
  [
    s => s.getRange('A1:B2').setValues([['a', 'b']]),
    'The number of rows in the data does not match the number of rows in the range. The data has 1 but the range has 2.',
  ],
  [
    s => s.getRange('A1:B2').setValues([['a', 'b'], ['c']]),
    'The number of columns in the data does not match the number of columns in the range. The data has 1 but the range has 2.',
  ],
  [
    s => s.getRange('A1').setValues('x' as never),
    "The parameters (String) don't match the method signature for SpreadsheetApp.Range.setValues.",
  ],
  [
    s => s.getRange('A1').setValues([1] as never),
    "The parameters (number[]) don't match the method signature for SpreadsheetApp.Range.setValues.",
  ],
  [
    s => s.getRange('A1').setNumberFormat(null as never),
    "The parameters (null) don't match the method signature for SpreadsheetApp.Range.setNumberFormat.",
  ],
  [s => s.getRange('A1').setBackground('#12'), 'Invalid color string #12'],
  [s => s.insertRowsAfter(21, 1), 'Those rows are out of bounds.'],
  [s => s.insertRowsAfter(20, 0), 'Row and number of rows must be positive.'],
  [s => s.insertColumnsAfter(9, 1), 'Those columns are out of bounds.'],
  [s => s.insertRowsAfter('rubbish' as never, 1), 'Cannot convert rubbish to int.'],
  [
    s => {
      s.deleteRows(19, 5);
    },
    'Those rows are out of bounds.',
  ],
  [
    s => {
      s.deleteColumns(8, 2);
    },
    'Those columns are out of bounds.',
  ],
  [
    s => {
      s.deleteRows(1, 20);
    },
    "You can't delete all the rows on the sheet.",
  ],
  [
    s => {
      s.setFrozenRows(2);
      s.deleteRows(3, 18);
    },
    'Sorry, it is not possible to delete all non-frozen rows.',
  ],
  [s => s.hideSheet(), "You can't hide all the sheets in a document."],
  [
    (s, app) => {
      app.getActiveSpreadsheet().deleteSheet(s);
    },
    "You can't remove all the sheets in a document.",
  ],
  [
    (_, app) => app.getActiveSpreadsheet().insertSheet('sheet1'),
    'A sheet with the name "sheet1" already exists. Please enter another name.',
  ],
  [
    (s, app) => {
      app.getActiveSpreadsheet().insertSheet('Second');
      s.setName('second');
    },
    'A sheet with the name "second" already exists. Please enter another name.',
  ],
  [
    s => {
      s.getDataRange().createFilter();
      s.getDataRange().createFilter();
    },
    "You can't create a filter in a sheet that already has a filter.",
  ],
  [(_, app) => app.getUi(), 'Cannot call SpreadsheetApp.getUi() from this context.'],
  [
    (_, app) => app.openById('elsewhere'),
    "Document elsewhere is missing (perhaps it was deleted, or you don't have read access?)",
  ],
  [
    (_, app) => {
      app.getActiveSpreadsheet().setSpreadsheetTimeZone('Mars/Base');
    },
    'Invalid argument: Mars/Base',
  ],
  [
    (_, app) => app.newDataValidation().requireDateAfter('=i1' as never),
    "The parameters (String) don't match the method signature for SpreadsheetApp.DataValidationBuilder.requireDateAfter.",
  ],
];

describe('SpreadsheetApp refuses in the words of Google', () => {
  it.each(REFUSALS)('%s', (does, says) => {
    const { sheet, app } = newFile();
    expect(() => does(sheet, app)).toThrow(expect.objectContaining({ name: 'Exception', message: says }));
  });

  it('a text of 50,001 characters, not one of 50,000', () => {
    const { sheet, app } = newFile();
    sheet.getRange('A1').setValue('x'.repeat(50_000));
    app.flush();
    sheet.getRange('A2').setValue('x'.repeat(50_001));
    expect(() => {
      app.flush();
    }).toThrow('Your input contains more than the maximum of 50000 characters in a single cell.');
  });

  it('more than ten million allocated cells, whether rows, columns or a tab ask for them', () => {
    const { app, sheet } = newFile({ rows: 1_000_000, columns: 9 });
    const says =
      'This action would increase the number of cells in the workbook above the limit of 10000000 cells.';
    expect(() => sheet.insertColumnsAfter(9, 2)).toThrow(says);
    expect(() => sheet.insertRowsAfter(1, 120_000)).toThrow(says);
    sheet.insertColumnsAfter(9, 1);
    expect(() => app.getActiveSpreadsheet().insertSheet()).toThrow(says);
  });

  it('more than 18,278 columns', () => {
    const { sheet } = newFile();
    sheet.insertColumnsAfter(8, 18_270);
    expect(() => sheet.insertColumnsAfter(1, 1)).toThrow('18278');
  });

  it('a protected cell to everyone but its editors and the owner', () => {
    const { model, user, app, sheet } = newFile({ owner: 'owner@example.com' });
    user.protect('Sheet1', 'B2:B4');
    sheet.getRange('B2').setValue('mine');
    app.flush();
    const guest = scriptOf(model, 'guest@example.com').app;
    const theirs = guest.getActiveSheet();
    const says = /^You are trying to edit a protected cell or object\. Please contact the spreadsheet owner/;
    const flushed = (write: () => unknown) => () => {
      write();
      guest.flush();
    };
    expect(
      flushed(() =>
        theirs.getRange('A1:C3').setValues([
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ]),
      ),
    ).toThrow(says);
    expect(flushed(() => theirs.getRange('B2').setNumberFormat('0'))).toThrow(says);
    expect(flushed(() => theirs.getRange('B2').setNote('x'))).toThrow(says);
    expect(flushed(() => theirs.getRange('A1:C3').clearContent())).toThrow(says);
    expect(
      flushed(() => {
        theirs.deleteRows(2, 1);
      }),
    ).toThrow(says);
    expect(flushed(() => theirs.getRange('C2').setValue('free'))).not.toThrow();
    expect(theirs.getRange('B2').canEdit()).toBe(false);
    expect(model.sheet(0).value(2, 2)).toBe('mine');
  });

  it('every cell of a protected tab but the ranges that were left open', () => {
    const { model, app } = newFile();
    const sheet = app.getActiveSheet();
    const protection = sheet.protect();
    protection.setUnprotectedRanges([sheet.getRange('A1:A3')]).removeEditors(protection.getEditors());
    const guest = scriptOf(model, 'guest@example.com').app;
    guest.getActiveSheet().getRange('A2').setValue('free');
    guest.flush();
    guest.getActiveSheet().getRange('B2').setValue('locked');
    expect(() => {
      guest.flush();
    }).toThrow('protected cell');
    expect(() => guest.getActiveSheet().insertRowsAfter(1, 1)).toThrow('protected cell');
    expect(() => {
      guest.getActiveSpreadsheet().insertSheet();
      guest.getActiveSpreadsheet().deleteSheet(sheet);
    }).toThrow();
  });

  it('nothing of a protection that only warns, or that still has all editors', () => {
    const { model, sheet } = newFile();
    const protection = sheet.getRange('A1').protect();
    const guest = scriptOf(model, 'guest@example.com').app;
    guest.getActiveSheet().getRange('A1').setValue('new protections keep nobody out');
    guest.flush();
    protection.removeEditors([]).setWarningOnly(true);
    guest.getActiveSheet().getRange('A1').setValue('warned');
    guest.flush();
    expect(sheet.getRange('A1').getValue()).toBe('warned');
    expect(protection.getEditors()).toHaveLength(0);
  });

  it('values that a rule does not allow, naming those that it does', () => {
    const { sheet, app } = newFile();
    const rule = app
      .newDataValidation()
      .requireValueInList(['Publish', 'Reject'])
      .setAllowInvalid(false)
      .build();
    sheet.getRange('B2').setDataValidation(rule);
    sheet.getRange('B2').setValue('Publish');
    app.flush();
    sheet.getRange('B2').setValue('Maybe');
    expect(() => {
      app.flush();
    }).toThrow(
      'The data you entered in cell B2 violates the data validation rules set on this cell. Please enter one of the following values: Publish, Reject.',
    );
    sheet
      .getRange('C2')
      .setDataValidation(app.newDataValidation().requireNumberBetween(1, 5).setAllowInvalid(false).build());
    sheet.getRange('C2').setValue(9);
    expect(() => {
      app.flush();
    }).toThrow('The data you entered in cell C2 violates the data validation rules set on this cell.');
    expect(sheet.getRange('B2:C2').getValues()).toEqual([['Publish', '']]);
  });

  it('everything on a tab that is gone, and writes beyond a grid that shrank in between', () => {
    const { app, user, sheet } = newFile();
    const range = sheet.getRange('A20').setValue('late');
    user.deleteRow('Sheet1', 15, 5);
    expect(() => {
      app.flush();
    }).toThrow('outside the dimensions of the sheet');
    expect(() => range.getValue()).toThrow('outside the dimensions of the sheet');
    user.addTab('Other').deleteTab('Sheet1');
    expect(() => sheet.getLastRow()).toThrow('Sheet 0 not found');
  });

  it('what Google has and the emulator has not, by name', () => {
    const { sheet, app } = newFile();
    const says = (name: string) =>
      expect.objectContaining({ name: 'NotEmulated', message: `${name} is not emulated` });
    expect(() => sheet.getRange('A1').merge()).toThrow(says('SpreadsheetApp.Range.merge'));
    expect(() => app.getActiveSpreadsheet().addDeveloperMetadata('x')).toThrow(
      says('SpreadsheetApp.Spreadsheet.addDeveloperMetadata'),
    );
    expect(() => app.BandingTheme).toThrow(says('SpreadsheetApp.BandingTheme'));
  });

  it('deleting the last tab that can be seen', () => {
    const model = new SpreadsheetModel();
    model.asUser().addTab('Hidden').hideTab('Hidden');
    expect(() => model.asUser().deleteTab('Sheet1')).toThrow(
      "You can't remove all the visible sheets in a document.",
    );
  });
});
