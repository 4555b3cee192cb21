import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AbstractStorage } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import type { Database } from '../../../src/Storages/DuckDB/Database';
import { DuckDBStorage } from '../../../src/Storages/DuckDB/Storage';
import { openDuckDB } from '../../../environments/node/storages/DuckDBDatabase';
import { makeTarget, withFields } from '../../contracts/storage/StorageFixture';

const folder = mkdtempSync(join(tmpdir(), 'sheetbound-durability-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const narrow = { ...makeTarget({ id: 'string', day: 'date', n: 'integer' }), name: 'orders' };
const target = withFields(narrow, { id: 'string', day: 'date', n: 'number', extra: 'string' });
const BEFORE = [1, 2, 3].map(n => ({ id: `r${n}`, day: `2026-01-0${n}`, n }));
const AFTER: Row[] = [2, 3, 4].map(n => ({ id: `r${n}`, day: `2026-01-0${n}`, n: n + 0.5, extra: 'x' }));
const JANUARY = { dateField: 'day', from: '2026-01-01', to: '2026-01-31' };

const OPERATIONS: Record<string, (storage: AbstractStorage) => unknown> = {
  saveData: storage => storage.saveData(AFTER),
  replaceData: storage => storage.replaceData(AFTER, [JANUARY]),
  reconcile: storage => storage.reconcile([JANUARY], new Set(), 'mark'),
  deleteExpired: storage => storage.deleteExpired('day', '2026-01-03'),
};

/** Everything about the table: columns and rows. */
function contentsOf(database: Database): unknown {
  const columns = database.all(
    "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'orders'",
  );
  return {
    columns,
    rows: database.all('SELECT * REPLACE (CAST(day AS VARCHAR) AS day) FROM orders ORDER BY id'),
  };
}

/** The same, of a file that nobody has open. */
function snapshot(path: string): unknown {
  const database = openDuckDB(path);
  try {
    return contentsOf(database);
  } finally {
    database.close();
  }
}

/** A database whose every call counts; the one numbered `last` throws, and so does every later one. */
function breaking(database: Database, last: number): Database & { calls: () => number } {
  let calls = 0;
  const count = <T>(action: () => T): T => {
    calls += 1;
    if (calls >= last) throw new Error('the connection broke');
    return action();
  };
  return {
    location: database.location,
    run: (sql, parameters) => count(() => database.run(sql, parameters)),
    all: (sql, parameters) => count(() => database.all(sql, parameters)),
    append: (table, types, rows) => count(() => database.append(table, types, rows)),
    close: () => database.close(),
    calls: () => calls,
  };
}

/** What becomes of a transaction whose connection is gone. */
function rollBack(database: Database): void {
  try {
    database.run('ROLLBACK');
  } catch {
    // It was cut before the transaction began.
  }
}

const ORIGINAL = join(folder, 'original.duckdb');
let before: unknown;
// Each opening starts a thread that loads DuckDB: made once, copied for each test.
beforeAll(() => {
  const database = openDuckDB(ORIGINAL);
  new DuckDBStorage(narrow, database).saveData(BEFORE);
  before = contentsOf(database);
  database.close();
});

/** A copy of the table as it was. */
function prepared(name: string): string {
  const path = join(folder, name);
  cpSync(ORIGINAL, path);
  return path;
}

describe.each(Object.entries(OPERATIONS))('%s that is cut short', (name, operate) => {
  it('leaves the table as it was, wherever it is cut', () => {
    const unbroken = breaking(openDuckDB(prepared(`${name}-whole.duckdb`)), Infinity);
    operate(new DuckDBStorage(target, unbroken));
    const calls = unbroken.calls();
    expect(contentsOf(unbroken)).not.toEqual(before);
    unbroken.close();
    const path = prepared(`${name}.duckdb`);
    const database = openDuckDB(path);
    for (let last = 1; last <= calls; last += 1) {
      const cut = new DuckDBStorage(target, breaking(database, last));
      expect(() => operate(cut)).toThrow(/Nothing of this save was written/);
      rollBack(database);
    }
    database.close();
    expect(snapshot(path)).toEqual(before);
  });
});

/** Runs a module in a process of its own. */
function run(name: string, path: string, ...launcher: string[]): ReturnType<typeof spawnSync> {
  const script = join(import.meta.dirname, 'scripts', `${name}.ts`);
  const [command = process.execPath, ...rest] = [
    ...launcher,
    process.execPath,
    '--import',
    TSX,
    script,
    path,
  ];
  return spawnSync(command, rest, { encoding: 'utf8' });
}

describe('the process and the disk', () => {
  it('a process that is killed before it commits leaves the table as it was', () => {
    const path = prepared('killed.duckdb');
    expect(run('killed-before-commit', path).signal).toBe('SIGKILL');
    expect(snapshot(path)).toEqual(before);
  });

  it('a process that is killed after a save has lost nothing of it', () => {
    const path = join(folder, 'after.duckdb');
    expect(run('killed-after-save', path).signal).toBe('SIGKILL');
    expect(snapshot(path)).toMatchObject({ rows: BEFORE });
  });

  it.runIf(process.platform === 'linux')('a full disk is named, and the table is as it was', () => {
    const path = prepared('full.duckdb');
    const limit = `trap '' XFSZ; ulimit -f 1024; exec "$@"`;
    const { stdout } = run('too-much', path, 'bash', '-c', limit, 'bash');
    expect(stdout).toMatch(
      /^full: \[Shop\] Table "orders" in .*Nothing of this save was written\. The disk is full\./,
    );
    expect(snapshot(path)).toEqual(before);
  });

  it('a file that another process holds is refused, and says by whom', () => {
    const path = join(folder, 'held.duckdb');
    const database = openDuckDB(path);
    const { stdout } = run('second-opener', path);
    database.close();
    expect(stdout).toMatch(
      /^\[DuckDB\] .*held\.duckdb is open in another program: .*PID \d+.*Nothing was written\./,
    );
    expect(run('second-opener', path).stdout).toBe('opened');
  });
});
