import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../../environments/emulator/apis/Simulators';
import type { Emulator, EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import { ANNA, call, failureOf, openFile, rowsOf, startApis } from '../../apps-script/harness';
import { BUILD, checkout, CODE, keep, lineOf, traced } from './checkout';

const TOKEN = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';
const RATES = { source: 'BankOfCanada', name: 'Rates', values: { StartDate: '2026-02-20' } };
const SOURCE = 'src/Sources/BankOfCanada/Source.ts';

let apis: Simulators;
let root: string;

beforeAll(async () => {
  apis = await startApis();
  root = checkout();
  keep(root, { env: 'prod' });
});

afterAll(async () => {
  await apis.close();
});

beforeEach(async () => {
  await apis.resetAll();
});

/** The built script with a mistake in one line: places before it, and in other lines, stay where they are. */
function mistaken(correct: string, wrong: string, options: Partial<EmulatorOptions> = {}): Emulator {
  if (CODE.split(correct).length !== 2) throw new Error(`"${correct}" is not once in the built script`);
  return openFile(apis, { code: CODE.replace(correct, () => wrong), ...options });
}

const badRate = () => mistaken('const rate = rateOf(cell);', 'const rate = rateOf(cell).no.such;');

function logOf(file: Emulator): string {
  return file.executions.flatMap(({ log }) => log).join('\n');
}

async function trace(text: string): Promise<string> {
  const { out, failure } = await traced(root, ['-'], {}, text);
  return failure ? failure.message : out;
}

describe('a mistake in a connector', () => {
  it('is traced from the line of the run history to its line in the source', async () => {
    const file = badRate();
    call(file, ANNA, 'saveImport', RATES);
    expect(call(file, ANNA, 'importNewData')['status']).toBe('ERROR');
    const [line] = rowsOf(file, 'Run history');
    expect(line).toMatchObject({ Result: 'Failed' });
    expect(line?.['Message']).toMatch(
      new RegExp(`npx sheetbound trace: Sheetbound \\S+ build ${BUILD}, Code:\\d+:\\d+( < Code:\\d+:\\d+)+$`),
    );
    const out = await trace(line?.['Message'] ?? '');
    expect(out).toContain(`${lineOf(SOURCE, 'const rate = rateOf(cell)')}:`);
    expect(out).toContain(`${lineOf(SOURCE, 'return (body.observations as')}:`);
    expect(out).toContain('(BankOfCanadaSource.fetchData)');
    expect(out).not.toMatch(/\bCode:\d/);
  });

  it('is traced from the log of the execution, which holds the whole stack once', async () => {
    const file = badRate();
    call(file, ANNA, 'saveImport', RATES);
    call(file, ANNA, 'importNewData');
    const log = logOf(file);
    expect(log.match(/^error Sheetbound \S+ build [0-9a-f]{12}$/gm)).toHaveLength(1);
    const out = await trace(log);
    expect(out).toContain(`    at ${lineOf(SOURCE, 'const rate = rateOf(cell)')}:`);
    expect(out).toMatch(/src\/Core\/SliceTask\.ts:\d+:\d+ \(SliceTask\.step\)/);
    expect(out).toContain('at __GS_INTERNAL_top_function_call__.gs:1:8');
  });

  it('names the same places in the dialog of whoever ran it, and in the notice of a scheduled run', async () => {
    const file = badRate();
    const anna = file.user(ANNA);
    anna.open();
    call(file, ANNA, 'saveImport', { ...RATES, schedule: { every: 'hour' } });
    anna.clickMenu('Sheetbound', 'Import new data');
    const where = `${lineOf(SOURCE, 'const rate = rateOf(cell)')}:`;
    const told = file.toJSON().users.flatMap(({ dialogs }) => dialogs.map(({ message }) => message ?? ''));
    expect(await trace(told.at(-1) ?? '')).toContain(where);
    file.advance(3 * 3_600_000);
    const digest = JSON.stringify(file.documentProperties).replace(/\\+/g, '');
    expect(await trace(/"incident":\{.*?\}/.exec(digest)?.[0] ?? '')).toContain(where);
  });

  it('is told in a preview as well', async () => {
    const file = badRate();
    call(file, ANNA, 'saveImport', RATES);
    const { message } = call<{ message: string }>(file, ANNA, 'previewImport', { importId: 'Rates' });
    expect(await trace(message)).toContain(`${lineOf(SOURCE, 'const rate = rateOf(cell)')}:`);
    expect(logOf(file)).toContain(`build ${BUILD}`);
  });

  it('keeps the key out of the history, the log and the dialog, whatever the error says', () => {
    const wrong = 'const token = this.config.AccessToken.value; null[token];';
    const file = mistaken('const token = this.config.AccessToken.value;', wrong);
    const values = { RepositoryName: 'octocat/Hello-World', Fields: 'repository *' };
    call(file, ANNA, 'saveImport', {
      source: 'GitHub',
      name: 'Repo',
      values,
      secrets: { AccessToken: TOKEN },
    });
    const answer = JSON.stringify(call(file, ANNA, 'importNewData'));
    const { users, ...state } = file.toJSON();
    const seen = [answer, logOf(file), JSON.stringify(state.spreadsheet), JSON.stringify(state.outbox)];
    seen.push(JSON.stringify(users.map(({ dialogs }) => dialogs)));
    expect(answer).toMatch(/Cannot read properties of null/);
    expect(seen.filter(text => text.includes(TOKEN))).toEqual([]);
  });
});

describe('a failure that has a text for the user', () => {
  it('names no build and leaves no stack: nothing is wrong with the script', async () => {
    await apis.fail('BankOfCanada', { status: 403, times: 99 });
    const file = openFile(apis);
    call(file, ANNA, 'saveImport', RATES);
    call(file, ANNA, 'importNewData');
    const [line] = rowsOf(file, 'Run history');
    expect(line?.['Message']).toMatch(/^(Failed|Paused)/);
    expect(line?.['Message']).not.toMatch(/build|trace/);
    expect(failureOf(file.user(ANNA).call('deleteImport', { importId: 'nothing' }))).not.toMatch(/build/);
    expect(logOf(file)).not.toMatch(/build/);
  });
});

describe('a mistake outside of any import', () => {
  it('answers a page with the build and the places, which can be traced', async () => {
    // A service that answers with nonsense.
    const file = openFile(apis, {
      services: () => ({ SpreadsheetApp: { getActiveSpreadsheet: () => ({}) } }),
    });
    const message = failureOf(file.user(ANNA).call('listImports', {}));
    expect(message).toMatch(/^\[Sheetbound\] The script made a mistake: .*What was stored before stays\./);
    const out = await trace(message);
    expect(out).toMatch(/environments\/apps-script\/\S+\.ts:\d+:\d+ \(\S+\)/);
  });

  it('leaves its stack in the log when the file is opened, where no dialog can tell of it', async () => {
    const file = openFile(apis, { services: () => ({ SpreadsheetApp: { getUi: () => ({}) } }) });
    const [record] = file.user(ANNA).open();
    expect(record?.error?.message).toContain(`build ${BUILD}, Code:`);
    expect(await trace(record?.log.join('\n') ?? '')).toMatch(
      /at environments\/apps-script\/Menu\.ts:\d+:\d+/,
    );
  });

  it('is in the mail that Google sends of a trigger that failed', async () => {
    const file = openFile(apis);
    call(file, ANNA, 'saveImport', { ...RATES, schedule: { every: 'hour' } });
    const broken = mistaken(
      'const trigger = triggerOf(event);',
      'const trigger = triggerOf(event).no.such;',
      {
        state: file.toJSON(),
      },
    );
    broken.advance(2 * 3_600_000);
    const [mail] = broken.outbox;
    const where = lineOf('environments/apps-script/ticker/Ticker.ts', 'const trigger = triggerOf(event)');
    expect(await trace(mail?.body ?? '')).toContain(`${where}:`);
  });
});
