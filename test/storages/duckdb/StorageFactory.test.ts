import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDB } from '../../../environments/node/storages/DuckDBDatabase';
import { explainOpening } from '../../../environments/node/storages/DuckDBFailures';
import { createStorageFactory } from '../../../environments/node/storages/StorageFactory';
import { makeTarget } from '../../contracts/storage/StorageFixture';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetbound-factory-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a storage by its spelling', () => {
  it('duckdb: makes the file with its folder, for all nodes of a run, and closes it with the last', () => {
    const path = join(folder, 'deep', 'er', 'shop.duckdb');
    const factory = createStorageFactory(`duckdb:${path}`);
    const [one, other] = [factory(makeTarget({ id: 'string' })), factory(makeTarget({ id: 'string' }))];
    one.saveData([{ id: 'a' }]);
    one.close();
    one.close();
    expect(other.saveData([{ id: 'b' }])).toMatchObject({ added: 1 });
    other.close();
    expect(() => other.saveData([{ id: 'c' }])).toThrow(/closed/);
    const database = openDuckDB(path);
    expect(database.all(`SELECT * FROM "${one.target.name}"`)).toEqual([{ id: 'a' }]);
    database.close();
    const again = factory(one.target);
    expect(again.saveData([{ id: 'a' }])).toMatchObject({ unchanged: 1 });
    again.close();
  });

  it('csv: makes the folder and a file for each node', () => {
    const target = makeTarget({ id: 'string' });
    createStorageFactory(`csv:${join(folder, 'out')}`)(target).saveData([{ id: 'a' }]);
    expect(readdirSync(join(folder, 'out'))).toEqual([`${target.name}.csv`]);
  });

  it.each(['', 'duckdb', 'duckdb:', 'csv:', 'sqlite:x', 'C:\\data'])(
    '%j is refused with what there is',
    spec => {
      expect(() => createStorageFactory(spec)).toThrow(/names no storage. Write duckdb:path or csv:folder/);
    },
  );
});

describe('a DuckDB file that cannot be opened', () => {
  it('is named with the reason: not a database', () => {
    const path = join(folder, 'letter.txt');
    writeFileSync(path, 'Dear all,\n'.repeat(1000));
    expect(() => openDuckDB(path)).toThrow(/letter\.txt is not a DuckDB file.*Nothing was written\.$/);
  });

  it('is named with the reason: no such folder', () => {
    expect(() => openDuckDB(join(folder, 'no', 'x.duckdb'))).toThrow(/its folder does not exist/);
  });

  it('is named with the reason: a file is in the place of the folder', () => {
    writeFileSync(join(folder, 'file'), '');
    const factory = createStorageFactory(`duckdb:${join(folder, 'file', 'x.duckdb')}`);
    expect(() => factory(makeTarget({ id: 'string' }))).toThrow(/^\[DuckDB\] .*could not be opened/);
    expect(existsSync(join(folder, 'file', 'x.duckdb'))).toBe(false);
  });

  it('is named with the reason: this process has it open, and a second opening would lose rows', () => {
    const path = join(folder, 'once.duckdb');
    const database = openDuckDB(path);
    expect(() => openDuckDB(path)).toThrow(
      /once\.duckdb is open in this process already\. Nothing was written/,
    );
    database.run('CREATE TABLE t AS SELECT 1 AS n');
    database.close();
    const again = openDuckDB(path);
    expect(again.all('SELECT n FROM t')).toEqual([{ n: 1 }]);
    again.close();
  });

  it.each([
    'IO Error: Cannot open file "/data/x.duckdb": Permission denied',
    'IO Error: Cannot open file "/data/x.duckdb": Read-only file system',
  ])('is named with the reason: %s', message => {
    expect(explainOpening(new Error(message), '/data/x.duckdb').message).toBe(
      '[DuckDB] /data/x.duckdb cannot be opened for writing. Change the permissions of the file and its folder, or choose another path. Nothing was written.',
    );
  });
});

describe('a database that does not answer', () => {
  it('is given up after the limit, and says that the save was not written', () => {
    const database = openDuckDB(join(folder, 'slow.duckdb'), { waitLimit: 4_000 });
    expect(() =>
      database.all('SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE hash(a.range) = b.range'),
    ).toThrow(/gave no answer within 4 s. The save that was under way was not written/);
    expect(() => database.all('SELECT 1')).toThrow('The database is closed.');
  });
});
