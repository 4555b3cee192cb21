import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import exceljs from 'exceljs';
import { isCellError, type CellValue } from './Cell';
import type { GridRow } from './GridRow';
import type { SheetModel } from './SheetModel';
import type { SpreadsheetModel } from './SpreadsheetModel';
import { styleAt, type CellStyle } from './Style';

/** Longest text of a cell in Excel; what is longer is cut in the export, not in the model. */
const EXCEL_TEXT = 32_767;
/** Longest title of a tab in Excel. */
const EXCEL_TITLE = 31;
/** Rows between two pauses in which the file is written out. */
const ROWS_PER_TURN = 500;
const PIXELS_PER_CHARACTER = 7;

/** Titles as Excel allows them, in the order of the tabs, no two alike. */
export function excelTitles(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map(title => {
    const clean =
      title
        .replace(/[*?:\\/[\]]/g, ' ')
        .replace(/^'+|'+$/g, ' ')
        .trim() || 'Sheet';
    for (let number = 1; ; number += 1) {
      const tail = number === 1 ? '' : ` (${String(number)})`;
      const candidate = clean.slice(0, EXCEL_TITLE - tail.length) + tail;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  });
}

/** Opening and re-entering such a text in a spreadsheet program would turn it into something else. */
function needsTextFormat(value: CellValue): boolean {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
}

function excelError(value: CellValue): exceljs.CellErrorValue | undefined {
  if (!isCellError(value) || value.error === '#ERROR!') return undefined;
  return { error: value.error as exceljs.CellErrorValue['error'] };
}

/** What Excel is given: values as they are, formulas as formulas with their value. */
function excelValue(sheet: SheetModel, row: number, column: number): exceljs.CellValue {
  const value = sheet.value(row, column);
  const formula = sheet.grid.formula(row, column);
  const error = excelError(value);
  if (formula !== undefined && isCellError(value) && !error) return formula;
  const plain = error ?? (isCellError(value) ? value.error : value);
  const clipped = typeof plain === 'string' ? plain.slice(0, EXCEL_TEXT) : plain;
  if (formula === undefined) return clipped;
  return { formula: formula.slice(1), ...(clipped === null ? {} : { result: clipped }) };
}

function applyStyle(cell: exceljs.Cell, style: CellStyle, value: CellValue): void {
  const format = style.numberFormat ?? (needsTextFormat(value) ? '@' : undefined);
  if (format !== undefined) cell.numFmt = format;
  if (style.fontWeight === 'bold') cell.font = { bold: true };
  if (style.wrap === true) cell.alignment = { wrapText: true };
  if (style.background !== undefined && /^#[\da-f]{6}$/.test(style.background))
    cell.fill = {
      type: 'pattern',
      pattern: 'solid',
      fgColor: { argb: `FF${style.background.slice(1).toUpperCase()}` },
    };
}

function writeRow(target: exceljs.Worksheet, sheet: SheetModel, source: GridRow, number: number): void {
  const row = target.getRow(number);
  const columns = new Set<number>([...(source.formulas?.keys() ?? []), ...(source.notes?.keys() ?? [])]);
  source.values.forEach((value, index) => {
    if (value !== null) columns.add(index + 1);
  });
  for (const column of [...columns].sort((a, b) => a - b)) {
    const cell = row.getCell(column);
    cell.value = excelValue(sheet, number, column);
    applyStyle(cell, styleAt(source.styles, column), sheet.grid.value(number, column));
    const note = source.notes?.get(column);
    if (note !== undefined) cell.note = note;
  }
  row.commit();
}

function addTab(
  book: exceljs.stream.xlsx.WorkbookWriter,
  sheet: SheetModel,
  title: string,
): exceljs.Worksheet {
  const target = book.addWorksheet(title, {
    state: sheet.hidden ? 'hidden' : 'visible',
    views:
      sheet.frozenRows + sheet.frozenColumns > 0
        ? [{ state: 'frozen', xSplit: sheet.frozenColumns, ySplit: sheet.frozenRows }]
        : [],
  });
  for (const [column, width] of sheet.columnWidths)
    target.getColumn(column).width = width / PIXELS_PER_CHARACTER;
  return target;
}

/**
 * Waits until the archive has taken what a tab has written so far. The writer itself never waits: it would hold the
 * whole file. Its buffer and where that goes to are not in its types.
 */
async function caughtUp(target: exceljs.Worksheet): Promise<void> {
  await nextTurn();
  const { stream } = target as unknown as { stream?: { pipes?: Writable[] } };
  for (const pipe of stream?.pipes ?? []) while (!pipe.write('')) await once(pipe, 'drain');
}

async function writeTabs(book: exceljs.stream.xlsx.WorkbookWriter, file: SpreadsheetModel): Promise<void> {
  const titles = excelTitles(file.titles());
  for (const [index, sheet] of file.sheets.entries()) {
    const target = addTab(book, sheet, titles[index] ?? sheet.name);
    for (const [line, row] of sheet.grid.rows.entries()) {
      if (row) writeRow(target, sheet, row, line + 1);
      if (line % ROWS_PER_TURN === ROWS_PER_TURN - 1) await caughtUp(target);
    }
    target.commit();
  }
  await book.commit();
}

/**
 * Writes the file as .xlsx for people: values, number formats, frozen rows, notes, hidden tabs, formulas. Row by row,
 * so its memory does not grow with the file. The path holds the old file until the new one is whole.
 */
export async function exportXlsx(file: SpreadsheetModel, path: string): Promise<void> {
  const part = `${path}.part`;
  const output = createWriteStream(part);
  try {
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
    await Promise.all([finished(output), writeTabs(book, file)]);
    await rename(part, path);
  } catch (error) {
    output.destroy();
    await rm(part, { force: true });
    throw error;
  }
}
