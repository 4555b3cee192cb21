import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import { ANNA, call, failureOf, openFile, rowsOf, startApis } from './harness';

const MANY = 'AD,AL,AT,BE,BG,CH,CZ,DE,EE,ES,FR,HR,HU,IE,IT,LI,LT,LU,LV,MC,MD,MT,MX,NL';
const IMPORT = {
  name: 'Holidays',
  source: 'OpenHolidays',
  values: { CountryIsoCode: MANY, StartDate: '2026-02-20' },
};

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
  call(file, ANNA, 'saveImport', IMPORT);
});

const refusal = (request: Record<string, unknown>) =>
  failureOf(file.user(ANNA).call('manualBackfill', { importId: 'Holidays', ...request }));
const windows = () =>
  rowsOf(file, 'Run history').map(line => [line['Trigger'], line['Window from'], line['to']]);

describe('values of a backfill', () => {
  it('may be its days, as a form made from the declarations sends them', () => {
    const values = { StartDate: '2025-03-01', EndDate: '2025-03-05' };
    expect(call(file, ANNA, 'manualBackfill', { importId: 'Holidays', values })['status']).toBe('DONE');
    expect(windows()).toEqual([['backfill', '2025-03-01', '2025-03-05']]);
  });

  it('are refused by name unless they may be changed for one backfill, before anything is fetched', async () => {
    const days = { from: '2025-03-01', to: '2025-03-05' };
    expect(refusal({ ...days, values: { CountryIsoCode: 'CH' } })).toMatch(
      /cannot be changed for one backfill; only .*Start Date, End Date/,
    );
    expect(refusal({ ...days, values: { Countrys: 'CH' } })).toMatch(/Countrys: there is no such setting/);
    expect(refusal({ from: '2025-03-01', values: { StartDate: '2025-03-02' } })).toMatch(
      /"from" says 2025-03-01 and "StartDate" says 2025-03-02.*\n?.*Last day: a day is needed/,
    );
    expect(await apis.requests('OpenHolidays')).toEqual([]);
    expect(file.spreadsheet.titles()).not.toContain('Run history');
  });

  it('hold no key: what is noted of a paused backfill can be read by every editor', () => {
    const values = { RepositoryName: 'octocat/Hello-World', Fields: 'repository *' };
    call(file, ANNA, 'saveImport', { name: 'Stars', source: 'GitHub', values });
    const order = { from: '2025-03-01', to: '2025-03-05', values: { AccessToken: 'ghp_canary0123456789' } };
    const message = failureOf(file.user(ANNA).call('manualBackfill', { importId: 'Stars', ...order }));
    expect(message).toMatch(/AccessToken: a key cannot be given for one backfill/);
    expect(JSON.stringify(file.toJSON())).not.toContain('ghp_canary0123456789"}');
    expect(JSON.stringify(file.documentProperties)).not.toContain('ghp_canary');
  });

  it('are previewed like the backfill that they belong to', () => {
    const values = { StartDate: '2025-03-01', EndDate: '2025-03-05' };
    const { message } = call<{ message: string }>(file, ANNA, 'previewImport', {
      importId: 'Holidays',
      values,
    });
    expect(message).toMatch(/^Days 2025-03-01 to 2025-03-05/);
  });
});

describe('a backfill that Google ends in the middle', () => {
  it('goes on by itself, for the same days, although nobody has a schedule', async () => {
    await apis.configure('OpenHolidays', { latencyMs: 20_000 });
    const seen = { count: 0 };
    file.inject({
      at: ({ name }) => name === 'UrlFetchApp.fetchAll' && ++seen.count === 6,
      when: 'after',
      effect: 'kill',
    });
    const order = { importId: 'Holidays', from: '2025-03-01', to: '2025-03-05' };
    expect(file.user(ANNA).call('manualBackfill', order).status).toBe('timed out');
    expect(file.user(ANNA).triggers).toHaveLength(1);
    file.clearInjections();
    await apis.configure('OpenHolidays', { latencyMs: 0 });
    file.advance(40 * 60_000);
    expect(windows()).toEqual([['resume', '2025-03-01', '2025-03-05']]);
    expect(file.user(ANNA).triggers).toEqual([]);
  });
});
