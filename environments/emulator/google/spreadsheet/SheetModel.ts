import {
  boxAfterDelete,
  boxAfterInsert,
  overlaps,
  parseRange,
  splitSheetName,
  type Axis,
  type Box,
} from './A1';
import { cellError, type CellValue } from './Cell';
import { evaluateFormula } from './Formula';
import { afterColumnMove, afterDeletion, afterInsertion, type PointsThere } from './FormulaReferences';
import { Grid } from './Grid';
import { movedColumn } from './GridColumns';
import type { Locale } from './Locale';
import { displayValue } from './NumberFormat';
import { mayEdit, type ProtectionModel } from './Protection';
import { COLUMNS_OUT_OF_BOUNDS, PROTECTED, ROWS_OUT_OF_BOUNDS, SheetsError } from './SheetsError';

/** A filter: rows whose shown value in a column is among the hidden ones are not shown. They are still there. */
export interface FilterModel {
  box: Box;
  /** By column of the sheet. */
  hiddenValues: Record<number, string[]>;
}

/** Columns of a tab, at most: up to ZZZ. */
export const MAX_COLUMNS = 18_278;

/** What a tab needs of the file that it stands in. */
export interface SheetFile {
  readonly sheets: readonly SheetModel[];
  readonly locale: Locale;
  readonly owner: string;
  /** By title, in any case. */
  findSheet(name: string): SheetModel | undefined;
  canEdit(user: string): boolean;
  /** Refuses who may not edit the file. */
  requireEditor(user: string): void;
  /** Refuses cells beyond those that a file may have. */
  requireRoomFor(cells: number): void;
  /** Lets formulas of all tabs follow a change of a tab. */
  mapFormulas(changed: SheetModel, map: (formula: string, there: PointsThere) => string): void;
  /** Lets named ranges follow; those that `move` leaves nothing of go. */
  moveNamedRanges(changed: SheetModel, move: (box: Box) => Box | undefined): void;
}

/**
 * One tab, as it is stored, of a file of whatever kind. Changes of its shape are made here, by whoever makes them; user
 * edits are in `UserHand`.
 */
export class SheetModel<File extends SheetFile = SheetFile> {
  hidden = false;
  frozenRows = 0;
  frozenColumns = 0;
  tabColor: string | null = null;
  protections: ProtectionModel[] = [];
  filter: FilterModel | null = null;
  /** Pixels, for columns that are not 100 wide. */
  columnWidths = new Map<number, number>();
  /** Whether there ever was a rule, so that writes without any cost nothing. */
  hasRules = false;
  readonly grid: Grid;
  private readonly evaluating = new Set<string>();

  constructor(
    readonly file: File,
    readonly id: number,
    public name: string,
    rows: number,
    columns: number,
  ) {
    this.grid = new Grid(rows, columns);
  }

  /** The whole grid. */
  get box(): Box {
    return { row: 1, column: 1, rows: this.grid.maxRows, columns: this.grid.maxColumns };
  }

  /** A cell's value with its formula worked out. */
  value(row: number, column: number): CellValue {
    const formula = this.grid.formula(row, column);
    if (formula === undefined) return this.grid.value(row, column);
    const key = `${String(row)} ${String(column)}`;
    if (this.evaluating.has(key)) return cellError('#REF!');
    this.evaluating.add(key);
    try {
      return evaluateFormula(formula, (sheet, range) => this.readRange(sheet, range));
    } finally {
      this.evaluating.delete(key);
    }
  }

  display(row: number, column: number): string {
    return displayValue(this.value(row, column), this.grid.format(row, column), this.file.locale);
  }

