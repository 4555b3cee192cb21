import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import type { Emulator, EmulatorOptions } from '../../environments/emulator/google/Emulator';
import {
  ANNA,
  BEN,
  call,
  failureOf,
  HOLIDAYS,
  MANIFEST,
  openFile,
  resultOf,
  rowsOf,
  startApis,
} from './harness';
import { exampleOf } from './pages';
import { SHOP_TOKEN, ShopServer } from './ShopServer';

const PAGE = 'docs/own-connector-in-the-sheet.md';
const EXAMPLE = exampleOf(PAGE);
const DAY = 86_400_000;

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

/** As the page has the deployer do it. */
const { extraHosts } = JSON.parse(exampleOf(PAGE, 'json')) as { extraHosts: string[] };
const ALLOWED = {
  ...MANIFEST,
  urlFetchWhitelist: [...(MANIFEST.urlFetchWhitelist ?? []), ...extraHosts.map(host => `https://${host}/`)],
};

/** The built script with a file of the user's, which stands behind `Code` unless `isFirst`. */
function openWith(code: string, isFirst = false, options: Partial<EmulatorOptions> = {}): Emulator {
  return openFile(apis, {
    hosts: { ...apis.hosts, ...shop.hosts },
    manifest: ALLOWED,
    ...(isFirst ? { filesBefore: { AShop: code } } : { files: { OurShop: code } }),
    ...options,
  });
}

const SHOP = {
  name: 'Orders',
  source: 'OurShop',
  values: { StartDate: '2026-02-27' },
  secrets: { AccessToken: SHOP_TOKEN },
};

describe.each([
  ['before Code', true],
  ['behind Code', false],
])('the connector of the page, in a file %s', (_, isFirst) => {
  let file: Emulator;

  beforeEach(() => {
    file = openWith(EXAMPLE, isFirst);
    file.user(ANNA).open();
  });

  it('is asked for in dialogs like any other, and its orders arrive by the menu', async () => {
    const anna = file.user(ANNA);
    const typed = ['Our shop', '', '2026-02-27', '', SHOP_TOKEN, 'Anna'];
    anna.answer(...typed.map(text => ({ button: 'OK' as const, text })));
    const saved = resultOf(anna.clickMenu('Sheetbound', 'Add or change an import'));
    expect(saved).toMatchObject({ name: 'Our shop', source: 'OurShop' });
    expect(anna.unusedAnswers).toEqual([]);
    expect(resultOf(anna.clickMenu('Sheetbound', 'Import new data'))).toMatchObject({ status: 'DONE' });
    expect(rowsOf(file, 'Orders').slice(0, 2)).toEqual([
      { Order: '2026-02-27a', Day: '2026-02-27', Total: '12.5', Paid: 'TRUE' },
      { Order: '2026-02-27b', Day: '2026-02-27', Total: '12.5', Paid: 'FALSE' },
    ]);
    expect(rowsOf(file, 'Orders')).toHaveLength(8);
    expect(await shop.requests()).toHaveLength(3);
  });

  it('is listed with its parameters and nodes', () => {
    const { sources, problems } = call<{ sources: object[]; problems: string[] }>(
      file,
      ANNA,
      'describeSources',
    );
    expect(problems).toEqual([]);
    expect(sources.at(-1)).toEqual({
      name: 'OurShop',
      title: 'Our shop',
      documentation: '',
      apiVersion: '',
      key: 'needed',
      nodes: [{ id: 'orders', name: 'Orders', fields: 4 }],
    });
    const one = call<{ parameters: object }>(file, ANNA, 'describeSources', { source: 'ourshop' });
    expect(Object.keys(one.parameters)).toEqual(
      expect.arrayContaining(['AccessToken', 'StartDate', 'Fields']),
    );
  });

  it('runs by the schedule', () => {
    call(file, ANNA, 'saveImport', { ...SHOP, schedule: { every: '4 hours' } });
    call(file, ANNA, 'importNewData');
    file.advance(DAY);
    expect(rowsOf(file, 'Orders').map(({ Day }) => Day)).toContain('2026-03-03');
    const runs = rowsOf(file, 'Run history');
    expect(runs.filter(run => Object.values(run).includes('schedule')).length).toBeGreaterThan(2);
  });

  it('is previewed without a cell being written', () => {
    const { id } = call<{ id: string }>(file, ANNA, 'saveImport', SHOP);
    const { report } = call<{ report: { nodes: object[] } }>(file, ANNA, 'previewImport', { importId: id });
    expect(report.nodes).toMatchObject([{ destination: 'Orders', added: 8, updated: 0 }]);
    expect(file.spreadsheet.titles()).not.toContain('Orders');
  });

  it('keeps its key with whoever entered it, and out of everything else', () => {
    call(file, ANNA, 'saveImport', SHOP);
    call(file, ANNA, 'importNewData');
    const { users, ...rest } = file.toJSON();
    expect(JSON.stringify(rest)).not.toContain(SHOP_TOKEN);
    expect(users.filter(user => JSON.stringify(user.properties).includes(SHOP_TOKEN))).toHaveLength(1);
    const [run] = call<{ runs: { message: string }[] }>(file, BEN, 'importNewData').runs;
    expect(run?.message).toContain('runs with a key that only');
  });

  it('says what the API refused, without the key', () => {
    call(file, ANNA, 'saveImport', { ...SHOP, secrets: { AccessToken: 'wrongCANARY99' } });
    const { status, message } = call<{ status: string; message: string }>(file, ANNA, 'importNewData');
    expect(status).toBe('ERROR');
    expect(message).toMatch(/\[OurShop\].*401/s);
    expect(message).not.toContain('CANARY');
  });
});

