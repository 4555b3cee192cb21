import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator, EmulatorOptions } from '../../environments/emulator/google/Emulator';
import type { Manifest } from '../../environments/emulator/google/World';
import { buildLibrary } from '../support/library';
import { ANNA, BEN, call, CODE, HOLIDAYS, MANIFEST, openFile, resultOf, rowsOf, startApis } from './harness';
import { codeOf, exampleOf } from './pages';
import { SHOP_TOKEN, ShopServer } from './ShopServer';

const PAGE = 'docs/as-a-library.md';
const [HOST = '', COUNT = ''] = codeOf(PAGE, 'js');
const HOST_MANIFEST = JSON.parse(exampleOf(PAGE, 'json')) as Manifest;
const ID = HOST_MANIFEST.dependencies?.libraries?.[0]?.libraryId ?? '';

let apis: Simulators;
let shop: ShopServer;

beforeAll(async () => {
  [apis, shop] = await Promise.all([startApis(), ShopServer.start()]);
});

afterAll(async () => {
  await Promise.all([apis.close(), shop.close()]);
});

beforeEach(async () => {
  await Promise.all([apis.resetAll(), shop.reset()]);
});

/** A spreadsheet whose own script is `code`, with the built script as its library. */
function openHost(code = HOST, options: Partial<EmulatorOptions> = {}): Emulator {
  return openFile(apis, { code, manifest: HOST_MANIFEST, libraries: { [ID]: { code: CODE } }, ...options });
}

describe('a spreadsheet that includes the library by the file of the page', () => {
  let file: Emulator;

  beforeEach(() => {
    file = openHost();
    file.user(ANNA).open();
  });

  it('asks for the scopes that the library needs', () => {
    expect(HOST_MANIFEST.oauthScopes).toEqual(MANIFEST.oauthScopes);
  });

  it('has a function of its own for everything that menus, triggers and pages call', () => {
    const namesIn = (code: string, start: RegExp) => [...code.matchAll(start)].map(([, name = '']) => name);
    const written = namesIn(HOST, /^function (\w+)\(/gm);
    const needed = namesIn(CODE, /^function (\w+)\(\) { return Sheetbound\./gm).filter(
      name => name !== 'forHost',
    );
    expect(needed).toContain('importNewData');
    expect(needed.filter(name => !written.includes(name))).toEqual([]);
    expect(written.filter(name => !needed.includes(name))).toEqual(['sheetbound_']);
  });

  it('opens with the menu and asks for nothing else', () => {
    const [record] = file.user('new@example.com').open();
    expect(record?.status).toBe('completed');
    expect(record?.calls.filter(each => !/Menu|getUi|createMenu/.test(each))).toEqual([]);
    expect(file.user(ANNA).menus).toContain('Sheetbound > Import new data');
  });

  it('imports by dialogs and menu, and undoes it', () => {
    const anna = file.user(ANNA);
    const typed = ['OpenHolidays', 'Days off', '2026-02-01', '', 'CH', '', 'Anna'];
    anna.answer(...typed.map(text => ({ button: 'OK' as const, text })));
    expect(resultOf(anna.clickMenu('Sheetbound', 'Add or change an import'))).toMatchObject({
      name: 'Days off',
    });
    expect(resultOf(anna.clickMenu('Sheetbound', 'Import new data'))).toMatchObject({ status: 'DONE' });
    expect(rowsOf(file, 'open_holidays_public_holidays').length).toBeGreaterThan(5);
    expect(file.executions.every(({ status }) => status === 'completed')).toBe(true);
    call(file, ANNA, 'undoLastRun', { importName: 'Days off' });
    expect(rowsOf(file, 'open_holidays_public_holidays')).toEqual([]);
  });

  it('runs by its own trigger, for each user with their own key', () => {
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: 'day', at: 6 } });
    expect(file.user(ANNA).triggers.map(({ handler }) => handler)).toEqual(['runTicker']);
    const records = file.advance(24 * 3_600_000);
    expect(records.map(({ status }) => status)).toEqual(records.map(() => 'completed'));
    expect(rowsOf(file, 'Run history').map(({ Trigger }) => Trigger)).toEqual(['schedule']);
    expect(call<{ imports: object[] }>(file, BEN, 'listImports').imports).toHaveLength(1);
  });

  it('keeps everything in the spreadsheet’s own stores, nothing in the library’s', () => {
    call(file, ANNA, 'saveImport', HOLIDAYS);
    call(file, ANNA, 'importNewData');
    expect(Object.keys(file.documentProperties)).toEqual(
      expect.arrayContaining([expect.stringContaining('sheetbound.state.')]),
    );
    expect(file.toJSON().libraries).toBeUndefined();
  });

  it('waits for the spreadsheet’s own lock', () => {
    file.holdLock('script', 60_000);
    const { error } = file.user(ANNA).call('saveImport', HOLIDAYS);
    expect(error?.message).toContain('Another execution of this script is in a step that must run alone.');
  });
});

