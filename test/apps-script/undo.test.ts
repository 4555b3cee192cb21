import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import {
  ANNA,
  BEN,
  call,
  cellsOf,
  failureOf,
  HOLIDAYS,
  openFile,
  resultOf,
  rowsOf,
  startApis,
} from './harness';

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

interface Undone {
  restored: number;
  removed: number;
  left: string[];
  message: string;
}

const cursorsOf = () =>
  Object.entries(file.documentProperties)
    .filter(([key]) => key.startsWith('sheetbound.state.'))
    .map(([, text]) => (JSON.parse(text) as { cursors: object }).cursors);

describe('undoLastRun', () => {
  it('gives back every cell and the progress, turns the schedule off, and the next import brings all back', async () => {
    const { id } = call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'day' } });
    call(file, ANNA, 'importNewData');
    const [cells, cursors] = [cellsOf(file, TAB), cursorsOf()];
    await apis.configure('OpenHolidays', { seed: 2 });
    call(file, ANNA, 'saveImport', { id, values: { ...HOLIDAYS.values, CountryIsoCode: 'CH,AT' } });
    call(file, ANNA, 'importNewData');
    const changed = cellsOf(file, TAB);
    expect(changed).not.toEqual(cells);
    const undone = call<Undone>(file, ANNA, 'undoLastRun');
    expect(undone.left).toEqual([]);
    expect(undone.removed).toBeGreaterThan(0);
    expect(cellsOf(file, TAB)).toEqual(cells);
    expect(cursorsOf()).toEqual(cursors);
    expect(
      call<{ imports: { scheduleText: string }[] }>(file, ANNA, 'listImports').imports[0]?.scheduleText,
    ).toBe('off');
    expect(file.user(ANNA).triggers).toEqual([]);
    call(file, ANNA, 'importNewData');
    expect(new Set(cellsOf(file, TAB).map(row => row.join('|')))).toEqual(
      new Set(changed.map(row => row.join('|'))),
    );
  });

  it('takes back a run that was paused and went on, as one', async () => {
    const many = 'AD,AL,AT,BE,BG,CH,CZ,DE,EE,ES,FR,HR,HU,IE,IT,LI,LT,LU';
    call(file, ANNA, 'saveImport', {
      ...HOLIDAYS,
      values: { CountryIsoCode: many, StartDate: '2026-02-20' },
    });
    await apis.configure('OpenHolidays', { latencyMs: 20_000 });
    let { status } = call<{ status: string }>(file, ANNA, 'importNewData', { seconds: 60 });
    expect(status).toBe('PAUSED');
    while (status === 'PAUSED')
      ({ status } = call<{ status: string }>(file, ANNA, 'continueRun', { seconds: 60 }));
    expect(rowsOf(file, TAB).length).toBeGreaterThan(50);
    call(file, ANNA, 'undoLastRun');
    expect(rowsOf(file, TAB)).toEqual([]);
    expect(cursorsOf()).toEqual([{}]);
  });

  it('belongs to the run that changed something last, when two are under way', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, BEN, 'saveImport', {
      source: 'BankOfCanada',
      name: 'Rates',
      values: { StartDate: '2026-02-20' },
    });
    const fetches = { seen: 0 };
    file.inject({
      at: ({ name, user }) => name.startsWith('UrlFetchApp.fetch') && user === ANNA && ++fetches.seen === 2,
      when: 'before',
      effect: world => {
        call(world, BEN, 'importNewData', { importId: 'Rates' });
      },
    });
    call(file, ANNA, 'importNewData', { importId: 'Holidays' });
    const before = cellsOf(file, TAB);
    expect(before.length).toBeGreaterThan(1);
    expect(call<Undone & { importName: string }>(file, ANNA, 'undoLastRun').importName).toBe('Rates');
    expect(cellsOf(file, TAB)).toEqual(before);
    expect(rowsOf(file, 'bank_of_canada_exchange_rates')).toEqual([]);
  });

  it('leaves what somebody changed since, and says where', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    const column = 'ABCDEFGHIJKLMNOP'[cellsOf(file, TAB)[0]?.indexOf('Name') ?? -1] ?? '';
    file.spreadsheet.asUser(ANNA).typeValue(TAB, `${column}3`, 'My own name');
    const undone = call<Undone>(file, ANNA, 'undoLastRun');
    expect(undone.left.join()).toMatch(/row 3/);
    expect(cellsOf(file, TAB).flat()).toContain('My own name');
  });

  it('that is refused by a protection says what is done already, and goes on once that is lifted', () => {
    call(file, ANNA, 'listImports');
    call(file, BEN, 'saveImport', { ...HOLIDAYS, schedule: { every: 'day' } });
    call(file, BEN, 'importNewData');
    const before = cellsOf(file, TAB);
    file.spreadsheet.asUser(ANNA).protect(TAB, 'A:Z');
    const message = failureOf(file.user(BEN).call('undoLastRun', {}));
    expect(message).toMatch(/None of the rows in hand was written.*choose Undo last run again/);
    expect(message).toMatch(/progress of "Holidays" is taken back already and its schedule is off/);
    expect(message).not.toMatch(/run the import again/);
    expect(cellsOf(file, TAB)).toEqual(before);
    expect(call<{ removed: number }>(file, ANNA, 'undoLastRun').removed).toBeGreaterThan(0);
    expect(rowsOf(file, TAB)).toEqual([]);
  });

  it('asks first, and has nothing to take back twice', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    const before = cellsOf(file, TAB);
    const anna = file.user(ANNA);
    anna.open();
    anna.answer('NO');
    expect(resultOf(anna.clickMenu('Sheetbound', 'Undo last run'))['status']).toBe('CANCELLED');
    expect(cellsOf(file, TAB)).toEqual(before);
    call(file, ANNA, 'undoLastRun');
    expect(failureOf(anna.call('undoLastRun', {}))).toMatch(
      /no run that could be undone.*Nothing was changed/,
    );
  });
});

