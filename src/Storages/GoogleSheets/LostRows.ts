import { appendRows, growTo } from './Appending';
import type { CellInput } from './Cells';
import { FIRST_ROW, type Table } from './Table';

/**
 * The rows of a table before some are deleted. Another user's sort between the look and the deletion makes the wrong
 * rows go; with this they are put back below, with the user's cells beside them.
 */
export class LostRows {
  private readonly width: number;
  private readonly cells: readonly (readonly CellInput[])[];
  private keys: readonly string[] = [];

  constructor(
    private readonly table: Table,
    private readonly first: number,
    last: number,
  ) {
    this.width = table.sheet.getLastColumn();
    this.cells = table.rawRows(first, last, this.width);
  }

  /** Keys that are to stand; those that do not will be put back. */
  expect(keys: readonly (string | undefined | null)[]): void {
    this.keys = keys.flatMap(key => key ?? []);
  }

  restore(now: Table): void {
    const present = new Set(now.keys);
    const lost = this.keys.filter(key => !present.has(key));
    if (!lost.length) return;
    const to = now.lastRow + 1;
    growTo(now, now.sheet.getMaxRows(), to + lost.length - 1);
    const rows = lost.map(key => FIRST_ROW + this.table.keys.indexOf(key));
    const added = rows.map((row, i) => ({
      key: lost[i] ?? '',
      row: {},
      cells: now.layout.columns.map(({ field }) => {
        const column = this.table.column(field);
        return (column && this.table.restorable(row, column)) ?? '';
      }),
    }));
    appendRows(now, added, to);
    this.restoreUserCells(now, rows, to);
  }

  private restoreUserCells(now: Table, rows: readonly number[], to: number): void {
    for (let column = 1; column <= this.width; column += 1) {
      if (now.layout.columns.some(({ index }) => index === column)) continue;
      const values = rows.map(row => [this.cells[row - this.first]?.[column - 1] ?? '']);
      if (values.every(([value]) => value === '')) continue;
      now.sheet.getRange(to, column, values.length, 1).setValues(values);
    }
  }
}
