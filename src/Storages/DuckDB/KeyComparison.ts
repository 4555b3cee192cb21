import { GONE_FIELD, type StorageTarget, type WindowScope } from '../../Core/AbstractStorage';
import { inScopes } from './Conditions';
import type { Database } from './Database';
import { allSame, anyDiffers } from './Sql';
import { CHANGES, STAGED } from './Staging';
import { currentValue, type Column, type TablePlan } from './TablePlan';

/** The table's (`t`) and the staged (`s`) values of columns, side by side. */
export function pairs(columns: readonly Column[]): [string, string][] {
  return columns.map(column => [currentValue(column), `s.${column.staged}`]);
}

/**
 * Compares the staged rows with the table by key. The temporary table of changes then has the staged columns, `action`
 * and `copies`: how many rows of the table have the key. Of a key that is staged twice the later row stays.
 */
export function compareByKey(database: Database, plan: TablePlan): void {
  const keys = plan.keys.map(({ staged }) => staged).join(', ');
  const latest = `SELECT * FROM ${STAGED} QUALIFY row_number() OVER (PARTITION BY ${keys} ORDER BY seq DESC) = 1`;
  if (!plan.exists) {
    const sql = `SELECT *, 'added' AS action, 0 AS copies FROM (${latest})`;
    database.run(`CREATE TEMP TABLE sheetbound_changes AS ${sql}`);
    return;
  }
  const unmarked = plan.hasGone ? ` OR coalesce(t.${GONE_FIELD}, FALSE)` : '';
  database.run(`CREATE TEMP TABLE sheetbound_changes AS
    WITH latest AS MATERIALIZED (${latest}),
    matches AS (
      SELECT s.seq, count(*) AS copies, bool_or(${anyDiffers(pairs(plan.columns))}${unmarked}) AS differs
      FROM latest AS s JOIN ${plan.table} AS t ON ${allSame(pairs(plan.keys))} GROUP BY s.seq
    )
    SELECT latest.*, coalesce(copies, 0) AS copies,
      CASE WHEN copies IS NULL THEN 'added' WHEN differs THEN 'updated' ELSE 'unchanged' END AS action
    FROM latest LEFT JOIN matches USING (seq)`);
}

export interface KeyCounts {
  added: number;
  updated: number;
  unchanged: number;
  /** Rows of the table beyond the first that share a key with a staged row. */
  surplus: number;
}

export function countByKey(database: Database): KeyCounts {
  const [row] = database.all(`SELECT count(*) FILTER (action = 'added') AS added,
    count(*) FILTER (action = 'updated') AS updated, count(*) FILTER (action = 'unchanged') AS unchanged,
    CAST(coalesce(sum(copies - 1) FILTER (copies > 1), 0) AS BIGINT) AS surplus FROM ${CHANGES}`);
  const read = (name: string): number => Number(row?.[name]);
  return {
    added: read('added'),
    updated: read('updated'),
    unchanged: read('unchanged'),
    surplus: read('surplus'),
  };
}

/** The rows of the table `t` in the scopes whose key is not staged. */
export function isGone(
  target: StorageTarget,
  plan: TablePlan,
  scopes: readonly WindowScope[] | undefined,
  stagedIn = CHANGES,
): string {
  const isStaged = `EXISTS (SELECT 1 FROM ${stagedIn} AS s WHERE ${allSame(pairs(plan.keys))})`;
  return `${inScopes(target, plan, scopes)} AND NOT ${isStaged}`;
}

export function countWhere(database: Database, { table, exists }: TablePlan, condition: string): number {
  if (!exists) return 0;
  return Number(database.all(`SELECT count(*) AS n FROM ${table} AS t WHERE ${condition}`)[0]?.['n']);
}

/** Updates what changed and adds what is new. Columns that are not selected keep what they have. */
export function mergeByKey(database: Database, plan: TablePlan): void {
  const values = plan.columns.filter(column => !plan.keys.includes(column));
  const sets = values.map(({ name, staged }) => `${name} = s.${staged}`);
  if (plan.hasGone) sets.push(`${GONE_FIELD} = NULL`);
  const update = sets.length ? `WHEN MATCHED THEN UPDATE SET ${sets.join(', ')}` : '';
  const names = plan.columns.map(({ name }) => name).join(', ');
  const inserted = plan.columns.map(({ staged }) => `s.${staged}`).join(', ');
  database.run(`MERGE INTO ${plan.table} AS t
    USING (SELECT * FROM ${CHANGES} WHERE action <> 'unchanged' ORDER BY seq) AS s ON ${allSame(pairs(plan.keys))}
    ${update} WHEN NOT MATCHED THEN INSERT (${names}) VALUES (${inserted})`);
}

/** Where several rows of the table share a key with a staged row, all of them make room for one. */
export function dropSurplus(database: Database, { table, keys }: TablePlan): void {
  database.run(
    `DELETE FROM ${table} AS t WHERE EXISTS (SELECT 1 FROM ${CHANGES} AS s WHERE copies > 1 AND ${allSame(pairs(keys))})`,
  );
  database.run(`UPDATE ${CHANGES} SET action = 'added' WHERE copies > 1`);
}
