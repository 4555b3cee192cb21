import type { StorageTarget } from '../../Core/AbstractStorage';
import { isCivilDate } from '../../Core/CivilDate';
import { DataException } from '../../Core/Exceptions';
import type { Row, Value } from '../../Core/Schema';
import type { ColumnType, Database } from './Database';
import type { Column } from './TablePlan';

/** Temporary tables, which live outside the file and vanish with the connection. */
export const STAGED = 'temp.main.sheetbound_staged';
export const CHANGES = 'temp.main.sheetbound_changes';

/** Puts rows into the staging table with their position, after checking that each value fits its column. */
export function stageRows(
  database: Database,
  target: StorageTarget,
  columns: readonly Column[],
  rows: readonly Row[],
): void {
  const types: ColumnType[] = ['BIGINT', ...columns.map(({ type }) => type)];
  dropStaging(database);
  const names = columns.map(column => `, ${column.staged} ${column.type}`).join('');
  database.run(`CREATE TEMP TABLE sheetbound_staged (seq BIGINT${names})`);
  const values = rows.map((row, position) => [
    position,
    ...columns.map(column => fitValue(target, column, row[column.field] ?? null)),
  ]);
  database.append('sheetbound_staged', types, values);
}

export function dropStaging(database: Database): void {
  database.run(`DROP TABLE IF EXISTS ${STAGED}`);
  database.run(`DROP TABLE IF EXISTS ${CHANGES}`);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const FITS: Record<ColumnType, (value: Value) => boolean> = {
  VARCHAR: () => true,
  BIGINT: value => Number.isSafeInteger(value),
  DOUBLE: value => typeof value === 'number' && Number.isFinite(value),
  BOOLEAN: value => typeof value === 'boolean',
  DATE: value => typeof value === 'string' && isCivilDate(value),
  TIMESTAMP: value => typeof value === 'string' && (isInstant(value) || isCivilDate(value)),
};

function fitValue(target: StorageTarget, { field, type }: Column, value: Value): Value {
  if (value === null) return null;
  if (!FITS[type](value)) {
    const shown = JSON.stringify(value).slice(0, 80);
    throw new DataException(
      `[${target.sourceName}] Field "${field}" holds ${shown}, which its column of type ${type} in table "${target.name}" cannot take. Nothing was written.`,
    );
  }
  return type === 'VARCHAR' ? String(value) : value;
}

function isInstant(text: string): boolean {
  return INSTANT.test(text) && Number.isFinite(Date.parse(text));
}
