import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { GONE_FIELD, type StorageTarget } from '../../../src/Core/AbstractStorage';
import type { FieldType, Row, Value } from '../../../src/Core/Schema';
import { DuckDBStorage } from '../../../src/Storages/DuckDB/Storage';
import type { Database } from '../../../src/Storages/DuckDB/Database';
import { openDuckDB } from '../../../environments/node/storages/DuckDBDatabase';
import { describeStorage } from './StorageContract';

const READ: Partial<Record<FieldType, (column: string) => string>> = {
  date: column => `CAST(${column} AS VARCHAR)`,
  datetime: column => `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`,
};

function toValue(value: Value | undefined, type: FieldType): Value {
  if (type !== 'numeric string' || typeof value !== 'string') return value ?? null;
  return String(Number(value)) === value ? Number(value) : value;
}

function read(database: Database, { name, fields }: StorageTarget): Row[] {
  const present = database
    .all('SELECT column_name FROM duckdb_columns() WHERE table_name = $1', [name])
    .map(row => String(row['column_name']));
  if (!present.length) return [];
  const columns = Object.entries(fields).map(([field, { type }], index) => {
    const column = `"${field.replace(/"/g, '""')}"`;
    return `${present.includes(field) ? (READ[type]?.(column) ?? column) : 'NULL'} AS v${index}`;
  });
  const gone = present.includes(GONE_FIELD) ? GONE_FIELD : 'FALSE';
  return database.all(`SELECT ${columns.join(', ')}, ${gone} AS gone FROM "${name}"`).map(row => {
    const values = Object.entries(fields).map(([field, { type }], index) => [
      field,
      toValue(row[`v${index}`], type),
    ]);
    return { ...Object.fromEntries(values), ...(row['gone'] === true ? { [GONE_FIELD]: true } : {}) };
  });
}

const folder = mkdtempSync(join(tmpdir(), 'sheetbound-duckdb-'));
let database: Database | undefined;
afterAll(() => {
  database?.close();
  rmSync(folder, { recursive: true });
});

/** One file for all: targets have names of their own, and every test sees what the others left in it. */
describeStorage('DuckDB', () => {
  const shared = (database ??= openDuckDB(join(folder, 'contract.duckdb')));
  return {
    create: target => new DuckDBStorage(target, shared),
    read: target => read(shared, target),
    distinguishesEmptyText: true,
    cleanup: () => undefined,
  };
});
