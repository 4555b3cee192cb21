import type { CellInput } from './Cells';
import { groupsOf } from './Layout';
import { runsOf, type Span } from './Spans';
import { FIRST_ROW, type Table } from './Table';
import { maxOf, minOf, type CellChange } from './TablePlan';
import { UserCells } from './UserCells';
import { blocksOf, type WriteBlock } from './WriteBlocks';

/** Calls of `deleteRows` that one save makes at most. */
const MOST_DELETIONS = 30;

/** How rows are taken out of a tab. */
export interface Removal {
  /** Writes that come first: our cells of rows that stay because the user has something in them. */
  blocks: readonly WriteBlock[];
  /** Whole rows that go, top down. */
  deletions: readonly Span[];
  /** Keys by row as they are to stand afterwards; null for a row that may look like anything. */
  expected: readonly (string | undefined | null)[];
}

/**
 * Rows that hold nothing of the user's are deleted in blocks; of others only our cells are emptied. When the rows lie
 * too scattered for blocks, the rows below move up within our columns if nobody has anything beside them, else ours
 * are emptied as well.
 */
export function planRemoval(table: Table, rows: readonly number[]): Removal {
  const isScattered = runsOf(rows).length > MOST_DELETIONS;
  const first = Math.max(minOf(rows) - 1, FIRST_ROW);
  const last = isScattered ? table.lastRow : Math.min(maxOf(rows) + 1, table.lastRow);
  const user = new UserCells(table, first, last);
  table.loadRows(first, last);
  table.loadFormulas(first, last);
  const free = keepingOneRow(
    table,
    rows.filter(row => !user.holds(row)),
  );
  if (isScattered && isMovable(table, user, minOf(rows), last)) return compaction(table, rows, last);
  const runs = runsOf(free);
  const largest = [...runs].sort((a, b) => b.last - b.first - (a.last - a.first)).slice(0, MOST_DELETIONS);
  const deletions = runs.filter(run => largest.includes(run));
  const deleted = rowSet(deletions);
  const emptied = rows.filter(row => !deleted.has(row));
  const changes = emptied.flatMap(row => emptying(table, row));
  const isEmptied = new Set(emptied);
  const expected = table.keys
    .map((key, i) => (isEmptied.has(FIRST_ROW + i) ? null : key))
    .filter((_, i) => !deleted.has(FIRST_ROW + i));
  return { blocks: blocksOf(table, changes), deletions, expected };
}

function rowSet(spans: readonly Span[]): Set<number> {
  const rows = new Set<number>();
  for (const { first, last } of spans) for (let row = first; row <= last; row += 1) rows.add(row);
  return rows;
}

/** A sheet cannot lose its last row below the frozen one. */
function keepingOneRow(table: Table, rows: number[]): number[] {
  const isAll = rows.length > 0 && rows.length === table.lastRow - FIRST_ROW + 1;
  return isAll && table.sheet.getMaxRows() === table.lastRow ? rows.slice(1) : rows;
}

function emptying(table: Table, row: number): CellChange[] {
  return table.layout.columns.flatMap(column => {
    const before = table.cell(row, column);
    if (before === '' || table.formula(row, column) !== '') return [];
    return [{ row, column, before, after: '' }];
  });
}

function isMovable(table: Table, user: UserCells, first: number, last: number): boolean {
  for (let row = first; row <= last; row += 1) {
    if (user.holds(row)) return false;
    if (table.layout.columns.some(column => table.restorable(row, column) === undefined)) return false;
  }
  return true;
}

function compaction(table: Table, rows: readonly number[], last: number): Removal {
  const removed = new Set(rows);
  const first = minOf(rows);
  const kept: number[] = [];
  for (let row = first; row <= last; row += 1) if (!removed.has(row)) kept.push(row);
  const blocks = groupsOf(table.layout.columns).map(group => ({
    row: first,
    column: group[0]?.index ?? 1,
    values: kept.map(row => group.map((column): CellInput => table.restorable(row, column) ?? '')),
  }));
  const expected = table.keys.filter((_, i) => !removed.has(FIRST_ROW + i));
  return {
    blocks: blocks.filter(({ values }) => values.length > 0),
    deletions: [{ first: first + kept.length, last }],
    expected,
  };
}
