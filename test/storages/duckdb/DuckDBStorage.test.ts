import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import { DuckDBStorage } from '../../../src/Storages/DuckDB/Storage';
import { openDuckDB } from '../../../environments/node/storages/DuckDBDatabase';
import { makeTarget, withFields } from '../../contracts/storage/StorageFixture';

const folder = mkdtempSync(join(tmpdir(), 'sheetbound-duckdb-'));
const database = openDuckDB(join(folder, 'test.duckdb'));
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const open = (target: StorageTarget): DuckDBStorage => new DuckDBStorage(target, database);
const table = ({ name }: StorageTarget): string => `"${name}"`;
const typesOf = (target: StorageTarget): unknown[] =>
  database
    .all('SELECT data_type FROM duckdb_columns() WHERE table_name = $1 ORDER BY column_index', [target.name])
    .map(row => row['data_type']);

describe('the columns of a DuckDB table', () => {
  it('have the types that a person can compute with', () => {
    const target = makeTarget({
      text: 'string',
      amount: 'numeric string',
      count: 'integer',
      ratio: 'number',
      flag: 'boolean',
      day: 'date',
      at: 'datetime',
      raw: 'json',
    });
    open(target).prepare();
    expect(typesOf(target)).toEqual([
      'VARCHAR',
      'VARCHAR',
      'BIGINT',
      'DOUBLE',
      'BOOLEAN',
      'DATE',
      'TIMESTAMP',
      'VARCHAR',
    ]);
  });

  it.each([
    ['integer', 'number', 5, 5.5, 'DOUBLE'],
    ['integer', 'string', 5, '05', 'VARCHAR'],
    ['number', 'string', 1e-7, 'text', 'VARCHAR'],
    ['number', 'numeric string', 2, '007', 'VARCHAR'],
    ['boolean', 'string', true, 'maybe', 'VARCHAR'],
    ['date', 'datetime', '2026-01-02', '2026-01-02T03:04:05.678Z', 'TIMESTAMP'],
    ['date', 'string', '2026-01-02', 'soon', 'VARCHAR'],
    ['datetime', 'string', '2026-01-02T03:04:05.678Z', 'soon', 'VARCHAR'],
  ] as const)(
    'are widened when a field of type %s becomes %s, and keep what they held',
    (from, to, old, value, type) => {
      const narrow = makeTarget({ id: 'string', v: from });
      open(narrow).saveData([{ id: 'old', v: old }]);
      const wide = withFields(narrow, { id: 'string', v: to });
      const spelled =
        to === 'string' ? String(old) : to === 'datetime' ? `${String(old)}T00:00:00.000Z` : old;
      const rows = [
        { id: 'old', v: spelled },
        { id: 'new', v: value },
      ];
      expect(open(wide).previewData(rows, { replace: false })).toMatchObject({
        added: 1,
        updated: 0,
        unchanged: 1,
      });
      expect(typesOf(narrow)).not.toEqual(['VARCHAR', type]);
      expect(open(wide).saveData(rows)).toMatchObject({ added: 1, updated: 0, unchanged: 1 });
      expect(typesOf(wide)).toEqual(['VARCHAR', type]);
    },
  );

  it('stay wide when the field becomes narrower', () => {
    const target = makeTarget({ id: 'string', v: 'string' });
    open(target).saveData([
      { id: 'a', v: 'text' },
      { id: 'b', v: '7' },
    ]);
    const rows = [
      { id: 'b', v: 7 },
      { id: 'c', v: 8 },
    ];
    expect(open(withFields(target, { id: 'string', v: 'integer' })).saveData(rows)).toMatchObject({
      added: 1,
      unchanged: 1,
    });
    expect(typesOf(target)).toEqual(['VARCHAR', 'VARCHAR']);
  });

  it.each([
    ['DECIMAL(10, 2)', 'number'],
    ['VARCHAR[]', 'string'],
    ['BOOLEAN', 'date'],
    ['DATE', 'integer'],
  ] as const)(
    'of the user that are %s refuse a field of type %s by name, and nothing is written',
    (type, field) => {
      const target = makeTarget({ id: 'string', v: field, more: 'string' });
      database.run(`CREATE TABLE ${table(target)} (id VARCHAR, v ${type})`);
      expect(() => open(target).saveData([{ id: 'a', v: null, more: 'x' }])).toThrow(
        /^\[Shop\] Column "v" of table "Table \d+" is .*Nothing was written\. Rename the column/,
      );
      expect(typesOf(target)).toHaveLength(2);
    },
  );

  it('refuse to lose digits', () => {
    const target = makeTarget({ id: 'string', v: 'number' });
    database.run(`CREATE TABLE ${table(target)} (id VARCHAR, v BIGINT)`);
    database.run(`INSERT INTO ${table(target)} VALUES ('a', 9007199254740993)`);
    expect(() => open(target).saveData([])).toThrow(/too long for DOUBLE/);
    expect(typesOf(target)).toEqual(['VARCHAR', 'BIGINT']);
  });

  it('are told apart by more than case, or refused', () => {
    const target = makeTarget({ id: 'string', Name: 'string', name: 'string' });
    expect(() => open(target).prepare()).toThrow(/"name" and "Name" would be one column/);
    expect(typesOf(target)).toEqual([]);
  });

  it('that a user added keep what they hold, through updates and replacements', () => {
    const target = makeTarget({ id: 'string', n: 'integer' });
    open(target).saveData([
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ]);
    database.run(`ALTER TABLE ${table(target)} ADD COLUMN note VARCHAR`);
    database.run(`UPDATE ${table(target)} SET note = 'mine'`);
    open(target).saveData([{ id: 'a', n: 5 }]);
    open(target).replaceData([
      { id: 'a', n: 6 },
      { id: 'c', n: 3 },
    ]);
    expect(database.all(`SELECT * FROM ${table(target)} ORDER BY id`)).toEqual([
      { id: 'a', n: 6, note: 'mine' },
      { id: 'c', n: 3, note: null },
    ]);
  });
});

