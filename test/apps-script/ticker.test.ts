import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import type { ExecutionRecord } from '../../environments/emulator/google/EmulatorState';
import type { DueDigest } from '../../src/Imports/DueDigest';
import { ANNA, BEN, call, cellsOf, HOLIDAYS, openFile, resultOf, rowsOf, startApis } from './harness';

const MINUTE = 60_000;
const TAB = 'open_holidays_public_holidays';

let apis: Simulators;
let file: Emulator;

beforeAll(async () => {
  apis = await startApis();
});

afterAll(async () => {
  await apis.close();
});

beforeEach(async () => {
  await apis.resetAll();
  file = openFile(apis);
});

const triggersOf = (user: string) => file.user(user).triggers.map(({ schedule }) => JSON.stringify(schedule));
const digest = () => JSON.parse(file.documentProperties['sheetbound.digest'] ?? '') as DueDigest;
const ticks = (records: readonly ExecutionRecord[]) =>
  records.filter(({ functionName }) => functionName === 'runTicker');
const isIdle = ({ calls }: ExecutionRecord) => calls.length <= 2;

describe('the ticker', () => {
  it('runs what is due, hour by hour, and nothing more', async () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: '4 hours' } });
    expect(file.user(ANNA).triggers).toHaveLength(1);
    await apis.reset('OpenHolidays');
    const executions = ticks(file.runUntil('2026-03-02T21:30:00Z'));
    expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'completed'));
    expect(
      rowsOf(file, 'Run history').map(line => [line['Trigger'], line['Started']?.slice(11, 13)]),
    ).toEqual([
      ['schedule', '12'],
      ['schedule', '16'],
      ['schedule', '20'],
    ]);
    expect(executions.filter(record => !isIdle(record))).toHaveLength(3);
    expect(file.user(ANNA).triggers).toHaveLength(1);
  });

  it('costs one look at the document properties when nothing is due', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'month' } });
    const executions = ticks(file.advance(5 * 60 * MINUTE));
    expect(executions.length).toBeGreaterThanOrEqual(4);
    for (const { calls } of executions)
      expect(calls).toEqual([
        'PropertiesService.getDocumentProperties',
        'PropertiesService.Properties.getProperties',
      ]);
  });

  it('catches up once on what was missed while nothing could run', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    file.user(ANNA).grantedScopes = [];
    file.advance(10 * 60 * MINUTE);
    file.user(ANNA).grantedScopes = 'all';
    file.advance(61 * MINUTE);
    expect(rowsOf(file, 'Run history')).toHaveLength(1);
  });

  it('wakes up every ten minutes only as long as a schedule needs it', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: '30 minutes' } });
    expect(triggersOf(ANNA)).toEqual([expect.stringContaining('10')]);
    expect(ticks(file.advance(70 * MINUTE)).length).toBe(7);
    expect(rowsOf(file, 'Run history')).toHaveLength(2);
    call(file, ANNA, 'turnScheduleOn', { schedule: { every: 'day' } });
    expect(ticks(file.advance(120 * MINUTE)).length).toBe(2);
    call(file, ANNA, 'turnScheduleOff');
    expect(triggersOf(ANNA)).toEqual([]);
  });

  it('makes the new trigger before it removes the old one: a kill in between leaves one too many, which goes', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'day' } });
    file.inject({
      at: ({ name }) => name === 'ScriptApp.ClockTriggerBuilder.create',
      when: 'after',
      effect: 'kill',
    });
    file.user(ANNA).call('turnScheduleOn', { schedule: { every: '10 minutes' } });
    expect(file.user(ANNA).triggers).toHaveLength(2);
    file.clearInjections();
    file.advance(61 * MINUTE);
    expect(triggersOf(ANNA)).toEqual([expect.stringContaining('10')]);
  });

  it('runs an import as its owner only, each with a trigger of their own', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, userName: 'Anna', schedule: { every: 'hour' } });
    call(file, BEN, 'saveImport', {
      source: 'BankOfCanada',
      name: 'Rates',
      userName: 'Ben',
      schedule: { every: 'hour' },
    });
    file.advance(200 * MINUTE);
    expect(
      new Set(rowsOf(file, 'Run history').map(line => `${line['Import']} by ${line['Run by']}`)),
    ).toEqual(new Set(['Holidays by Anna', 'Rates by Ben']));
  });

  it('runs the other imports although one of them cannot be read, and tells of that one only', () => {
    const { id } = call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    call(file, ANNA, 'saveImport', { source: 'BankOfCanada', name: 'Rates', schedule: { every: 'hour' } });
    const { grid } = file.spreadsheet.sheet('_sheetbound');
    const row = cellsOf(file, '_sheetbound').findIndex(cells => cells[1] === id) + 1;
    expect(row).toBeGreaterThan(1);
    expect(grid.lastRow()).toBe(3);
    file.spreadsheet.asUser(BEN).typeValue('_sheetbound', `D${row}`, '{"version":2,"id"');
    const executions = ticks(file.advance(190 * MINUTE));
    expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'completed'));
    const lines = rowsOf(file, 'Run history').map(line => line['Import']);
    expect(lines.length).toBeGreaterThan(1);
    expect(new Set(lines)).toEqual(new Set(['Rates']));
    expect(digest().imports[String(id)]?.incident?.message).toMatch(/is damaged.*Version history/);
  });

  it('stops for whoever has handed everything over', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    call(file, BEN, 'takeOverSchedule', { importId: 'Holidays', userName: 'Ben' });
    file.advance(120 * MINUTE);
    expect(triggersOf(ANNA)).toEqual([]);
    expect(triggersOf(BEN)).toHaveLength(1);
  });
});

