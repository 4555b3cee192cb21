import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import { ANNA, BEN, call, failureOf, HOLIDAYS, openFile, resultOf, rowsOf, startApis } from './harness';

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

interface Runs {
  status: string;
  message: string;
  runs: { importId: string; status: string; message: string }[];
}

describe('a page', () => {
  it('saves an import and runs it until its history is whole: rows, one line of history, a link to them', () => {
    const saved = call(file, ANNA, 'saveImport', HOLIDAYS);
    const result = call<Runs>(file, ANNA, 'importNewData', { importId: saved['id'] });
    expect(result.status).toBe('DONE');
    const rows = rowsOf(file, TAB);
    expect(rows.length).toBeGreaterThan(10);
    expect(new Set(rows.map(row => `${row['ID']}`)).size).toBe(rows.length);
    const [line, ...others] = rowsOf(file, 'Run history');
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      Import: 'Holidays',
      Trigger: 'manual',
      Result: 'Done',
      'Window from': '2026-01-01',
    });
    expect(line?.['Detail link']).toMatch(/#gid=\d+$/);
    expect(call<{ runs: object[] }>(file, ANNA, 'getRunHistory').runs).toEqual([line]);
    expect(file.user(ANNA).triggers).toEqual([]);
  });

  it('changes nothing when it imports again', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    const before = rowsOf(file, TAB);
    const again = call<Runs>(file, ANNA, 'importNewData', {});
    expect(again.message).toContain('Done: 0 added, 0 updated');
    expect(rowsOf(file, TAB)).toEqual(before);
  });

  it('previews without writing anything, saved or not', () => {
    const definition = { ...HOLIDAYS, name: 'Not yet' };
    const before = file.spreadsheet.snapshot();
    const unsaved = call<{ message: string }>(file, ANNA, 'previewImport', { definition });
    expect(unsaved.message).toMatch(/open_holidays_public_holidays: [1-9]\d* to add, 0 to update/);
    expect(file.spreadsheet.snapshot()).toEqual(before);
    expect(file.documentProperties).toEqual({});
    call(file, ANNA, 'saveImport', HOLIDAYS);
    const saved = [file.spreadsheet.snapshot(), { ...file.documentProperties }];
    call(file, ANNA, 'previewImport', { importId: 'Holidays' });
    expect([file.spreadsheet.snapshot(), { ...file.documentProperties }]).toEqual(saved);
  });

  it('previews without making anybody known, and an import whose tab is gone loads its history anew', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    const before = rowsOf(file, TAB);
    file.spreadsheet.asUser(ANNA).deleteTab(TAB);
    const saved = [file.spreadsheet.snapshot(), { ...file.documentProperties }];
    call(file, BEN, 'previewImport', { importId: 'Holidays' });
    expect(file.user(BEN).properties).toEqual({});
    expect([file.spreadsheet.snapshot(), { ...file.documentProperties }]).toEqual(saved);
    expect(call<Runs>(file, ANNA, 'importNewData', {}).message).toMatch(/deleted|gone/);
    call(file, ANNA, 'importNewData', {});
    expect(rowsOf(file, TAB)).toHaveLength(before.length);
  });

  it('loads a range of days again, without moving what the schedule goes by', () => {
    call(file, ANNA, 'saveImport', {
      ...HOLIDAYS,
      source: 'BankOfCanada',
      name: 'Rates',
      values: { StartDate: '2026-02-20' },
    });
    call(file, ANNA, 'importNewData');
    const before = Object.entries(file.documentProperties).filter(([key]) =>
      key.startsWith('sheetbound.state'),
    );
    const result = call<Runs>(file, ANNA, 'manualBackfill', {
      importId: 'Rates',
      from: '2026-01-05',
      to: '2026-01-09',
    });
    expect(result.status).toBe('DONE');
    const cursors = (text: string) => (JSON.parse(text) as { cursors: object }).cursors;
    const after = Object.entries(file.documentProperties).filter(([key]) =>
      key.startsWith('sheetbound.state'),
    );
    expect(after.map(([, text]) => cursors(text))).toEqual(before.map(([, text]) => cursors(text)));
    expect(
      rowsOf(file, 'Run history').map(line => [line['Trigger'], line['Window from'], line['to']])[1],
    ).toEqual(['backfill', '2026-01-05', '2026-01-09']);
  });

  it('is told every fault at once, before anything is saved or fetched', async () => {
    const message = failureOf(
      file.user(ANNA).call('saveImport', {
        source: 'OpenHolidays',
        values: { CountryIsoCode: 'CH', Fields: 'publicHoliday id', StartDate: '2026-02-30', Countrys: 'CH' },
        schedule: { every: 'dayly' },
      }),
    );
    expect(message).toMatch(/Did you mean publicHolidays/);
    expect(message).toMatch(/2026-02-30" is a date that does not exist/);
    expect(message).toMatch(/Countrys: there is no such setting/);
    expect(message).toMatch(/dayly" is not a frequency\. Did you mean day/);
    expect(call<{ imports: object[] }>(file, ANNA, 'listImports').imports).toEqual([]);
    expect(await apis.requests('OpenHolidays')).toEqual([]);
  });

  it.each([
    [{ source: 'OpenHoliday' }, /no source "OpenHoliday"\. Did you mean OpenHolidays/],
    [{ id: 'nothing', source: 'OpenHolidays' }, /no import "nothing" in this file/],
    [{ ...HOLIDAYS, secretScope: 'world' }, /"user" \(only you\) or "document"/],
  ])('is refused %j with the way to do it', (request, problem) => {
    expect(failureOf(file.user(ANNA).call('saveImport', request))).toMatch(problem);
  });

  it('gets JSON from every function, whatever is in it', () => {
    const { sources } = call<{ sources: { name: string; key: string }[] }>(file, ANNA, 'describeSources');
    const keys = sources.map(({ name, key }) => [name, key]);
    for (const known of [
      ['BankOfCanada', 'none'],
      ['GitHub', 'optional'],
      ['OpenHolidays', 'none'],
    ])
      expect(keys).toContainEqual(known);
    const one = call<{ parameters: object; nodes: object }>(file, ANNA, 'describeSources', {
      source: 'github',
    });
    expect(Object.keys(one.parameters)).toContain('RepositoryName');
    expect(Object.keys(one.nodes)).toContain('contributors');
  });

  it('removes an import, and leaves its data', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'hour' } });
    call(file, ANNA, 'importNewData');
    const rows = rowsOf(file, TAB);
    call(file, ANNA, 'deleteImport', { importId: 'Holidays' });
    expect(rowsOf(file, TAB)).toEqual(rows);
    expect(call<{ imports: object[] }>(file, ANNA, 'listImports').imports).toEqual([]);
    expect(file.user(ANNA).triggers).toEqual([]);
    expect(Object.keys(file.documentProperties).filter(key => /state|tab|lease/.test(key))).toEqual([]);
  });
});

