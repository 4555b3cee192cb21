/**
 * The shape of what the GoogleSheets storage uses of SpreadsheetApp. The platform's objects fit it as they are;
 * the storage never names a global. Rows and columns count from 1.
 */
export interface SheetRange {
  getValues(): unknown[][];
  setValues(values: unknown[][]): unknown;
  getFormulas(): string[][];
  getNotes(): string[][];
  setNotes(notes: string[][]): unknown;
  setNumberFormat(format: string): unknown;
  clearContent(): unknown;
}

export interface SheetRangeList {
  setNumberFormat(format: string): unknown;
}

export interface Sheet {
  getSheetId(): number;
  getName(): string;
  getLastRow(): number;
  getLastColumn(): number;
  getMaxRows(): number;
  getMaxColumns(): number;
  getRange(row: number, column: number, rows: number, columns: number): SheetRange;
  getRangeList(a1Notations: string[]): SheetRangeList;
  insertRowsAfter(afterRow: number, howMany: number): unknown;
  insertColumnsAfter(afterColumn: number, howMany: number): unknown;
  deleteRows(row: number, howMany: number): unknown;
  setFrozenRows(rows: number): unknown;
  hideSheet(): unknown;
}

export interface Spreadsheet {
  getSheetById(id: number): Sheet | null;
  getSheetByName(name: string): Sheet | null;
  getSheets(): Sheet[];
  insertSheet(name: string): Sheet;
  getSpreadsheetTimeZone(): string;
}