describe('a run that is too long for one execution', () => {
  const MANY = 'AD,AL,AT,BE,BG,CH,CZ,DE,EE,ES,FR,HR,HU,IE,IT,LI,LT,LU,LV,MC,MD,MT,MX,NL';
  const LONG = { ...HOLIDAYS, values: { CountryIsoCode: MANY, StartDate: '2026-02-20' } };

  it('pauses, says so, and is finished by the ticker within minutes: the same sheet as in one go', async () => {
    call(file, ANNA, 'saveImport', LONG);
    await apis.configure('OpenHolidays', { latencyMs: 45_000 });
    const paused = call<{ status: string; message: string }>(file, ANNA, 'importNewData');
    expect(paused.status).toBe('PAUSED');
    expect(paused.message).toContain('It continues by itself within 10 minutes.');
    expect(triggersOf(ANNA)).toEqual([expect.stringContaining('10')]);
    file.advance(40 * MINUTE);
    const lines = rowsOf(file, 'Run history').map(line => [line['Trigger'], line['Result']]);
    expect(lines[0]).toEqual(['manual', 'Paused']);
    expect(lines.at(-1)).toEqual(['resume', 'Done']);
    expect(triggersOf(ANNA)).toEqual([]);
    await apis.configure('OpenHolidays', { latencyMs: 0 });
    const whole = openFile(apis);
    call(whole, ANNA, 'saveImport', LONG);
    call(whole, ANNA, 'importNewData');
    for (const tab of [TAB, 'open_holidays_school_holidays'])
      expect(cellsOf(file, tab)).toEqual(cellsOf(whole, tab));
  });

  it('goes on by the next call of a page while one is open', async () => {
    const { id } = call(file, ANNA, 'saveImport', LONG);
    await apis.configure('OpenHolidays', { latencyMs: 20_000 });
    let result = call<{ status: string }>(file, ANNA, 'importNewData', { importId: id, seconds: 60 });
    let slices = 1;
    while (result.status === 'PAUSED' && slices < 20) {
      result = call<{ status: string }>(file, ANNA, 'continueRun', { importId: id, seconds: 60 });
      slices++;
    }
    expect(result.status).toBe('DONE');
    expect(slices).toBeGreaterThan(2);
    expect(triggersOf(ANNA)).toEqual([]);
  });

  it('that is a backfill outlasts the scheduled runs in between', async () => {
    const { id } = call(file, ANNA, 'saveImport', { ...LONG, schedule: { every: '10 minutes' } });
    call(file, ANNA, 'importNewData');
    await apis.configure('OpenHolidays', { latencyMs: 45_000 });
    const range = { importId: id, from: '2025-03-01', to: '2025-03-05' };
    expect(call<{ status: string }>(file, ANNA, 'manualBackfill', range).status).toBe('PAUSED');
    await apis.configure('OpenHolidays', { latencyMs: 0 });
    call(file, ANNA, 'importNewData', {});
    file.advance(25 * MINUTE);
    const lines = rowsOf(file, 'Run history').map(line => [
      line['Trigger'],
      line['Result'],
      line['Window from'],
    ]);
    expect(lines).toContainEqual(['resume', 'Done', '2025-03-01']);
    expect(lines).toContainEqual(['schedule', 'Done', expect.any(String)]);
  });

  it('is gone on with after Google ended it in the middle, once a trigger is there', () => {
    call(file, ANNA, 'saveImport', { ...LONG, schedule: { every: 'day', hour: 3 } });
    file.inject({ at: ({ name }) => name === 'UrlFetchApp.fetchAll', when: 'after', effect: 'kill' });
    expect(file.user(ANNA).call('importNewData', {}).status).toBe('timed out');
    file.advance(61 * MINUTE);
    expect(rowsOf(file, 'Run history').map(line => [line['Trigger'], line['Result']])).toEqual([
      ['resume', 'Done'],
    ]);
  });

  it('says when it goes on, if the day has no time left for paused runs', async () => {
    const { id } = call(file, ANNA, 'saveImport', { ...LONG, schedule: { every: 'day', hour: 3 } });
    const before = digest();
    const user = Object.keys(before.tickers)[0] ?? '';
    before.usage[user] = { since: file.now - 60 * MINUTE, used: 59 * MINUTE, continued: 59 * MINUTE };
    file.documentProperties['sheetbound.digest'] = JSON.stringify(before);
    await apis.configure('OpenHolidays', { latencyMs: 45_000 });
    const { message } = call<{ message: string }>(file, ANNA, 'importNewData', { importId: id });
    expect(message).toMatch(/share of the 90 minutes.*by itself after 2026-03-03 08:00, or at once/);
    expect(message).not.toContain('within 10 minutes');
  });

  it('is left paused when a colleague cannot go on with it', async () => {
    const values = { RepositoryName: 'octocat/Hello-World' };
    const secrets = { AccessToken: 'ghp_canary0123456789' };
    const { id } = call(file, ANNA, 'saveImport', { source: 'GitHub', name: 'Stars', values, secrets });
    await apis.configure('GitHub', { latencyMs: 20_000 });
    const paused = call<{ status: string }>(file, ANNA, 'importNewData', { importId: id, seconds: 10 });
    expect(paused.status).toBe('PAUSED');
    expect(call<{ status: string }>(file, BEN, 'importNewData', { importId: id }).status).toBe('ERROR');
    await apis.configure('GitHub', { latencyMs: 0 });
    file.advance(60 * MINUTE);
    expect(rowsOf(file, 'Run history').map(line => [line['Trigger'], line['Result']])).toEqual([
      ['manual', 'Paused'],
      ['manual', 'Failed'],
      ['resume', 'Done'],
    ]);
  });

  it('leaves a third of the day to runs that are due', () => {
    const { id } = call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    const before = digest();
    const user = Object.keys(before.tickers)[0] ?? '';
    before.usage[user] = { since: file.now, used: 59 * MINUTE, continued: 59 * MINUTE };
    const open = { since: file.now - 20 * MINUTE, begun: file.now, by: user, isPaused: true };
    before.imports[String(id)] = {
      owner: user,
      dueAt: file.now + 3 * 60 * MINUTE,
      open: [{ ...open, backfill: { from: '2026-01-01', to: '2026-01-05' } }],
    };
    file.documentProperties['sheetbound.digest'] = JSON.stringify(before);
    file.advance(120 * MINUTE);
    expect(file.spreadsheet.titles()).not.toContain('Run history');
    file.advance(120 * MINUTE);
    expect(rowsOf(file, 'Run history').map(line => line['Trigger'])).toEqual(['schedule']);
  });

  it('counts an execution that Google ended in the middle against the day', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    file.inject({ at: ({ name }) => name === 'UrlFetchApp.fetch', when: 'before', effect: 'kill' });
    file.advance(130 * MINUTE);
    const { triggerMinutes } = call<{ triggerMinutes: { used: number } }>(file, ANNA, 'listImports');
    expect(triggerMinutes.used).toBeGreaterThanOrEqual(6);
  });
});

