import { GONE_FIELD, type StorageTarget } from '../../Core/AbstractStorage';
import { DestinationException } from '../../Core/Exceptions';
import type { FieldType } from '../../Core/Schema';
import { columnTypeOf, settleType, widen } from './ColumnTypes';
import type { ColumnType, Database } from './Database';
import { foldName, quoteName } from './Sql';

export interface ExistingColumn {
  name: string;
  type: string;
}

export interface Column {
  field: string;
  fieldType: FieldType;
  /** Quoted. */
  name: string;
  /** How its staged values are called: no name of a field can collide with it. */
  staged: string;
  /** The type it has after a save. */
  type: ColumnType;
  /** The type it has now; undefined: there is no such column yet. */
  existing: string | undefined;
}

/** What is there and what a save needs. Making a plan writes nothing. */
export interface TablePlan {
  /** Quoted, with database and schema, so that no temporary table can be meant. */
  table: string;
  exists: boolean;
  /** One for each selected field, in their order. */
  columns: readonly Column[];
  keys: readonly Column[];
  /** Every column of the table, those of the user included. */
  present: readonly ExistingColumn[];
  /** Whether rows can be marked as gone. */
  hasGone: boolean;
}

/** One table at work. */
export interface TableWork {
  database: Database;
  target: StorageTarget;
  plan: TablePlan;
}

export function planTable(database: Database, target: StorageTarget): TablePlan {
  const [catalog] = database.all('SELECT current_database() AS name');
  const table = `${quoteName(String(catalog?.['name']))}.main.${quoteName(target.name)}`;
  refuseView(database, target);
  const present = listColumns(database, target.name);
  const columns = planColumns(target, present);
  const keys = target.uniqueKeys.flatMap(key => columns.filter(column => column.field === key));
  const hasGone = present.some(({ name, type }) => foldName(name) === GONE_FIELD && type === 'BOOLEAN');
  return { table, exists: present.length > 0, columns, keys, present, hasGone };
}

function refuseView(database: Database, target: StorageTarget): void {
  const sql =
    "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database() AND schema_name = 'main'";
  if (database.all(sql).some(row => foldName(String(row['view_name'])) === foldName(target.name)))
    throw new DestinationException(
      `[${target.sourceName}] "${target.name}" in ${database.location} is a view; rows cannot be written to it. Nothing was written. Choose another destination name, or drop the view.`,
    );
}

function listColumns(database: Database, table: string): ExistingColumn[] {
  const sql =
    "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'main' ORDER BY column_index";
  return database
    .all(sql)
    .filter(row => foldName(String(row['table_name'])) === foldName(table))
    .map(row => ({ name: String(row['column_name']), type: String(row['data_type']) }));
}

function planColumns(target: StorageTarget, present: readonly ExistingColumn[]): Column[] {
  const taken = new Map<string, string>([[GONE_FIELD, GONE_FIELD]]);
  return Object.entries(target.fields).map(([field, { type: fieldType }], index) => {
    const folded = foldName(field);
    const other = taken.get(folded);
    if (other !== undefined)
      throw new DestinationException(
        `[${target.sourceName}] The fields "${field}" and "${other}" would be one column: DuckDB does not tell names apart by their case. Nothing was written. Select one of them.`,
      );
    taken.set(folded, field);
    const found = present.find(({ name }) => foldName(name) === folded);
    const type = found ? settleType(fieldType, found.type) : columnTypeOf(fieldType);
    if (!type) throw wrongType(target, field, fieldType, found?.type);
    const name = quoteName(found?.name ?? field);
    return { field, fieldType, name, staged: `c${index}`, type, existing: found?.type };
  });
}

function wrongType(
  { sourceName, name }: StorageTarget,
  field: string,
  fieldType: FieldType,
  type: string | undefined,
): DestinationException {
  return new DestinationException(
    `[${sourceName}] Column "${field}" of table "${name}" is ${type}, which does not take values of the type "${fieldType}". Nothing was written. Rename the column, or choose another destination name.`,
  );
}

/** The column's value as it is after a save, also before the column exists or is widened. */
export function currentValue({ existing, name, type }: Column, alias = 't'): string {
  return existing === undefined ? `CAST(NULL AS ${type})` : widen(`${alias}.${name}`, existing, type);
}

/** Makes the table or adds and widens columns. Returns the plan of the table as it is then. */
export function applyPlan(database: Database, target: StorageTarget, plan: TablePlan): TablePlan {
  const missing = plan.columns.filter(({ existing }) => existing === undefined);
  if (!plan.exists) {
    const columns = plan.columns.map(({ name, type }) => `${name} ${type}`).join(', ');
    database.run(`CREATE TABLE ${plan.table} (${columns})`);
  } else {
    for (const { name, type } of missing)
      database.run(`ALTER TABLE ${plan.table} ADD COLUMN ${name} ${type}`);
    for (const column of plan.columns) widenColumn(database, target, plan, column);
  }
  const columns = plan.columns.map(column => ({ ...column, existing: column.type }));
  const added = missing.map(({ field, type }) => ({ name: field, type }));
  const keys = plan.keys.map(column => ({ ...column, existing: column.type }));
  return { ...plan, exists: true, columns, keys, present: [...plan.present, ...added] };
}

/** Whole numbers that a DOUBLE does not hold exactly. */
const LARGEST_EXACT = '9007199254740992';

function widenColumn(database: Database, target: StorageTarget, plan: TablePlan, column: Column): void {
  const { existing, name, type } = column;
  if (existing === undefined || existing === type) return;
  if (existing === 'BIGINT' && type === 'DOUBLE') {
    const sql = `SELECT count(*) AS inexact FROM ${plan.table} WHERE ${name} NOT BETWEEN -${LARGEST_EXACT} AND ${LARGEST_EXACT}`;
    if (database.all(sql)[0]?.['inexact'] !== 0)
      throw wrongType(target, column.field, column.fieldType, 'BIGINT with numbers too long for DOUBLE');
  }
  database.run(
    `ALTER TABLE ${plan.table} ALTER ${name} SET DATA TYPE ${type} USING ${widen(name, existing, type)}`,
  );
}
