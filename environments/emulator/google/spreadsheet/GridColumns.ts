import type { CellValue } from './Cell';
import type { GridRow } from './GridRow';
import { internStyles, styleAt, type CellStyle, type StyleRow } from './Style';

type Rows = readonly (GridRow | undefined)[];

function mapKeys<T>(map: Map<number, T> | undefined, move: (column: number) => number | undefined) {
  if (!map || map.size === 0) return undefined;
  const moved = new Map<number, T>();
  for (const [column, value] of map) {
    const to = move(column);
    if (to !== undefined) moved.set(to, value);
  }
  return moved;
}

function remapColumns(
  rows: Rows,
  move: (column: number) => number | undefined,
  values: (values: CellValue[]) => CellValue[],
  styles: (styles: StyleRow) => readonly CellStyle[],
): void {
  const done = new Map<StyleRow, StyleRow>();
  for (const row of rows) {
    if (!row) continue;
    row.values = values(row.values);
    while (row.values.length > 0 && row.values[row.values.length - 1] === null) row.values.pop();
    row.formulas = mapKeys(row.formulas, move);
    row.notes = mapKeys(row.notes, move);
    row.rules = mapKeys(row.rules, move);
    const moved = done.get(row.styles) ?? internStyles(styles(row.styles));
    done.set(row.styles, moved);
    row.styles = moved;
  }
}

/** Empty columns come before `at`; they take their styles from column `inherit` when it is given. */
export function insertColumns(rows: Rows, at: number, count: number, inherit: number | undefined): void {
  remapColumns(
    rows,
    column => (column >= at ? column + count : column),
    values => {
      if (values.length < at) return values;
      return [...values.slice(0, at - 1), ...Array<null>(count).fill(null), ...values.slice(at - 1)];
    },
    styles => {
      const added = Array<CellStyle>(count).fill(inherit === undefined ? {} : styleAt(styles, inherit));
      const head = Array.from({ length: at - 1 }, (_, index) => styleAt(styles, index + 1));
      return [...head, ...added, ...styles.slice(at - 1)];
    },
  );
}

export function removeColumns(rows: Rows, at: number, count: number): void {
  const without = <T>(list: readonly T[]) => [...list.slice(0, at - 1), ...list.slice(at - 1 + count)];
  remapColumns(
    rows,
    column => (column < at ? column : column < at + count ? undefined : column - count),
    without,
    without,
  );
}

/** Moves one column so that it stands before what was column `before`. */
export function moveColumn(rows: Rows, column: number, before: number): void {
  const to = before > column ? before - 1 : before;
  const reorder = <T>(list: readonly T[], blank: T) => {
    const width = Math.max(list.length, column, to);
    const cells = Array.from({ length: width }, (_, index) => list[index] ?? blank);
    cells.splice(to - 1, 0, ...cells.splice(column - 1, 1));
    return cells;
  };
  remapColumns(
    rows,
    each => movedColumn(each, column, before),
    values => reorder<CellValue>(values, null),
    styles => reorder<CellStyle>(styles, {}),
  );
}

/** Where a column is after column `from` was moved before `before`. */
export function movedColumn(column: number, from: number, before: number): number {
  const to = before > from ? before - 1 : before;
  if (column === from) return to;
  if (from < column && column <= to) return column - 1;
  if (to <= column && column < from) return column + 1;
  return column;
}
