import { EnvironmentAdapter, type PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import {
  HISTORY_COLUMNS,
  HISTORY_LIMIT,
  historyCells,
  type HistoryColumn,
  type HistoryEntry,
} from '../../../src/Imports/HistoryRows';
import { SheetClock } from '../../../src/Storages/GoogleSheets/SheetClock';

export const HISTORY_TAB = 'Run history';
const KEY = 'sheetbound.history';
const LOCK_WAIT = 10_000;
const DATE_TIME = 'yyyy-mm-dd hh:mm:ss';
const FORMATS: Partial<Record<HistoryColumn, string>> = {
  Started: DATE_TIME,
  Finished: DATE_TIME,
  'Window from': 'yyyy-mm-dd',
  to: 'yyyy-mm-dd',
};

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** The visible run history: plain values that people filter, chart and share. Found by its id, then by its name. */
export class HistoryTab {
  constructor(
    private readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet,
    private readonly properties: PropertyStore,
  ) {}

  /** Under the lock: two runs that end at once must not write the same row. */
  append(entry: HistoryEntry): void {
    EnvironmentAdapter.withLock(LOCK_WAIT, () => {
      this.write(entry);
      SpreadsheetApp.flush();
    });
  }

  private write(entry: HistoryEntry): void {
    const sheet = this.find() ?? this.create();
    const columns = this.columnsOf(sheet);
    const last = this.makeRoom(sheet);
    const clock = new SheetClock(() => this.spreadsheet.getSpreadsheetTimeZone());
    const cells = historyCells(entry, {
      started: clock.serialOf(entry.started),
      finished: clock.serialOf(entry.finished),
    });
    for (const { first, names } of runsOf(columns)) {
      const range = sheet.getRange(last + 1, first, 1, names.length);
      range.setNumberFormats([names.map(name => FORMATS[name] ?? '0')]);
      range.setValues([names.map(name => cells[name])]);
    }
  }

  /** The latest lines first, as plain JSON. */
  latest(count: number, importName?: string): Record<string, string | number>[] {
    const sheet = this.find();
    const last = sheet?.getLastRow() ?? 0;
    if (!sheet || last < 2) return [];
    const columns = this.columnsOf(sheet);
    const width = Math.max(...columns.values());
    const lines = sheet
      .getRange(2, 1, last - 1, width)
      .getDisplayValues()
      .map(row => Object.fromEntries([...columns].map(([name, column]) => [name, row[column - 1] ?? ''])))
      .filter(line => line['Run id'] !== '' && (importName === undefined || line['Import'] === importName));
    return lines.reverse().slice(0, count);
  }

  /** Brings the tab to the front. False when there is none yet. */
  show(): boolean {
    const sheet = this.find();
    if (sheet) this.spreadsheet.setActiveSheet(sheet);
    return sheet !== null;
  }

  private find(): Sheet | null {
    const id = this.properties.get(KEY);
    const known = id === undefined ? null : this.spreadsheet.getSheetById(Number(id));
    return known ?? this.spreadsheet.getSheetByName(HISTORY_TAB);
  }

  private create(): Sheet {
    const shown = this.spreadsheet.getActiveSheet();
    const sheet = this.spreadsheet.insertSheet(HISTORY_TAB, this.spreadsheet.getNumSheets());
    this.spreadsheet.setActiveSheet(shown);
    sheet.getRange(1, 1, 1, HISTORY_COLUMNS.length).setValues([[...HISTORY_COLUMNS]]);
    sheet.setFrozenRows(1);
    this.properties.set(KEY, String(sheet.getSheetId()));
    return sheet;
  }

  /** Where each caption stands now: columns may have been moved. A caption that is missing is written anew. */
  private columnsOf(sheet: Sheet): Map<HistoryColumn, number> {
    const width = Math.max(1, sheet.getLastColumn());
    const captions = (sheet.getRange(1, 1, 1, width).getValues()[0] ?? []).map(String);
    const found = new Map<HistoryColumn, number>();
    const missing = HISTORY_COLUMNS.filter(name => {
      const index = captions.indexOf(name);
      if (index >= 0) found.set(name, index + 1);
      return index < 0;
    });
    if (!missing.length) return found;
    const lacking = width + missing.length - sheet.getMaxColumns();
    if (lacking > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), lacking);
    sheet.getRange(1, width + 1, 1, missing.length).setValues([missing]);
    missing.forEach((name, index) => found.set(name, width + 1 + index));
    return found;
  }

  /** The last row that is in use, once the oldest lines are gone where there are too many, and there is a row for one more. */
  private makeRoom(sheet: Sheet): number {
    let last = Math.max(1, sheet.getLastRow());
    if (last > HISTORY_LIMIT.rows) {
      sheet.deleteRows(2, HISTORY_LIMIT.block);
      last -= HISTORY_LIMIT.block;
    }
    if (last >= sheet.getMaxRows()) sheet.insertRowsAfter(last, 1);
    return last;
  }
}

/** Neighbouring columns as one range each, so that a line takes one write unless columns were moved. */
function runsOf(columns: ReadonlyMap<HistoryColumn, number>): { first: number; names: HistoryColumn[] }[] {
  const runs: { first: number; names: HistoryColumn[] }[] = [];
  for (const [name, column] of [...columns].sort((a, b) => a[1] - b[1])) {
    const last = runs[runs.length - 1];
    if (last && last.first + last.names.length === column) last.names.push(name);
    else runs.push({ first: column, names: [name] });
  }
  return runs;
}
