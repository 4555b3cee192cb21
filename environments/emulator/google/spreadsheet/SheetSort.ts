import type { Box } from './A1';
import type { CellValue } from './Cell';
import { shifted } from './FormulaReferences';
import type { SheetModel } from './SheetModel';
import { compareCells } from './SheetWriter';
import { internStyles, styleAt, type CellStyle } from './Style';

export interface SortKey {
  /** Column of the sheet. */
  column: number;
  ascending: boolean;
}

interface Cells {
  values: CellValue[];
  formulas: (string | undefined)[];
  notes: string[];
  styles: CellStyle[];
  row: number;
}

function readCells(sheet: SheetModel, box: Box, row: number): Cells {
  const columns = Array.from({ length: box.columns }, (_, index) => box.column + index);
  return {
    values: columns.map(column => sheet.grid.value(row, column)),
    formulas: columns.map(column => sheet.grid.formula(row, column)),
    notes: columns.map(column => sheet.grid.note(row, column)),
    styles: columns.map(column => sheet.grid.style(row, column)),
    row,
  };
}

function writeCells(sheet: SheetModel, box: Box, row: number, cells: Cells): void {
  cells.values.forEach((value, index) => {
    const column = box.column + index;
    const formula = cells.formulas[index];
    sheet.grid.setContent(row, column, value, formula && shifted(formula, row - cells.row, 0));
    sheet.grid.setSparse(row, column, 'notes', cells.notes[index] || undefined);
  });
  const line = sheet.grid.ensureRow(row);
  const width = Math.max(line.styles.length, box.column + box.columns - 1);
  const styles = Array.from({ length: width }, (_, index) => styleAt(line.styles, index + 1));
  styles.splice(box.column - 1, box.columns, ...cells.styles);
  line.styles = internStyles(styles);
}

/** Sorts the rows of a box, stably. Contents, formulas, notes and looks move; validation rules stay where they are. */
export function sortRows(sheet: SheetModel, box: Box, keys: readonly SortKey[]): void {
  const rows = Math.min(box.rows, Math.max(sheet.grid.rows.length - box.row + 1, 0));
  const keyed = Array.from({ length: rows }, (_, index) => ({
    keys: keys.map(({ column }) => sheet.value(box.row + index, column)),
    cells: readCells(sheet, box, box.row + index),
  }));
  keyed.sort((a, b) => {
    for (const [index, { ascending }] of keys.entries()) {
      const order = compareCells(a.keys[index] ?? null, b.keys[index] ?? null, ascending);
      if (order !== 0) return order;
    }
    return 0;
  });
  keyed.forEach(({ cells }, index) => {
    if (cells.row !== box.row + index) writeCells(sheet, box, box.row + index, cells);
  });
}
