import type { ChangePreview, SaveResult, WindowScope } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import { compareByKey, countByKey, countWhere, dropSurplus, isGone, mergeByKey } from './KeyComparison';
import { exampleAdded, exampleGone, exampleUpdated, newFieldsOf } from './Preview';
import { stageRows } from './Staging';
import type { TableWork } from './TablePlan';

/** Adds and updates rows of a table that exists, inside a transaction. */
export function saveByKey({ database, target, plan }: TableWork, rows: readonly Row[]): SaveResult {
  stageRows(database, target, plan.columns, rows);
  compareByKey(database, plan);
  const { added, updated, unchanged } = countByKey(database);
  if (added + updated > 0) mergeByKey(database, plan);
  return { added, updated, unchanged, removed: 0, warnings: [] };
}

/** The same, and removes the rows of the scopes that are not among `rows`. */
export function replaceByKey(
  { database, target, plan }: TableWork,
  rows: readonly Row[],
  scopes: readonly WindowScope[] | undefined,
): SaveResult {
  stageRows(database, target, plan.columns, rows);
  compareByKey(database, plan);
  const { added, updated, unchanged, surplus } = countByKey(database);
  const condition = isGone(target, plan, scopes);
  const gone = countWhere(database, plan, condition);
  if (gone) database.run(`DELETE FROM ${plan.table} AS t WHERE ${condition}`);
  if (surplus) dropSurplus(database, plan);
  if (added + updated + surplus > 0) mergeByKey(database, plan);
  return { added, updated, unchanged, removed: gone + surplus, warnings: [] };
}

/** Compares; the table need not exist. */
export function previewByKey(
  { database, target, plan }: TableWork,
  rows: readonly Row[],
  { replace, scopes }: { replace: boolean; scopes: readonly WindowScope[] | undefined },
): ChangePreview {
  stageRows(database, target, plan.columns, rows);
  compareByKey(database, plan);
  const { added, updated, unchanged, surplus } = countByKey(database);
  const isCounted = plan.exists && (replace || scopes !== undefined);
  const condition = isCounted ? isGone(target, plan, scopes) : 'FALSE';
  const gone = countWhere(database, plan, condition) + (replace ? surplus : 0);
  const examples = {
    added: exampleAdded(database, target, plan, "action = 'added'"),
    updated: plan.exists ? exampleUpdated(database, target, plan) : [],
    gone: exampleGone(database, target, plan, condition),
  };
  return { added, updated, unchanged, gone, examples, newFields: newFieldsOf(plan) };
}