describe('a schedule that cannot fit', () => {
  it('is refused with the numbers', () => {
    const { id } = call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    const known = digest();
    known.imports[String(id)] = { ...known.imports[String(id)], owner: '', lastDuration: 2 * MINUTE };
    file.documentProperties['sheetbound.digest'] = JSON.stringify(known);
    const record = file.user(ANNA).call('turnScheduleOn', { schedule: { every: '10 minutes' } });
    expect(record.error?.message).toMatch(/about 292 minutes of trigger time a day; Google allows 90/);
  });
});

describe('checking health', () => {
  it('finds a trigger that is gone and makes it again', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    file.user(ANNA).triggers.length = 0;
    const { findings } = call<{ findings: string[] }>(file, ANNA, 'repairSchedule');
    expect(findings).toEqual(['Your trigger was gone. It was made again.']);
    file.advance(90 * MINUTE);
    expect(rowsOf(file, 'Run history')).toHaveLength(1);
    expect(call<{ findings: string[] }>(file, ANNA, 'repairSchedule').findings).toEqual([]);
  });

  it('makes a damaged note of due times anew, and so does the ticker', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    file.documentProperties['sheetbound.digest'] = '{"version":1,"imp';
    file.advance(125 * MINUTE);
    expect(rowsOf(file, 'Run history')).toHaveLength(1);
    file.documentProperties['sheetbound.digest'] = 'nothing';
    const { findings } = resultOf<{ findings: string[] }>(file.user(ANNA).call('repairSchedule', {}));
    expect(findings[0]).toMatch(/damaged/);
    expect(digest().imports).not.toEqual({});
    expect(file.user(ANNA).triggers).toHaveLength(1);
  });
});
