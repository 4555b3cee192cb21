import type { ChangeExample, ChangePreview, StorageTarget } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import type { Table } from './Table';
import { maxOf, minOf, type TablePlan } from './TablePlan';

const MOST_EXAMPLES = 5;

/** What a plan would do, with examples. `rowsByKey` are the records. */
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
