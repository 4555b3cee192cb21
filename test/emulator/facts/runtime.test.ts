import { describe, expect, it } from 'vitest';
import { failureOf, worldOf } from '../runtime/support';
import { errorOf, resultOf } from './script';

describe('the language', () => {
  it('has globalThis, which is the this of functions and holds services and functions of the script', () => {
    const code = `var own = 1; function other() {}
      function run() { return [this === globalThis, globalThis.own, typeof globalThis.other, typeof globalThis.ScriptApp]; }`;
    expect(worldOf(code).value('run')).toEqual([true, 1, 'function', 'object']);
  });

  it.each([
    'Blob EventTarget AbortSignal MessageChannel BroadcastChannel WebSocket XMLHttpRequest',
    'CompressionStream DecompressionStream WritableStream TransformStream SubtleCrypto',
    'setImmediate clearImmediate reportError document localStorage exports __dirname gc',
  ])('has none of the relatives of what it lacks: %s', names => {
    const found = `return '${names}'.split(' ').filter(function (name) { return name in globalThis; });`;
    expect(resultOf(found)).toEqual([]);
  });

  it('has WebAssembly, but not its streaming functions', () => {
    const names =
      'return ["compile", "instantiate", "validate", "Module", "Memory", "compileStreaming", "instantiateStreaming"]';
    expect(resultOf(`${names}.map(name => typeof WebAssembly[name])`)).toEqual([
      ...Array<string>(5).fill('function'),
      'undefined',
      'undefined',
    ]);
  });

  it('has not finished WebAssembly.instantiate when the next line runs, nor when the execution ends', () => {
    const { emulator, ann } = worldOf(`function run() {
      var state = 'pending';
      WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(function () {
        PropertiesService.getScriptProperties().setProperty('state', 'done');
      });
      return state;
    }`);
    expect(ann.run('run').result).toBe('pending');
    expect(emulator.scriptProperties).toEqual({});
  });

  it('has the built-ins of V8, regular expressions with names and look-behind among them', () => {
    const body = `return [
      new Intl.NumberFormat('en-US').format(1234.5), [...new Set([1, 1, 2])].length, 2n ** 64n + '',
      /(?<=\\$)(?<amount>\\d+)/.exec('$12').groups.amount, Reflect.ownKeys({ a: 1 }).length,
      new Proxy({}, { get: () => 'trap' }).any, new WeakMap() instanceof WeakMap, Float64Array.of(1).length];`;
    expect(resultOf(body)).toEqual(['1,234.5', 2, '18446744073709551616', '12', 1, 'trap', true, 1]);
  });

  it('knows the syntax and methods of ES2020, and replaceAll', () => {
    const body = `class Reader { async read() { return 1; } }
      return [null?.x ?? 'none', Object.fromEntries([['a', 1]]), 'a-b-c'.replaceAll('-', ''), [[1], [2]].flatMap(x => x),
        typeof new Reader().read().then];`;
    expect(resultOf(body)).toEqual(['none', { a: 1 }, 'abc', [1, 2], 'function']);
  });

  it('prints dates for a locale in short form', () => {
    expect(resultOf('return new Date(0).toLocaleDateString("en-US")')).toBe('1/1/1970');
  });

  it('builds functions from text', () => {
    expect(resultOf('return [eval("1 + 1"), new Function("a", "return a * 2")(4)]')).toEqual([2, 8]);
  });

  it('overflows the stack when a very large array is spread into arguments', () => {
    const body = 'var big = new Array(1000000).fill(0); [].push.apply([], big);';
    expect(errorOf(body)).toBe('RangeError: Maximum call stack size exceeded');
  });

  it('hands null to a service where a script passes undefined', () => {
    expect(errorOf('SpreadsheetApp.getActiveSheet().setFrozenRows(undefined);')).toBe(
      "Exception: The parameters (null) don't match the method signature for SpreadsheetApp.Sheet.setFrozenRows.",
    );
    expect(
      resultOf(
        'var c = SpreadsheetApp.getActiveSheet().getRange("A1"); c.setValue(1).setValue(undefined); return c.isBlank();',
      ),
    ).toBe(true);
  });

  it.each([
    'class A { static x = 1; }',
    'var a = null; a ??= 1;',
    'var million = 1_000_000;',
    'var r = /x/v;',
    'var r = /x/d;',
    'class A { #x; has(o) { return #x in o; } }',
    'export const x = 1;',
  ])('lets nothing newer than ES2020 be saved: %s', code => {
    expect(() => worldOf(`${code}\nfunction run() {}`)).toThrow(
      /^Syntax error: SyntaxError: .* file: Code\.gs$/,
    );
  });

  it('saves nothing when one file of several has a mistake, and names that file', () => {
    expect(() => worldOf('function run() {}', { files: { Broken: 'function (' } })).toThrow(
      'file: Broken.gs',
    );
  });

  it('gives no module to import()', () => {
    const { emulator, ann } = worldOf(`function run() {
      import('node:fs').then(function () { PropertiesService.getScriptProperties().setProperty('got', 'it'); });
    }`);
    ann.run('run');
    expect(emulator.scriptProperties).toEqual({});
  });

  it('clears the log of Logger, and only there', () => {
    const { ann } = worldOf(`function run() { Logger.log('a'); Logger.clear(); return Logger.getLog(); }`);
    expect(ann.run('run')).toMatchObject({ result: '', log: ['log a'] });
  });
});

