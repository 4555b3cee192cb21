import { cellName } from './A1';
import type { CellValue } from './Cell';
import type { SheetModel } from './SheetModel';

/** Rows that have the same number formats, by column; '' is automatic. Both ends are included. */
export interface FormatSpan {
  firstRow: number;
  lastRow: number;
  formats: string[];
}

/** One tab as far as people and scripts can tell it from another. Ids and allocated sizes are not part of it. */
export interface TabSnapshot {
  title: string;
  hidden: boolean;
  frozenRows: number;
  /** Up to the last row and column with content; blanks are null. */
  values: CellValue[][];
  formulas: Record<string, string>;
  formats: FormatSpan[];
  notes: Record<string, string>;
}

export type Snapshot = TabSnapshot[];

function formatsOf(sheet: SheetModel, rows: number, columns: number): FormatSpan[] {
  const spans: FormatSpan[] = [];
  for (let row = 1; row <= rows; row += 1) {
    const formats = Array.from({ length: columns }, (_, index) => sheet.grid.format(row, index + 1));
    const last = spans[spans.length - 1];
    if (last && last.formats.join('\n') === formats.join('\n')) last.lastRow = row;
    else spans.push({ firstRow: row, lastRow: row, formats });
  }
  return spans;
}

function tabOf(sheet: SheetModel): TabSnapshot {
  const { grid } = sheet;
  const [rows, columns] = [grid.lastRow(), grid.lastColumn()];
  const formulas: Record<string, string> = {};
  const notes: Record<string, string> = {};
  grid.rows.forEach((row, index) => {
    row?.formulas?.forEach((text, column) => (formulas[cellName(index + 1, column)] = text));
    row?.notes?.forEach((text, column) => (notes[cellName(index + 1, column)] = text));
  });
  return {
    title: sheet.name,
    hidden: sheet.hidden,
    frozenRows: sheet.frozenRows,
    values: Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (__, c) => sheet.value(r + 1, c + 1)),
    ),
    formulas,
    formats: formatsOf(sheet, rows, columns),
    notes,
  };
}

export function snapshotOf(sheets: readonly SheetModel[]): Snapshot {
  return sheets.map(tabOf);
}
