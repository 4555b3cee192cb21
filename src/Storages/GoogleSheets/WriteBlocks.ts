import type { CellInput } from './Cells';
import type { OwnedColumn } from './Layout';
import { joinSpans, runsOf, spansOf, type Span } from './Spans';
import type { Table } from './Table';
import type { CellChange } from './TablePlan';

/** One `setValues`. */
export interface WriteBlock {
  row: number;
  column: number;
  values: CellInput[][];
}

/** Calls that the changes of one save are written in, as long as everything between them can be put back as it is. */
const WRITES = 2;

/**
 * Rectangles of our columns that hold all changes, few and with as little else as possible. Keys are crossed by no
 * rectangle: they stay as they are, so that it shows afterwards if rows moved under a write. Neither is a column of
 * the user, nor a cell that would not come back the same.
 */
export function blocksOf(table: Table, changes: readonly CellChange[]): WriteBlock[] {
  const groups = columnGroups(table, changes);
  const limit = Math.max(1, Math.floor(WRITES / Math.max(groups.length, 1)));
  return groups.flatMap(group => groupBlocks(table, changes, group, limit));
}

function columnGroups(table: Table, changes: readonly CellChange[]): OwnedColumn[][] {
  const indexes = [...new Set(changes.map(({ column }) => column.index))].sort((a, b) => a - b);
  const { columns } = table.layout;
  const keys = table.target.uniqueKeys;
  const mayCross = (gap: Span) => {
    const between = columns.filter(({ index }) => index >= gap.first && index <= gap.last);
    return between.length === gap.last - gap.first + 1 && between.every(({ field }) => !keys.includes(field));
  };
  const spans = joinSpans(runsOf(indexes), WRITES, mayCross);
  return spans.map(({ first, last }) => columns.filter(({ index }) => index >= first && index <= last));
}

function groupBlocks(
  table: Table,
  changes: readonly CellChange[],
  group: readonly OwnedColumn[],
  limit: number,
): WriteBlock[] {
  const byRow = new Map<number, Map<number, CellInput>>();
  for (const { row, column, after } of changes) {
    if (!group.includes(column)) continue;
    const cells = byRow.get(row);
    if (cells) cells.set(column.index, after);
    else byRow.set(row, new Map([[column.index, after]]));
  }
  const rows = [...byRow.keys()].sort((a, b) => a - b);
  return spansOf(rows, limit).flatMap(span => spanBlocks(table, span, group, byRow));
}

type Changed = ReadonlyMap<number, ReadonlyMap<number, CellInput>>;

function spanBlocks(table: Table, span: Span, group: readonly OwnedColumn[], changed: Changed): WriteBlock[] {
  const left = group[0]?.index ?? 1;
  const blocks: WriteBlock[] = [];
  let open: { block: WriteBlock; filled: number } | undefined;
  const close = () => {
    // Rows behind the last change need no writing.
    if (open && open.filled > 0)
      blocks.push({ ...open.block, values: open.block.values.slice(0, open.filled) });
    open = undefined;
  };
  for (let row = span.first; row <= span.last; row += 1) {
    const cells = changed.get(row);
    const values = group.map(column => cells?.get(column.index) ?? table.restorable(row, column));
    if (values.every(isKnown)) {
      if (!open && !cells) continue;
      open ??= { block: { row, column: left, values: [] }, filled: 0 };
      open.block.values.push(values);
      if (cells) open.filled = open.block.values.length;
    } else {
      close();
      if (cells) blocks.push(...rowBlocks(row, left, values, cells));
    }
  }
  close();
  return blocks;
}

function isKnown(input: CellInput | undefined): input is CellInput {
  return input !== undefined;
}

/** The changed cells of one row, around those that cannot be put back. */
function rowBlocks(
  row: number,
  left: number,
  values: readonly (CellInput | undefined)[],
  changed: ReadonlyMap<number, CellInput>,
): WriteBlock[] {
  const columns = [...changed.keys()].sort((a, b) => a - b);
  const mayCross = ({ first, last }: Span) => values.slice(first - left, last - left + 1).every(isKnown);
  return joinSpans(runsOf(columns), 1, mayCross).map(({ first, last }) => ({
    row,
    column: first,
    values: [values.slice(first - left, last - left + 1).filter(isKnown)],
  }));
}