describe('registerConnectors', () => {
  const noisy = (body: string) => `function registerConnectors(core) { console.log('asked'); ${body} }`;

  it('is not called when the file is opened, nor for a built-in connector', () => {
    const file = openWith(noisy(`throw new Error('broken');`));
    file.user(ANNA).open();
    call(file, ANNA, 'saveImport', HOLIDAYS);
    expect(call(file, ANNA, 'importNewData')).toMatchObject({ status: 'DONE' });
    expect(file.executions.flatMap(({ log }) => log)).not.toContain('log asked');
  });

  it('is called once an execution', () => {
    const file = openWith(noisy(`return [];`));
    call(file, ANNA, 'describeSources');
    expect(file.executions.at(-1)?.log).toEqual(['log asked']);
  });

  it('finds the same by the global variable as by its argument', () => {
    const example = EXAMPLE.replace(
      /registerConnectors\(\{(.*)\}\) \{/,
      'registerConnectors() { const {$1} = Sheetbound;',
    );
    expect(example).toContain('= Sheetbound;');
    const file = openWith(example);
    call(file, ANNA, 'saveImport', SHOP);
    expect(call(file, ANNA, 'importNewData')).toMatchObject({ status: 'DONE' });
  });

  it('may be a constant, and may use classes of the top level of a file behind Code', () => {
    const code = `class Names extends Sheetbound.AbstractSource {
        constructor(config) { super(config.mergeParameters({})); }
        fetchData() { return [{ name: 'Ann' }]; }
      }
      const registerConnectors = () => [{ name: 'Names', manifest: { title: 'Names' }, Source: Names }];`;
    const file = openWith(code);
    call(file, ANNA, 'saveImport', { source: 'Names' });
    expect(call(file, ANNA, 'importNewData')).toMatchObject({ status: 'DONE' });
    expect(rowsOf(file, 'names')).toEqual([{ name: 'Ann' }]);
  });

  it('is not reached when a class at the top level of a file before Code stops the whole script, as the page says', () => {
    const file = openWith(`class Names extends Sheetbound.AbstractSource {}`, true);
    const [record] = file.user(ANNA).open();
    const [documented = ''] = /TypeError: .*/.exec(readFileSync(PAGE, 'utf8')) ?? [];
    expect(`${record?.error?.name}: ${record?.error?.message}`).toBe(documented);
  });

  it('keeps a report that was submitted: the trigger that goes on asks for it, and submits none anew', async () => {
    const file = openWith(REPORTS);
    call(file, ANNA, 'saveImport', { ...SHOP, source: 'Reports' });
    expect(call(file, ANNA, 'importNewData', { seconds: 10 })).toMatchObject({ status: 'PAUSED' });
    file.advance(DAY / 12);
    expect(rowsOf(file, 'reports')).toHaveLength(2);
    expect((await shop.requests()).filter(path => path === '/v1/reports')).toHaveLength(1);
  });
});

const REPORTS = `function registerConnectors({ AbstractSource, CONFIG_ATTRIBUTES }) {
  class Reports extends AbstractSource {
    constructor(config) {
      super(config.mergeParameters({
        AccessToken: { requiredType: 'string', isRequired: true, attributes: [CONFIG_ATTRIBUTES.SECRET] },
      }));
    }
    *fetchData() {
      const options = { headers: { Authorization: 'Bearer ' + this.config.AccessToken.value } };
      if (!this.state.id)
        this.state.id = this.parseJson(yield* this.request('https://api.shop.example/v1/reports', options)).id;
      for (;;) {
        const report = this.parseJson(yield* this.request('https://api.shop.example/v1/reports/' + this.state.id, options));
        if (report.status === 'ready') { yield report.orders; return; }
        yield* this.wait(3600000);
      }
    }
  }
  return [{ name: 'Reports', manifest: { title: 'Reports' }, Source: Reports }];
}`;

describe('a connector of one’s own that cannot be used', () => {
  const broken = EXAMPLE.replace('fetchData(', 'fetchDate(');

  it('is told of in the list, when an import is added, and by the check of health; the others work', () => {
    const file = openWith(broken);
    const anna = file.user(ANNA);
    anna.open();
    const problem =
      'registerConnectors(): "OurShop" has a Source without fetchData(startDate, endDate), which returns the records.';
    const listed = call<{ sources: { name: string }[]; problems: string[] }>(file, ANNA, 'describeSources');
    expect(listed.problems).toEqual([problem]);
    expect(listed.sources.map(({ name }) => name)).not.toContain('OurShop');
    expect(call<{ findings: string[] }>(file, ANNA, 'repairSchedule').findings).toEqual([problem]);
    anna.answer('OK', 'CANCEL');
    anna.clickMenu('Sheetbound', 'Add or change an import');
    expect(anna.dialogs[0]).toMatchObject({ kind: 'alert', message: problem });
    call(file, ANNA, 'saveImport', HOLIDAYS);
    expect(call(file, ANNA, 'importNewData')).toMatchObject({ status: 'DONE' });
  });

  it('stops the imports that need it before any request, with the reason, and hides no other import', async () => {
    const file = openWith(EXAMPLE);
    call(file, ANNA, 'saveImport', SHOP);
    call(file, ANNA, 'saveImport', HOLIDAYS);
    const later = openWith(broken, false, { state: file.toJSON() });
    const { imports } = call<{ imports: { name: string; problem?: string }[] }>(later, ANNA, 'listImports');
    expect(imports.map(({ name }) => name)).toEqual(['Orders', 'Holidays']);
    expect(imports[0]?.problem).toContain('has a Source without fetchData');
    const { runs } = call<{ runs: { status: string; message: string }[] }>(later, ANNA, 'importNewData');
    expect(runs.map(({ status }) => status)).toEqual(['ERROR', 'DONE']);
    expect(runs[0]?.message).toContain('there is no source "OurShop"');
    expect(runs[0]?.message).toContain('has a Source without fetchData');
    expect(await shop.requests()).toEqual([]);
  });

  it('whose host the deployment does not allow says where to put it, and asks nobody', async () => {
    const file = openWith(EXAMPLE, false, { manifest: MANIFEST });
    call(file, ANNA, 'saveImport', SHOP);
    const { status, message } = call<{ status: string; message: string }>(file, ANNA, 'importNewData');
    expect(status).toBe('ERROR');
    expect(message).toContain('has not been whitelisted in the script manifest');
    expect(message).toContain('Put its host into "extraHosts" of sheetbound.config.json, build and push');
    expect(await shop.requests()).toEqual([]);
    expect(file.spreadsheet.titles()).not.toContain('Orders');
  });

  it('is left out when it is called like a built-in one, or like another of its own', () => {
    const file = openWith(`${EXAMPLE.replace('registerConnectors', 'example')}
      function registerConnectors(core) {
        const [shop] = example(core);
        return ['openHolidays', 'Twin', 'twin', 'Alone'].map(name => ({ ...shop, name }));
      }`);
    type Listed = { sources: { name: string }[]; problems: string[] };
    const { sources, problems } = call<Listed>(file, ANNA, 'describeSources');
    expect(problems).toEqual([
      expect.stringContaining('"openHolidays" has the name of a built-in connector'),
      expect.stringContaining('"Twin" is in the list more than once'),
    ]);
    const names = sources.map(({ name }) => name);
    expect(names).toContain('Alone');
    expect(names.filter(name => /^(openHolidays|twin)$/i.test(name))).toEqual(['OpenHolidays']);
    call(file, ANNA, 'saveImport', { ...HOLIDAYS, source: 'openholidays' });
    expect(call(file, ANNA, 'importNewData')).toMatchObject({ status: 'DONE' });
  });

  const KEY = 'this.config.AccessToken.value';
  it.each([
    ['a mistake of its constructor', 'this.fieldsSchema = {', `if (${KEY}) null[${KEY}];`],
    ['an error of its constructor', 'this.fieldsSchema = {', `if (${KEY}) throw new Error('no ' + ${KEY});`],
    ['what is no JSON', 'this.fieldsSchema = {', `if (${KEY}) JSON.parse(${KEY} + ' '.repeat(50));`],
    ['a mistake where it is looked at', 'fetchData(', `get hasAccounts() { return ${KEY} && null[${KEY}]; }`],
  ])('puts no key into a message or a log, by %s', (_, place, wrong) => {
    const file = openWith(EXAMPLE.replace(place, () => `${wrong} ${place}`));
    const records = [
      file.user(ANNA).call('saveImport', SHOP),
      file.user(ANNA).call('previewImport', { definition: SHOP }),
    ];
    expect(records.map(failureOf).filter(message => message.includes('•••'))).toHaveLength(2);
    const seen = JSON.stringify(records.map(({ error, log }) => [error, log]));
    expect(seen).not.toContain(SHOP_TOKEN.slice(0, 6));
  });

  it.each([
    ['it', 'this.fieldsSchema = {', 'null.fields; this.fieldsSchema = {'],
    ['what it called', 'config.mergeParameters({', 'config.mergeParameters(null), config.mergeParameters({'],
  ])('says in which line of the author’s %s stopped', (_, right, wrong) => {
    const file = openWith(EXAMPLE.replace(right, wrong));
    const { problems } = call<{ problems: string[] }>(file, ANNA, 'describeSources');
    expect(problems).toEqual([
      expect.stringMatching(/has a Source that cannot be made, it stops at OurShop:\d+:\d+: Cannot /),
    ]);
  });

  it('of another name is not found, with the nearest names', () => {
    const file = openWith(EXAMPLE);
    const refused = failureOf(file.user(ANNA).call('saveImport', { ...SHOP, source: 'OurShopp' }));
    expect(refused).toContain('there is no source "OurShopp". Did you mean OurShop?');
  });
});
