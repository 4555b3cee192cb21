import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What users may do or meet, and the tests that say what becomes of it: file and part of a title. */
const index = JSON.parse(readFileSync('test/end-to-end/bad-input/index.json', 'utf8')) as Record<
  string,
  [file: string, title: string][]
>;

function hasTest(file: string, title: string): boolean {
  const text = readFileSync(file, 'utf8');
  return text.includes(title) || text.includes(JSON.stringify(title).slice(1, -1));
}

it('every kind of bad input has its tests still', () => {
  expect(Object.keys(index).length).toBeGreaterThanOrEqual(40);
  const missing = Object.entries(index).flatMap(([item, tests]) =>
    tests.length ? tests.filter(([file, title]) => !hasTest(file, title)) : [[item, 'no test']],
  );
  expect(missing).toEqual([]);
});
