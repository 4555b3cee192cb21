import type { ChangeExample, StorageTarget } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import { readable, toFieldValue } from './ColumnTypes';
import type { Database } from './Database';
import { pairs } from './KeyComparison';
import { allSame } from './Sql';
import { CHANGES } from './Staging';
import { currentValue, type Column, type TablePlan } from './TablePlan';

const MOST_EXAMPLES = 5;

/** Up to five rows of the table of changes for which `condition` holds. */
export function exampleAdded(
  database: Database,
  target: StorageTarget,
  { columns }: TablePlan,
  condition: string,
): ChangeExample[] {
  const sql = `SELECT ${select(columns, ({ staged }) => `s.${staged}`, 'a')} FROM ${CHANGES} AS s WHERE ${condition} ORDER BY seq LIMIT ${MOST_EXAMPLES}`;
  return database.all(sql).map(row => {
    const after = toRow(row, columns, 'a');
    return { key: keyPart(after, target), after };
  });
}

export function exampleUpdated(
  database: Database,
  target: StorageTarget,
  { columns, keys, table }: TablePlan,
): ChangeExample[] {
  const before = select(columns, column => currentValue(column), 'b');
  const after = select(columns, ({ staged }) => `s.${staged}`, 'a');
  const sql = `SELECT ${before}, ${after} FROM ${CHANGES} AS s JOIN ${table} AS t ON ${allSame(pairs(keys))} WHERE action = 'updated' ORDER BY seq LIMIT ${MOST_EXAMPLES}`;
  return database.all(sql).map(row => {
    const now = toRow(row, columns, 'a');
    return { key: keyPart(now, target), before: toRow(row, columns, 'b'), after: now };
  });
}

/** Up to five rows of the table `t` for which `condition` holds. */
export function exampleGone(
  database: Database,
  target: StorageTarget,
  { columns, table, exists }: TablePlan,
  condition: string,
): ChangeExample[] {
  if (!exists) return [];
  const values = select(columns, column => currentValue(column), 'b');
  const sql = `SELECT ${values} FROM ${table} AS t WHERE ${condition} LIMIT ${MOST_EXAMPLES}`;
  return database.all(sql).map(row => {
    const before = toRow(row, columns, 'b');
    return { key: keyPart(before, target), before };
  });
}

function select(columns: readonly Column[], value: (column: Column) => string, prefix: string): string {
  return columns
    .map(column => `${readable(value(column), column.type)} AS ${prefix}_${column.staged}`)
    .join(', ');
}

function toRow(row: Row, columns: readonly Column[], prefix: string): Row {
  return Object.fromEntries(
    columns.map(({ field, fieldType, staged }) => [
      field,
      toFieldValue(row[`${prefix}_${staged}`] ?? null, fieldType),
    ]),
  );
}

function keyPart(row: Row, { uniqueKeys }: StorageTarget): Row {
  return Object.fromEntries(uniqueKeys.map(key => [key, row[key] ?? null]));
}

export function newFieldsOf({ columns }: TablePlan): string[] {
  return columns.filter(({ existing }) => existing === undefined).map(({ field }) => field);
}
