import type { Box } from './A1';
import type { TypingContext } from './Coercion';
import { afterRename, type PointsThere } from './FormulaReferences';
import { requireLocale, type Locale } from './Locale';
import type { NamedRangeModel } from './NamedRange';
import type { OpenFile } from './OpenFile';
import { SheetModel } from './SheetModel';
import { nameTaken, PROTECTED, SheetsError, TOO_MANY_CELLS } from './SheetsError';
import { readState, writeState, type SpreadsheetState } from './SpreadsheetState';
import { snapshotOf, type Snapshot } from './Snapshot';
import { requireTimeZone } from './TimeZone';
import { UserHand } from './UserHand';
import { WriteBuffers, type WriteBuffer } from './WriteBuffer';

export interface SpreadsheetOptions {
  /** Default: an id that looks like Google's. */
  id?: string;
  /** Default `Untitled spreadsheet`. */
  name?: string;
  /** IANA zone. Default `Etc/UTC`. */
  timeZone?: string;
  /** Default `en_US`. */
  locale?: string;
  /** Of the first tab. Default 1000. */
  rows?: number;
  /** Of the first tab. Default 26. */
  columns?: number;
  /** Email of who may always edit. Default `owner@example.com`. */
  owner?: string;
}

/** Allocated cells of all tabs together, empty ones included. */
export const MAX_CELLS = 10_000_000;
const LONGEST_TITLE = 100;
const DEFAULT_ID = '1SbEmulatedSpreadsheetAAAAAAAAAAAAAAAAAAAAAAA';

/** A tab of a spreadsheet file. */
export type Tab = SheetModel<SpreadsheetModel>;

/** A spreadsheet file, as it is stored between executions. */
export class SpreadsheetModel implements OpenFile {
  readonly id: string;
  name: string;
  timeZone: string;
  locale: Locale;
  owner: string;
  /** Who may edit the file besides its owner. Default: everybody who opens it. */
  editors: string[] | 'all' = 'all';
  sheets: Tab[] = [];
  namedRanges: NamedRangeModel[] = [];
  /** Counts tabs and protections ever made: ids are not used twice. */
  made = 0;
  /** Milliseconds since 1970; decides the year of a date that is typed without one. The emulator sets its clock here. */
  clock: () => number = () => Date.UTC(2026, 2, 2, 9);
  private readonly buffers = new WriteBuffers();

  constructor(options: SpreadsheetOptions = {}) {
    this.id = options.id ?? DEFAULT_ID;
    this.name = options.name ?? 'Untitled spreadsheet';
    this.timeZone = requireTimeZone(options.timeZone ?? 'Etc/UTC');
    this.locale = requireLocale(options.locale ?? 'en_US');
    this.owner = options.owner ?? 'owner@example.com';
    this.insertSheet(this.locale.firstSheet, 0, options.rows, options.columns);
  }

  static fromJSON(state: SpreadsheetState): SpreadsheetModel {
    const model = new SpreadsheetModel({ id: state.id, rows: 1, columns: 1 });
    readState(model, state);
    return model;
  }

  /** Everything but writes that are still buffered. JSON text of it loses nothing. */
  toJSON(): SpreadsheetState {
    return writeState(this);
  }

  /** What a user can see and what scripts can read, for comparing two files cell by cell. */
  snapshot(): Snapshot {
    return snapshotOf(this.sheets);
  }

  /** A user with this file open in a browser. Default: the owner. */
  asUser(user: string = this.owner): UserHand {
    return new UserHand(this, user);
  }

  typing(now: number = this.clock()): TypingContext {
    return { locale: this.locale, timeZone: this.timeZone, now };
  }

  canEdit(user: string): boolean {
    return user === this.owner || this.editors === 'all' || this.editors.includes(user);
  }

  /** By title, in any case. */
  findSheet(name: string): Tab | undefined {
    const wanted = name.toLowerCase();
    return this.sheets.find(sheet => sheet.name.toLowerCase() === wanted);
  }

  /** By title or id; throws when there is none, for tests. */
  sheet(key: string | number): Tab {
    const found = typeof key === 'number' ? this.sheets.find(({ id }) => id === key) : this.findSheet(key);
    if (!found) throw new Error(`There is no tab ${String(key)} among: ${this.titles().join(', ')}.`);
    return found;
  }

  titles(): string[] {
    return this.sheets.map(({ name }) => name);
  }

