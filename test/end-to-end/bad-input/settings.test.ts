import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../../environments/emulator/google/Emulator';
import { ANNA, call, failureOf, openFile, startApis } from '../../apps-script/harness';

let apis: Simulators;
beforeAll(async () => {
  apis = await startApis();
});
afterAll(() => apis.close());

let file: Emulator;
beforeEach(async () => {
  await apis.resetAll();
  file = openFile(apis);
});

async function requestCount(): Promise<number> {
  const logs = await Promise.all(['BankOfCanada', 'GitHub', 'OpenHolidays'].map(name => apis.requests(name)));
  return logs.flat().length;
}

describe('in Google, an import that cannot be run', () => {
  it('is told every fault at once, and nothing is saved, made or asked for', async () => {
    const before = file.spreadsheet.snapshot();
    const values = {
      RepositoryNam: 'a/b',
      MaxFetchingDays: 'many',
      GoneRows: 'shred',
      StartDate: '2026-02-30',
      Fields: 'repositry id, contributors naem',
    };
    const message = failureOf(file.user(ANNA).call('saveImport', { source: 'GitHub', name: 'Bad', values }));
    expect(message.split('\n')).toEqual([
      '[GitHub] 7 settings need attention; nothing was fetched.',
      '- RepositoryNam: there is no such setting. Did you mean RepositoryName?',
      '- Start Date: "2026-02-30" is a date that does not exist.',
      '- Max Fetching Days: must be a number, not "many".',
      '- Rows Gone At The Source: "shred" is not one of keep, mark, remove.',
      '- Repositories: a value is needed.',
      '- Fields: there is no node "repositry". Did you mean repository?',
      expect.stringMatching(
        /^- Fields: node "contributors" has no field "naem"\. There are: repository, login, id,/,
      ),
    ]);
    expect(file.spreadsheet.snapshot()).toEqual(before);
    expect(call<{ imports: object[] }>(file, ANNA, 'listImports').imports).toEqual([]);
    expect(await requestCount()).toBe(0);
  });

  it.each([
    [
      'days that do not exist',
      { from: '2026-02-30', to: '2026-03-01' },
      'First day: "2026-02-30" is not a day that exists; write it as 2026-01-31.',
    ],
    [
      'a reversed range',
      { from: '2026-02-10', to: '2026-02-01' },
      'Start Date: 2026-02-10 lies after End Date 2026-02-01.',
    ],
    [
      'a future day where the node has none',
      { from: '2199-01-01', to: '2199-01-02' },
      'Start Date: 2199-01-01 lies in the future (today is 2026-03-02), and this source has no data ahead.',
    ],
    ['no first day', { to: '2026-02-01' }, 'First day: a day is needed.'],
  ])('names %s, and asks nobody', async (_, days, text) => {
    call(file, ANNA, 'saveImport', {
      source: 'BankOfCanada',
      name: 'Rates',
      values: { StartDate: '2026-02-01' },
    });
    const record = file.user(ANNA).call('manualBackfill', { importId: 'Rates', ...days });
    const message = record.error?.message ?? (record.result as { message: string }).message;
    expect(message).toBe(`[BankOfCanada] 1 setting needs attention; nothing was fetched.\n- ${text}`);
    expect(await requestCount()).toBe(0);
    expect(file.spreadsheet.findSheet('bank_of_canada_exchange_rates')).toBeUndefined();
  });
});