describe('the run history', () => {
  it('that cannot be written does not make an undo or a clean-up look like a failure', () => {
    call(file, ANNA, 'listImports');
    const values = { StartDate: '2026-02-20', CleanUpToKeepWindow: 5 };
    call(file, BEN, 'saveImport', { source: 'BankOfCanada', name: 'Rates', values });
    call(file, BEN, 'importNewData');
    file.spreadsheet.asUser(ANNA).protect('Run history', 'A:R');
    for (const name of ['cleanUpExpiredData', 'undoLastRun'])
      expect(call<{ message: string }>(file, BEN, name).message).toMatch(
        /^(Rows deleted|Cells restored): .*The run history could not be written/,
      );
  });

  it('that cannot be written does not make a run fail', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    file.spreadsheet.asUser(ANNA).protect('Run history', 'A:R');
    const values = { StartDate: '2026-02-20' };
    call(file, BEN, 'saveImport', { source: 'BankOfCanada', name: 'Rates', values });
    const result = call<{ status: string; message: string }>(file, BEN, 'importNewData', {
      importId: 'Rates',
    });
    expect(result.status).toBe('DONE');
    expect(result.message).toMatch(
      /The run history could not be written: You are trying to edit a protected cell/,
    );
    expect(rowsOf(file, 'bank_of_canada_exchange_rates').length).toBeGreaterThan(0);
  });

  it('finds its tab and columns again after they were renamed and moved', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    const hand = file.spreadsheet.asUser(ANNA);
    hand.moveColumn('Run history', 9, 1);
    hand.renameTab('Run history', 'Journal');
    call(file, ANNA, 'importNewData');
    expect(rowsOf(file, 'Journal').map(line => line['Result'])).toEqual(['Done', 'Done']);
  });

  it('drops its oldest lines in one block once there are too many', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    const [header = [], line = []] = cellsOf(file, 'Run history');
    const { grid } = file.spreadsheet.sheet('Run history');
    const hand = file.spreadsheet.asUser(ANNA);
    hand.insertRow('Run history', 3, 2_000);
    for (let row = 3; row <= 2_001; row++) hand.typeValue('Run history', `A${row}`, `run ${row}`);
    expect(grid.lastRow()).toBe(2_001);
    call(file, ANNA, 'importNewData');
    const rows = cellsOf(file, 'Run history');
    expect(rows).toHaveLength(2_001 - 200 + 1);
    expect(rows[0]).toEqual(header);
    expect(rows[1]?.[0]).toBe('run 202');
    expect(rows.at(-1)?.[8]).toBe(line[8]);
  });
});
