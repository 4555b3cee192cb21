import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import { ANNA, BEN, call, failureOf, openFile, resultOf, rowsOf, startApis } from './harness';

const CANARY = 'ghp_canary0123456789abcdefSECRET';
const STARS = {
  name: 'Stars',
  source: 'GitHub',
  values: { RepositoryName: 'octocat/Hello-World', Fields: 'repository *' },
  secrets: { AccessToken: CANARY },
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
});

interface Credentials {
  secretScope: string;
  secrets: { path: string; isSet: boolean; hint?: string }[];
}

/** Everything that somebody else could see: cells, properties of the file, answers, logs, dialogs, mails. */
function visible(emulator: Emulator): string {
  const state = JSON.parse(JSON.stringify(emulator.toJSON())) as { users: { properties?: object }[] };
  for (const user of state.users) delete user.properties;
  return JSON.stringify(state);
}

describe('a key', () => {
  it('goes to the API and is seen nowhere else: no cell, property of the file, answer, log or mail', async () => {
    call(file, ANNA, 'saveImport', { ...STARS, schedule: { every: 'hour' } });
    expect(call<{ status: string }>(file, ANNA, 'importNewData')['status']).toBe('DONE');
    const [request] = await apis.requests('GitHub');
    expect(request?.headers['authorization']).toBe('Bearer ***');
    call(file, ANNA, 'listImports');
    call(file, ANNA, 'manageCredentials', { importId: 'Stars' });
    await apis.configure('GitHub', { tokens: ['ghp_another'] });
    expect(call<{ status: string }>(file, ANNA, 'importNewData')['status']).toBe('ERROR');
    file.advance(130 * 60_000);
    expect(rowsOf(file, 'Run history').at(-1)?.['Result']).toBe('Failed');
    call(file, ANNA, 'undoLastRun');
    expect(visible(file)).not.toContain(CANARY);
    expect(JSON.stringify(file.user(ANNA).properties)).toContain(CANARY);
  });

  it('that is typed inline among the values is kept apart as well', () => {
    const { secrets, ...rest } = STARS;
    call(file, ANNA, 'saveImport', { ...rest, values: { ...rest.values, ...secrets } });
    expect(visible(file)).not.toContain(CANARY);
    expect(call<Credentials>(file, ANNA, 'manageCredentials').secrets).toEqual([
      expect.objectContaining({ path: 'AccessToken', isSet: true, hint: '••••CRET' }),
    ]);
  });

  it('stays when an import is saved again without it', async () => {
    const { id } = call(file, ANNA, 'saveImport', STARS);
    call(file, ANNA, 'saveImport', { id, values: STARS.values, name: 'Renamed' });
    call(file, ANNA, 'importNewData');
    expect((await apis.requests('GitHub'))[0]?.headers['authorization']).toBe('Bearer ***');
  });

  it('stays when its field is left blank', () => {
    call(file, ANNA, 'saveImport', STARS);
    const { secrets } = call<Credentials>(file, ANNA, 'manageCredentials', { secrets: { AccessToken: ' ' } });
    expect(secrets).toEqual([expect.objectContaining({ isSet: true, hint: '••••CRET' })]);
  });

  it('can be forgotten; an optional one is then done without', async () => {
    call(file, ANNA, 'saveImport', STARS);
    const { secrets } = call<Credentials>(file, ANNA, 'manageCredentials', { forget: 'all' });
    expect(secrets).toEqual([expect.objectContaining({ isSet: false })]);
    expect(JSON.stringify(file.user(ANNA).properties)).not.toContain(CANARY);
    call(file, ANNA, 'importNewData');
    expect((await apis.requests('GitHub'))[0]?.headers['authorization']).toBeUndefined();
  });

  it('is private: a colleague is told whose it is, and nothing is fetched without it', async () => {
    call(file, ANNA, 'saveImport', { ...STARS, userName: 'Anna' });
    const run = call<{ message: string }>(file, BEN, 'importNewData', { importId: 'Stars' });
    expect(run.message).toMatch(/a key that only Anna can read.*Nothing was fetched/);
    expect(await apis.requests('GitHub')).toEqual([]);
    expect(failureOf(file.user(BEN).call('takeOverSchedule', { importId: 'Stars' }))).toMatch(
      /needs your own key/,
    );
    const seen = call<Credentials>(file, BEN, 'manageCredentials', { importId: 'Stars' }).secrets[0];
    expect(seen).toMatchObject({ isSet: true });
    expect(seen?.hint).toBeUndefined();
  });

  it('of one’s own takes an import over', () => {
    call(file, ANNA, 'saveImport', { ...STARS, schedule: { every: 'hour' } });
    const secrets = { AccessToken: 'ghp_ownkey0123456789' };
    call(file, BEN, 'takeOverSchedule', { importId: 'Stars', secrets, userName: 'Ben' });
    file.advance(130 * 60_000);
    expect(new Set(rowsOf(file, 'Run history').map(line => `${line['Run by']} ${line['Result']}`))).toEqual(
      new Set(['Ben Done']),
    );
  });

  it('can be shared with all editors, who can then run the import, and taken back', () => {
    call(file, ANNA, 'saveImport', STARS);
    call(file, ANNA, 'manageCredentials', { secretScope: 'document' });
    expect(call<{ status: string }>(file, BEN, 'importNewData').status).toBe('DONE');
    call(file, ANNA, 'manageCredentials', { secretScope: 'user' });
    expect(JSON.stringify(file.documentProperties)).not.toContain(CANARY);
    expect(call<{ status: string }>(file, BEN, 'importNewData').status).toBe('ERROR');
  });

  it.each([
    [{ secrets: { Accesstoken: 'x' } }, /no such key\. It has: AccessToken/],
    [{ secretScope: 'everyone' }, /"user" \(only you\) or "document"/],
  ])('is not changed by %j', (request, problem) => {
    call(file, ANNA, 'saveImport', STARS);
    expect(failureOf(file.user(ANNA).call('manageCredentials', request))).toMatch(problem);
  });
});

describe('the dialogs for credentials', () => {
  it('take a new key, show four characters, and ask who may use it', () => {
    call(file, ANNA, 'saveImport', STARS);
    const anna = file.user(ANNA);
    anna.open();
    anna.answer({ button: 'OK', text: 'ghp_another0123456WXYZ' }, 'NO');
    const result = resultOf<Credentials>(anna.clickMenu('Sheetbound', 'Manage credentials'));
    expect(result.secrets[0]?.hint).toBe('••••WXYZ');
    expect(anna.dialogs[0]?.message).toContain('••••CRET');
    expect(anna.dialogs[1]?.message).toContain('Everyone who can edit this file');
    expect(visible(file)).not.toContain(CANARY);
  });
});