describe('what a DuckDB file refuses', () => {
  it('a view is not written to', () => {
    const target = makeTarget({ id: 'string' });
    database.run(`CREATE VIEW ${table(target)} AS SELECT 'a' AS id`);
    expect(() => open(target).saveData([{ id: 'b' }])).toThrow(/is a view.*Nothing was written/);
  });

  it('a value that its column cannot take is named, and the other rows are not written either', () => {
    const target = makeTarget({ id: 'string', day: 'date' });
    const rows = [
      { id: 'a', day: '2026-01-01' },
      { id: 'b', day: '2026-02-30' },
    ];
    expect(() => open(target).saveData(rows)).toThrow(
      /\[Shop\] Field "day" holds "2026-02-30".*Nothing was written/,
    );
    expect(typesOf(target)).toEqual([]);
  });

  it.each(['x" (id INT); DROP TABLE "victim"; --', "x'; DROP TABLE victim; --", 'a.b', 'temp', 'Größe 📈'])(
    'a table name is a name and nothing else: %s',
    name => {
      database.run('CREATE TABLE IF NOT EXISTS victim AS SELECT 1 AS n');
      const target = { ...makeTarget({ id: 'string' }), name };
      expect(open(target).saveData([{ id: 'a' }])).toMatchObject({ added: 1 });
      expect(open(target).saveData([{ id: 'a' }])).toMatchObject({ unchanged: 1 });
      expect(database.all('SELECT n FROM victim')).toEqual([{ n: 1 }]);
    },
  );

  it('a window by a hostile account or by what is no day', () => {
    const target = makeTarget({ id: 'string', day: 'date', account: 'string' });
    open(target).saveData([
      { id: 'a', day: '2026-01-01', account: "x' OR 1=1 --" },
      { id: 'b', day: '2026-01-01', account: 'y\0' },
    ]);
    const scope = { dateField: 'day', from: '2026-01-01', to: '2026-01-01' };
    const of = (value: string): number =>
      open(target).reconcile([{ ...scope, account: { field: 'account', value } }], new Set(), 'keep');
    expect([of("x' OR 1=1 --"), of("' OR 1=1 --"), of('y\0'), of('y')]).toEqual([1, 0, 1, 0]);
    expect(() => open(target).reconcile([{ ...scope, from: "' OR 1" }], new Set(), 'remove')).toThrow(
      /needs two days/,
    );
    expect(() => open(target).deleteExpired('day', "x' OR 1")).toThrow(/is not a day/);
    expect(() => open(target).deleteExpired('nowhere', '2026-01-01')).toThrow(/no column "nowhere"/);
  });

  it('leaves duplicates of the user in place on update, and one of them on replacement', () => {
    const target = makeTarget({ id: 'string', n: 'integer' });
    open(target).prepare();
    database.run(`INSERT INTO ${table(target)} VALUES ('a', 1), ('a', 1), ('b', 2)`);
    expect(open(target).saveData([{ id: 'a', n: 5 }])).toMatchObject({ updated: 1 });
    expect(database.all(`SELECT * FROM ${table(target)} WHERE n = 5`)).toHaveLength(2);
    const rows = [
      { id: 'a', n: 5 },
      { id: 'b', n: 2 },
    ];
    expect(open(target).previewData(rows, { replace: true })).toMatchObject({ unchanged: 2, gone: 1 });
    expect(open(target).replaceData(rows)).toMatchObject({ unchanged: 2, removed: 1 });
    expect(open(target).replaceData(rows)).toMatchObject({ unchanged: 2, removed: 0 });
  });

  it('warns of rows without keys outside the window instead of adding them again and again', () => {
    const target = makeTarget({ day: 'date', n: 'integer' }, []);
    const rows = [
      { day: '2026-01-01', n: 1 },
      { day: '2026-02-01', n: 2 },
      { day: null, n: 3 },
    ];
    const scope = { dateField: 'day', from: '2026-01-01', to: '2026-01-31' };
    for (const added of [1, 0])
      expect(open(target).replaceData(rows, [scope])).toMatchObject({
        added,
        warnings: ['2 rows lie outside the days or accounts that were asked for; left out.'],
      });
  });
});
