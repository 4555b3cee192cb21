import { GONE_FIELD, type StorageTarget } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import { sameInput, toInput, type CellInput } from './Cells';
import type { OwnedColumn } from './Layout';
import { duplicateWarnings, emptyWarning, formulaWarning } from './PlanWarnings';
import type { SheetClock } from './SheetClock';
import { FIRST_ROW, type Table } from './Table';
import { isBlankKey, type TableKeys } from './TableKeys';

export interface CellChange {
  row: number;
  column: OwnedColumn;
  before: CellInput;
  after: CellInput;
}

export interface AddedRow {
  key: string;
  row: Row;
  /** One for each column of the layout. */
  cells: readonly CellInput[];
}

/** What is to be done to a table. */
export interface TablePlan {
  changes: readonly CellChange[];
  added: readonly AddedRow[];
  /** Rows that go, ascending. */
  removed: readonly number[];
  /** Rows of the table that the records update, or leave as they are. */
  updated: readonly number[];
  unchanged: number;
  warnings: readonly string[];
}

export interface Wanted {
  rows: readonly Row[];
  /** Whether a row that none of `rows` is about goes. Default: it stays. */
  isSurplus?: (row: number) => boolean;
  /** Whether further rows of a key go as well. Default: they stay and are listed. */
  dropsDuplicates?: boolean;
}

/** Rows of the table by key, top down. */
function rowsByKey(table: Table): Map<string, number[]> {
  const found = new Map<string, number[]>();
  table.keys.forEach((key, i) => {
    if (key === undefined) return;
    const rows = found.get(key);
    if (rows) rows.push(FIRST_ROW + i);
    else found.set(key, [FIRST_ROW + i]);
  });
  return found;
}

/** A key that comes twice: the later row wins. */
export function latestByKey(rows: readonly Row[], keys: TableKeys): Map<string, Row> {
  const latest = new Map<string, Row>();
  for (const row of rows) latest.set(keys.ofRow(row), row);
  return latest;
}

/** The rows that are to be there: with unique keys one a key. */
export function distinct(
  { uniqueKeys }: StorageTarget,
  rows: readonly Row[],
  keys: TableKeys,
): readonly Row[] {
  return uniqueKeys.length ? [...latestByKey(rows, keys).values()] : rows;
}

/** Cell by cell, what an upsert by key changes. */
export function planByKey(table: Table, wanted: Wanted, keys: TableKeys, clock: SheetClock): TablePlan {
  const found = rowsByKey(table);
  const latest = latestByKey(wanted.rows, keys);
  const affected = [...latest.keys()].flatMap(key => found.get(key)?.[0] ?? []);
  if (affected.length) table.loadRows(minOf(affected), maxOf(affected));
  const selected = table.layout.columns.filter(({ isSelected }) => isSelected);
  const changes: CellChange[] = [];
  const added: AddedRow[] = [];
  for (const [key, row] of latest) {
    const at = found.get(key)?.[0];
    if (at === undefined) added.push({ key, row, cells: cellsOf(table, row, clock) });
    else changes.push(...changesOf(table, at, row, selected, clock));
  }
  const kept = droppingFormulas(table, changes);
  const updated = [...new Set(kept.changes.map(({ row }) => row))];
  const full = added.filter(isVisible);
  return {
    ...kept,
    added: full,
    removed: withoutTotals(table, surplusRows(found, latest, wanted)),
    updated,
    unchanged: affected.length - updated.length,
    warnings: [
      ...kept.warnings,
      ...(wanted.dropsDuplicates || !table.target.uniqueKeys.length ? [] : duplicateWarnings(found)),
      ...emptyWarning(added.length - full.length),
    ],
  };
}

export function minOf(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => (b < a ? b : a), Infinity);
}

export function maxOf(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => (b > a ? b : a), -Infinity);
}

export function cellsOf(table: Table, row: Row, clock: SheetClock): CellInput[] {
  return table.layout.columns.map(({ field, type }) =>
    field in table.target.fields ? toInput(row[field], type, clock) : '',
  );
}

/** A row's mark that it is gone at the source is part of what is compared: a row that comes back loses it. */
function changesOf(
  table: Table,
  at: number,
  row: Row,
  columns: readonly OwnedColumn[],
  clock: SheetClock,
): CellChange[] {
  const changes: CellChange[] = [];
  for (const column of columns) {
    const before = table.cell(at, column);
    const after = column.field === GONE_FIELD ? '' : toInput(row[column.field], column.type, clock);
    const isKey = table.target.uniqueKeys.includes(column.field);
    if (sameInput(before, after, column.type) || (isKey && !needsRepair(before, after))) continue;
    changes.push({ row: at, column, before, after });
  }
  return changes;
}

/** A key that is found is as it should be, though perhaps of another type: text where a number or a day belongs. */
function needsRepair(before: CellInput, after: CellInput): boolean {
  return typeof before !== typeof after;
}

/** A formula that the user put in place of our value stays, and so does its row's count of updates. */
function droppingFormulas(
  table: Table,
  changes: readonly CellChange[],
): { changes: CellChange[]; warnings: string[] } {
  if (!changes.length) return { changes: [], warnings: [] };
  const rows = changes.map(({ row }) => row);
  table.loadFormulas(minOf(rows), maxOf(rows));
  const isFormula = ({ row, column }: CellChange) => table.formula(row, column) !== '';
  const formulas = changes.filter(isFormula);
  return {
    changes: changes.filter(change => !isFormula(change)),
    warnings: formulas.length ? [formulaWarning(formulas)] : [],
  };
}

function surplusRows(
  found: ReadonlyMap<string, readonly number[]>,
  latest: ReadonlyMap<string, Row>,
  { isSurplus, dropsDuplicates }: Wanted,
): number[] {
  const removed: number[] = [];
  for (const [key, rows] of found) {
    if (!latest.has(key)) removed.push(...(isSurplus ? rows.filter(isSurplus) : []));
    else if (dropsDuplicates) removed.push(...rows.slice(1));
  }
  return removed.sort((a, b) => a - b);
}

/** A row without any key that has a formula is no record but a total that the user made below or above them. */
function withoutTotals(table: Table, rows: readonly number[]): number[] {
  const columns = table.layout.columns;
  const keyless = rows.filter(row => isBlankKey(table.keyOf(row)));
  if (!keyless.length) return [...rows];
  table.loadFormulas(minOf(keyless), maxOf(keyless));
  const totals = keyless.filter(row => columns.some(column => table.formula(row, column) !== ''));
  return rows.filter(row => !totals.includes(row));
}

/** Rows without keys: those that are there already stay, as often as they are wanted; the others go. */
export function planWhole(table: Table, wanted: Wanted, keys: TableKeys, clock: SheetClock): TablePlan {
  const found = rowsByKey(table);
  const isSurplus = wanted.isSurplus ?? (() => false);
  for (const [key, rows] of found) found.set(key, rows.filter(isSurplus));
  const added: AddedRow[] = [];
  let unchanged = 0;
  for (const row of wanted.rows) {
    const key = keys.ofRow(row);
    if (found.get(key)?.shift() !== undefined) unchanged += 1;
    else added.push({ key, row, cells: cellsOf(table, row, clock) });
  }
  const removed = [...found.values()].flat().sort((a, b) => a - b);
  const full = added.filter(isVisible);
  const warnings = emptyWarning(added.length - full.length);
  return { changes: [], added: full, removed, updated: [], unchanged, warnings };
}

/** A record without any value would be an empty row, which is no row. */
function isVisible({ cells }: AddedRow): boolean {
  return cells.some(cell => cell !== '');
}
