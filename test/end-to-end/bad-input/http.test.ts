import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { openDuckDB } from '../../../environments/node/storages/DuckDBDatabase';
import { createStorageFactory } from '../../../environments/node/storages/StorageFactory';
import { AbstractConnector } from '../../../src/Core/AbstractConnector';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { memoryRunStateStore } from '../../../src/Core/RunState';
import { cellsOf } from '../../apps-script/harness';
import { scratch, sheetbound } from '../../cli/harness';
import { TestSource } from '../../core/support/TestSource';
import {
  asWords,
  fileWith,
  HOLIDAY_VALUES,
  holidays,
  importNow,
  reopened,
  startHostile,
  TAB,
  type Hostile,
} from './hostile';

const BEFORE = [
  { id: '"a"', name: 'Before' },
  { id: '"b"', name: 'Too' },
];
const WORDS = ['run', 'OpenHolidays', '--storage=csv:out', ...asWords(HOLIDAY_VALUES)];

let hostile: Hostile;
let imported: string;
beforeAll(async () => {
  const later = [...BEFORE, { id: '"c"', name: 'After' }];
  hostile = await startHostile({ good: holidays(BEFORE), later: holidays(later) });
  imported = scratch();
  expect((await sheetbound(imported, [...WORDS, ...hostile.words('good')])).code).toBe(0);
});
afterAll(() => hostile.close());

/** With the number of requests: what cannot get better in a moment is not asked for again. */
const CASES: [title: string, behaviour: string, requests: number, onNode: string, inGoogle?: string][] = [
  [
    'a refused connection',
    'refused',
    2,
    '] No answer from https://openholidaysapi.org/PublicHolidays: Nothing answers at https://openholidaysapi.org/PublicHolidays (ECONNREFUSED). It is tried again at the next run.',
    '] No answer from https://openholidaysapi.org/PublicHolidays: Address unavailable: https://openholidaysapi.org/PublicHolidays. It is tried again at the next run.',
  ],
  [
    'a redirect loop',
    'loop',
    1,
    '] No usable answer from https://openholidaysapi.org/PublicHolidays: More than 20 redirects, the last from https://openholidaysapi.org/',
  ],
  [
    'a wrong content type',
    'csv',
    1,
    '] The answer is not JSON (text/csv; 14 characters, begins "id,name 1,x"). Nothing of this window was written; try again later.',
  ],
  [
    'truncated JSON',
    'truncated',
    1,
    '] The answer is not JSON (application/json; charset=utf-8; 35 characters, begins "[{"id":"new","startDate":"2026-03-0"). Nothing of this window was written',
  ],
  [
    'a body of more than 50 MB',
    'huge',
    1,
    '] No usable answer from https://openholidaysapi.org/PublicHolidays: The answer of https://openholidaysapi.org/PublicHolidays is larger than 50 MB. Import fewer days at once (Max Fetching Days), or fewer fields.',
    '] No usable answer from https://openholidaysapi.org/PublicHolidays: Limit exceeded: URL Fetch response size. Import fewer days at once (Max Fetching Days), or fewer fields.',
  ],
  [
    'an HTML page in place of data',
    'page',
    1,
    '] The answer is not JSON (text/html; 91 characters, begins "<!DOCTYPE html>',
  ],
  [
    'an HTML error page',
    'error-page',
    2,
    '] https://openholidaysapi.org/PublicHolidays answered 502: a page instead of data. The service has a problem: it is tried again at the next run.',
  ],
  [
    'JSON of another shape',
    'another-shape',
    1,
    '] The answer of the OpenHolidays API is not a list of records. Nothing of this window was written',
  ],
  [
    'a list of what are no records',
    'not-records',
    1,
    '] The answer of the OpenHolidays API is not a list of records. Nothing of this window was written',
  ],
  [
    'no body',
    'empty',
    1,
    '] The answer of the OpenHolidays API is not a list of records. Nothing of this window was written',
  ],
];

