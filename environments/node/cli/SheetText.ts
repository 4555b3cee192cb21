import type { SheetModel } from '../../emulator/google/spreadsheet/SheetModel';
import type { SpreadsheetModel } from '../../emulator/google/spreadsheet/SpreadsheetModel';
import { count } from './Terminal';
import { textTable } from './TextTable';

/** Rows of a tab that are shown, its header not counted, and columns. */
const MOST_ROWS = 8;
const MOST_COLUMNS = 7;

/** The visible tabs that hold something, each as a table of its first rows. */
export function sheetText(file: SpreadsheetModel): string[] {
  return file.sheets.filter(sheet => !sheet.hidden && sheet.grid.lastRow() > 0).flatMap(tabText);
}

function tabText(sheet: SheetModel): string[] {
  const rows = sheet.grid.lastRow() - 1;
  const columns = sheet.grid.lastColumn();
  const shown = Array.from({ length: Math.min(columns, MOST_COLUMNS) }, (_, index) => index + 1);
  const line = (row: number) => shown.map(column => sheet.display(row, column));
  const body = Array.from({ length: Math.min(rows, MOST_ROWS) }, (_, index) => line(index + 2));
  const more = [
    ...(rows > MOST_ROWS ? [count(rows - MOST_ROWS, 'more row')] : []),
    ...(columns > MOST_COLUMNS ? [count(columns - MOST_COLUMNS, 'more column')] : []),
  ];
  return [
    `Tab "${sheet.name}", ${count(rows, 'row')}:`,
    textTable(line(1), body),
    ...(more.length ? [`  ... and ${more.join(' and ')}`] : []),
    '',
  ];
}
