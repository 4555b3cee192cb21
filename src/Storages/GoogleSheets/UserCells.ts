import { relativeFormula } from './Formulas';
import type { Table } from './Table';

/**
 * What the user has in some rows of the tab: values and formulas in columns that are not ours, and notes anywhere. A
 * formula that reads the same as the one above or below it was filled down the column: it can be made again and
 * holds no row.
 */
export class UserCells {
  private readonly values: readonly (readonly unknown[])[];
  private readonly formulas: readonly (readonly string[])[];
  private readonly notes: readonly (readonly string[])[];

  constructor(
    private readonly table: Table,
    private readonly first: number,
    last: number,
  ) {
    const range = table.sheet.getRange(first, 1, last - first + 1, table.sheet.getLastColumn());
    this.values = range.getValues();
    this.formulas = range
      .getFormulas()
      .map((row, i) => row.map(formula => relativeFormula(formula, first + i)));
    this.notes = range.getNotes();
  }

  /** Whether the row has anything that would be lost with it. */
  holds(row: number): boolean {
    const i = row - this.first;
    const notes = this.notes[i] ?? [];
    if (notes.some(note => note !== '')) return true;
    return (this.values[i] ?? []).some((value, j) => {
      const formula = this.formulas[i]?.[j] ?? '';
      if (this.isOurs(j + 1)) return formula !== '';
      if (formula === '') return value !== '';
      return formula !== this.formulas[i - 1]?.[j] && formula !== this.formulas[i + 1]?.[j];
    });
  }

  private isOurs(column: number): boolean {
    return this.table.layout.columns.some(({ index }) => index === column);
  }
}
