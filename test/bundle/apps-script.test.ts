import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, type Node } from 'acorn';
import { analyze } from 'eslint-scope';
import { describe, expect, it } from 'vitest';

/** The tests of an unfinished tree may point elsewhere. */
const BUNDLE = process.env['SHEETBOUND_BUNDLE'] ?? 'dist/apps-script';
const code = readFileSync(join(BUNDLE, 'Code.js'), 'utf8');
const tree = parse(code, { ecmaVersion: 2020, sourceType: 'script', ranges: true });
const manifest = JSON.parse(readFileSync(join(BUNDLE, 'appsscript.json'), 'utf8')) as {
  oauthScopes: string[];
  urlFetchWhitelist: string[];
};

/** Names that Apps Script has; see the platform facts 1.1. */
const SERVICES = [
  'CacheService',
  'HtmlService',
  'LockService',
  'Logger',
  'MailApp',
  'PropertiesService',
  'ScriptApp',
  'Session',
  'SpreadsheetApp',
  'UrlFetchApp',
  'Utilities',
  'console',
];
/** What a user may define in a file of their own; looked for by `typeof` before it is used. */
const USERS_OWN = ['registerConnectors'];
const LANGUAGE = [
  'Array',
  'ArrayBuffer',
  'Boolean',
  'DataView',
  'Date',
  'Error',
  'Function',
  'Infinity',
  'Int8Array',
  'Intl',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'RangeError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'URIError',
  'Uint8Array',
  'WeakMap',
  'WeakSet',
  'decodeURIComponent',
  'encodeURIComponent',
  'globalThis',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'undefined',
  'arguments',
];

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

describe('Code.js', () => {
  it('parses as an ES2020 script without what the upload parser refuses', () => {
    const refused: string[] = [];
    const visit = (node: Node) => {
      if (/^(PropertyDefinition|StaticBlock|PrivateIdentifier|ImportExpression)$/.test(node.type))
        refused.push(node.type);
      for (const value of Object.values(node) as unknown[])
        for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
          if (child && typeof (child as Node).type === 'string') visit(child as Node);
    };
    visit(tree);
    expect(refused).toEqual([]);
  });

  it('uses no global that Apps Script does not have', () => {
    const scopes = analyze(tree as never, { ecmaVersion: 2020, sourceType: 'script' });
    const unresolved = new Set(scopes.globalScope?.through.map(reference => reference.identifier.name));
    const own = topLevel();
    for (const name of [...SERVICES, ...LANGUAGE, ...USERS_OWN, ...own.functions, ...own.others])
      unresolved.delete(name);
    expect([...unresolved]).toEqual([]);
  });

  it('puts on the global scope one variable and the entry points, and nothing else', () => {
    const { functions, others } = topLevel();
    expect(others).toEqual(['Sheetbound']);
    expect(functions).toEqual(expect.arrayContaining(['onOpen', 'importNewData', 'runTicker']));
    expect(functions.filter(name => name.endsWith('_'))).toEqual([]);
    expect(new Set(functions).size).toBe(functions.length);
  });

  it('gives authors of connectors what they write with by that variable, without functions that anybody could call', () => {
    const { functions } = topLevel();
    const gas = new Function(`${code}; return Sheetbound;`)() as Record<string, unknown>;
    for (const name of AUTHORING) expect([name, gas[name] === undefined]).toEqual([name, false]);
    expect(functions.filter(name => AUTHORING.includes(name))).toEqual([]);
    for (const name of functions) expect([name, typeof gas[name]]).toEqual([name, 'function']);
  });

  it('holds no sequence that would break an HTML template it is inlined in', () => {
    expect(code).not.toMatch(/<\?|<\/script>/i);
  });

  it('stays within 350 KB', () => expect(Buffer.byteLength(code)).toBeLessThanOrEqual(350 * 1024));

  it('asks for no scope but those of the services it calls, and for the hosts of its connectors only', () => {
    expect(manifest.oauthScopes).toContain('https://www.googleapis.com/auth/spreadsheets.currentonly');
    expect(manifest.oauthScopes).not.toContain('https://www.googleapis.com/auth/script.send_mail');
    expect(manifest.oauthScopes).not.toContain('https://www.googleapis.com/auth/spreadsheets');
    expect(code.includes('MailApp')).toBe(false);
    const declared = readdirSync('src/Sources').flatMap(
      name =>
        (JSON.parse(readFileSync(join('src/Sources', name, 'manifest.json'), 'utf8')) as { hosts: string[] })
          .hosts,
    );
    for (const host of declared) expect(manifest.urlFetchWhitelist).toContain(`https://${host}/`);
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