  cellCount(): number {
    return this.sheets.reduce((sum, { grid }) => sum + grid.maxRows * grid.maxColumns, 0);
  }

  requireRoomFor(cells: number): void {
    if (this.cellCount() + cells > MAX_CELLS) throw new SheetsError(TOO_MANY_CELLS);
  }

  requireEditor(user: string): void {
    if (!this.canEdit(user)) throw new SheetsError(PROTECTED);
  }

  /** `index` counts from 0. */
  insertSheet(name: string, index: number, rows = 1000, columns = 26): Tab {
    this.requireTitle(name);
    this.requireRoomFor(rows * columns);
    const sheet: Tab = new SheetModel(this, this.nextId(), name, rows, columns);
    this.sheets.splice(index, 0, sheet);
    return sheet;
  }

  /** A title for a new tab: Sheet2, Sheet3 ... */
  freeTitle(): string {
    const stem = this.locale.firstSheet.replace(/\d+$/, '');
    for (let number = this.sheets.length + 1; ; number += 1) {
      const title = stem + String(number);
      if (!this.findSheet(title)) return title;
    }
  }

  deleteSheet(sheet: SheetModel): void {
    if (this.sheets.length === 1) throw new SheetsError("You can't remove all the sheets in a document.");
    if (!sheet.hidden && this.sheets.every(each => each === sheet || each.hidden))
      throw new SheetsError("You can't remove all the visible sheets in a document.");
    this.sheets = this.sheets.filter(each => each !== sheet);
    this.namedRanges = this.namedRanges.filter(({ sheetId }) => sheetId !== sheet.id);
  }

  renameSheet(sheet: SheetModel, name: string): void {
    if (name === sheet.name) return;
    this.requireTitle(name, sheet);
    const before = sheet.name;
    sheet.name = name;
    this.mapFormulas(sheet, formula => afterRename(formula, before, name));
  }

  /** `index` counts from 0, among the other tabs. */
  moveSheet(sheet: SheetModel, index: number): void {
    const moved = this.sheets.filter(each => each === sheet);
    this.sheets = this.sheets.filter(each => each !== sheet);
    this.sheets.splice(index, 0, ...moved);
  }

  hideSheet(sheet: SheetModel): void {
    if (this.sheets.every(each => each === sheet || each.hidden))
      throw new SheetsError("You can't hide all the sheets in a document.");
    sheet.hidden = true;
  }

  setTimeZone(timeZone: string): void {
    this.timeZone = requireTimeZone(timeZone);
  }

  setLocale(locale: string): void {
    this.locale = requireLocale(locale);
  }

  mapFormulas(changed: SheetModel, map: (formula: string, there: PointsThere) => string): void {
    for (const sheet of this.sheets) {
      const there: PointsThere = name =>
        name === undefined ? sheet === changed : this.findSheet(name) === changed;
      for (const row of sheet.grid.rows) {
        if (row?.formulas)
          for (const [column, text] of row.formulas) row.formulas.set(column, map(text, there));
      }
    }
  }

  moveNamedRanges(sheet: SheetModel, move: (box: Box) => Box | undefined): void {
    this.namedRanges = this.namedRanges.flatMap(range => {
      if (range.sheetId !== sheet.id) return [range];
      const box = move(range.box);
      return box ? [{ ...range, box }] : [];
    });
  }

  /** The writes that an execution (its host) has not sent yet. */
  writesOf(execution: object): WriteBuffer {
    return this.buffers.of(execution);
  }

  /**
   * Applies what an execution still holds back; without one, what all do. Throws `SheetsError` for what Sheets then
   * refuses; the writes behind it are lost.
   */
  commitWrites(execution?: object): void {
    this.buffers.commit(execution);
  }

  /** Forgets what an execution still holds back, as a kill may. */
  dropWrites(execution?: object): void {
    this.buffers.drop(execution);
  }

  nextId(): number {
    const id = this.made === 0 ? 0 : (this.made * 1_103_515_245 + 12_345) % 2_147_483_647;
    this.made += 1;
    return id;
  }

  private requireTitle(name: string, self?: SheetModel): void {
    const taken = this.findSheet(name);
    if (taken && taken !== self) throw new SheetsError(nameTaken(name));
    if (name === '') throw new SheetsError("The sheet name can't be empty.");
    if (name.length > LONGEST_TITLE)
      throw new SheetsError(`The sheet name cannot be greater than ${String(LONGEST_TITLE)} characters.`);
  }
}
