type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Rows are written from the first one on; each has the same number of columns. */
export class HiddenTab {
  private sheet: Sheet | undefined;
  private rows = 0;

  /** `columns`: width of the tab. */
  constructor(
    private readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet,
    readonly name: string,
    private readonly columns: number,
  ) {}

  /** Every row as text; empty when there is no such tab. */
  read(): string[][] {
    const sheet = this.find();
    const last = sheet?.getLastRow() ?? 0;
    this.rows = last;
    if (!sheet || last === 0) return [];
    return sheet
      .getRange(1, 1, last, this.columns)
      .getValues()
      .map(row => row.map(String));
  }

  /** The first row; the next rows go below the last one that is there now. */
  look(): string[] {
    const sheet = this.find();
    this.rows = sheet?.getLastRow() ?? 0;
    if (!sheet || this.rows === 0) return [];
    return (sheet.getRange(1, 1, 1, this.columns).getValues()[0] ?? []).map(String);
  }

  /** Replaces everything by these rows, in one write: a kill leaves the old rows or the new ones, whole. */
  write(rows: readonly (readonly string[])[]): void {
    const sheet = this.find() ?? this.create();
    const surplus = Math.max(0, sheet.getLastRow() - rows.length);
    const blank = Array.from({ length: this.columns }, () => '');
    this.rows = 0;
    this.append([...rows, ...Array.from({ length: surplus }, () => blank)]);
    this.rows = rows.length;
  }

  /** Below the rows that were read, looked at or written last. */
  append(rows: readonly (readonly string[])[]): void {
    if (!rows.length) return;
    const sheet = this.find() ?? this.create();
    const most = sheet.getMaxRows();
    const missing = this.rows + rows.length - most;
    if (missing > 0) sheet.insertRowsAfter(most, missing);
    sheet.getRange(this.rows + 1, 1, rows.length, this.columns).setValues(rows.map(row => row.map(asText)));
    this.rows += rows.length;
  }

  get exists(): boolean {
    return this.find() !== null;
  }

  /** A tab that is not there is looked for again: a colleague may make it meanwhile. */
  private find(): Sheet | null {
    this.sheet ??= this.spreadsheet.getSheetByName(this.name) ?? undefined;
    return this.sheet ?? null;
  }

  /** The new tab comes last and takes nobody's view away. */
  private create(): Sheet {
    const shown = this.spreadsheet.getActiveSheet();
    const sheet = this.spreadsheet.insertSheet(this.name, this.spreadsheet.getNumSheets());
    this.spreadsheet.setActiveSheet(shown);
    sheet.hideSheet();
    this.sheet = sheet;
    return sheet;
  }
}

/** The apostrophe keeps Sheets from reading the text as anything else; it does not come back. */
function asText(text: string): string {
  return text === '' ? '' : `'${text}`;
}

/** Longest text of one cell, with room for what counts differently. */
const LONGEST_CELL = 45_000;

/** A text of any length in pieces that fit into cells. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start === 0 || start < text.length; start += LONGEST_CELL)
    pieces.push(text.slice(start, start + LONGEST_CELL));
  return pieces;
}