  /** Values of a range that a formula or a rule names, cut to what has content. */
  readRange(sheet: string | undefined, range: string): CellValue[][] | undefined {
    const target = sheet === undefined ? this : this.file.findSheet(sheet);
    const { maxRows, maxColumns } = target?.grid ?? this.grid;
    const box = target && parseRange(range.replace(/\$/g, ''), { rows: maxRows, columns: maxColumns });
    if (!target || !box) return undefined;
    const rows = Math.min(box.rows, Math.max(target.grid.lastRow() - box.row + 1, 1));
    const columns = Math.min(box.columns, Math.max(target.grid.lastColumn() - box.column + 1, 1));
    return Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (__, c) => target.value(box.row + r, box.column + c)),
    );
  }

  rangeTexts(range: string): string[] {
    const { sheet, range: a1 } = splitSheetName(range);
    const target = sheet === undefined ? this : this.file.findSheet(sheet);
    const box = target && parseRange(a1, { rows: target.grid.maxRows, columns: target.grid.maxColumns });
    if (!target || !box) return [];
    const texts: string[] = [];
    for (let row = box.row; row < box.row + box.rows; row += 1)
      for (let column = box.column; column < box.column + box.columns; column += 1)
        if (target.value(row, column) !== null) texts.push(target.display(row, column));
    return texts;
  }

  /** Protections in a box that keep this user out. */
  barriers(box: Box, user: string): ProtectionModel[] {
    return this.protections.filter(
      each => !mayEdit(each, user, this.file.owner) && (!each.box || overlaps(each.box, box)),
    );
  }

  /** Refuses a change of shape that a protection is in the way of. */
  requireEditable(box: Box, user: string): void {
    if (!this.file.canEdit(user) || this.barriers(box, user).length > 0) throw new SheetsError(PROTECTED);
  }

  /** Inserts before `at`. The new ones look like line `inherit`. */
  insertLines(axis: Axis, at: number, count: number, inherit?: number): void {
    const { grid } = this;
    const added = axis === 'rows' ? count * grid.maxColumns : count * grid.maxRows;
    this.file.requireRoomFor(added);
    if (axis === 'columns' && grid.maxColumns + count > MAX_COLUMNS)
      throw new SheetsError(
        `This action would increase the number of columns in the sheet above the limit of ${String(MAX_COLUMNS)} columns.`,
      );
    grid.insert(axis, at, count, inherit);
    this.moveBoxes(box => boxAfterInsert(box, axis, at, count));
    this.file.mapFormulas(this, (formula, there) => afterInsertion(formula, there, axis, at, count));
    if (axis === 'columns') this.moveWidths(column => (column >= at ? column + count : column));
  }

  deleteLines(axis: Axis, at: number, count: number): void {
    const rows = axis === 'rows';
    const [max, frozen] = rows
      ? [this.grid.maxRows, this.frozenRows]
      : [this.grid.maxColumns, this.frozenColumns];
    if (at < 1 || at + count - 1 > max)
      throw new SheetsError(rows ? ROWS_OUT_OF_BOUNDS : COLUMNS_OUT_OF_BOUNDS);
    const word = rows ? 'rows' : 'columns';
    if (count >= max) throw new SheetsError(`You can't delete all the ${word} on the sheet.`);
    if (frozen > 0 && at <= frozen + 1 && at + count - 1 === max)
      throw new SheetsError(`Sorry, it is not possible to delete all non-frozen ${word}.`);
    this.grid.remove(axis, at, count);
    const frozenGone = Math.max(Math.min(at + count - 1, frozen) - at + 1, 0);
    if (rows) this.frozenRows -= frozenGone;
    else this.frozenColumns -= frozenGone;
    this.moveBoxes(box => boxAfterDelete(box, axis, at, count));
    this.file.mapFormulas(this, (formula, there) => afterDeletion(formula, there, axis, at, count));
    if (!rows)
      this.moveWidths(column => (column < at ? column : column < at + count ? undefined : column - count));
  }

  /** Moves a column before what is now column `before`. */
  moveColumn(column: number, before: number): void {
    this.grid.moveColumn(column, before);
    const move = (each: number) => movedColumn(each, column, before);
    this.moveWidths(move);
    this.moveBoxes(box => (box.columns === 1 ? { ...box, column: move(box.column) } : box));
    this.file.mapFormulas(this, (formula, there) => afterColumnMove(formula, there, move));
  }

  /** Whether the filter hides a row. */
  isHiddenByFilter(row: number): boolean {
    const { filter } = this;
    if (!filter || row <= filter.box.row || row >= filter.box.row + filter.box.rows) return false;
    return Object.entries(filter.hiddenValues).some(([column, values]) =>
      values.includes(this.display(row, Number(column))),
    );
  }

  private moveWidths(move: (column: number) => number | undefined): void {
    const moved = [...this.columnWidths].flatMap(([column, width]): [number, number][] => {
      const to = move(column);
      return to === undefined ? [] : [[to, width]];
    });
    this.columnWidths = new Map(moved);
  }

  private moveBoxes(move: (box: Box) => Box | undefined): void {
    this.protections = this.protections.flatMap(protection => {
      const box = protection.box && move(protection.box);
      const unprotected = protection.unprotected.flatMap(each => move(each) ?? []);
      if (protection.box && !box) return [];
      return [{ ...protection, ...(box ? { box } : {}), unprotected }];
    });
    const filterBox = this.filter && move(this.filter.box);
    if (this.filter) this.filter = filterBox ? { ...this.filter, box: filterBox } : null;
    this.file.moveNamedRanges(this, move);
  }
}
