import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { StorageFactory } from '../../../src/Core/AbstractStorage';
import { ConfigurationException } from '../../../src/Core/Exceptions';
import { CsvStorage } from '../../../src/Storages/Csv/Storage';
import type { Database } from '../../../src/Storages/DuckDB/Database';
import { DuckDBStorage } from '../../../src/Storages/DuckDB/Storage';
import { explainOpening } from './DuckDBFailures';
import { openDuckDB, type DuckDBOptions } from './DuckDBDatabase';
import { openTextFiles } from './NodeTextFiles';

/** What `createStorageFactory` understands, for texts. */
export const STORAGE_SPECS = ['duckdb:path', 'csv:folder'] as const;

/**
 * Storages by what a user writes: `duckdb:shop.duckdb` (one file, a table for each node) or `csv:output` (one folder,
 * a file for each node). Folders are made as needed. Throws a `ConfigurationException` on anything else.
 */
export function createStorageFactory(spec: string, options: DuckDBOptions = {}): StorageFactory {
  const separator = spec.indexOf(':');
  const kind = spec.slice(0, Math.max(separator, 0));
  const path = spec.slice(separator + 1);
  if (path !== '' && kind === 'duckdb') return duckDBFactory(resolve(path), options);
  if (path !== '' && kind === 'csv') return csvFactory(resolve(path));
  throw new ConfigurationException('Storage', [
    { message: `"${spec}" names no storage. Write ${STORAGE_SPECS.join(' or ')}.` },
  ]);
}

function csvFactory(folder: string): StorageFactory {
  const files = openTextFiles(folder);
  return target => new CsvStorage(target, files);
}

/** The storages of one run share the open file; it is closed with the last of them. */
function duckDBFactory(path: string, options: DuckDBOptions): StorageFactory {
  let database: Database | undefined;
  let users = 0;
  const release = (): void => {
    users -= 1;
    if (users > 0) return;
    const last = database;
    database = undefined;
    last?.close();
  };
  return target => {
    database ??= openInFolder(path, options);
    users += 1;
    return new DuckDBStorage(target, lend(database, release));
  };
}

function openInFolder(path: string, options: DuckDBOptions): Database {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw explainOpening(error, path);
  }
  return openDuckDB(path, options);
}

/** The same database for one of its users, whose `close` counts once. */
function lend(database: Database, release: () => void): Database {
  let isOpen = true;
  return {
    location: database.location,
    run: (sql, parameters) => database.run(sql, parameters),
    all: (sql, parameters) => database.all(sql, parameters),
    append: (table, types, rows) => database.append(table, types, rows),
    close: () => {
      if (isOpen) release();
      isOpen = false;
    },
  };
}
