import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/Core/RunReport';
import { filesIn, jsonOf, scratch, sheetbound, start } from './harness';

const PLACES: [title: string, words: string[]][] = [
  ['a DuckDB database', ['--storage=duckdb:data.duckdb']],
  ['CSV files', ['--storage=csv:data']],
  ['a spreadsheet', ['--storage=xlsx:data.xlsx']],
  ['a spreadsheet by the script for Google', ['--runtime=apps-script', '--storage=xlsx:data.xlsx']],
];

const RUN = ['run', 'OpenHolidays', '--simulate', '--param=CountryIsoCode=CH, DE'];

function reportOf(result: Awaited<ReturnType<typeof sheetbound>>): RunReport {
  return jsonOf(result)['report'] as RunReport;
}

function counts(report: RunReport): Record<string, number[]> {
  return Object.fromEntries(
    report.nodes.map(({ node, added, updated, unchanged }) => [node, [added, updated, unchanged]]),
  );
}

describe.each(PLACES)('a run into %s', (_, place) => {
  it('shows first what it would do and writes nothing, then does it, then finds nothing to do', async () => {
    const folder = scratch();
    const dry = await sheetbound(folder, [...RUN, ...place, '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/Nothing was written/);
    expect(dry.stdout).toMatch(/\+ id [-0-9a-f]+/);
    expect(filesIn(folder)).toEqual({});

    const first = await sheetbound(folder, [...RUN, ...place, '--json']);
    expect(first.code).toBe(0);
    const report = reportOf(first);
    expect(report.status).toBe('DONE');
    const added = report.nodes.map(node => node.added);
    expect(Math.min(...added)).toBeGreaterThan(5);
    expect(dry.stdout).toMatch(new RegExp(`publicHolidays .* ${added[0]} .* ${added[0]} .* 0 .* 0 `));

    const second = await sheetbound(folder, [...RUN, ...place, '--json']);
    expect(counts(reportOf(second))).toEqual({
      publicHolidays: [0, 0, added[0]],
      schoolHolidays: [0, 0, added[1]],
    });
  });
});

describe.each(PLACES.slice(2))('a backfill into %s', (_, place) => {
  it('loads the days that are asked for, previewed before', async () => {
    const folder = scratch();
    const words = [...RUN, ...place, '--from=2020-01-01', '--to=2020-01-31'];
    const dry = await sheetbound(folder, [...words, '--dry-run']);
    expect(dry.stdout).toMatch(/a run would do this, 2020-01-01 to 2020-01-31/);
    const { code, stdout } = await sheetbound(folder, words);
    expect(code).toBe(0);
    expect(stdout).toMatch(/OpenHolidays: done, 2020-01-01 to 2020-01-31/);
    expect(stdout).toMatch(/Rows: the spreadsheet data\.xlsx/);
  });
});

describe('what a run leaves behind', () => {
  it('opens in Excel: text, numbers and dates as what they are', async () => {
    const folder = scratch();
    await sheetbound(folder, ['run', 'BankOfCanada', '--simulate', '--storage=xlsx:rates.xlsx']);
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(folder, 'rates.xlsx'));
    const sheet = book.getWorksheet('bank_of_canada_exchange_rates');
    expect(sheet?.getRow(1).values).toEqual([undefined, 'Date', 'Pair', 'Rate']);
    expect(sheet?.getRow(2).getCell(1).value).toBeInstanceOf(Date);
    expect(sheet?.getRow(2).getCell(2).value).toMatch(/^[A-Z]{6}$/);
    expect(typeof sheet?.getRow(2).getCell(3).value).toBe('number');
  });

  it('is loaded anew when it was removed, although the state says that it is there', async () => {
    const folder = scratch();
    const words = [
      'run',
      'BankOfCanada',
      '--simulate',
      '--storage=duckdb:d/rates.duckdb',
      '--state=s/state.json',
    ];
    const first = reportOf(await sheetbound(folder, [...words, '--json']));
    rmSync(join(folder, 'd'), { recursive: true });
    const again = await sheetbound(folder, [...words, '--json']);
    expect(again.stderr).toMatch(/rates\.duckdb is gone: everything is imported from the first day again/);
    expect(counts(reportOf(again))).toEqual(counts(first));
  });

  it('keeps two imports of one source apart by their names', async () => {
    const folder = scratch();
    const words = ['run', 'BankOfCanada', '--simulate', '--storage=csv:out', '--json'];
    await sheetbound(folder, words);
    const monthly = await sheetbound(folder, [
      ...words,
      '--name=monthly',
      '--param=Group=FX_RATES_MONTHLY',
      '--param=StartDate=2025-01-01',
      '--param=DestinationTableNameOverride=observations/group monthly',
    ]);
    expect(reportOf(monthly)).toMatchObject({ status: 'DONE', from: '2025-01-01' });
    expect(Object.keys(filesIn(join(folder, 'out'))).sort()).toEqual([
      'bank_of_canada_exchange_rates.csv',
      'monthly.csv',
      'sheetbound.state.json',
    ]);
  });
});

describe('a history longer than one run may fetch', () => {
  it.each([PLACES[1], PLACES[3]].flatMap(place => (place ? [place] : [])))(
    'is loaded to its end by one command into %s',
    async (_, place) => {
      const words = [
        'run',
        'BankOfCanada',
        '--simulate',
        '--param=StartDate=2025-01-01',
        '--param=EndDate=2025-06-30',
      ];
      const capped = await sheetbound(scratch(), [
        ...words,
        ...place,
        '--param=MaxFetchingDays=50',
        '--json',
      ]);
      const whole = await sheetbound(scratch(), [
        ...words,
        ...place,
        '--param=MaxFetchingDays=500',
        '--json',
      ]);
      expect([capped.code, whole.code]).toEqual([0, 0]);
      const [parts, once] = [reportOf(capped), reportOf(whole)];
      expect(parts.requests).toBe(4);
      expect(once.requests).toBe(1);
      expect(parts.nodes[0]?.added).toBe(once.nodes[0]?.added);
      expect([parts.from, parts.to]).toEqual([once.from, once.to]);
      expect(capped.stderr).toMatch(/rows?, \d+ of \d+ days/);
    },
  );
});

describe.each([PLACES[1], PLACES[3]].flatMap(place => (place ? [place] : [])))(
  'fields that change what a row is, into %s',
  (_, place) => {
    it('are refused until a reload is asked for', async () => {
      const folder = scratch();
      const words = ['run', 'BankOfCanada', '--simulate', '--json', ...place];
      expect((await sheetbound(folder, words)).code).toBe(0);
      const state = Object.keys(filesIn(folder)).find(name => name.endsWith('state.json')) ?? '';
      const text = readFileSync(join(folder, state), 'utf8');
      // As if the rows had been stored with the date alone as their key, by an older version of the connector.
      const old = text.replace(/(\\"observations\/group\\":\[\\"date\\"),\\"label\\"\]/, '$1]');
      expect(old).not.toBe(text);
      writeFileSync(join(folder, state), old);
      const refused = await sheetbound(folder, words);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/were told apart by date, now by date, label/);
      const reloaded = await sheetbound(folder, [...words, '--reload']);
      expect(reloaded.code).toBe(0);
      expect(reportOf(reloaded).nodes[0]?.added).toBeGreaterThan(100);
    });
  },
);

