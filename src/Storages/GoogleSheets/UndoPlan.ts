import type { CellInput } from './Cells';
import type { CellEdit, TableChange } from './ChangeJournal';

/** What a run did to a table as a whole: its changes in order, several of the same cell taken together. */
export interface RunChanges {
  /** By key, then by field: from before the run to after it. */
  edits: ReadonlyMap<string, ReadonlyMap<string, CellEdit>>;
  /** Keys of rows that the run added, with the digest of what it wrote at first. */
  added: ReadonlyMap<string, string>;
  /** Rows that the run took out, as they were before it. */
  removed: ReadonlyMap<string, Readonly<Record<string, CellInput>>>;
  /** By key, how many rows more (less: negative) undoing leaves. With unique keys 1 or -1. */
  delta: ReadonlyMap<string, number>;
}

/** A save that was repeated after a kill recorded the same change twice: the first `before` and the last `after` count. */
export function mergeChanges(changes: readonly TableChange[]): RunChanges {
  const edits = new Map<string, Map<string, CellEdit>>();
  const added = new Map<string, string>();
  const removed = new Map<string, Record<string, CellInput>>();
  const delta = new Map<string, number>();
  const count = (key: string, by: number) => delta.set(key, (delta.get(key) ?? 0) + by);
  for (const change of changes) {
    for (const edit of change.edits) {
      const ofRow = edits.get(edit.key) ?? new Map<string, CellEdit>();
      const { before } = ofRow.get(edit.field) ?? edit;
      edits.set(edit.key, ofRow.set(edit.field, { ...edit, before }));
    }
    for (const [key, digest] of change.added) {
      added.set(key, digest);
      count(key, -1);
    }
    for (const { key, cells } of change.removed) {
      count(key, 1);
      if (!added.has(key) && !removed.has(key)) removed.set(key, asBefore(cells, edits.get(key)));
      edits.delete(key);
    }
  }
  return { edits, added, removed, delta };
}

function asBefore(
  cells: Readonly<Record<string, CellInput>>,
  edits: ReadonlyMap<string, CellEdit> | undefined,
): Record<string, CellInput> {
  const before = { ...cells };
  for (const [field, edit] of edits ?? []) before[field] = edit.before;
  return before;
}