describe('several files', () => {
  it('are evaluated in order: a const of a later file is not there yet at the top level', () => {
    const { failure } = worldOf('var early = LATE; function run() {}', { files: { Z: 'const LATE = 1;' } });
    expect(failure('run')).toBe("ReferenceError: Cannot access 'LATE' before initialization");
  });

  it('may declare a function twice: the last one counts', () => {
    const { value } = worldOf('function run() { return "first"; }', {
      files: { B: 'function run() { return "last"; }' },
    });
    expect(value('run')).toBe('last');
  });

  it('may not declare a class or const twice: nothing of the project runs', () => {
    const twice = () =>
      worldOf('const A = 1; function run() {}', { files: { B: 'class A {}' } }).value('run');
    expect(twice).toThrow("Identifier 'A' has already been declared");
  });
});

describe('callers of functions', () => {
  const code = `
    var menu = { item: function () { return 'method'; } };
    globalThis.dynamic = function () { return 'dynamic'; };
    function onOpen() {
      SpreadsheetApp.getUi().createMenu('M').addItem('Method', 'menu.item').addItem('Dynamic', 'dynamic')
        .addItem('Gone', 'gone').addToUi();
    }`;

  it('from a menu reach methods by dotted name and functions that were assigned at load', () => {
    const { ann } = worldOf(code);
    ann.open();
    expect(ann.clickMenu('M', 'Method').result).toBe('method');
    expect(ann.clickMenu('M', 'Dynamic').result).toBe('dynamic');
    expect(failureOf(ann.clickMenu('M', 'Gone'))).toBe('Error: Script function not found: gone');
  });
});

describe('errors', () => {
  it('of the services can be in any language: a script that reads them must live with all of them', () => {
    const { emulator, ann } = worldOf(`function run() {
      try { PropertiesService.getUserProperties().getKeys(); } catch (e) { return String(e); }
    }`);
    const message = 'Service zu oft aufgerufen: properties.';
    emulator.inject({ at: ({ name }) => name.endsWith('getKeys'), when: 'before', effect: 'throw', message });
    expect(ann.run('run').result).toBe(`Exception: ${message}`);
  });

  it('of a write that timed out leave the write done, so that repeating it must do no harm', () => {
    const { emulator, ann } = worldOf(`function run() {
      var sheet = SpreadsheetApp.getActiveSheet();
      try { sheet.appendRow(['once']); } catch (e) {}
      return sheet.getLastRow();
    }`);
    emulator.inject({ at: ({ name }) => name.endsWith('appendRow'), when: 'after', effect: 'timeout' });
    expect(ann.run('run').result).toBe(1);
  });

  it('of arguments name the types that were given', () => {
    expect(errorOf('SpreadsheetApp.getActiveSheet().getRange("A1").setValues({ a: 1 }, true)')).toMatch(
      /^Exception: The parameters \(\(class\),Boolean\) don't match the method signature for SpreadsheetApp\.Range\.setValues\.$/,
    );
  });
});

describe('an execution that was ended', () => {
  it('runs catch and finally in vain: no service answers there', () => {
    const { emulator, ann } = worldOf(`function run() {
      var store = PropertiesService.getScriptProperties();
      try { for (;;) CacheService.getScriptCache().get('k'); }
      catch (e) { store.setProperty('caught', '1'); }
      finally { store.setProperty('finally', '1'); }
    }`);
    expect(ann.run('run').status).toBe('timed out');
    expect(emulator.scriptProperties).toEqual({});
  });
});
