import { columnName } from './A1';

/** Where a cell is, as far as people are told. */
interface CellPlace {
  row: number;
  column: { index: number };
}

/** Cells in which the user put a formula. */
export function formulaWarning(formulas: readonly CellPlace[]): string {
  const names = formulas.slice(0, 5).map(({ row, column }) => `${columnName(column.index)}${row}`);
  const more = formulas.length > 5 ? ' and others' : '';
  const cells = formulas.length === 1 ? '1 cell holds a formula' : `${formulas.length} cells hold formulas`;
  return `${cells} of yours and ${formulas.length === 1 ? 'was' : 'were'} left as ${formulas.length === 1 ? 'it is' : 'they are'}: ${names.join(', ')}${more}.`;
}

/** Rows of the same key; only the first of each is updated. */
export function duplicateWarnings(found: ReadonlyMap<string, readonly number[]>): string[] {
  const duplicates = [...found.values()].filter(rows => rows.length > 1);
  if (!duplicates.length) return [];
  const groups = duplicates.slice(0, 5).map(rows => rows.slice(0, 5).join(' and '));
  const more = duplicates.length > 5 ? `, and ${duplicates.length - 5} keys more` : '';
  return [
    `Rows of the tab have the same key: ${groups.join(', ')}${more}. The first of each is kept up to date; delete the others if you do not need them.`,
  ];
}

/** Records that make no row. */
export function emptyWarning(count: number): string[] {
  if (!count) return [];
  return [`${count === 1 ? '1 record has' : `${count} records have`} no value at all and left no row.`];
}
