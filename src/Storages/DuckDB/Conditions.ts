import type { StorageTarget, WindowScope } from '../../Core/AbstractStorage';
import { DestinationException } from '../../Core/Exceptions';
import { mergeScopes } from '../../Core/WindowScopes';
import { dayOfColumn } from './ColumnTypes';
import { foldName, quoteName, quoteText } from './Sql';
import type { ExistingColumn, TablePlan } from './TablePlan';

/** The rows of the table `t` that lie in one of the scopes; without any, all rows. */
export function inScopes(
  target: StorageTarget,
  plan: TablePlan,
  scopes: readonly WindowScope[] | undefined,
): string {
  if (!scopes) return 'TRUE';
  const conditions = mergeScopes(scopes).map(({ dateField, from, to, account }) => {
    if ([dateField, account?.field].some(field => isNew(plan, field))) return 'FALSE';
    const date = findColumn(target, plan, dateField);
    const day = `${dayOfColumn(`t.${quoteName(date.name)}`, date.type)} BETWEEN DATE '${from}' AND DATE '${to}'`;
    if (!account) return `(${day})`;
    const { name, type } = findColumn(target, plan, account.field);
    return `(${day} AND ${holdsText(`t.${quoteName(name)}`, type, account.value)})`;
  });
  return conditions.length ? `(${conditions.join(' OR ')})` : 'FALSE';
}

/** A column that does not exist yet has no days and no accounts. */
function isNew({ columns }: TablePlan, field: string | undefined): boolean {
  return columns.some(column => column.field === field && column.existing === undefined);
}

/** The rows of the table `t` whose day is before another. */
export function isBefore(target: StorageTarget, plan: TablePlan, dateField: string, day: string): string {
  const { name, type } = findColumn(target, plan, dateField);
  return `${dayOfColumn(`t.${quoteName(name)}`, type)} < DATE '${day}'`;
}

function findColumn(target: StorageTarget, plan: TablePlan, field: string): ExistingColumn {
  const column = plan.present.find(({ name }) => foldName(name) === foldName(field));
  if (column) return column;
  throw new DestinationException(
    `[${target.sourceName}] Table "${target.name}" has no column "${field}" to tell its days or accounts by. Nothing was written. Select that field.`,
  );
}

/** Accounts are compared as text: 7 and '7' are the same account. */
function holdsText(column: string, type: string, text: string): string {
  if (type !== 'DOUBLE') return `coalesce(CAST(${column} AS VARCHAR), '') = ${quoteText(text)}`;
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? `${column} = ${number}` : 'FALSE';
}
