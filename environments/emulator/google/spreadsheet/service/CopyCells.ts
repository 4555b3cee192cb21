import type { Box } from '../A1';
import type { CellContent } from '../Coercion';
import { shifted } from '../FormulaReferences';
import { changeCells, setNote, setRule, writeContents, type Writer } from '../SheetWriter';
import type { RangeRef } from './SheetsContext';

export type CopyParts = 'all' | 'contents' | 'formats';

/** Repeats the source over the target where it fits a whole number of times; else the target's corner decides. */
function targetBox(source: Box, target: Box): Box {
  const fit = (own: number, wanted: number) => (wanted % own === 0 ? wanted : own);
  return {
    row: target.row,
    column: target.column,
    rows: fit(source.rows, target.rows),
    columns: fit(source.columns, target.columns),
  };
}

/** Copies cells; relative references of formulas move along. Everything is read before anything is written. */
export function copyCells(from: RangeRef, to: RangeRef, parts: CopyParts, writer: Writer): void {
  const box = targetBox(from.box, to.box);
  const { grid } = from.sheet;
  const cells = Array.from({ length: from.box.rows }, (_, r) =>
    Array.from({ length: from.box.columns }, (__, c) => {
      const [row, column] = [from.box.row + r, from.box.column + c];
      return {
        value: grid.value(row, column),
        formula: grid.formula(row, column),
        style: grid.style(row, column),
        note: grid.note(row, column),
        rule: grid.rule(row, column),
        row,
        column,
      };
    }),
  );
  const at = (r: number, c: number) => cells[r % from.box.rows]?.[c % from.box.columns];
  if (parts !== 'formats') {
    const content = (r: number, c: number): CellContent => {
      const cell = at(r, c);
      if (!cell?.formula) return { value: cell?.value ?? null };
      const formula = shifted(cell.formula, box.row + r - cell.row, box.column + c - cell.column);
      return { value: null, formula };
    };
    writeContents(to.sheet, box, content, writer);
  }
  if (parts === 'contents') return;
  changeCells(to.sheet, box, writer, (row, column) => {
    const cell = at(row - box.row, column - box.column);
    if (!cell) return;
    const plain = Object.fromEntries(
      Object.keys(to.sheet.grid.style(row, column)).map(key => [key, undefined]),
    );
    to.sheet.grid.changeStyles({ row, column, rows: 1, columns: 1 }, { ...plain, ...cell.style });
    if (parts === 'formats') return;
    setNote(to.sheet, row, column, cell.note);
    setRule(to.sheet, row, column, cell.rule);
  });
}
