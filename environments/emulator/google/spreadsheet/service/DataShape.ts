import type { Box } from '../A1';
import type { SheetsContext } from './SheetsContext';

/** Refuses data that has not the range's size, in Google's words. */
export function requireShape(context: SheetsContext, rows: readonly (readonly unknown[])[], box: Box): void {
  const refuse = (what: string, has: number, wants: number) =>
    context.host.exception(
      `The number of ${what} in the data does not match the number of ${what} in the range. The data has ${String(has)} but the range has ${String(wants)}.`,
    );
  if (rows.length !== box.rows) throw refuse('rows', rows.length, box.rows);
  const odd = rows.find(row => row.length !== box.columns);
  if (odd) throw refuse('columns', odd.length, box.columns);
}
