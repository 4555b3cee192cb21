import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import { ANNA, BEN, call, CODE, HOLIDAYS, openFile, resultOf, rowsOf, startApis } from './harness';

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
  file.user(ANNA).open();
});

const FUNCTIONS = [...CODE.matchAll(/^function (\w+)\(\) \{ return /gm)].map(match => match[1] ?? '');

function itemsOf(emulator: Emulator): string[][] {
  const { menus } = emulator.user(ANNA);
  return menus
    .filter(line => !line.endsWith('---') && !menus.some(other => other.startsWith(`${line} > `)))
    .map(line => line.split(' > '));
}

/** Called by Google, by pages, or by other functions of ours. */
const WITHOUT_MENU = [
  'onOpen',
  'onInstall',
  'runTicker',
  'continueRun',
  'finishSignIn',
  'getSignIn',
  'listImports',
  'describeSources',
  'forHost',
];

describe('the menu', () => {
  it('opens without any right of the user and costs next to nothing', () => {
    const [record] = file.user('new@example.com').open();
    expect(record?.status).toBe('completed');
    expect(record?.calls.filter(call => !/Menu|getUi|createMenu/.test(call))).toEqual([]);
  });

  it('leads to a function from every item, and to every function from some item', () => {
    const reached = itemsOf(file).map(path => file.user(ANNA).functionOfMenu(...path));
    expect(reached.filter(name => !FUNCTIONS.includes(name))).toEqual([]);
    expect(FUNCTIONS.filter(name => !reached.includes(name) && !WITHOUT_MENU.includes(name))).toEqual([]);
    expect(WITHOUT_MENU.filter(name => !FUNCTIONS.includes(name))).toEqual([]);
  });

  it('is written in sentence case, without signs that a screen reader reads aloud', () => {
    for (const caption of itemsOf(file).map(path => path.at(-1) ?? ''))
      expect(caption).toMatch(/^[A-Z][a-z]+( [a-z]+)*$/);
  });
});

describe('plain dialogs', () => {
  it('add an import, run it, and show the run', () => {
    const anna = file.user(ANNA);
    const ok = (text = '') => ({ button: 'OK' as const, text });
    anna.answer(ok('OpenHolidays'), ok('Days off'), ok('2026-02-01'), ok(''), ok('CH'), ok(''), ok('Anna'));
    const saved = resultOf(anna.clickMenu('Sheetbound', 'Add or change an import'));
    expect(saved).toMatchObject({ name: 'Days off', owner: 'Anna', values: { CountryIsoCode: 'CH' } });
    expect(anna.unusedAnswers).toEqual([]);
    const run = resultOf(anna.clickMenu('Sheetbound', 'Import new data'));
    expect(run['status']).toBe('DONE');
    expect(anna.toasts.at(-1)?.message).toMatch(/^Done: \d+ added/);
    anna.clickMenu('Sheetbound', 'Run history');
    expect(rowsOf(file, 'Run history')[0]).toMatchObject({ Import: 'Days off', 'Run by': 'Anna' });
  });

  it('name what is wrong and ask for that again', () => {
    const anna = file.user(ANNA);
    const ok = (text = '') => ({ button: 'OK' as const, text });
    anna.answer(ok('OpenHolidays'), ok(''), ok('2026-02-30'), ok(''), ok('CH'), ok(''), ok(''));
    anna.answer('OK', ok('2026-02-01'));
    const saved = resultOf(anna.clickMenu('Sheetbound', 'Add or change an import'));
    expect(saved['values']).toMatchObject({ StartDate: '2026-02-01' });
    expect(
      anna.dialogs.some(({ message }) => message?.includes('2026-02-30" is a date that does not exist')),
    ).toBe(true);
  });

  it('end when nothing that they ask for could mend what is wrong: a colleague’s key', () => {
    const secrets = { AccessToken: 'ghp_canary0123456789' };
    const values = { RepositoryName: 'octocat/Hello-World' };
    const stars = { name: 'Stars', source: 'GitHub', values, secrets, userName: 'Ben' };
    const change = (emulator: Emulator, texts: readonly string[]) => {
      call(emulator, BEN, 'saveImport', stars);
      call(emulator, ANNA, 'listImports', { userName: 'Anna' });
      const anna = emulator.user(ANNA);
      anna.open();
      anna.answer(...texts.map(text => ({ button: 'OK' as const, text })));
      const result = resultOf(anna.clickMenu('Sheetbound', 'Add or change an import'));
      return { result, dialogs: anna.dialogs.map(({ message }) => message ?? '') };
    };
    const { dialogs } = change(openFile(apis), ['2', ...Array.from({ length: 20 }, () => '')]);
    const asked = dialogs.findIndex(message => message.includes('never shown again'));
    const typed = dialogs.map((_, index) => (index === asked ? 'ghp_mine0123456' : ''));
    const { result } = change(file, ['2', ...typed.slice(1), '']);
    expect(result).toMatchObject({ status: 'ERROR' });
    expect(result['message']).toMatch(/those of "Stars" belong to Ben/);
  });

  it('can be closed at any point, and nothing has changed', () => {
    const anna = file.user(ANNA);
    anna.answer({ button: 'OK', text: 'GitHub' }, 'CLOSE');
    const before = file.spreadsheet.snapshot();
    expect(resultOf(anna.clickMenu('Sheetbound', 'Add or change an import'))).toMatchObject({
      status: 'CANCELLED',
    });
    expect(file.spreadsheet.snapshot()).toEqual(before);
  });

  it('say what to do when there is nothing to import yet', () => {
    const anna = file.user(ANNA);
    anna.answer('OK');
    anna.clickMenu('Sheetbound', 'Import new data');
    expect(anna.dialogs.at(-1)?.message).toMatch(/no imports in this file yet.*Add or change an import/);
  });

  it('ask for days, for a schedule, and which import is meant', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'saveImport', { source: 'BankOfCanada', name: 'Rates' });
    const anna = file.user(ANNA);
    const ok = (text = '') => ({ button: 'OK' as const, text });
    anna.answer(ok('Rates'), ok('2026-02-02'), ok('2026-02-03'));
    expect(resultOf(anna.clickMenu('Sheetbound', 'Backfill a date range'))['status']).toBe('DONE');
    anna.answer(ok('9'), ok('2'), ok('every week'), ok('23'), ok('Sunday'));
    expect(resultOf(anna.clickMenu('Sheetbound', 'Turn schedule on'))['schedule']).toMatchObject({
      every: 'week',
      hour: 23,
      weekday: 7,
    });
    anna.answer(ok('Rates'));
    expect(resultOf(anna.clickMenu('Sheetbound', 'Turn schedule off'))['scheduleText']).toBe('off');
  });
});

describe('the event object of a trigger', () => {
  const EVENT = { authMode: 'FULL', triggerUid: '4000000007919', year: 2026, hour: 9, timezone: 'UTC' };

  it('is no argument: whatever a trigger calls does what it does without one', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    const anna = file.user(ANNA);
    const run = resultOf(anna.run('importNewData', EVENT));
    expect(run['status']).toBe('DONE');
    for (const name of [
      'listImports',
      'previewImport',
      'getRunHistory',
      'describeSources',
      'continueRun',
      'repairSchedule',
    ])
      expect([name, anna.run(name, EVENT).status]).toEqual([name, 'completed']);
    expect(anna.dialogs).toEqual([]);
  });
});