describe('on the command line, what is no answer fails the import and leaves the rows as they were', () => {
  it.concurrent.each(CASES)('%s', async (_, behaviour, requests, text) => {
    const folder = scratch();
    cpSync(imported, folder, { recursive: true });
    const { code, stdout, stderr } = await sheetbound(folder, [...WORDS, ...hostile.words(behaviour)]);
    expect(code).toBe(1);
    expect(stdout).toContain(`- publicHolidays, CH: [OpenHolidays${text}`);
    expect(stdout).toContain(requests === 1 ? ', 1 request)' : `, ${requests} requests)`);
    expect(stdout).toMatch(/What is complete is saved; what failed is fetched again by:\n {2}npx sheetbound/);
    expect(stdout + stderr).not.toContain('canary');
    const file = join('out', `${TAB}.csv`);
    expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(imported, file), 'utf8'));
  });
});

describe('in Google, what is no answer fails the import and leaves the sheet as it was', () => {
  it.each(CASES)('%s', (_, behaviour, requests, onNode, inGoogle = onNode) => {
    const good = fileWith(hostile.as('good'));
    expect(importNow(good)).toEqual({ status: 'DONE', message: 'Done: 2 added, 0 updated.' });
    const before = cellsOf(good, TAB);
    const bad = reopened(good, hostile.as(behaviour));
    const { status, message } = importNow(bad);
    expect(status).toBe('ERROR');
    expect(message).toContain(`Failed: [OpenHolidays${inGoogle}`);
    expect(message).toMatch(/what was there stays\. The next run goes on with what is missing\.$/);
    expect(message).not.toContain('canary');
    expect(cellsOf(bad, TAB)).toEqual(before);
    expect(bad.executions.at(-1)?.calls.filter(name => /UrlFetchApp\.fetch/.test(name)).length).toBe(
      behaviour === 'loop' ? 21 : requests,
    );
    const again = reopened(bad, hostile.as('later'));
    expect(importNow(again).message).toMatch(/^Done: 1 added, 0 updated/);
    expect(cellsOf(again, TAB)).toHaveLength(4);
  });

  it('no answer within the time limit', () => {
    const good = fileWith(hostile.as('good'));
    importNow(good);
    const before = cellsOf(good, TAB);
    const bad = reopened(good, hostile.as('late-by-announcement'));
    const { status, message } = importNow(bad);
    expect(status).toBe('ERROR');
    expect(message).toMatch(
      /No answer from https:\/\/openholidaysapi\.org\/PublicHolidays: Timeout: .*import fewer days at once \(Max Fetching Days\)/,
    );
    expect(cellsOf(bad, TAB)).toEqual(before);
  });
});

describe('on Node, no answer within the time limit', () => {
  it('fails the import, and neither the table nor what is next is lost', () => {
    installEnvironment(createNodeEnvironment({ hosts: hostile.as('never') }));
    const path = join(scratch(), 'data.duckdb');
    const services = { storages: createStorageFactory(`duckdb:${path}`), state: memoryRunStateStore() };
    let isLate = false;
    const values = { StartDate: '2026-03-01', EndDate: '2026-03-02', MaxFetchRetries: 0 };
    const run = () => {
      const source = new TestSource({
        values,
        *fetch() {
          if (isLate)
            yield* this.request('https://openholidaysapi.org/x?token=canary', { timeoutSeconds: 0.2 });
          yield [{ day: '2026-03-01', id: isLate ? 'late' : 'first' }];
        },
      });
      return new AbstractConnector(source, services).run();
    };
    expect(run().status).toBe('DONE');
    isLate = true;
    const report = run();
    expect(report.status).toBe('ERROR');
    expect(report.failures.map(({ message }) => message).join()).toBe(
      '[Test] No answer from https://openholidaysapi.org/x: No answer in time from https://openholidaysapi.org/x. It is tried again at the next run; if it stays so, import fewer days at once (Max Fetching Days).',
    );
    const database = openDuckDB(path);
    expect(database.all(`SELECT id FROM ${report.nodes[0]?.destination}`)).toEqual([{ id: 'first' }]);
    database.close();
  });
});
