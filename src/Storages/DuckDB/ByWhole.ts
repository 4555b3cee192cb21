import type { ChangePreview, SaveResult, WindowScope } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import { isInScopes } from '../../Core/WindowScopes';
import { inScopes } from './Conditions';
import { countWhere } from './KeyComparison';
import { exampleAdded, exampleGone, newFieldsOf } from './Preview';
import { stageRows } from './Staging';
import type { TableWork } from './TablePlan';
import { compareWhole, countWhole, isExcess, swapWhole } from './WholeComparison';

/** Makes the scopes hold exactly `rows`, which have no keys, inside a transaction. */
export function replaceWhole(
  work: TableWork,
  rows: readonly Row[],
  scopes: readonly WindowScope[] | undefined,
): SaveResult {
  const { database, target, plan } = work;
  const { added, unchanged, removed, outside } = compare(work, rows, scopes);
  if (added + removed > 0) swapWhole(database, target, plan, scopes);
  return { added, updated: 0, unchanged, removed, warnings: outsideWarning(outside) };
}

/** Compares; the table need not exist. */
export function previewWhole(
  work: TableWork,
  rows: readonly Row[],
  scopes: readonly WindowScope[] | undefined,
): ChangePreview {
  const { database, target, plan } = work;
  const { added, unchanged, removed } = compare(work, rows, scopes);
  const excess = plan.exists ? isExcess(target, plan, scopes) : 'FALSE';
  const examples = {
    added: exampleAdded(database, target, plan, 'wanted > present'),
    updated: [],
    gone: exampleGone(database, target, plan, excess),
  };
  return { added, updated: 0, unchanged, gone: removed, examples, newFields: newFieldsOf(plan) };
}

/** Rows that lie in no scope are left out: every repetition would add them again. */
function compare(
  { database, target, plan }: TableWork,
  rows: readonly Row[],
  scopes: readonly WindowScope[] | undefined,
): { added: number; unchanged: number; removed: number; outside: number } {
  const inside = scopes ? rows.filter(row => isInScopes(row, scopes)) : rows;
  stageRows(database, target, plan.columns, inside);
  compareWhole(database, target, plan, scopes);
  const { added, unchanged } = countWhole(database);
  const present = plan.exists ? countWhere(database, plan, inScopes(target, plan, scopes)) : 0;
  return { added, unchanged, removed: present - unchanged, outside: rows.length - inside.length };
}

function outsideWarning(count: number): string[] {
  if (!count) return [];
  const rows = count === 1 ? '1 row lies' : `${count} rows lie`;
  return [`${rows} outside the days or accounts that were asked for; left out.`];
}
