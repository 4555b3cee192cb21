import { describe, expect, it } from 'vitest';
import { newFile } from './PlainHost';

/** Typed into an automatic cell of an en_US file on 2026-03-02: what getValue, the number format and getFormula say. */
const EN_US: [text: string, value: unknown, format?: string, formula?: string][] = [
  ['01234', 1234],
  ['22 34', 2234],
  ['  42  ', 42],
  ['3-5', 46086, 'm-d'],
  ['1-2', 46024, 'm-d'],
  ['3/5', 46086, 'm/d'],
  ['03/05/2026', 46086, 'mm/dd/yyyy'],
  ['3/5/26', 46086, 'm/d/yy'],
  ['3/5/99', 36224, 'm/d/yy'],
  ['2026-09-05', 46270, 'yyyy-mm-dd'],
  ['2026-03', 46082, 'yyyy-mm'],
  ['3/2026', 46082, 'm/yyyy'],
  ['2026-03-05 12:30:00', 46086 + 12.5 / 24, 'yyyy-mm-dd h:mm:ss'],
  ['Mar 5, 2026', 46086, 'mmm d, yyyy'],
  ['5 March 2026', 46086, 'd mmmm yyyy'],
  ['MARCH1', 46082, 'mmmm d'],
  ['Sept 2', 46267, 'mmm d'],
  ['$100.15', 100.15, '"$"#,##0.00'],
  ['-$5', -5, '"$"#,##0'],
  ['€5', 5, '[$€]#,##0'],
  ['10%', 0.1, '0%'],
  ['12.5%', 0.125, '0.00%'],
  ['1,234', 1234, '#,##0'],
  ['1,234.5', 1234.5, '#,##0.00'],
  ['(5)', -5],
  ['.5', 0.5],
  ['1e5', 100000, '0.00E+00'],
  ['12345678901234567890', 12345678901234600000],
  ['TRUE', true],
  ['true', true],
  [' False', false],
  ['12:30', 12.5 / 24, 'h:mm'],
  ['3:15:30 PM', 54930 / 86400, 'h:mm:ss AM/PM'],
  ['3pm', 15 / 24, 'h AM/PM'],
  ['25:00', 25 / 24, '[h]:mm:ss'],
  ['+41 79 123 45 67', 41791234567],
  ['+5', 5],
  ['+x', '#NAME?', '', '=+x'],
  ['+41 (0)79 123', '#ERROR!', '', '=+41 (0)79 123'],
  ['-text', '#NAME?', '', '=-text'],
  ['-1+1', 0, '', '=-1+1'],
  ['=SUM(1,2)', 3, '', '=SUM(1,2)'],
  ['#N/A', '#N/A'],
  ["'text", 'text'],
  ["'=1+1", '=1+1'],
  ["''quoted", "'quoted"],
  ["'01234", '01234'],
  ['@x', '@x'],
  ['   =SUM(1,2)', '   =SUM(1,2)'],
  ['\t=1', '\t=1'],
  ['-', '-'],
  ['=', '='],
  ['1,23', '1,23'],
  ['1.2.3', '1.2.3'],
  ['1.2.2026', '1.2.2026'],
  ['13/5/2026', '13/5/2026'],
  ['2026-02-30', '2026-02-30'],
  ['2026-03-05T12:00:00Z', '2026-03-05T12:00:00Z'],
  ['1e400', '1e400'],
  ['0x1F', '0x1F'],
  ['May', 'May'],
  ['Infinity', 'Infinity'],
  ['#ERROR!', '#ERROR!'],
  ['plain text', 'plain text'],
  ['  blanks stay  ', '  blanks stay  '],
];

