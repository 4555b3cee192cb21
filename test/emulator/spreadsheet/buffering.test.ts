import { describe, expect, it } from 'vitest';
import { SheetsError } from '../../../environments/emulator/google/spreadsheet/SheetsError';
import { newFile, scriptOf } from './PlainHost';

describe('a write of a script', () => {
  it('is not in the file before a flush, a read or the end of the execution', () => {
    const { model, app, host, sheet } = newFile();
    const stored = () => model.sheet(0).value(1, 1);
    sheet.getRange('A1').setValue('by flush');
    expect(stored()).toBeNull();
    app.flush();
    expect(stored()).toBe('by flush');
    sheet.getRange('A1').setValue('by read');
    expect(sheet.getRange('A1').getValue()).toBe('by read');
    sheet.getRange('A1').setValue('by end');
    model.commitWrites(host);
    expect(stored()).toBe('by end');
  });

  it.each([
    ['getValues', (sheet: GoogleAppsScript.Spreadsheet.Sheet) => sheet.getRange('B1').getValues()],
    ['getFormulas', sheet => sheet.getRange('B1').getFormulas()],
    ['getNotes', sheet => sheet.getRange('B1').getNotes()],
    ['getLastRow', sheet => sheet.getLastRow()],
    ['getMaxRows', sheet => sheet.getMaxRows()],
    ['insertRowsAfter', sheet => sheet.insertRowsAfter(20, 1)],
    ['getDataRange', sheet => sheet.getDataRange()],
  ] as [string, (sheet: GoogleAppsScript.Spreadsheet.Sheet) => unknown][])('is sent by %s', (_, act) => {
    const { model, sheet } = newFile();
    sheet.getRange('A1').setValue('x');
    act(sheet);
    expect(model.sheet(0).value(1, 1)).toBe('x');
  });

  it('is lost, or applied, at a kill, as the emulator is told', () => {
    const { model, host, sheet } = newFile();
    sheet.getRange('A1').setValue('lost').setNumberFormat('@');
    sheet.appendRow(['lost too']);
    model.dropWrites(host);
    model.commitWrites(host);
    expect(model.sheet(0).grid.lastRow()).toBe(0);
    expect(model.sheet(0).grid.format(1, 1)).toBe('');
  });

  it('is not seen by another execution before it is sent, and keeps its place in the order', () => {
    const { model, app, sheet } = newFile();
    const other = scriptOf(model, 'other@example.com');
    sheet.getRange('A1').setValue('first');
    expect(other.app.getActiveSheet().getRange('A1').getValue()).toBe('');
    other.app.getActiveSheet().getRange('A1').setValue('second');
    model.commitWrites(other.host);
    app.flush();
    expect(model.sheet(0).value(1, 1)).toBe('first');
  });

  it('is applied where its cell is by then: an edit in between is not noticed', () => {
    const { model, app, sheet, user } = newFile();
    user.typeValue('Sheet1', 'A1', 'a').typeValue('Sheet1', 'A2', 'b');
    sheet.getRange('B2').setValue('meant for b');
    user.insertRow('Sheet1', 1);
    app.flush();
    expect(model.snapshot()[0]?.values).toEqual([
      [null, null],
      ['a', 'meant for b'],
      ['b', null],
    ]);
  });

  it('that Sheets refuses throws at the flush, not before; what stood before it in the range is written', () => {
    const { model, app, sheet } = newFile();
    sheet.getRange('C1').setValue('earlier write');
    sheet.getRange('A1:A3').setValues([['kept'], ['x'.repeat(50_001)], ['not reached']]);
    sheet.getRange('D1').setValue('later write');
    expect(() => {
      app.flush();
    }).toThrow(expect.objectContaining({ name: 'Exception' }));
    app.flush();
    expect(model.snapshot()[0]?.values).toEqual([['kept', null, 'earlier write']]);
  });

  it('leaves nothing of a refused range behind when the file is told to', () => {
    const { model } = newFile();
    const { app, host } = scriptOf(model, model.owner, { failedWrite: 'nothing' });
    app
      .getActiveSheet()
      .getRange('A1:A2')
      .setValues([['a'], ['x'.repeat(50_001)]]);
    expect(() => {
      model.commitWrites(host);
    }).toThrow(SheetsError);
    expect(model.sheet(0).grid.lastRow()).toBe(0);
  });
});
