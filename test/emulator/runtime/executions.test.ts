import { describe, expect, it } from 'vitest';
import { failureOf, worldOf } from './support';

const STUBBORN = `
  function stubborn() {
    var store = PropertiesService.getScriptProperties();
    try {
      for (var i = 0; ; i++) store.setProperty('count', i);
    } catch (e) {
      try { store.setProperty('caught', 'yes'); } catch (again) { /* goes on */ }
    } finally {
      try { store.setProperty('finally', 'yes'); } catch (again) { /* goes on */ }
    }
    return 'as if nothing had happened';
  }`;

describe('the time limit', () => {
  it('ends an execution after six minutes: nothing that it does afterwards has an effect, whatever it catches', () => {
    const { emulator, ann } = worldOf(STUBBORN);
    const record = ann.run('stubborn');
    expect(failureOf(record)).toBe('Exception: Exceeded maximum execution time');
    expect(record.status).toBe('timed out');
    expect(record.endedAt - record.startedAt).toBe(360_000);
    expect(record.result).toBeUndefined();
    expect(Object.keys(emulator.scriptProperties)).toEqual(['count']);
  });

  it('lets the call that crosses the limit have no effect', () => {
    const { emulator, ann } = worldOf(
      `function cross() { PropertiesService.getScriptProperties().setProperty('k', 'v'); }`,
      { costs: { 'PropertiesService.Properties.setProperty': 360_000 } },
    );
    expect(ann.run('cross').status).toBe('timed out');
    expect(emulator.scriptProperties).toEqual({});
  });

  it('gives simple triggers 30 seconds', () => {
    const { ann } = worldOf(`function onOpen() { for (;;) CacheService.getUserCache().get('k'); }`);
    const record = ann.open()[0];
    expect([record?.status, (record?.endedAt ?? 0) - (record?.startedAt ?? 0)]).toEqual([
      'timed out',
      30_000,
    ]);
  });

  it('cuts an endless loop that calls no service, in promises and at the top level too', () => {
    const options = { realTimeLimit: 40 };
    const loops = [
      'function go() { for (;;); }',
      'function go() { Promise.resolve().then(() => { for (;;); }); }',
      'for (;;); function go() {}',
    ];
    for (const code of loops) {
      const { emulator, ann } = worldOf(code, options);
      expect(failureOf(ann.run('go'))).toBe('Exception: Exceeded maximum execution time');
      expect(emulator.executions[0]?.status).toBe('timed out');
    }
  });

  it.each([
    ['lost', ''],
    ['applied', 'x'],
  ] as const)('has writes that were not flushed %s', (bufferedWritesAtKill, expected) => {
    const { emulator, ann } = worldOf(
      `function write() { SpreadsheetApp.getActiveSheet().getRange('A1').setValue('x'); for (;;) CacheService.getUserCache().get('k'); }
       function read() { return SpreadsheetApp.getActiveSheet().getRange('A1').getValue(); }`,
      { bufferedWritesAtKill },
    );
    expect(ann.run('write').status).toBe('timed out');
    expect(ann.run('read').result).toBe(expected);
    expect(emulator.executions).toHaveLength(2);
  });
});

describe('promises', () => {
  it('are driven to their end after the function returned, and then the execution is over', () => {
    const { emulator, ann } = worldOf(`async function later() {
      await null; await null;
      PropertiesService.getScriptProperties().setProperty('done', 'yes');
    }`);
    expect(ann.run('later').status).toBe('completed');
    expect(emulator.scriptProperties).toEqual({ done: 'yes' });
  });

  it('that are rejected go unnoticed, as on the platform', async () => {
    const { ann } = worldOf(`async function silent() { await null; throw new Error('nobody hears this'); }`);
    const unhandled: unknown[] = [];
    const listener = (reason: unknown): void => {
      unhandled.push(reason);
    };
    process.on('unhandledRejection', listener);
    expect(ann.run('silent').status).toBe('completed');
    await new Promise(resolve => setImmediate(resolve));
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });
});

describe('failures', () => {
  it('are recorded with the name, message and stack of what was thrown', () => {
    const { failure, ann } = worldOf(
      `function type() { null.x; }
       function text() { throw 'just text'; }
       function top() { return 1; }`,
    );
    expect(failure('type')).toBe("TypeError: Cannot read properties of null (reading 'x')");
    expect(failure('text')).toBe('Error: just text');
    expect(failure('missing')).toBe('Error: Script function not found: missing');
    expect(failureOf(ann.run('top'))).toBe('completed');
  });

  it('of the top level break every function of the project', () => {
    expect(worldOf(`throw new Error('at load'); function fine() {}`).failure('fine')).toBe('Error: at load');
  });

  it('of buffered writes show at the end of the execution', () => {
    const { emulator, ann } = worldOf(
      `function write() { SpreadsheetApp.getActiveSheet().getRange('A1').setValue('x'); }`,
    );
    const sheet = emulator.spreadsheet.titles()[0] ?? '';
    emulator.spreadsheet.asUser().protect(sheet, 'A1:A1', ['somebody@else.com']);
    expect(failureOf(ann.run('write'))).toBe('completed');
    const other = emulator.user('bob@example.com').run('write');
    expect(failureOf(other)).toMatch(/^Exception: You are trying to edit a protected cell or object\./);
    expect(other.status).toBe('failed');
  });

  it('finds methods and functions in variables by their names, as menus and triggers do', () => {
    const { value } = worldOf(
      `var menu = { name: 'm', item: function () { return this.name; } };
       const arrow = () => 'arrow';
       class Tools { static help() { return 'static'; } }
       globalThis['dynamic'] = () => 'dynamic';`,
    );
    expect(['menu.item', 'arrow', 'Tools.help', 'dynamic'].map(name => value(name))).toEqual([
      'm',
      'arrow',
      'static',
      'dynamic',
    ]);
  });
});

describe('logs', () => {
  it('hold what console and Logger printed, in the words of each', () => {
    const { ann } = worldOf(`function log() {
      console.warn('%s is %d', 'a', 1, { b: [2] });
      Logger.log('n=%s', 5).log({ a: 1, list: [1.5, 'x'] });
      console.time('t'); CacheService.getUserCache().get('k'); console.timeEnd('t');
      return Logger.getLog().split('\\n').length;
    }`);
    const record = ann.run('log');
    expect(record.log).toEqual([
      'warn a is 1 { b: [ 2 ] }',
      'log n=5.0',
      'log {a=1.0, list=[1.5, x]}',
      'log t: 31ms',
    ]);
    expect(record.result).toBe(3);
  });
});