describe('a text that a script writes', () => {
  it.each(EN_US)('%j is stored as if it were typed', (text, value, format = '', formula = '') => {
    const { model, sheet } = newFile();
    sheet.getRange('B2').setValue(text);
    expect(sheet.getRange('B2').getFormula()).toBe(formula);
    expect(model.sheet(0).grid.format(2, 2)).toBe(format);
    sheet.getRange('B2').setNumberFormat('general');
    const read: unknown = sheet.getRange('B2').getValue();
    if (typeof value === 'number') expect(read).toBeCloseTo(value, 9);
    else expect(read).toBe(value);
  });

  it('is read as German is written in a German file', () => {
    const { model, user } = newFile({ locale: 'de_DE' });
    const typed = (text: string) => {
      user.typeValue('Tabellenblatt1', 'A1', '').setNumberFormat('Tabellenblatt1', 'A1', '');
      user.typeValue('Tabellenblatt1', 'A1', text);
      const { grid } = model.sheet(0);
      return [grid.value(1, 1), grid.format(1, 1)];
    };
    expect(typed('3,5')).toEqual([3.5, '']);
    expect(typed('1.234')).toEqual([1234, '#,##0']);
    expect(typed('1.234,5')).toEqual([1234.5, '#,##0.00']);
    expect(typed('1.5')).toEqual([46143, 'd.m']);
    expect(typed('5.3.2026')).toEqual([46086, 'd.m.yyyy']);
    expect(typed('5.3.')).toEqual([46086, 'd.m.']);
    expect(typed('05/03/2026')).toEqual([46086, 'dd/mm/yyyy']);
    expect(typed('2026-03-05')).toEqual([46086, 'yyyy-mm-dd']);
    expect(typed('5. März 2026')).toEqual([46086, 'd mmmm yyyy']);
    expect(typed('5,00 €')).toEqual([5, '#,##0.00 "€"']);
    expect(typed('WAHR')).toEqual([true, '']);
    expect(typed('3.5.7')).toEqual(['3.5.7', '']);
    expect(typed('12.50')).toEqual(['12.50', '']);
  });

  it('stays text in a plain text cell, but for formulas and the apostrophe', () => {
    const { sheet } = newFile();
    const range = sheet.getRange('A1:F1').setNumberFormat('@');
    range.setValues([['01234', '2026-03-05', 'TRUE', '+x', '=1+1', "'10%"]]);
    expect(range.getValues()).toEqual([['01234', '2026-03-05', 'TRUE', '+x', 2, '10%']]);
    expect(range.getFormulas()).toEqual([['', '', '', '', '=1+1', '']]);
  });

  it('becomes a number through appendRow even where the column is plain text', () => {
    const { sheet } = newFile();
    sheet.getRange('A1:A20').setNumberFormat('@');
    sheet.appendRow(['01234']);
    expect(sheet.getRange('A1').getValue()).toBe(1234);
  });

  it('keeps the number format that the cell has already', () => {
    const { sheet } = newFile();
    sheet.getRange('A1').setNumberFormat('0.00').setValue('2026-03-05');
    expect(sheet.getRange('A1').getNumberFormat()).toBe('0.00');
    expect(sheet.getRange('A1').getValue()).toBe(46086);
  });
});

describe('another value that a script writes', () => {
  it('is kept by type; blank, 0, false and text of no length are four things', () => {
    const { model, sheet } = newFile();
    sheet.getRange('A1:F1').setValues([[0, false, '', null, undefined, "'"]]);
    expect(sheet.getRange('A1:F1').getValues()).toEqual([[0, false, '', '', '', '']]);
    expect(model.sheet(0).grid.row(1)?.values).toEqual([0, false, null, null, null, '']);
    expect(sheet.getRange('C1').isBlank()).toBe(true);
    expect(sheet.getRange('F1').isBlank()).toBe(false);
  });

  it('is an error if it is no finite number', () => {
    const { sheet } = newFile();
    sheet.getRange('A1:C1').setValues([[NaN, Infinity, new Date(NaN)]]);
    expect(sheet.getRange('A1:C1').getValues()).toEqual([['#NUM!', '#NUM!', '#NUM!']]);
  });

  it('is what Java prints of arrays and objects', () => {
    const { sheet } = newFile();
    sheet.getRange('A1:B1').setValues([[[1, 2], { a: 1, b: 'x' }]]);
    const [[list, map] = []] = sheet.getRange('A1:B1').getValues();
    expect(list).toMatch(/^\[Ljava\.lang\.Object;@/);
    expect(map).toBe('{a=1.0, b=x}');
  });

  it('turns a boolean into text in a plain text cell', () => {
    const { sheet } = newFile();
    sheet.getRange('A1').setNumberFormat('@').setValue(true);
    expect(sheet.getRange('A1').getValue()).toBe('true');
  });

  it('is a Date in the time zone of the file, with a format if it has none', () => {
    const { sheet } = newFile({ timeZone: 'America/New_York' });
    const instant = new Date('2026-03-02T15:30:00Z');
    sheet.getRange('A1:B1').setValues([[instant, new Date('2026-03-02T05:00:00Z')]]);
    expect(sheet.getRange('A1:B1').getDisplayValues()).toEqual([['3/2/2026 10:30:00', '3/2/2026']]);
    expect(sheet.getRange('A1').getValue()).toEqual(instant);
  });

  it('is taken over at the call: what the script does to it later changes nothing', () => {
    const { app, sheet } = newFile();
    const rows = [['before', new Date('2026-03-02T00:00:00Z')]];
    sheet.getRange('A1:B1').setValues(rows);
    rows[0] = ['after', new Date(0)];
    app.flush();
    expect(sheet.getRange('A1:B1').getValues()).toEqual([['before', new Date('2026-03-02T00:00:00Z')]]);
  });
});
