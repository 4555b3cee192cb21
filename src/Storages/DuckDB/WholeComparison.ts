import type { StorageTarget, WindowScope } from '../../Core/AbstractStorage';
import { inScopes } from './Conditions';
import type { Database } from './Database';
import { pairs } from './KeyComparison';
import { allSame } from './Sql';
import { CHANGES, STAGED } from './Staging';
import { currentValue, type TablePlan } from './TablePlan';

/**
 * Rows without keys are told apart by all that they hold, and counted. The temporary table of changes then has each
 * distinct staged row once, with `wanted`, how often it is staged, and `present`, how often the scopes hold it.
 */
export function compareWhole(
  database: Database,
  target: StorageTarget,
  plan: TablePlan,
  scopes: readonly WindowScope[] | undefined,
): void {
  const names = plan.columns.map(({ staged }) => staged).join(', ');
  const wanted = `SELECT ${names}, count(*) AS wanted, min(seq) AS seq FROM ${STAGED} GROUP BY ${names}`;
  if (!plan.exists) {
    database.run(`CREATE TEMP TABLE sheetbound_changes AS SELECT *, 0 AS present FROM (${wanted})`);
    return;
  }
  const values = plan.columns.map(column => `${currentValue(column)} AS ${column.staged}`).join(', ');
  const same = allSame(plan.columns.map(({ staged }) => [`w.${staged}`, `p.${staged}`] as const));
  database.run(`CREATE TEMP TABLE sheetbound_changes AS
    WITH w AS MATERIALIZED (${wanted}),
    p AS MATERIALIZED (
      SELECT ${names}, count(*) AS present FROM
        (SELECT ${values} FROM ${plan.table} AS t WHERE ${inScopes(target, plan, scopes)}) GROUP BY ${names}
    )
    SELECT w.*, coalesce(p.present, 0) AS present FROM w LEFT JOIN p ON ${same}`);
}

/** How many rows are to be added, and how many are there already. */
export function countWhole(database: Database): { added: number; unchanged: number } {
  const [row] = database.all(`SELECT CAST(coalesce(sum(greatest(wanted - present, 0)), 0) AS BIGINT) AS added,
    CAST(coalesce(sum(least(wanted, present)), 0) AS BIGINT) AS unchanged FROM ${CHANGES}`);
  return { added: Number(row?.['added']), unchanged: Number(row?.['unchanged']) };
}

/** The rows of the table `t` in the scopes of which there are more than staged, all copies of them. */
export function isExcess(
  target: StorageTarget,
  plan: TablePlan,
  scopes: readonly WindowScope[] | undefined,
): string {
  return `${inScopes(target, plan, scopes)} AND NOT EXISTS (SELECT 1 FROM ${CHANGES} AS s WHERE present <= wanted AND ${allSame(pairs(plan.columns))})`;
}

/** Rows of which the scopes hold as many as are staged stay as they are, with what the user's columns hold. */
export function swapWhole(
  database: Database,
  target: StorageTarget,
  plan: TablePlan,
  scopes: readonly WindowScope[] | undefined,
): void {
  const stays = `EXISTS (SELECT 1 FROM ${CHANGES} AS s WHERE present = wanted AND ${allSame(pairs(plan.columns))})`;
  database.run(`DELETE FROM ${plan.table} AS t WHERE ${inScopes(target, plan, scopes)} AND NOT ${stays}`);
  const names = plan.columns.map(({ name }) => name).join(', ');
  const values = plan.columns.map(({ staged }) => staged).join(', ');
  database.run(`INSERT INTO ${plan.table} (${names}) SELECT ${values} FROM
    (SELECT *, unnest(range(wanted)) FROM ${CHANGES} WHERE present <> wanted) ORDER BY seq`);
}
