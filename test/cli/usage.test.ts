import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { runProgram } from '../../environments/node/cli/Program';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { filesIn, jsonOf, scratch, sheetbound } from './harness';

let simulators: Simulators;
beforeAll(async () => {
  installEnvironment(createNodeEnvironment());
  simulators = await startSimulators(['BankOfCanada', 'GitHub', 'OpenHolidays']);
});
afterAll(async () => {
  await simulators.close();
});

/** So that a command that should not ask anything would be seen to ask. */
function routed(): string[] {
  return Object.entries(simulators.hosts).flatMap(([host, url]) => ['--host', `${host}=${url}`]);
}

async function requestCount(): Promise<number> {
  const logs = await Promise.all(
    ['BankOfCanada', 'GitHub', 'OpenHolidays'].map(name => simulators.requests(name)),
  );
  return logs.flat().length;
}

describe('a command that cannot be carried out', () => {
  const cases: [string, string[], RegExp[]][] = [
    ['has a mistyped command', ['rnu', 'GitHub'], [/Did you mean run/]],
    ['has an unknown option', ['run', 'GitHub', '--storag', 'x'], [/Did you mean --storage/]],
    ['names no source', ['run'], [/missing required argument/]],
    ['names an unknown source', ['run', 'Githb'], [/no source "Githb"\. Did you mean GitHub\?/]],
    ['describes an unknown source', ['describe', 'OpenHoliday'], [/Did you mean OpenHolidays\?/]],
    ['lacks a setting', ['run', 'GitHub'], [/Repositories: a value is needed/]],
    [
      'has several faults of every kind',
      [
        'run',
        'GitHub',
        '--param=AccessToken=ghp_canary_0123456789',
        '--param=RepositoryNam=a/b',
        '--param=MaxFetchingDays=many',
        '--param=GoneRows=shred',
        '--fields=repositry id, contributors naem',
        '--storage=duck:x',
        '--runtime=nod',
        '--name=not good',
      ],
      [
        /10 things need attention; nothing was fetched/,
        /AccessToken: is secret and is not taken in clear.*--secret AccessToken=VARIABLE/,
        /RepositoryNam: there is no such setting\. Did you mean RepositoryName\?/,
        /Max Fetching Days: must be a number, not "many"/,
        /"shred" is not one of keep, mark, remove/,
        /no node "repositry"\. Did you mean repository\?/,
        /node "contributors" has no field "naem"/,
        /--storage duck:x: write duckdb:path/,
        /--runtime nod: there is no such runtime\. Did you mean node\?/,
        /--name not good/,
      ],
    ],
    [
      'contradicts itself',
      ['run', 'OpenHolidays', '--fields=publicHolidays *', '--param=Fields=x y'],
      [/use one/],
    ],
    [
      'sends requests two ways',
      ['run', 'OpenHolidays', '--simulate', '--host=a.b=http://c'],
      [/use one of them/],
    ],
    ['has a bad host', ['run', 'OpenHolidays', '--host=openholidaysapi.org'], [/write it as HOST=URL/]],
    [
      'has a day that does not exist',
      ['run', 'OpenHolidays', '--from=2026-02-30'],
      [/--from: "2026-02-30" is not a/],
    ],
    [
      'has a reversed range',
      ['run', 'OpenHolidays', '--from=2026-03-10', '--to=2026-03-01'],
      [/lies after End Date/],
    ],
    ['has only the end of a range', ['run', 'OpenHolidays', '--to=2026-03-01'], [/needs its first day/]],
    [
      'lies in the future',
      ['run', 'BankOfCanada', '--from=2199-01-01'],
      [/--from: 2199-01-01 lies in the future/],
    ],
    [
      'asks Apps Script for a database',
      ['run', 'OpenHolidays', '--runtime=apps-script', '--storage=duckdb:x'],
      [/writes to a spreadsheet/],
    ],
    [
      'names a variable that is not set',
      ['check', 'GitHub', '--secret=AccessToken=NO_SUCH'],
      [/NO_SUCH is not set/],
    ],
    ['names a folder as a file', ['run', 'OpenHolidays', '--storage=duckdb:.'], [/is a folder; name a file/]],
  ];

  it.each(cases)('which %s: says all that is wrong, and asks nobody', async (_, words, patterns) => {
    const { code, stdout, stderr } = await inThisProcess(
      words[0] === 'run' ? [...words, ...hostsFor(words)] : words,
    );
    expect(code).toBe(2);
    expect(stdout).toBe('');
    for (const pattern of patterns) expect(stderr).toMatch(pattern);
    expect(stderr).not.toContain('ghp_canary');
    expect(await requestCount()).toBe(0);
  });

  it('leaves nothing behind', async () => {
    const folder = scratch();
    const words = ['run', 'GitHub', '--storage=csv:out', '--state=s/state.json', '--json'];
    const result = await sheetbound(folder, words);
    expect(result.code).toBe(2);
    expect(jsonOf(result)).toMatchObject({
      exitCode: 2,
      error: { name: 'UsageError', faults: ['Repositories: a value is needed.'] },
    });
    expect(filesIn(folder)).toEqual({});
  });

  function hostsFor(words: readonly string[]): string[] {
    return words.length < 2 || words.some(word => /^--(host|simulate|storag$)/.test(word)) ? [] : routed();
  }

  it('says it as one JSON document too, whoever found it', async () => {
    const { code, stdout } = await inThisProcess(['runn', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 2, error: { name: 'CommanderError' } });
  });
});

