import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';

/** The tests of an unfinished tree may point elsewhere. */
const BUNDLE = process.env['SHEETBOUND_BUNDLE'] ?? 'dist/apps-script';
const code = readFileSync(join(BUNDLE, 'Code.js'), 'utf8');
const tree = parse(code, { ecmaVersion: 2020, sourceType: 'script' });
const manifest = JSON.parse(readFileSync(join(BUNDLE, 'appsscript.json'), 'utf8')) as {
  oauthScopes: string[];
};

/** Named on the page on connectors in the sheet's own script. */
const AUTHORING = [
  'AbstractSource',
  'AbstractConnector',
  'AbstractConfig',
  'Config',
  'defineParameters',
  'CONFIG_ATTRIBUTES',
  'HTTP_STATUS',
  'EnvironmentAdapter',
  'ConfigurationException',
  'DataException',
  'HttpRequestException',
  'nextUrl',
  'linkHeader',
  'cursor',
  'pageNumber',
  'offset',
  'addDays',
  'countDays',
  'toCivilDate',
  'toDate',
  'isCivilDate',
];

/** Bytes of the JSON files of all connectors, which the script holds as text. */
function textBytes(): number {
  const files = (readdirSync('src/Sources', { recursive: true }) as string[]).filter(
    file => file.endsWith('.json') && !file.endsWith('manifest.json'),
  );
  const texts = files.map(file =>
    JSON.stringify(JSON.parse(readFileSync(join('src/Sources', file), 'utf8'))),
  );
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function topLevel(): { functions: string[]; others: string[] } {
  const functions: string[] = [];
  const others: string[] = [];
  for (const statement of tree.body) {
    if (statement.type === 'FunctionDeclaration') functions.push(statement.id.name);
    else if (statement.type === 'VariableDeclaration')
      others.push(...statement.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : '?')));
    else if (statement.type !== 'EmptyStatement') others.push(statement.type);
  }
  return { functions, others };
}

/** What `verify`, a part of the build, does not judge; the rest is tested with its faults. */
describe('Code.js', () => {
  it('puts on the global scope one variable and the entry points, and nothing else', () => {
    const { functions, others } = topLevel();
    expect(others).toEqual(['Sheetbound']);
    expect(functions).toEqual(expect.arrayContaining(['onOpen', 'importNewData', 'runTicker']));
  });

  it('gives authors of connectors what they write with by that variable, without functions that anybody could call', () => {
    const { functions } = topLevel();
    const gas = new Function(`${code}; return Sheetbound;`)() as Record<string, unknown>;
    for (const name of AUTHORING) expect([name, gas[name] === undefined]).toEqual([name, false]);
    expect(functions.filter(name => AUTHORING.includes(name))).toEqual([]);
    for (const name of functions) expect([name, typeof gas[name]]).toEqual([name, 'function']);
  });

  // Fields and queries are text that nobody reads before its source is used; the rest is compiled at every start.
  it('stays within 700 KB, and within 530 KB without what connectors keep as text', () => {
    const bytes = Buffer.byteLength(code);
    expect(bytes).toBeLessThanOrEqual(700 * 1024);
    expect(bytes - textBytes()).toBeLessThanOrEqual(530 * 1024);
  });

  it('asks for what the guide tells users that it asks for, with the connectors of this repository', () => {
    expect(manifest.oauthScopes).toEqual(
      ['script.container.ui', 'script.external_request', 'script.scriptapp', 'spreadsheets.currentonly'].map(
        scope => `https://www.googleapis.com/auth/${scope}`,
      ),
    );
  });

  it('loads in gas-local', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gas-local-'));
    try {
      writeFileSync(join(folder, 'Code.js'), code);
      const script = `const gas = require('gas-local').require(process.argv[1]); console.log(Object.keys(gas).filter(name => typeof gas[name] === 'function').join());`;
      const names = execFileSync(process.execPath, ['-e', script, folder], { encoding: 'utf8' })
        .trim()
        .split(',');
      expect(names).toEqual(expect.arrayContaining(topLevel().functions));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('src', () => {
  it('names no platform', () => {
    const names =
      /\b(UrlFetchApp|SpreadsheetApp|PropertiesService|CacheService|LockService|ScriptApp|MailApp|HtmlService|Utilities|Session|process\.|Buffer\b|setTimeout|require\()/;
    const offenders = (readdirSync('src', { recursive: true }) as string[]).filter(
      file => file.endsWith('.ts') && names.test(withoutComments(readFileSync(join('src', file), 'utf8'))),
    );
    expect(offenders).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/.*/g, '');
}
