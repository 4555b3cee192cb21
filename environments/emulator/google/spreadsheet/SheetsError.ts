/** What Sheets refuses, in Google's words; a script sees it as an error named `Exception`. */
export class SheetsError extends Error {
  override readonly name = 'SheetsError';
}

export const PROTECTED =
  'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.';
export const TOO_LONG = 'Your input contains more than the maximum of 50000 characters in a single cell.';
export const TOO_MANY_CELLS =
  'This action would increase the number of cells in the workbook above the limit of 10000000 cells.';
export const ROWS_OUT_OF_BOUNDS = 'Those rows are out of bounds.';
export const COLUMNS_OUT_OF_BOUNDS = 'Those columns are out of bounds.';

export function nameTaken(name: string): string {
  return `A sheet with the name "${name}" already exists. Please enter another name.`;
}
