/**
 * The shape of what the GoogleSheets storage uses of a spreadsheet. The platform's objects fit it as they are;
 * the storage never names a global. Rows and columns count from 1.
 */
export interface SheetRange {
  /** Numbers, booleans, texts, dates; '' for an empty cell; an error such as `#N/A` as its text. */
  getValues(): unknown[][];
  getDisplayValues(): string[][];
  /** Parses texts as if they were typed, so texts go in with a leading apostrophe. */
  setValues(values: unknown[][]): unknown;
  /** '' where there is none. */
  getFormulas(): string[][];
  getNotes(): string[][];
  setNotes(notes: string[][]): unknown;
  getNumberFormats(): string[][];
  setNumberFormat(format: string): unknown;
  setNumberFormats(formats: string[][]): unknown;
}

export interface Sheet {
  getSheetId(): number;
  getName(): string;
  /** Of any column: also of the user's, of checkboxes and of formulas that show nothing. */
  getLastRow(): number;
  getLastColumn(): number;
  getMaxRows(): number;
  getMaxColumns(): number;
  getRange(a1Notation: string): SheetRange;
  getRange(row: number, column: number, rows: number, columns: number): SheetRange;
  insertRowsAfter(afterRow: number, howMany: number): unknown;
  insertColumnsAfter(afterColumn: number, howMany: number): unknown;
  deleteRows(row: number, howMany: number): unknown;
  deleteColumns(column: number, howMany: number): unknown;
  setFrozenRows(rows: number): unknown;
}

export interface Spreadsheet<TSheet extends Sheet = Sheet> {
  getSheetById(id: number): TSheet | null;
  getSheetByName(name: string): TSheet | null;
  getSheets(): TSheet[];
  insertSheet(name: string): TSheet;
  deleteSheet(sheet: TSheet): unknown;
  getSpreadsheetTimeZone(): string;
}
