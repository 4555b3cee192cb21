import type { StorageTarget } from '../../Core/AbstractStorage';
import { DestinationException } from '../../Core/Exceptions';
import { columnName } from './A1';
import { sameInput, type CellInput } from './Cells';
import { digestOf, type CellEdit, type TableChange } from './ChangeJournal';
import { captionOf, typeOf } from './Layout';
import { SheetClock } from './SheetClock';
import type { SheetServices } from './SheetServices';
import { FIRST_ROW, type Table } from './Table';
import { TableKeys } from './TableKeys';
import type { AddedRow, CellChange, TablePlan } from './TablePlan';
import { saveTable } from './TableSaver';
import { TabOpener } from './TabOpener';
import { mergeChanges, type RunChanges } from './UndoPlan';

export interface UndoResult {
  /** Cells that hold again what they held before the run, those of rows that came back among them. */
  restored: number;
  /** Rows of the run that were taken out; where the user has something in the row, only our cells were emptied. */
  removed: number;
  /** Cells and rows that somebody changed since and that stay as they are, e.g. `D5 (Clicks)`. */
  left: readonly string[];
}

/**
 * Takes back what one run did to a table, cell for cell. `changes` are the journal's, in the order of recording.
 * Changes of other targets are not looked at. May be repeated.
 */
export function undoChanges(
  target: StorageTarget,
  changes: readonly TableChange[],
  { spreadsheet, memory, flush }: Pick<SheetServices, 'spreadsheet' | 'memory' | 'flush'>,
): UndoResult {
  const own = changes.filter(({ targetId }) => targetId === target.id);
  if (own.some(({ tooLarge }) => tooLarge)) throw tooLarge(target);
  const clock = new SheetClock(() => spreadsheet.getSpreadsheetTimeZone());
  const services: SheetServices = { spreadsheet, memory, flush };
  const openerOf = (narrowed: StorageTarget) =>
    new TabOpener(narrowed, services, new TableKeys(target, clock), clock);
  const open = openerOf(target).peek([]);
  const run = mergeChanges(own);
  if (!open || own.length === 0) return { restored: 0, removed: 0, left: [] };
  // A column that was deleted since is not made anew.
  const fields = Object.entries(target.fields).filter(([field]) => open.table.column(field));
  const wanted = rowsWanted(open.table, run);
  let first: Undoing | undefined;
  saveTable(openerOf({ ...target, fields: Object.fromEntries(fields) }), {
    plan: table => {
      const undoing = planUndo(table, run, wanted);
      first ??= undoing;
      return undoing.plan;
    },
    freshRows: [],
    scopeFields: [],
    extraFields: [],
  });
  return first?.result ?? { restored: 0, removed: 0, left: [] };
}

function tooLarge({ sourceName, name }: StorageTarget): DestinationException {
  return new DestinationException(
    `[${sourceName}] The last run changed more of the tab "${name}" than is kept for undoing. Nothing was changed now. File > Version history > See version history holds the file as it was before the run.`,
  );
}

interface Undoing {
  plan: TablePlan;
  result: UndoResult;
}

type Rows = ReadonlyMap<string, readonly number[]>;

function rowsByKey(table: Table): Rows {
  const rows = new Map<string, number[]>();
  table.keys.forEach((key, i) => {
    if (key === undefined) return;
    const found = rows.get(key);
    if (found) found.push(FIRST_ROW + i);
    else rows.set(key, [FIRST_ROW + i]);
  });
  return rows;
}

/** How many rows of each key the run's undoing is to leave, whatever happens to be done of it already. */
function rowsWanted(table: Table, { delta }: RunChanges): ReadonlyMap<string, number> {
  const rows = rowsByKey(table);
  const most = table.target.uniqueKeys.length ? 1 : Infinity;
  return new Map(
    [...delta].map(([key, by]) => {
      const present = rows.get(key)?.length ?? 0;
      return [key, Math.max(0, by > 0 ? Math.max(Math.min(present + by, most), present) : present + by)];
    }),
  );
}

function planUndo(table: Table, run: RunChanges, wanted: ReadonlyMap<string, number>): Undoing {
  const rows = rowsByKey(table);
  if (table.lastRow >= FIRST_ROW) {
    table.loadRows(FIRST_ROW, table.lastRow);
    table.loadFormulas(FIRST_ROW, table.lastRow);
  }
  const edits = planEdits(table, run, rows);
  const { removed, left } = planRemovals(table, run, rows, wanted);
  const added = planReturns(table, run, rows, wanted);
  const returned = added.reduce((sum, { cells }) => sum + cells.filter(cell => cell !== '').length, 0);
  return {
    plan: { changes: edits.changes, added, removed, updated: [], unchanged: 0, warnings: [] },
    result: {
      restored: edits.changes.length + returned,
      removed: removed.length,
      left: [...edits.left, ...left],
    },
  };
}

function planEdits(table: Table, run: RunChanges, rows: Rows): { changes: CellChange[]; left: string[] } {
  const changes: CellChange[] = [];
  const left: string[] = [];
  for (const [key, edits] of run.edits) {
    const row = rows.get(key)?.[0];
    if (row === undefined || run.added.has(key)) continue;
    for (const { field, before, after } of edits.values()) {
      const column = table.column(field);
      const now = column && current(table, row, field);
      if (!column || now === undefined || sameInput(now, before, column.type)) continue;
      if (sameInput(now, after, column.type)) changes.push({ row, column, before: now, after: before });
      else left.push(`${columnName(column.index)}${row} (${captionOf(table.target, field)})`);
    }
  }
  return { changes, left };
}

function planRemovals(
  table: Table,
  run: RunChanges,
  rows: Rows,
  wanted: ReadonlyMap<string, number>,
): { removed: number[]; left: string[] } {
  const removed: number[] = [];
  const left: string[] = [];
  for (const [key, digest] of run.added) {
    for (const row of rows.get(key)?.slice(wanted.get(key) ?? 0) ?? []) {
      if (isAsWritten(table, row, digest, run.edits.get(key))) removed.push(row);
      else left.push(`row ${row}`);
    }
  }
  return { removed: removed.sort((a, b) => a - b), left };
}

/** Whether a row of the run holds what the run wrote, later edits of the same run among it. */
function isAsWritten(
  table: Table,
  row: number,
  digest: string,
  edits: ReadonlyMap<string, CellEdit> | undefined,
): boolean {
  const cells = new Map(table.layout.columns.map(({ field }) => [field, current(table, row, field)]));
  for (const { field, before, after } of edits?.values() ?? []) {
    const type = typeOf(table.target, field);
    if (!sameInput(cells.get(field) ?? '', after, type)) return false;
    cells.set(field, before);
  }
  return digestOf(cells) === digest;
}

function planReturns(
  table: Table,
  run: RunChanges,
  rows: Rows,
  wanted: ReadonlyMap<string, number>,
): AddedRow[] {
  return [...run.removed].flatMap(([key, cells]) => {
    const missing = Math.max(0, (wanted.get(key) ?? 0) - (rows.get(key)?.length ?? 0));
    const inputs = table.layout.columns.map(({ field }) => cells[field] ?? '');
    return Array.from({ length: missing }, () => ({ key, row: {}, cells: inputs }));
  });
}

function current(table: Table, row: number, field: string): CellInput {
  const column = table.column(field);
  if (!column) return '';
  const formula = table.formula(row, column);
  return formula === '' ? table.cell(row, column) : formula;
}
