import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, scratch, sheetbound, start, type Finished } from '../../cli/harness';
import { asWords, HOLIDAY_VALUES, holidays, startHostile, TAB, type Hostile } from './hostile';

const text = (seed: number) => Array.from({ length: 40 }, (_, i) => Math.sin(seed * 97 + i)).join();

let hostile: Hostile;
beforeAll(async () => {
  hostile = await startHostile({
    few: holidays([{ id: '"a"', name: 'Before' }]),
    many: holidays(Array.from({ length: 2_000 }, (_, i) => ({ id: `"m${i}"`, name: text(i) }))),
  });
});
afterAll(() => hostile.close());

const PLACES = [
  ['a DuckDB database', 'duckdb:d/data.duckdb'],
  ['CSV files', 'csv:d'],
  ['a workbook', 'xlsx:d/book.xlsx'],
] as const;

const words = (place: string, behaviour: string) => [
  'run',
  'OpenHolidays',
  `--storage=${place}`,
  ...asWords(HOLIDAY_VALUES),
  ...hostile.words(behaviour),
];

/** No file of this process and its children may grow beyond so many KB: how a full disk looks to a program. */
function withSmallDisk(folder: string, kilobytes: number, given: readonly string[]): Promise<Finished> {
  const limit = `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$@"`;
  return start(folder, given, {}, 'cli', ['bash', '-c', limit, 'bash']).finished;
}

/** What a user opens: all but the progress, what a workbook is made from, and DuckDB's log that holds nothing. */
function dataIn(folder: string): Record<string, string> {
  const files = Object.entries(filesIn(folder)).filter(
    ([name, content]) => !name.endsWith('.json') && content.length > 0,
  );
  return Object.fromEntries(files.map(([name, content]) => [name, content.toString('base64')]));
}

describe.runIf(process.platform === 'linux')('a full disk', () => {
  it.concurrent.each([
    [...PLACES[0], /Table "open_holidays_public_holidays" in .*data\.duckdb could not be written/],
    [...PLACES[1], /File open_holidays_public_holidays\.csv in .* could not be written/],
    [...PLACES[2], /d\/book\.xlsx\.sheet\.json cannot be written \(EFBIG\)\. It was left as it is/],
  ] as const)('leaves %s as it was and says so; the next run brings the rows', async (_, place, sentence) => {
    const folder = scratch();
    expect((await sheetbound(folder, words(place, 'few'))).code).toBe(0);
    const before = dataIn(folder);
    const full = await withSmallDisk(folder, 800, words(place, 'many'));
    expect(full.code).toBe(1);
    expect(full.stdout).toMatch(sentence);
    expect(full.stdout).toMatch(
      /Nothing of this save was written\. The disk is full\. Make room|Free some space/,
    );
    expect(full.stdout).toMatch(/what failed is fetched again by:\n {2}npx sheetbound/);
    expect(full.stdout + full.stderr).not.toContain('The rows are saved');
    expect(dataIn(folder)).toEqual(before);
    const again = await sheetbound(folder, words(place, 'many'));
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/│ +2,000 │ +2,000 │/);
  });
});

describe('a destination that is read-only', () => {
  it.concurrent.each([
    [
      'a database',
      PLACES[0][1],
      'data.duckdb',
      /data\.duckdb cannot be opened for writing\. Change the permissions/,
    ],
    ['a CSV file', PLACES[1][1], `${TAB}.csv`, /It cannot be written to\. Change the permissions/],
    [
      'what a workbook is made from',
      PLACES[2][1],
      'book.xlsx.sheet.json',
      /cannot be written \(EACCES\)\. It was left as it is\. Make it writable/,
    ],
    [
      'a workbook',
      PLACES[2][1],
      'book.xlsx',
      /book\.xlsx cannot be written \(EACCES\)\. The rows are saved in .*book\.xlsx\.sheet\.json; run the same command again/,
    ],
  ])('%s stays as it is and is named, with what to do', async (_, place, file, sentence) => {
    const folder = scratch();
    expect((await sheetbound(folder, words(place, 'few'))).code).toBe(0);
    const path = join(folder, 'd', file);
    chmodSync(path, 0o444);
    const before = readFileSync(path);
    const refused = await sheetbound(folder, words(place, 'many'));
    expect(refused.code).toBe(1);
    expect(refused.stdout + refused.stderr).toMatch(sentence);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
