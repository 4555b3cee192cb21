import type { CellValue } from './Cell';
import type { StyleRow } from './Style';
import type { ValidationRule } from './Validation';

/** One row: values up to the last one, the rest only where there is any. */
export interface GridRow {
  values: CellValue[];
  formulas?: Map<number, string> | undefined;
  notes?: Map<number, string> | undefined;
  rules?: Map<number, ValidationRule> | undefined;
  styles: StyleRow;
}

/** Whether a row has a value or a formula; formats and notes do not count. */
export function hasContent(row: GridRow | undefined): boolean {
  if (!row) return false;
  return (row.formulas?.size ?? 0) > 0 || row.values.some(value => value !== null);
}

/** A row without contents that looks like another and has its rules. */
export function emptyLike(source: GridRow): GridRow {
  return { values: [], styles: source.styles, ...(source.rules ? { rules: new Map(source.rules) } : {}) };
}
