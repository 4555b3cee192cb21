import type { CellInput } from './Cells';

/** Cells that one run's journal holds at most; an added row counts as one. */
export const UNDO_LIMIT = 20_000;

/** A cell of a row that was there before. */
export interface CellEdit {
  /** The row's key, see `TableKeys`. */
  key: string;
  field: string;
  before: CellInput;
  after: CellInput;
}

export interface RemovedRow {
  key: string;
  /** By field. */
  cells: Record<string, CellInput>;
}

/** What a save is about to do, with all that is needed to take it back. Plain JSON. */
export interface TableChange {
  /** `StorageTarget.id`. */
  targetId: string;
  edits: readonly CellEdit[];
  /** Keys of new rows, with a digest of what is written there: a row that was edited since is left alone. */
  added: readonly (readonly [key: string, digest: string])[];
  removed: readonly RemovedRow[];
  /** Set when the change has more cells than `UNDO_LIMIT`: nothing is listed and the run cannot be undone. */
  tooLarge?: true;
}

/** Told of every change before it is written. Durable when `record` returns. */
export interface ChangeJournal {
  record(change: TableChange): void;
}

export function sizeOfChange(change: TableChange): number {
  return (
    change.edits.length +
    change.added.length +
    change.removed.reduce((sum, row) => sum + Object.keys(row.cells).length, 0)
  );
}

/** The change itself, or where it has more than `limit` cells, a note that it was too large to undo. */
export function withinUndoLimit(change: TableChange, limit = UNDO_LIMIT): TableChange {
  if (change.tooLarge || sizeOfChange(change) <= limit) return change;
  return { targetId: change.targetId, edits: [], added: [], removed: [], tooLarge: true };
}

/** Short text that differs, as good as always, when the cells of a row do; wherever their columns stand. */
export function digestOf(cells: ReadonlyMap<string, CellInput>): string {
  const filled = [...cells].filter(([, cell]) => cell !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(filled);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** By field, the cells of a row that stand in the order of `columns`. */
export function byField(
  columns: readonly { field: string }[],
  cells: readonly CellInput[],
): Map<string, CellInput> {
  return new Map(columns.map(({ field }, i) => [field, cells[i] ?? '']));
}
