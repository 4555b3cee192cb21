import { GONE_FIELD, type StorageTarget, type WindowScope } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import { dayOf } from '../../Core/WindowScopes';
import { columnName } from './A1';
import { Block } from './Block';
import { fromCell, isDate, roundTrips, serialOfShown, toValue, type CellInput } from './Cells';
import { boundsOf, columnsOf, type Layout, type OwnedColumn } from './Layout';
import type { Sheet } from './Sheet';
import type { SheetClock } from './SheetClock';
import type { TableKeys } from './TableKeys';

/** Larger tables are read in two steps: the columns that rows are found by, then the rows concerned. */
export const MAX_CELLS_READ_AT_ONCE = 3_000_000;

/** The first row below the header. */
export const FIRST_ROW = 2;

/** A tab as it was read. Nothing here asks the platform again, except `loadRows`. */
export class Table {
  /** By row, from `FIRST_ROW`; undefined for a row in which we have nothing. */
  readonly keys: readonly (string | undefined)[];
  private readonly index: Block;
  private readonly indexColumns: readonly OwnedColumn[];
  private region: Block;
  private formulas: Block | undefined;
  private readonly shown = new Map<number, Block>();

  constructor(
    readonly sheet: Sheet,
    readonly target: StorageTarget,
    readonly layout: Layout,
    private readonly tableKeys: TableKeys,
    private readonly clock: SheetClock,
    /** Fields by which rows are found, besides the keys: those of a scope. */
    scopeFields: readonly string[] = [],
    maxCells = MAX_CELLS_READ_AT_ONCE,
  ) {
    const rows = layout.columns.length ? Math.max(sheet.getLastRow() - 1, 0) : 0;
    const owned = layout.columns.length ? boundsOf(layout.columns) : { first: 1, last: 0 };
    const found = columnsOf(layout, [...tableKeys.fields, ...scopeFields]);
    const isWhole = rows * (owned.last - owned.first + 1) <= maxCells || found.length === 0;
    const { first, last } = isWhole ? owned : boundsOf(found);
    this.index = this.read(FIRST_ROW, rows, first, last);
    this.region = isWhole ? this.index : new Block(FIRST_ROW, first, []);
    this.indexColumns = isWhole ? layout.columns : found;
    const keys = this.keysOf(this.index);
    this.keys = isWhole ? keys : this.withKeyless(keys);
  }

  /** A row whose keys are blank is one of ours all the same if another column of ours has something. */
  private withKeyless(keys: (string | undefined)[]): (string | undefined)[] {
    const first = keys.indexOf(undefined);
    if (first < 0) return keys;
    const last = keys.lastIndexOf(undefined);
    const bounds = boundsOf(this.layout.columns);
    const rows = this.read(FIRST_ROW + first, last - first + 1, bounds.first, bounds.last);
    const none = this.tableKeys.ofCells(() => '');
    return keys.map((key, i) => {
      if (key !== undefined || i < first || i > last) return key;
      const isEmpty = this.layout.columns.every(({ index }) => this.isBlank(rows.at(FIRST_ROW + i, index)));
      return isEmpty ? undefined : none;
    });
  }

  get isWhole(): boolean {
    return this.region === this.index;
  }

  /** The last row in which we have a cell; 1 without any. Of a table not read as a whole: in which anybody has one. */
  get lastRow(): number {
    if (!this.isWhole) return this.keys.length + 1;
    let last = this.keys.length;
    while (last > 0 && this.keys[last - 1] === undefined) last -= 1;
    return last + 1;
  }

  /** Whether all our cells of a row are in hand. */
  isLoaded(row: number): boolean {
    return this.isWhole || this.region.has(row);
  }

  keyOf(row: number): string | undefined {
    return this.keys[row - FIRST_ROW];
  }

  /** Reads all our columns of these rows, unless they are in hand. */
  loadRows(first: number, last: number): void {
    if (this.isWhole || (this.region.has(first) && this.region.has(last)) || last < first) return;
    const bounds = boundsOf(this.layout.columns);
    this.region = this.read(first, last - first + 1, bounds.first, bounds.last);
  }

  /** Reads the formulas of these rows. Until then no cell is known to have one. */
  loadFormulas(first: number, last: number): void {
    const bounds = boundsOf(this.layout.columns);
    const range = this.sheet.getRange(first, bounds.first, last - first + 1, bounds.last - bounds.first + 1);
    this.formulas = new Block(first, bounds.first, range.getFormulas());
  }

  formula(row: number, column: OwnedColumn): string {
    return String(this.formulas?.at(row, column.index) ?? '');
  }

