import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { worldOf } from './support';

const ABSENT =
  'setTimeout setInterval clearTimeout clearInterval queueMicrotask structuredClone fetch FormData File URL ' +
  'URLSearchParams DOMException atob btoa Headers Request Response Event AbortController TextEncoder TextDecoder ' +
  'ReadableStream crypto window navigator performance process Buffer require module global SharedArrayBuffer Atomics';

describe('the globals of a script', () => {
  it('has none of what browsers and Node offer, so that a bundle that needs them fails here and not in production', () => {
    const names = JSON.stringify(ABSENT.split(' '));
    const code = `function found() { return ${names}.filter(name => typeof globalThis[name] !== 'undefined'); }`;
    expect(worldOf(code).value('found')).toEqual([]);
  });

  it('offers the six methods of console and no others', () => {
    const { value } = worldOf('function keys() { return Object.keys(console).sort(); }');
    expect(value('keys')).toEqual(['error', 'info', 'log', 'time', 'timeEnd', 'warn']);
  });

  it('keeps nothing from one execution to the next', () => {
    const { value } = worldOf('var count = 0; function next() { return ++count; }');
    expect([value('next'), value('next')]).toEqual([1, 1]);
  });

  it('gives services values of the realm of the script, so that instanceof and Array.isArray hold', () => {
    const { value } = worldOf(`function check() {
      var keys = PropertiesService.getScriptProperties().getKeys();
      var error; try { HtmlService.createHtmlOutputFromFile('x'); } catch (e) { error = e; }
      return [keys instanceof Array, error instanceof Error, error.name, String(error)];
    }`);
    expect(value('check')).toEqual([true, true, 'Exception', 'Exception: No HTML file named x was found.']);
  });

  it('hides what service objects carry', () => {
    const { value } = worldOf(`function text() {
      var store = PropertiesService.getScriptProperties();
      return [JSON.stringify(store), Object.keys(store).length, String(store), JSON.stringify(ScriptApp.WeekDay.FRIDAY)];
    }`);
    expect(value('text')).toEqual(['{}', 0, 'Properties', '"FRIDAY"']);
  });

  it('names what Google has and the emulator has not', () => {
    const { failure } = worldOf(
      `function drive() { DriveApp.getFiles(); }
       function image() { SpreadsheetApp.getActiveSheet().getRange('A1').mergeVertically(); }
       function wrong() { SpreadsheetApp.getActiveSheet().nonsense(); }`,
    );
    expect(failure('drive')).toBe('NotEmulated: DriveApp.getFiles is not emulated');
    expect(failure('image')).toBe('NotEmulated: SpreadsheetApp.Range.mergeVertically is not emulated');
    expect(failure('wrong')).toMatch(/^TypeError: .*nonsense is not a function/);
  });

  it('gives enum members a name, an order and one identity', () => {
    const { value } = worldOf(`function check() {
      var day = ScriptApp.WeekDay.WEDNESDAY;
      return [day.name(), day.ordinal(), String(day), day.compareTo(ScriptApp.WeekDay.MONDAY), day === ScriptApp.WeekDay.WEDNESDAY];
    }`);
    expect(value('check')).toEqual(['WEDNESDAY', 2, 'WEDNESDAY', 2, true]);
  });
});

describe('files of a project', () => {
  it('share one scope, with function declarations of later files known from the start', () => {
    const { value } = worldOf('var early = later(); function read() { return [early, shared]; }', {
      files: { Other: "const shared = 's'; function later() { return 'hoisted'; }" },
    });
    expect(value('read')).toEqual(['hoisted', 's']);
  });

  it('shows the file, line and column of a frame as Apps Script does', () => {
    const { ann } = worldOf('function outer() {\n  inner();\n}', {
      files: { Other: 'function inner() {\n\n  throw new Error("deep");\n}' },
    });
    expect(ann.run('outer').error?.stack).toBe(
      [
        'Error: deep',
        '    at inner (Other:3:9)',
        '    at outer (Code:2:3)',
        '    at __GS_INTERNAL_top_function_call__.gs:1:8',
      ].join('\n'),
    );
  });

  it.each([
    ['class A { x = 1; }', 'a class field'],
    ['class A { #x() {} }', 'a private name'],
    ['class A { static { } }', 'a static block'],
    ["import x from 'y';", 'an import'],
    ['await 1;', 'a top-level await'],
  ])('refuses %s (%s) like the parser that files are saved through', code => {
    expect(() => worldOf(`var ok = 1;\n${code}`)).toThrow(
      /^Syntax error: SyntaxError: .* line: 2 file: Code\.gs$/,
    );
  });
});