describe('the list and the description of sources', () => {
  it('say what a newcomer needs: nodes, hosts, keys, settings, fields', async () => {
    const folder = scratch();
    const list = await sheetbound(folder, ['sources', '--json']);
    const sources = JSON.parse(list.stdout) as {
      name: string;
      needsKey: string;
      nodes: string[];
      hosts: string[];
    }[];
    expect(sources.find(source => source.name === 'GitHub')).toMatchObject({
      needsKey: 'optional',
      hosts: ['api.github.com'],
    });
    const texts = await Promise.all(
      sources.map(async ({ name, nodes, hosts }) => {
        const { stdout, code } = await sheetbound(folder, ['describe', name.toLowerCase()]);
        expect(code).toBe(0);
        for (const word of [...nodes, ...hosts]) expect(stdout).toContain(word);
        return stdout;
      }),
    );
    expect(texts.join('\n')).toMatch(/AccessToken - Access token, string, secret/);
    const github = jsonOf(await sheetbound(folder, ['describe', 'GitHub', '--json']));
    expect(github['parameters']).toContainEqual(
      expect.objectContaining({ name: 'RepositoryName', isRequired: true, requiredType: 'string' }),
    );
    expect((github['nodes'] as { id: string; uniqueKeys: string[] }[])[0]?.uniqueKeys.length).toBeGreaterThan(
      0,
    );
    expect((await sheetbound(folder, ['sources'])).stdout).toContain('OpenHolidays');
  });
});

describe('the program of the documentation', () => {
  it('runs as it stands', async () => {
    const folder = scratch();
    const [, program = ''] = /```js\n([^]*?)```/.exec(readFileSync('docs/command-line.md', 'utf8')) ?? [];
    const entry = pathToFileURL(resolve('dist', 'node.js')).href;
    const here = `import * as node from '${entry}';
      const simulators = await node.startSimulators(['BankOfCanada']);
      node.installEnvironment(node.createNodeEnvironment({ hosts: simulators.hosts }));\n`;
    const file = join(folder, 'program.mjs');
    writeFileSync(
      file,
      here + program.replace("'sheetbound/node'", `'${entry}'`) + 'console.log(report.status);',
    );
    const output = execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
    expect(output).toBe('DONE\n');
    expect(Object.keys(filesIn(folder))).toContain('rates.duckdb');
  });
});

describe('npm start', () => {
  it('fills a spreadsheet, shows it, and changes nothing when it is run again', async () => {
    const folder = scratch();
    const first = await start(folder, [], {}, 'demo').finished;
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/Tab "bank_of_canada_exchange_rates", \d+ rows/);
    expect(first.stdout).toMatch(/OpenHolidays: Done: [1-9]\d* added, 0 updated/);
    expect(Object.keys(filesIn(folder))).toContain(join('output', 'sheetbound-demo.xlsx'));
    const second = await start(folder, [], {}, 'demo').finished;
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/OpenHolidays: Done: 0 added, 0 updated, [1-9]\d* unchanged/);
    expect(second.stdout).toMatch(/Bank of Canada: Done: 0 added, 0 updated, [1-9]\d* unchanged/);
  });
});