describe('a script that includes the library', () => {
  it('fetches by functions of its own, as the page shows', () => {
    const file = openHost(HOST + COUNT);
    expect(resultOf(file.user(ANNA).run('countHolidays'))).toBeGreaterThan(5);
  });

  it.each(['files', 'filesBefore'])('may keep its connectors in another file, among %s', where => {
    const host = HOST.replace('forHost({', 'forHost({ registerConnectors,');
    const file = openHost(host, { [where]: { Connectors: exampleOf('docs/own-connector-in-the-sheet.md') } });
    const { sources } = call<{ sources: { name: string }[] }>(file, ANNA, 'describeSources');
    expect(sources.map(({ name }) => name)).toContain('OurShop');
  });

  it('hands in connectors of its own, whose classes and values come from its own context', async () => {
    const connector = exampleOf('docs/own-connector-in-the-sheet.md').replace(
      'headers });',
      "headers, method: 'post', payload: Uint8Array.of(104, 105) });",
    );
    const host = HOST.replace('forHost({', 'forHost({ registerConnectors,');
    const file = openHost(host + connector, {
      hosts: { ...apis.hosts, ...shop.hosts },
      manifest: { ...HOST_MANIFEST, urlFetchWhitelist: ['https://api.shop.example/'] },
    });
    call(file, ANNA, 'saveImport', {
      source: 'OurShop',
      name: 'Orders',
      values: { StartDate: '2026-02-27' },
      secrets: { AccessToken: SHOP_TOKEN },
    });
    expect(call(file, ANNA, 'importNewData')).toMatchObject({ status: 'DONE' });
    expect(rowsOf(file, 'Orders')).toHaveLength(8);
    const requests = await shop.requests();
    expect(requests).toHaveLength(3);
    expect(requests.filter(each => !each.endsWith(' hi'))).toEqual([]);
  });

  it('may work for itself and another host in one execution, each with its stores', () => {
    const code = `${HOST}
      function both() {
        var kept = {};
        var other = Sheetbound.forHost({
          spreadsheet: SpreadsheetApp.getActiveSpreadsheet(), lock: LockService.getScriptLock(),
          documentProperties: storeOf(kept), userProperties: PropertiesService.getScriptProperties(),
          userCache: CacheService.getScriptCache(),
        });
        var mine = sheetbound_();
        other.listImports({}); mine.listImports({}); other.listImports({});
      }
      function storeOf(kept) {
        return {
          getProperty: function (key) { return key in kept ? kept[key] : null; }, getProperties: function () { return kept; },
          setProperty: function (key, value) { kept[key] = value; }, setProperties: function (all) { Object.assign(kept, all); },
          deleteProperty: function (key) { delete kept[key]; },
        };
      }`;
    const file = openHost(code);
    resultOf(file.user(ANNA).run('both'));
    const [mine = '', other = ''] = [file.user(ANNA).properties, file.scriptProperties].map(
      each => each['sheetbound.user'],
    );
    expect([mine, other].map(each => each !== '' && each !== undefined)).toEqual([true, true]);
    expect(mine).not.toBe(other);
  });
});

describe('forHost', () => {
  const failing = (argument: string) => {
    const file = openHost(`function run() { return Sheetbound.forHost(${argument}); }`);
    return file.user(ANNA).run('run').error?.message ?? '';
  };

  it('names everything that is missing or misspelt, and uses nothing of the library instead', () => {
    expect(failing('')).toBe(
      [
        '[Sheetbound] 5 settings need attention; nothing was fetched.',
        '- forHost: hand in spreadsheet: SpreadsheetApp.getActiveSpreadsheet().',
        '- forHost: hand in lock: LockService.getScriptLock().',
        '- forHost: hand in documentProperties: PropertiesService.getDocumentProperties().',
        '- forHost: hand in userProperties: PropertiesService.getUserProperties().',
        '- forHost: hand in userCache: CacheService.getUserCache().',
      ].join('\n'),
    );
    const rest = `spreadsheet: SpreadsheetApp.getActiveSpreadsheet(), documentProperties: PropertiesService.getDocumentProperties(),
      userProperties: PropertiesService.getUserProperties(), userCache: CacheService.getUserCache()`;
    expect(failing(`{ ${rest}, lck: LockService.getScriptLock() }`)).toBe(
      [
        '[Sheetbound] 2 settings need attention; nothing was fetched.',
        '- forHost: hand in lock: LockService.getScriptLock().',
        '- forHost: "lck" means nothing. Did you mean lock?',
      ].join('\n'),
    );
    expect(failing(`{ ${rest}, lock: LockService }`)).toContain('hand in lock');
  });

  it('says what null means', () => {
    expect(failing('{ documentProperties: null }')).toContain(
      'It is null: is the script bound to a spreadsheet?',
    );
  });
});

describe('a library build', () => {
  let library: string;

  beforeAll(async () => {
    library = await buildLibrary();
  });

  const openLibrary = (code: string) => openHost(code, { libraries: { [ID]: { code: library } } });

  it('works by way of forHost', () => {
    const file = openLibrary(HOST);
    file.user(ANNA).open();
    call(file, ANNA, 'saveImport', HOLIDAYS);
    expect(call(file, ANNA, 'importNewData')).toMatchObject({ status: 'DONE' });
  });

  it('lends what connectors are written with to functions of the script itself', () => {
    const file = openLibrary(`${HOST}${COUNT}
      function look() {
        const { EnvironmentAdapter } = sheetbound_();
        EnvironmentAdapter.properties('document').set('mine', EnvironmentAdapter.timeZone());
        return EnvironmentAdapter.withLock(0, () => 'alone');
      }`);
    expect(resultOf(file.user(ANNA).run('countHolidays'))).toBeGreaterThan(5);
    expect(resultOf(file.user(ANNA).run('look'))).toBe('alone');
    expect(file.documentProperties).toEqual({ mine: 'Etc/UTC' });
  });

  it.each(['listImports', 'describeSources', 'importNewData', 'runTicker'])(
    'refuses a direct call of %s: it would use what all scripts share',
    name => {
      const file = openLibrary(`function run() { return Sheetbound.${name}({}); }`);
      const { error, calls } = file.user(ANNA).run('run');
      expect(error?.message).toContain('[Sheetbound] This script is a library and keeps nothing of its own.');
      expect(calls.filter(each => /Properties|Lock/.test(each))).toEqual([]);
    },
  );
});
