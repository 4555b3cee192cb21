import type { Axis, Box } from './A1';
import type { CellValue } from './Cell';
import { insertColumns, moveColumn, removeColumns } from './GridColumns';
import { emptyLike, hasContent, type GridRow } from './GridRow';
import { internStyles, styleAt, withChange, type CellStyle, type StyleChange, type StyleRow } from './Style';
import type { ValidationRule } from './Validation';

type Sparse = 'formulas' | 'notes' | 'rules';

const PLAIN: StyleRow = internStyles([]);

/**
 * The cells of one tab: a grid of allocated rows and columns in which most are empty. Rows and columns count from 1.
 * It knows no rules; callers check bounds.
 */
export class Grid {
  /** Index 0 is row 1; rows without anything are undefined, rows past the end are absent. */
  rows: (GridRow | undefined)[] = [];

  constructor(
    public maxRows: number,
    public maxColumns: number,
  ) {}

  row(row: number): GridRow | undefined {
    return this.rows[row - 1];
  }

  ensureRow(row: number): GridRow {
    let found = this.rows[row - 1];
    if (!found) {
      found = { values: [], styles: PLAIN };
      while (this.rows.length < row) this.rows.push(undefined);
      this.rows[row - 1] = found;
    }
    return found;
  }

  /** The typed value; null in a formula cell. */
  value(row: number, column: number): CellValue {
    return this.rows[row - 1]?.values[column - 1] ?? null;
  }

  formula(row: number, column: number): string | undefined {
    return this.rows[row - 1]?.formulas?.get(column);
  }

  note(row: number, column: number): string {
    return this.rows[row - 1]?.notes?.get(column) ?? '';
  }

  rule(row: number, column: number): ValidationRule | undefined {
    return this.rows[row - 1]?.rules?.get(column);
  }

  style(row: number, column: number): CellStyle {
    return styleAt(this.rows[row - 1]?.styles ?? PLAIN, column);
  }

  format(row: number, column: number): string {
    return this.style(row, column).numberFormat ?? '';
  }

  setContent(row: number, column: number, value: CellValue, formula?: string): void {
    if (value === null && formula === undefined && !this.rows[row - 1]) return;
    const cells = this.ensureRow(row);
    const { values } = cells;
    if (value === null) {
      if (column === values.length) {
        values.pop();
        while (values.length > 0 && values[values.length - 1] === null) values.pop();
      } else if (column < values.length) values[column - 1] = null;
    } else {
      while (values.length < column - 1) values.push(null);
      values[column - 1] = value;
    }
    if (formula !== undefined || cells.formulas) this.setSparse(row, column, 'formulas', formula);
  }

  /** undefined takes the entry away. */
  setSparse<K extends Sparse>(
    row: number,
    column: number,
    kind: K,
    entry: (K extends 'rules' ? ValidationRule : string) | undefined,
  ): void {
    if (entry === undefined && !this.rows[row - 1]?.[kind]) return;
    const cells = this.ensureRow(row);
    const map = (cells[kind] ?? new Map()) as Map<number, string | ValidationRule>;
    if (entry === undefined) map.delete(column);
    else map.set(column, entry);
    cells[kind] = (map.size > 0 ? map : undefined) as never;
  }

  changeStyles(box: Box, change: StyleChange): void {
    const done = new Map<StyleRow, StyleRow>();
    const isDefault = Object.values(change).every(value => value === undefined);
    for (let row = box.row; row < box.row + box.rows; row += 1) {
      if (isDefault && !this.rows[row - 1]) continue;
      const cells = this.ensureRow(row);
      let styles = done.get(cells.styles);
      if (!styles) {
        styles = withChange(cells.styles, box.column, box.columns, change);
        done.set(cells.styles, styles);
      }
      cells.styles = styles;
    }
  }

  /** 0 when nothing has content. FALSE and formulas count, formats and notes do not. */
  lastRow(): number {
    for (let row = this.rows.length; row > 0; row -= 1) {
      if (hasContent(this.rows[row - 1])) return row;
    }
    return 0;
  }

  lastColumn(): number {
    let last = 0;
    for (const row of this.rows) {
      if (!row) continue;
      last = Math.max(last, row.values.length);
      if (row.formulas) for (const column of row.formulas.keys()) last = Math.max(last, column);
    }
    return last;
  }

  /** New rows or columns come before `at`; they take styles and rules from `inherit` when it is given. */
  insert(axis: Axis, at: number, count: number, inherit?: number): void {
    if (axis === 'rows') this.insertRows(at, count, inherit);
    else {
      this.maxColumns += count;
      insertColumns(this.rows, at, count, inherit);
    }
  }

  private insertRows(at: number, count: number, inherit: number | undefined): void {
    const source = inherit === undefined ? undefined : this.row(inherit);
    const added = Array.from({ length: count }, () => source && emptyLike(source));
    this.maxRows += count;
    if (at - 1 > this.rows.length) {
      if (!source) return;
      while (this.rows.length < at - 1) this.rows.push(undefined);
    }
    this.rows = this.rows.slice(0, at - 1).concat(added, this.rows.slice(at - 1));
  }

  remove(axis: Axis, at: number, count: number): void {
    if (axis === 'rows') {
      this.maxRows -= count;
      this.rows.splice(at - 1, count);
      return;
    }
    this.maxColumns -= count;
    removeColumns(this.rows, at, count);
  }

  /** Moves one column so that it stands before what was column `before`. */
  moveColumn(column: number, before: number): void {
    moveColumn(this.rows, column, before);
  }
}
