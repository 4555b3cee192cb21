import type { StorageTarget } from '../../Core/AbstractStorage';
import { appendRows, formatNewRows, growTo } from './Appending';
import { columnName } from './A1';
import {
  byField,
  digestOf,
  UNDO_LIMIT,
  withinUndoLimit,
  type ChangeJournal,
  type TableChange,
} from './ChangeJournal';
import { layoutOf } from './Layout';
import { planRemoval } from './Removal';
import type { Table } from './Table';
import { maxOf, minOf, type TablePlan } from './TablePlan';
import { isBlankKey, type TableKeys } from './TableKeys';
import { Trial } from './Trial';
import { blocksOf, type WriteBlock } from './WriteBlocks';

/** What an interrupted save was doing, for its error. */
export interface Progress {
  /** What is being changed. */
  part: string;
  /** Cells that the grid is growing by. */
  growth: number;
}

/** Carries out a plan and looks whether it landed where it was to. */
export class PlanWriter {
  readonly progress: Progress = { part: 'the header', growth: 0 };

  constructor(
    private readonly target: StorageTarget,
    private readonly keys: TableKeys,
    private readonly journal: ChangeJournal | undefined,
    private readonly flush: () => void,
  ) {}

  /**
   * Changes and additions. `onTrial` is told what is about to be written before it is. Undefined: rows have moved to
   * where the new ones were to stand, and nothing was written.
   */
  write(table: Table, plan: TablePlan, onTrial: (trial: Trial) => void): Trial | undefined {
    const blocks = blocksOf(table, plan.changes);
    const row = table.lastRow + 1;
    if (plan.added.length && !this.makeRoom(table, plan, row)) return undefined;
    this.record(table, plan);
    const trial = new Trial(table, plan, blocks, row);
    onTrial(trial);
    this.writeBlocks(table, blocks);
    if (plan.added.length) {
      this.progress.part = `rows ${row} to ${row + plan.added.length - 1}`;
      appendRows(table, plan.added, row);
    }
    return trial;
  }

  writeBlocks(table: Table, blocks: readonly WriteBlock[]): void {
    for (const block of blocks) {
      this.progress.part = describe(block);
      table.sheet
        .getRange(block.row, block.column, block.values.length, block.values[0]?.length ?? 1)
        .setValues(block.values);
    }
  }

  /** Takes rows out. The result are the keys by row that are to stand now. */
  remove(table: Table, rows: readonly number[]): (string | undefined | null)[] {
    this.progress.part = `rows ${minOf(rows)} to ${maxOf(rows)}`;
    const { blocks, deletions, expected } = planRemoval(table, rows);
    this.writeBlocks(table, blocks);
    for (const { first, last } of [...deletions].reverse()) {
      this.progress.part = `rows ${first} to ${last}`;
      table.sheet.deleteRows(first, last - first + 1);
    }
    return [...expected];
  }

  /** Whether columns and rows stand where they were when the writes were planned. Makes buffered writes show errors. */
  stands(table: Table, expected: readonly (string | undefined | null)[]): boolean {
    const notes = table.sheet.getRange('1:1').getNotes()[0] ?? [];
    const places = (columns: Table['layout']['columns']) =>
      columns.map(({ field, index }) => `${index} ${field}`).join();
    if (places(layoutOf(this.target, notes).columns) !== places(table.layout.columns)) return false;
    return table.keysNow().every((key, i) => {
      const wanted = expected[i];
      return wanted === null || key === wanted || (isBlankKey(key) && isBlankKey(wanted));
    });
  }

  /** A grid without room refuses here, before any row is written. */
  private makeRoom(table: Table, plan: TablePlan, row: number): boolean {
    const last = row + plan.added.length - 1;
    this.progress.part = `rows ${row} to ${last}`;
    const rows = table.sheet.getMaxRows();
    if (!table.isFree(row, Math.min(last, rows))) return false;
    if (last > rows) {
      this.progress.growth = (last - rows) * table.layout.notes.length;
      growTo(table, rows, last);
      this.flush();
      this.progress.growth = 0;
    }
    formatNewRows(table, row, plan.added.length);
    return true;
  }

  private record(table: Table, plan: TablePlan): void {
    if (!this.journal || plan.changes.length + plan.added.length === 0) return;
    const change: TableChange = {
      targetId: this.target.id,
      edits: plan.changes.map(({ row, column, before, after }) => ({
        key: table.keyOf(row) ?? this.keys.ofCells(() => ''),
        field: column.field,
        before,
        after,
      })),
      added: plan.added.map(
        ({ key, cells }) => [key, digestOf(byField(table.layout.columns, cells))] as const,
      ),
      removed: [],
    };
    this.journal.record(withinUndoLimit(change));
  }

  /** Told before rows are taken out. */
  recordRemoval(table: Table, rows: readonly number[]): void {
    if (!this.journal) return;
    const { columns } = table.layout;
    const change: TableChange = { targetId: this.target.id, edits: [], added: [], removed: [] };
    if (rows.length * columns.length > UNDO_LIMIT) {
      this.journal.record({ ...change, tooLarge: true });
      return;
    }
    table.loadRows(minOf(rows), maxOf(rows));
    const removed = rows.map(row => ({
      key: table.keyOf(row) ?? '',
      cells: Object.fromEntries(columns.map(column => [column.field, table.cell(row, column)])),
    }));
    this.journal.record({ ...change, removed });
  }
}

function describe({ row, column, values }: WriteBlock): string {
  const last = column + (values[0]?.length ?? 1) - 1;
  const columns =
    last === column ? `column ${columnName(column)}` : `columns ${columnName(column)} to ${columnName(last)}`;
  return `rows ${row} to ${row + values.length - 1} in ${columns}`;
}