  /** What a cell shows, as it would be written. */
  cell(row: number, column: OwnedColumn): CellInput {
    return fromCell(this.raw(row, column), this.clock);
  }

  /** What puts the cell back as it is: its formula, else what it shows. Undefined for what cannot be put back. */
  restorable(row: number, column: OwnedColumn): CellInput | undefined {
    const formula = this.formula(row, column);
    if (formula !== '') return formula;
    const raw = this.raw(row, column);
    if (roundTrips(raw, column.type, this.clock)) return fromCell(raw, this.clock);
    return isDate(raw) ? serialOfShown(this.shownAt(row, column), raw) : undefined;
  }

  /** One call for a column, made only if it has a time that may have been moved when it was read. */
  private shownAt(row: number, column: OwnedColumn): string {
    const block = this.region.has(row) ? this.region : this.index;
    let shown = this.shown.get(column.index);
    if (!shown?.has(row)) {
      const range = this.sheet.getRange(block.top, column.index, block.values.length, 1);
      shown = new Block(block.top, column.index, range.getDisplayValues());
      this.shown.set(column.index, shown);
    }
    return String(shown.at(row, column.index));
  }

  column(field: string): OwnedColumn | undefined {
    return this.layout.columns.find(column => column.field === field);
  }

  isGone(row: number): boolean {
    const column = this.column(GONE_FIELD);
    return column !== undefined && this.cell(row, column) === true;
  }

  /** The row's selected fields as cast values. */
  rowAt(row: number): Row {
    const selected = this.layout.columns.filter(({ field }) => field in this.target.fields);
    return Object.fromEntries(
      selected.map(column => [column.field, toValue(this.cell(row, column), column.type, this.clock)]),
    );
  }

  /** The day of a date or datetime cell (in UTC); undefined for a blank or another text. */
  dayAt(row: number, field: string): string | undefined {
    const column = this.column(field);
    if (!column) return undefined;
    const cell = this.cell(row, column);
    return cell === '' ? undefined : dayOf(toValue(cell, column.type, this.clock));
  }

  isInScopes(row: number, scopes: readonly WindowScope[]): boolean {
    return scopes.some(({ dateField, from, to, account }) => {
      const day = this.dayAt(row, dateField);
      if (day === undefined || day < from || day > to) return false;
      const column = account && this.column(account.field);
      if (!account) return true;
      return column !== undefined && this.cell(row, column).toString().replace(/^'/, '') === account.value;
    });
  }

  private raw(row: number, column: OwnedColumn): unknown {
    return (this.region.has(row) ? this.region : this.index).at(row, column.index);
  }

  /** Keys by row as they stand in the tab at this moment, down to the end of the grid. */
  keysNow(): (string | undefined)[] {
    const { first, last } = boundsOf(this.indexColumns);
    const range = this.sheet.getRange(`${columnName(first)}${FIRST_ROW}:${columnName(last)}`);
    return this.keysOf(new Block(FIRST_ROW, first, range.getValues()));
  }

  /** Whether nothing stands in our columns of these rows at this moment. */
  isFree(first: number, last: number): boolean {
    if (last < first) return true;
    const bounds = boundsOf(this.layout.columns);
    const block = this.read(first, last - first + 1, bounds.first, bounds.last);
    return block.values.every((_, i) =>
      this.layout.columns.every(({ index }) => this.isBlank(block.at(first + i, index))),
    );
  }

  /** All cells of some rows as they would be written, up to a column. */
  rawRows(first: number, last: number, width: number): CellInput[][] {
    const range = this.sheet.getRange(first, 1, last - first + 1, width);
    const formulas = range.getFormulas();
    return range
      .getValues()
      .map((values, i) => values.map((value, j) => formulas[i]?.[j] || fromCell(value, this.clock)));
  }

  private keysOf(block: Block): (string | undefined)[] {
    return block.values.map((_, i) => {
      const row = block.top + i;
      if (this.indexColumns.every(({ index }) => this.isBlank(block.at(row, index)))) return undefined;
      return this.tableKeys.ofCells(field => {
        const column = this.column(field);
        return column ? fromCell(block.at(row, column.index), this.clock) : '';
      });
    });
  }

  private isBlank(value: unknown): boolean {
    return value === '' || value === undefined || value === null;
  }

  private read(top: number, rows: number, left: number, right: number): Block {
    if (rows <= 0 || right < left) return new Block(top, left, []);
    return new Block(top, left, this.sheet.getRange(top, left, rows, right - left + 1).getValues());
  }
}