describe('the definitions', () => {
  it('are old or new after a kill in the middle of a change, and none is lost', () => {
    for (const name of ['One', 'Two', 'Three']) call(file, ANNA, 'saveImport', { ...HOLIDAYS, name });
    const names = () =>
      call<{ imports: { name: string }[] }>(file, ANNA, 'listImports').imports.map(({ name }) => name);
    for (let at = 0; at < 12; at++) {
      const calls = { seen: 0 };
      file.inject({
        at: ({ name }) => /Range\.(setValues|clearContent)$/.test(name) && calls.seen++ === at,
        when: 'after',
        effect: 'kill',
      });
      const { status } = file.user(ANNA).call('deleteImport', { importId: 'One' });
      file.clearInjections();
      expect(names().slice(-2)).toEqual(['Two', 'Three']);
      if (status === 'completed') return;
      if (!names().includes('One')) call(file, ANNA, 'saveImport', { ...HOLIDAYS, name: 'One' });
      if (names()[0] !== 'One') return;
    }
    expect.unreachable('the removal never came through');
  });

  it('are removed by name only where nobody is asked', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    const event = { authMode: 'FULL', triggerUid: '4000000007919' };
    expect(failureOf(file.user(ANNA).run('deleteImport', event))).toMatch(
      /Say which import.*Nothing was removed/,
    );
    expect(call<{ imports: object[] }>(file, ANNA, 'listImports').imports).toHaveLength(1);
  });
});

describe('expired data', () => {
  it('is deleted beyond the days that the import keeps, and the deletion is in the history', () => {
    const values = { StartDate: '2026-01-05', CleanUpToKeepWindow: 20 };
    call(file, ANNA, 'saveImport', { source: 'BankOfCanada', name: 'Rates', values });
    call(file, ANNA, 'importNewData');
    const before = rowsOf(file, 'bank_of_canada_exchange_rates').length;
    const result = call<{ deleted: Record<string, number> }>(file, ANNA, 'cleanUpExpiredData', {
      importId: 'Rates',
    });
    const deleted = Object.values(result.deleted).reduce((sum, count) => sum + count, 0);
    expect(deleted).toBeGreaterThan(0);
    const left = rowsOf(file, 'bank_of_canada_exchange_rates');
    expect(left).toHaveLength(before - deleted);
    expect(left.every(row => (row['Date'] ?? '') >= '2026-02-10')).toBe(true);
    expect(rowsOf(file, 'Run history').map(line => line['Trigger'])).toEqual(['manual', 'clean-up']);
  });
});