/** What cannot be carried out never gets to the import's thread, so it needs no process of its own. */
async function inThisProcess(
  words: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += String(chunk);
        done();
      },
    });
  const terminal = { out: stream('stdout'), err: stream('stderr'), variables: {} };
  return { code: await runProgram(words, '0.0.0', terminal), ...texts };
}

describe('a state file that cannot be used', () => {
  const state = (content: string) => {
    const folder = scratch();
    writeFileSync(join(folder, 'state.json'), content);
    return folder;
  };
  const stored = (run: string) =>
    JSON.stringify({ version: 1, document: { 'run.BankOfCanada': run }, user: {} });

  it.each([
    ['cut short', 'node', '{"version":1,"docum', /not valid JSON; it may be cut short/],
    ['with a run of a newer version', 'node', stored('{"version":7}'), /newer Sheetbound/],
    ['cut short', 'apps-script', '{"version":1,"docum', /not valid JSON; it may be cut short/],
    ['of the other runtime', 'apps-script', stored(''), /not a state file of --runtime apps-script/],
  ])('%s is told by the runtime %s and left as it is', async (_, runtime, content, pattern) => {
    const before = await requestCount();
    const folder = state(content);
    const words = ['run', 'BankOfCanada', '--state=state.json', `--runtime=${runtime}`, ...routed()];
    const { code, stderr } = await sheetbound(folder, words);
    expect(code).toBe(2);
    expect(stderr).toMatch(pattern);
    expect(readFileSync(join(folder, 'state.json'), 'utf8')).toBe(content);
    expect(Object.keys(filesIn(folder))).toEqual(['state.json']);
    expect(await requestCount()).toBe(before);
  });

  it('a read-only one stops the run before its first request', async () => {
    const folder = state('{"version":1,"document":{},"user":{}}');
    chmodSync(join(folder, 'state.json'), 0o444);
    const before = await requestCount();
    const { code, stderr } = await sheetbound(folder, [
      'run',
      'BankOfCanada',
      '--state=state.json',
      ...routed(),
    ]);
    expect(stderr).toMatch(/state\.json is read-only/);
    expect(code).toBe(2);
    expect(await requestCount()).toBe(before);
  });
});

describe('a spreadsheet of one’s own', () => {
  it.each(['node', 'apps-script'])('is not overwritten by the runtime %s', async runtime => {
    const folder = scratch();
    writeFileSync(join(folder, 'mine.xlsx'), 'my work');
    const words = ['run', 'OpenHolidays', '--simulate', '--storage=xlsx:mine.xlsx', `--runtime=${runtime}`];
    const { code, stderr } = await sheetbound(folder, words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/mine\.xlsx was not made by this command.*name another file/);
    expect(readFileSync(join(folder, 'mine.xlsx'), 'utf8')).toBe('my work');
  });
});

describe('a source that does not answer properly', () => {
  const faults: [string, Parameters<Simulators['fail']>[1], RegExp][] = [
    ['an HTML page', { body: 'html' }, /OpenHolidays\]/],
    ['a connection that is cut', { body: 'cut' }, /No answer from/],
  ];

  it.each(faults)(
    'with %s fails the import, names the source and how to go on',
    async (_, fault, pattern) => {
      await simulators.fail('OpenHolidays', { times: 3, ...fault });
      const folder = scratch();
      const words = ['run', 'OpenHolidays', '--storage=csv:out', '--param=MaxFetchRetries=0', ...routed()];
      const { code, stdout } = await sheetbound(folder, words);
      await simulators.reset('OpenHolidays');
      expect(code).toBe(1);
      expect(stdout).toMatch(pattern);
      expect(stdout).toMatch(/what failed is fetched again by:\n {2}npx sheetbound run OpenHolidays/);
    },
  );

  it('checks whether credentials work, with one request', async () => {
    const words = [
      'check',
      'GitHub',
      '--param=RepositoryName=octocat/Hello-World,a/b',
      '--secret=AccessToken=T',
    ];
    await simulators.reset('GitHub');
    const good = await sheetbound(scratch(), [...words, ...routed()], { T: 'ghp_0123456789' });
    expect(good.stdout).toMatch(
      /works \(node repository, account octocat\/Hello-World; 1 request\)\. 1 other account was/,
    );
    expect(good.code).toBe(0);
    expect(await simulators.requests('GitHub')).toHaveLength(1);
    await simulators.fail('GitHub', { status: 401 });
    const bad = await sheetbound(scratch(), [...words, '--json', ...routed()], { T: 'ghp_0123456789' });
    expect(bad.code).toBe(1);
    expect(jsonOf(bad)).toMatchObject({ exitCode: 1, check: { isWorking: false, statusCode: 401 } });
    const dead = [
      'check',
      'OpenHolidays',
      '--host=openholidaysapi.org=http://127.0.0.1:1',
      '--param=MaxFetchRetries=0',
    ];
    const refused = await sheetbound(scratch(), dead);
    expect(refused.stdout).toMatch(/does not work.*\n.*No answer from/);
    expect(refused.code).toBe(1);
  });
});
