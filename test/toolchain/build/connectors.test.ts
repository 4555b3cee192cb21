import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listConnectors } from '../../../toolchain/build/Connectors';
import { readDeployment } from '../../../toolchain/build/Deployment';
import { hostsOf } from '../../../toolchain/build/Hosts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'connectors-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function connector(name: string, files: Record<string, string> = {}): void {
  const folder = join(root, 'src', 'Sources', name);
  mkdirSync(folder, { recursive: true });
  const all = {
    'Source.ts': `export class ${name}Source {}`,
    'Connector.ts': `export class ${name}Connector {}`,
    'manifest.json': JSON.stringify({ title: name, hosts: [`api.${name.toLowerCase()}.example`] }),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) if (text) writeFileSync(join(folder, file), text);
}

const listed = (): string[] => listConnectors(root).map(({ name }) => name);

describe('a connector is registered by its folder', () => {
  it('and by nothing else', () => {
    connector('Zebra');
    connector('Ant');
    expect(listed()).toEqual(['Ant', 'Zebra']);
  });

  it('unless the deployment chooses others', () => {
    connector('Zebra');
    connector('Ant');
    expect(listConnectors(root, ['Zebra']).map(({ name }) => name)).toEqual(['Zebra']);
    expect(() => listConnectors(root, ['Zebr'])).toThrow(
      'chooses Zebr: no such folder under src/Sources. There are: Ant, Zebra',
    );
  });

  it.each([
    ['a missing file', { 'Source.ts': '' }, 'src/Sources/Shop has no Source.ts'],
    [
      'a class of another name',
      { 'Source.ts': 'export class StoreSource {}' },
      'src/Sources/Shop/Source.ts does not export ShopSource',
    ],
    ['a manifest without title', { 'manifest.json': '{}' }, 'src/Sources/Shop/manifest.json has no "title"'],
    ['a manifest that is no JSON', { 'manifest.json': '{' }, 'src/Sources/Shop/manifest.json is no JSON'],
    [
      'an address where a host belongs',
      { 'manifest.json': '{"title":"Shop","hosts":["https://shop.example/v1"]}' },
      '"hosts" are names in a list, such as ["api.example.com"], without https:// and path; "https://shop.example/v1" is none.',
    ],
    [
      'a host that is in no list',
      { 'manifest.json': '{"title":"Shop","hosts":"shop.example"}' },
      '"hosts" are names in a list',
    ],
    [
      'a manifest that is a list',
      { 'manifest.json': '[]' },
      'src/Sources/Shop/manifest.json is no JSON object',
    ],
    [
      'a logo that is not there',
      { 'manifest.json': '{"title":"Shop","logo":"logo.svg"}' },
      '"logo" names logo.svg, which is not in src/Sources/Shop',
    ],
    [
      'a logo that is no picture of the kinds that pages show',
      { 'manifest.json': '{"title":"Shop","logo":"logo.exe"}' },
      '"logo" is the name of an .svg or .png file',
    ],
  ])('is refused with its place: %s', (_what, files, text) => {
    connector('Shop', files);
    expect(listed).toThrow(text);
  });

  it('is refused when two are one on some disks', () => {
    connector('Shop');
    connector('SHOP');
    expect(listed).toThrow('src/Sources/SHOP and src/Sources/Shop differ in case only');
  });

  it('is refused when its folder is no class name', () => {
    connector('my-shop');
    expect(listed).toThrow("a connector's folder is named in PascalCase");
  });
});

describe('sheetbound.config.json', () => {
  const read = (text: string): ReturnType<typeof readDeployment> => {
    writeFileSync(join(root, 'sheetbound.config.json'), text);
    return readDeployment(join(root, 'sheetbound.config.json'));
  };

  it('may be absent: all connectors, no e-mail', () => {
    const { connectors, notices, targets } = readDeployment(join(root, 'none.json'));
    expect({ connectors, email: notices.email, targets }).toEqual({
      connectors: 'all',
      email: false,
      targets: undefined,
    });
  });

  it('is not taken for absent when it cannot be read', () => {
    mkdirSync(join(root, 'sheetbound.config.json'));
    expect(() => readDeployment(join(root, 'sheetbound.config.json'))).toThrow('EISDIR');
  });

  it('may come from Windows', () =>
    expect(read('\uFEFF{\r\n"targets": ["staging", "prod"]\r\n}').targets).toEqual(['staging', 'prod']));

  it.each([
    ['{"conectors": []}', 'there is no setting conectors'],
    ['{"connectors": 3}', '"connectors" is "all" or a list'],
    ['{"extraHosts": "a.example"}', '"extraHosts" is a list of texts'],
    ['{"dailyTriggerMinutes": "90"}', '"dailyTriggerMinutes" is a number'],
    ['{"notices": {"e-mail": false}}', '"notices" has no channel e-mail. There are: chat, slack, email.'],
    ['{"notices": {"slack": "off"}}', '"notices" says true or false of chat, slack, email'],
    ['{"notices": "none"}', '"notices" says true or false of chat, slack, email'],
    ['{"extraHosts": ["https://a.example/"]}', '"extraHosts" are names in a list'],
    ['{', 'is no JSON'],
    ['null', 'is no JSON object'],
  ])('refuses %s', (text, message) => expect(() => read(text)).toThrow(message));

  it('says whom each host is for', () => {
    connector('Shop');
    connector('Store', { 'manifest.json': '{"title":"Store","hosts":["api.shop.example"]}' });
    const hosts = hostsOf(
      read('{"notices":{"slack":false,"chat":false},"extraHosts":["own.example"]}'),
      root,
    );
    expect(hosts).toEqual([
      { host: 'api.shop.example', reasons: ['Shop', 'Store'] },
      { host: 'own.example', reasons: ['extraHosts of sheetbound.config.json'] },
    ]);
  });
});