describe('two people', () => {
  it('cannot run the same import at once; the second is told who runs it', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, userName: 'Anna' });
    let second: Runs | undefined;
    file.inject({
      at: ({ name }) => name.startsWith('UrlFetchApp.fetch'),
      when: 'before',
      effect: world => {
        second = resultOf<Runs>(world.user(BEN).call('importNewData', {}));
      },
    });
    expect(call<Runs>(file, ANNA, 'importNewData').status).toBe('DONE');
    expect(second?.status).toBe('BUSY');
    expect(second?.message).toMatch(/^Anna is running this import right now/);
    expect(rowsOf(file, 'Run history')).toHaveLength(1);
  });

  it('get in nobody’s way: what was refused because of another is not run later by itself', () => {
    const { id } = call(file, ANNA, 'saveImport', { ...HOLIDAYS, userName: 'Anna' });
    const opened: unknown[] = [];
    file.inject({
      at: ({ name }) => name.startsWith('UrlFetchApp.fetch'),
      when: 'before',
      effect: world => {
        const order = { importId: id, from: '2025-01-01', to: '2025-01-05' };
        opened.push(call(world, BEN, 'manualBackfill', order)['status']);
        opened.push(failureOf(world.user(BEN).call('deleteImport', { importId: id })));
      },
    });
    call(file, ANNA, 'importNewData');
    expect(opened).toEqual(['BUSY', expect.stringMatching(/^Anna is running this import right now/)]);
    const { imports } = call<{ imports: { state: string }[] }>(file, BEN, 'listImports');
    expect(imports.map(({ state }) => state)).toEqual(['idle']);
    call(file, BEN, 'saveImport', { source: 'BankOfCanada', name: 'Rates', schedule: { every: 'month' } });
    file.advance(90 * 60_000);
    expect(rowsOf(file, 'Run history')).toHaveLength(1);
  });

  it('can save imports at the same moment without losing one', () => {
    file.inject({
      at: ({ name }) => name === 'LockService.Lock.tryLock' || name === 'LockService.Lock.waitLock',
      when: 'before',
      effect: world => {
        call(world, BEN, 'saveImport', { source: 'BankOfCanada', name: 'Rates' });
      },
    });
    call(file, ANNA, 'saveImport', HOLIDAYS);
    expect(
      call<{ imports: { name: string }[] }>(file, ANNA, 'listImports').imports.map(({ name }) => name),
    ).toEqual(['Rates', 'Holidays']);
  });

  it('both see their imports, and only the owner may turn a schedule on', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, userName: 'Anna' });
    const refusal = file
      .user(BEN)
      .call('turnScheduleOn', { importId: 'Holidays', schedule: { every: 'day' } });
    expect(failureOf(refusal)).toMatch(/runs as Anna.*Nothing was changed.*Take over schedule/);
    const saved = file.user(BEN).call('saveImport', { id: 'Holidays', schedule: { every: 'day' } });
    expect(failureOf(saved)).toMatch(/Schedule: "Holidays" runs as Anna.*Take the schedule over/);
    const taken = call(file, BEN, 'takeOverSchedule', { importId: 'Holidays' });
    expect(taken['isMine']).toBe(true);
    call(file, BEN, 'turnScheduleOn', { importId: 'Holidays', schedule: { every: 'day' } });
    expect(file.user(BEN).triggers).toHaveLength(1);
  });
});

describe('a copy of the file', () => {
  it('says that it is one, fetches nothing, and can be set up', async () => {
    const values = { RepositoryName: 'octocat/Hello-World' };
    const secrets = { AccessToken: 'ghp_canary0123456789' };
    call(file, ANNA, 'saveImport', {
      source: 'GitHub',
      name: 'Stars',
      values,
      secrets,
      schedule: { every: 'day' },
    });
    const state = file.toJSON();
    const copied = JSON.parse(JSON.stringify(state.spreadsheet)) as { id: string };
    copied.id = 'copyOfTheFile';
    const copy = openFile(apis);
    const fresh = copy.toJSON();
    const opened = openFile(apis, { state: { ...fresh, spreadsheet: copied as never } });
    expect(call<{ isCopy: boolean }>(opened, BEN, 'listImports').isCopy).toBe(true);
    expect(failureOf(opened.user(BEN).call('importNewData', {}))).toMatch(
      /This file is a copy.*Nothing was fetched/,
    );
    opened.user(BEN).open();
    opened.user(BEN).answer('YES', 'OK');
    opened.user(BEN).clickMenu('Sheetbound', 'Advanced', 'Check health');
    const [stars] = call<{ imports: { owner: string; scheduleText: string; isMine: boolean }[] }>(
      opened,
      BEN,
      'listImports',
    ).imports;
    expect(stars).toMatchObject({ isMine: true, scheduleText: 'off' });
    const run = call<Runs>(opened, BEN, 'importNewData', { importId: 'Stars' });
    expect(run.message).toMatch(/The key of "Stars" is not here.*Enter it again/);
    expect(await apis.requests('GitHub')).toEqual([]);
  });
});