describe('Date of a script', () => {
  const code = `
    function parts(ms) { var d = new Date(ms); return [d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getHours(), d.getMinutes()]; }
    function build(y, m, d, h) { return new Date(y, m, d, h).getTime(); }
    function now() { return [Date.now(), new Date().getTime()]; }
    function text(ms) { return String(new Date(ms)); }
    function parse(s) { return new Date(s).getTime(); }
    function shift(ms) { var d = new Date(ms); d.setDate(d.getDate() + 1); return d.getTime(); }
    function kinds() { return [new Date() instanceof Date, Date.name, Object.prototype.toString.call(new Date()), typeof Date(), new (class Day extends Date {})(0).getTime()]; }`;

  it('reads the virtual clock', () => {
    const { value } = worldOf(code, { now: '2026-05-01T12:00:00Z' });
    expect(value('now')).toEqual([Date.parse('2026-05-01T12:00:00Z'), Date.parse('2026-05-01T12:00:00Z')]);
  });

  it('is in the time zone of the manifest, whatever the machine is in', () => {
    const zones = [
      'Europe/Berlin',
      'America/St_Johns',
      'Asia/Kathmandu',
      'America/Sao_Paulo',
      'Pacific/Apia',
    ];
    const worlds = zones.map(timeZone => ({
      zone: timeZone,
      world: worldOf(code, { manifest: { timeZone } }),
    }));
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) }),
        fc.constantFrom(...worlds),
        (ms, { zone, world }) => {
          const { year, month, day, hour, minute } = DateTime.fromMillis(ms, { zone });
          expect(world.value('parts', ms)).toEqual([year, month, day, hour, minute]);
          expect(world.value('shift', ms)).toBe(
            DateTime.fromMillis(ms, { zone }).plus({ days: 1 }).toMillis(),
          );
        },
      ),
      { numRuns: 60, examples: [] },
    );
  });

  it('builds local times, one that does not exist shifting forward', () => {
    const { value } = worldOf(code, { manifest: { timeZone: 'America/Sao_Paulo' } });
    expect(value('build', 2018, 10, 4, 0)).toBe(Date.parse('2018-11-04T03:00:00Z'));
    expect(value('build', 2026, 0, 31, 9)).toBe(Date.parse('2026-01-31T12:00:00Z'));
  });

  it('parses times without a zone as local ones, dates and zoned times as they say', () => {
    const { value } = worldOf(code, { manifest: { timeZone: 'Europe/Berlin' } });
    expect(value('parse', '2026-07-01T10:00:00')).toBe(Date.parse('2026-07-01T08:00:00Z'));
    expect(value('parse', '2026-07-01')).toBe(Date.parse('2026-07-01T00:00:00Z'));
    expect(value('parse', '2026-07-01T10:00:00+05:00')).toBe(Date.parse('2026-07-01T05:00:00Z'));
    expect(value('parse', 'Jul 1, 2026 10:00')).toBe(Date.parse('2026-07-01T08:00:00Z'));
    expect(value('parse', 'Jul 1, 2026 10:00 GMT')).toBe(Date.parse('2026-07-01T10:00:00Z'));
    expect(value('parse', 'rubbish')).toBeNaN();
  });

  it('prints the zone like V8', () => {
    const { value } = worldOf(code, { manifest: { timeZone: 'Europe/Berlin' } });
    expect(value('text', Date.parse('2026-07-01T08:05:09Z'))).toBe(
      'Wed Jul 01 2026 10:05:09 GMT+0200 (Central European Summer Time)',
    );
  });

  it('is still a Date to everything that asks', () => {
    expect(worldOf(code).value('kinds')).toEqual([true, 'Date', '[object Date]', 'string', 0]);
  });
});
