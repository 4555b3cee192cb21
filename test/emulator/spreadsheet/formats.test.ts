import { describe, expect, it } from 'vitest';
import { findLocale } from '../../../environments/emulator/google/spreadsheet/Locale';
import { displayValue, isDateFormat } from '../../../environments/emulator/google/spreadsheet/NumberFormat';

const CASES: [value: number, format: string, shown: string][] = [
  [1 / 3, '', '0.3333333333'],
  [0.1 + 0.2, '', '0.3'],
  [123456789012, '', '123456789012'],
  [1e21, '', '1E+21'],
  [1234.5, '0', '1235'],
  [-0.4, '0', '0'],
  [1234.567, '0.00', '1234.57'],
  [1.005, '0.00', '1.01'],
  [1234567.891, '#,##0.00', '1,234,567.89'],
  [0.5, '#.##', '.5'],
  [7, '000', '007'],
  [0.125, '0.0%', '12.5%'],
  [-5, '#,##0;(#,##0)', '(5)'],
  [0, '0;-0;"none"', 'none'],
  [100.15, '"$"#,##0.00', '$100.15'],
  [-100.15, '"$"#,##0.00', '-$100.15'],
  [5, '[$€]#,##0', '€5'],
  [1500000, '0.0,,"M"', '1.5M'],
  [12345, '0.00E+00', '1.23E+04'],
  [46083, '@', '46083'],
  [46083, 'yyyy-mm-dd', '2026-03-02'],
  [46083.399375, 'yyyy-mm-dd hh:mm:ss', '2026-03-02 09:35:06'],
  [46083.399375, 'M/d/yyyy H:mm:ss', '3/2/2026 9:35:06'],
  [46083.75, 'h:mm AM/PM', '6:00 PM'],
  [46083, 'ddd, d mmm yy', 'Mon, 2 Mar 26'],
  [46083, 'mmmm yyyy', 'March 2026'],
  [1.5, '[h]:mm:ss', '36:00:00'],
  [46083.5000001, 'hh:mm:ss.000', '12:00:00.009'],
];

describe('what a cell shows', () => {
  it.each(CASES)('%d as %j is %j', (value, format, shown) => {
    const locale = findLocale('en_US');
    expect(locale && displayValue(value, format, locale)).toBe(shown);
  });

  it('follows the locale of the file', () => {
    const locale = findLocale('de_DE');
    if (!locale) throw new Error('de_DE is missing');
    expect(displayValue(1234.5, '#,##0.00', locale)).toBe('1.234,50');
    expect(displayValue(0.5, '', locale)).toBe('0,5');
    expect(displayValue(true, '', locale)).toBe('WAHR');
    expect(displayValue(46083, 'd. mmmm yyyy', locale)).toBe('2. März 2026');
  });

  it('is a date for a script when its format speaks of dates or times', () => {
    const dates = ['yyyy-mm-dd', 'h:mm', '[h]:mm:ss', 'm-d', 'd.m.', 'mmmm', '"on" d'];
    const numbers = ['', 'general', 'General', '0.00', '#,##0', '@', '0%', '"day" 0', '[Red]0', '0.00E+00'];
    expect(dates.filter(isDateFormat)).toEqual(dates);
    expect(numbers.filter(isDateFormat)).toEqual([]);
  });
});
