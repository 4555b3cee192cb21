import { movedFormula } from './Formulas';
import { sameInput, type CellInput } from './Cells';
import type { OwnedColumn } from './Layout';
import { FIRST_ROW, type Table } from './Table';
import { isBlankKey } from './TableKeys';
import { maxOf, minOf, type CellChange, type TablePlan } from './TablePlan';
import type { Span } from './Spans';
import type { WriteBlock } from './WriteBlocks';

type CellSource = (column: OwnedColumn, row: number) => CellInput | undefined;

/**
 * Rows of a table too large to be read as a whole were moved to where others were written, at the one moment when it
 * does not show before. What they held is not known: everything has to be loaded again.
 */
export class UnknownRowsError extends Error {
  constructor() {
    super('Rows moved while others were written over them.');
    this.name = 'UnknownRowsError';
  }
}

/**
 * What a save wrote, and what the table held before it: between the last look and the write another user may have
 * sorted the tab or inserted a row, so that cells landed beside the wrong key. From this the next try knows what
 * every row held and puts it back.
 */
export class Trial {
  constructor(
    readonly table: Table,
    readonly plan: TablePlan,
    readonly blocks: readonly WriteBlock[],
    /** The first row below the ones that were there. */
    readonly appendRow: number,
  ) {}

  /** Keys by row as they are to stand now, if nobody moved anything. */
  expectedKeys(): (string | undefined)[] {
    const keys = this.table.keys.slice(0, this.appendRow - FIRST_ROW);
    while (keys.length < this.appendRow - FIRST_ROW) keys.push(undefined);
    return [...keys, ...this.plan.added.map(({ key }) => key)];
  }

  /** Rows that were written to. */
  extent(): Span {
    const rows = this.blocks.map(({ row, values }) => ({ first: row, last: row + values.length - 1 }));
    const { length } = this.plan.added;
    if (length) rows.push({ first: this.appendRow, last: this.appendRow + length - 1 });
    return { first: minOf(rows.map(({ first }) => first)), last: maxOf(rows.map(({ last }) => last)) };
  }

  /** What repairs the cells that were written beside the wrong key. */
  repairs(now: Table): CellChange[] {
    return [...this.overwrittenTail(now), ...this.misplaced(now)];
  }

  private misplaced(now: Table): CellChange[] {
    const expected = this.rowsBefore();
    const changes: CellChange[] = [];
    for (const block of this.blocks) {
      block.values.forEach((values, i) => {
        const row = block.row + i;
        const key = now.keyOf(row);
        const source = key === undefined ? undefined : expected.get(key);
        if (source === null) throw new UnknownRowsError();
        values.forEach((written, j) => {
          const column = now.layout.columns.find(({ index }) => index === block.column + j);
          if (!column) return;
          const before = inPlace(now, row, column);
          const after = source === undefined ? this.clearing(now, row, before, written) : source(column, row);
          if (after !== undefined && !sameInput(before, after, column.type))
            changes.push({ row, column, before, after });
        });
      });
    }
    return changes;
  }

  /** A row that was inserted has nothing of ours but what we wrote into it by mistake. */
  private clearing(now: Table, row: number, before: CellInput, written: CellInput): CellInput | undefined {
    return isBlankKey(now.keyOf(row)) && before === written ? '' : undefined;
  }

  /** By key, what a cell of the row is to hold; null where that was not read. */
  private rowsBefore(): Map<string, CellSource | null> {
    const { table, plan } = this;
    const after = new Map<number, Map<string, CellInput>>();
    for (const change of plan.changes) {
      const cells = after.get(change.row) ?? new Map<string, CellInput>();
      after.set(change.row, cells.set(change.column.field, change.after));
    }
    const rows = new Map<string, CellSource | null>();
    table.keys.forEach((key, i) => {
      if (key === undefined || rows.has(key)) return;
      const row = FIRST_ROW + i;
      if (!table.isLoaded(row)) {
        rows.set(key, null);
        return;
      }
      rows.set(key, (column, to) => {
        const before = table.column(column.field);
        const cell = after.get(row)?.get(column.field) ?? (before && table.restorable(row, before));
        return typeof cell === 'string' && cell.startsWith('=') ? movedFormula(cell, row, to) : cell;
      });
    });
    return rows;
  }

  /**
   * Rows that were pushed down under the new ones are overwritten by these: the last keys of before are missing, and
   * new ones stand where they were pushed to.
   */
  private overwrittenTail(now: Table): CellChange[] {
    const { table, plan, appendRow } = this;
    if (!plan.added.length) return [];
    const present = new Set(now.keys);
    const lost: number[] = [];
    for (let row = appendRow - 1; row >= FIRST_ROW; row -= 1) {
      const key = table.keyOf(row);
      if (key === undefined || present.has(key)) break;
      lost.unshift(row);
    }
    const fresh = new Set(plan.added.map(({ key }) => key));
    return lost.flatMap((from, i) => {
      const to = appendRow + i;
      if (!fresh.has(now.keyOf(to) ?? '')) return [];
      if (!table.isLoaded(from)) throw new UnknownRowsError();
      return now.layout.columns.flatMap(column => {
        const old = table.column(column.field);
        const after = old && table.restorable(from, old);
        return after === undefined ? [] : [{ row: to, column, before: inPlace(now, to, column), after }];
      });
    });
  }
}

function inPlace(table: Table, row: number, column: OwnedColumn): CellInput {
  const formula = table.formula(row, column);
  return formula === '' ? table.cell(row, column) : formula;
}
