import type { ChangeExample, ChangePreview, StorageTarget } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import type { Table } from './Table';
import { maxOf, minOf, type TablePlan } from './TablePlan';

const MOST_EXAMPLES = 5;

/** What a plan would do, with examples. `recordAt` gives the record that a row is updated from. */
export function previewOf(
  target: StorageTarget,
  table: Table,
  plan: TablePlan,
  recordAt: (row: number) => Row | undefined,
): Omit<ChangePreview, 'newFields'> {
  const gone = plan.removed.slice(0, MOST_EXAMPLES);
  const updated = plan.updated.slice(0, MOST_EXAMPLES);
  return {
    added: plan.added.length,
    updated: plan.updated.length,
    unchanged: plan.unchanged,
    gone: plan.removed.length,
    examples: {
      added: plan.added
        .slice(0, MOST_EXAMPLES)
        .map(({ row }) => example(target, undefined, selected(target, row))),
      updated: rowsOf(table, updated).map((before, i) =>
        example(target, before, selected(target, recordAt(updated[i] ?? 0) ?? {})),
      ),
      gone: rowsOf(table, gone).map(before => example(target, before, undefined)),
    },
  };
}

/** Of rows, each with a key of its own, for a tab that is to be made. */
export function previewOfNew(target: StorageTarget, rows: readonly Row[]): ChangePreview {
  const added = rows.slice(0, MOST_EXAMPLES).map(row => example(target, undefined, selected(target, row)));
  return {
    added: rows.length,
    updated: 0,
    unchanged: 0,
    gone: 0,
    examples: { added, updated: [], gone: [] },
    newFields: Object.keys(target.fields),
  };
}

function rowsOf(table: Table, rows: readonly number[]): Row[] {
  if (rows.length) table.loadRows(minOf(rows), maxOf(rows));
  return rows.map(row => table.rowAt(row));
}

function selected({ fields }: StorageTarget, row: Row): Row {
  return Object.fromEntries(Object.keys(fields).map(field => [field, row[field] ?? null]));
}

function example({ uniqueKeys }: StorageTarget, before?: Row, after?: Row): ChangeExample {
  const row = after ?? before ?? {};
  return {
    key: Object.fromEntries(uniqueKeys.map(field => [field, row[field] ?? null])),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  };
}
