import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import { worldOf } from '../runtime/support';

const ID = '1libraryAAAAAAAAAAAAAAAA';
const manifest = { dependencies: { libraries: [{ userSymbol: 'Lib', libraryId: ID, version: '1' }] } };

/** A script that includes one library under the name `Lib`. */
function including(host: string, library: string, options: Partial<EmulatorOptions> = {}) {
  return worldOf(host, { manifest, libraries: { [ID]: { code: library } }, ...options });
}

describe('a library', () => {
  it('shows functions, var and what is set on the global object, and hides class, let, const and names that end in _', () => {
    const { value } = including(
      `function names() { return Object.keys(Lib).sort().concat(typeof Lib.Hidden, typeof Lib.private_); }`,
      `function shown() {} function private_() {}
       var alsoShown = 1; class Hidden {} const hidden = 1; let hiddenToo = 1;
       var Kept = class Kept {}; globalThis.put = 1; this.given = 2;`,
    );
    expect(value('names')).toEqual(['Kept', 'alsoShown', 'given', 'put', 'shown', 'undefined', 'undefined']);
  });

  it('has globals of its own: instanceof tells its values apart, its functions see none of the script', () => {
    const { value } = including(
      `var mine = 1;
       function check() {
         var list = Lib.list();
         return [list instanceof Array, Array.isArray(list), Lib.seesMine(), Lib.isItsDate(new Date(0))];
       }`,
      `function list() { return [1]; }
       function seesMine() { return typeof mine; }
       function isItsDate(date) { return date instanceof Date; }`,
    );
    expect(value('check')).toEqual([false, true, 'undefined', false]);
  });

  it('lends its classes to those who extend them', () => {
    const { value } = including(
      `function make() {
         class Child extends Lib.Base { name() { return 'child of ' + super.name(); } }
         return [new Child().name(), new Child() instanceof Lib.Base, Lib.isBase(new Child())];
       }`,
      `var Base = class Base { name() { return 'base'; } };
       function isBase(value) { return value instanceof Base; }`,
    );
    expect(value('make')).toEqual(['child of base', true, true]);
  });

  it('keeps script properties, caches and locks of its own, the same for whoever includes it', () => {
    const { emulator, ann, value } = including(
      `function fill() {
         PropertiesService.getScriptProperties().setProperty('k', 'host');
         CacheService.getScriptCache().put('k', 'host');
         Lib.fill();
       }
       function read() {
         return [PropertiesService.getScriptProperties().getProperty('k'), CacheService.getScriptCache().get('k')].concat(Lib.read());
       }
       function lock() {
         LockService.getScriptLock().waitLock(0);
         return [LockService.getScriptLock().hasLock(), Lib.hasLock(), Lib.lock(), Lib.hasLock()];
       }`,
      `function fill() {
         PropertiesService.getScriptProperties().setProperty('k', 'library');
         CacheService.getScriptCache().put('k', 'library');
       }
       function read() {
         return [PropertiesService.getScriptProperties().getProperty('k'), CacheService.getScriptCache().get('k')];
       }
       function hasLock() { return LockService.getScriptLock().hasLock(); }
       function lock() { return LockService.getScriptLock().tryLock(0); }`,
    );
    ann.run('fill');
    expect(value('read')).toEqual(['host', 'host', 'library', 'library']);
    expect(value('lock')).toEqual([true, false, true, true]);
    expect(value('lock')).toEqual([true, false, true, true]);
    emulator.evictCaches();
    expect(value('read')).toEqual(['host', null, 'library', null]);
    expect(JSON.parse(JSON.stringify(emulator))).toMatchObject({
      libraries: { [ID]: { scriptProperties: { k: 'library' } } },
    });
  });

  it('has no document properties, lock or cache: it is bound to no file', () => {
    const { value } = including(
      `function check() { return Lib.check(); }`,
      `function check() {
         return [PropertiesService.getDocumentProperties(), LockService.getDocumentLock(), CacheService.getDocumentCache()];
       }`,
    );
    expect(value('check')).toEqual([null, null, null]);
  });

  it('works with the stores and locks that it is handed', () => {
    const { emulator, value } = including(
      `function run() {
         var lock = LockService.getScriptLock();
         Lib.work(lock, PropertiesService.getDocumentProperties());
         return lock.hasLock();
       }`,
      `function work(lock, properties) { lock.waitLock(0); properties.setProperty('k', 'v'); }`,
    );
    expect(value('run')).toBe(true);
    expect(emulator.documentProperties).toEqual({ k: 'v' });
  });

  it('shares with the script: user properties, the spreadsheet, log, user and triggers', () => {
    const { emulator, ann, value } = including(
      `function run() {
         PropertiesService.getUserProperties().setProperty('k', 'mine');
         SpreadsheetApp.getActiveSheet().getRange('A1').setValue('from the script');
         return Lib.run(SpreadsheetApp.getActiveSheet());
       }
       function tick() { Lib.tick(); }`,
      `function run(sheet) {
         console.log('from the library');
         SpreadsheetApp.setActiveSheet(sheet);
         SpreadsheetApp.getActiveSheet().getRange('B1').setValue('from the library');
         ScriptApp.newTrigger('tick').timeBased().everyHours(1).create();
         return [PropertiesService.getUserProperties().getProperty('k'), sheet.getRange('A1').getValue(), ScriptApp.getScriptId()];
       }
       function tick() { SpreadsheetApp.getActiveSheet().getRange('C1').setValue('ticked'); }`,
    );
    expect(value('run')).toEqual(['mine', 'from the script', emulator.toJSON().scriptId]);
    expect(ann.triggers.map(({ handler }) => handler)).toEqual(['tick']);
    expect(emulator.executions[0]?.log).toEqual(['log from the library']);
    emulator.advance(3_600_000);
    const sheet = emulator.spreadsheet.sheet(0);
    expect([sheet.value(1, 2), sheet.value(1, 3)]).toEqual(['from the library', 'ticked']);
  });

  it('asks with the scopes of the script that includes it', () => {
    const { value, failure } = including(
      `function allowed() { return Lib.triggers(); } function refused() { return Lib.fetch(); }`,
      `function triggers() { return ScriptApp.getProjectTriggers().length; }
       function fetch() { return UrlFetchApp.fetch('https://example.com/'); }`,
      { manifest: { ...manifest, oauthScopes: ['https://www.googleapis.com/auth/script.scriptapp'] } },
    );
    expect(value('allowed')).toBe(0);
    expect(failure('refused')).toMatch(/^Exception: You do not have permission to call UrlFetchApp.fetch/);
  });

  it('is called by menus and triggers by its dotted name, and by pages not at all', () => {
    const { emulator, ann } = including(
      `function onOpen() { SpreadsheetApp.getUi().createMenu('M').addItem('Go', 'Lib.go').addToUi(); }
       function plan() { ScriptApp.newTrigger('Lib.go').timeBased().everyHours(1).create(); }`,
      `function go() { return 'gone'; }`,
    );
    ann.open();
    expect(ann.clickMenu('M', 'Go').result).toBe('gone');
    ann.run('plan');
    expect(emulator.advance(3_600_000).map(({ result }) => result)).toEqual(['gone']);
    expect(() => ann.call('go')).toThrow('google.script.run.go is not a function');
    expect(() => ann.call('Lib.go')).toThrow('is not a function');
  });

  it('runs no simple triggers of its own', () => {
    const { ann } = including(`function other() {}`, `function onOpen() { throw new Error('never'); }`);
    expect(ann.open()).toEqual([]);
  });

  it('is killed with the execution: nothing it calls has an effect afterwards', () => {
    const { emulator, ann } = including(
      `function run() { Lib.linger(); }`,
      `function linger() {
         try { for (;;) Utilities.sleep(60000); }
         catch (e) { PropertiesService.getUserProperties().setProperty('late', 'yes'); }
       }`,
    );
    expect(ann.run('run').status).toBe('timed out');
    expect(emulator.user(ann.email).properties).toEqual({});
  });

  it('shows its frames in stacks, between those of the script', () => {
    const { ann } = including(
      `\nfunction run() { Lib.fail(); }`,
      `\n\nfunction fail() { throw new Error('oops'); }`,
    );
    expect(ann.run('run').error?.stack.split('\n')).toEqual([
      'Error: oops',
      '    at Object.fail (Code:3:25)',
      '    at run (Code:2:22)',
      '    at __GS_INTERNAL_top_function_call__.gs:1:8',
    ]);
  });

  it('may be asynchronous: its promises are driven to their end like those of the script', () => {
    const { emulator, ann } = including(
      `async function run() {
         var first = await Lib.later(1), second = await Lib.later(first + 1);
         PropertiesService.getUserProperties().setProperty('sum', String(second));
       }`,
      `async function later(value) { await null; return value; }`,
    );
    ann.run('run');
    expect(emulator.user(ann.email).properties).toEqual({ sum: '2' });
  });

  it('may include another one, which only it sees', () => {
    const inner = '1innerAAAAAAAA';
    const { value } = worldOf(`function run() { return [Lib.ask(), typeof Inner]; }`, {
      manifest,
      libraries: {
        [ID]: {
          code: `function ask() { return Inner.answer(); }`,
          manifest: { dependencies: { libraries: [{ userSymbol: 'Inner', libraryId: inner }] } },
        },
        [inner]: { code: `function answer() { return 42; }` },
      },
    });
    expect(value('run')).toEqual([42, 'undefined']);
  });

  it('that is not there keeps every function of the script from running', () => {
    const { ann } = worldOf(`function run() { return 1; }`, { manifest });
    expect(ann.run('run').error?.message).toBe(
      "Library with identifier Lib is missing (perhaps it was deleted, or you don't have read access?)",
    );
  });

  it('that no manifest names is refused, instead of being undefined in the script', () => {
    expect(() => including('', '', { manifest: {} })).toThrow(
      `No manifest includes the library ${ID}: name it in dependencies.libraries`,
    );
  });

  it('serves its own HTML files', () => {
    const { value } = worldOf(`function run() { return Lib.page(); }`, {
      manifest,
      htmlFiles: { Page: 'of the script' },
      libraries: {
        [ID]: {
          code: `function page() { return HtmlService.createHtmlOutputFromFile('Page').getContent(); }`,
          htmlFiles: { Page: 'of the library' },
        },
      },
    });
    expect(value('run')).toBe('of the library');
  });
});

describe('files', () => {
  it('that come before Code see its functions when they load, and its variables only later', () => {
    const { value } = worldOf(`var later = 1; function hoisted() { return 'yes'; }`, {
      filesBefore: {
        A: `var early = [typeof hoisted, typeof later]; function run() { return early.concat(later); }`,
      },
    });
    expect(value('run')).toEqual(['function', 'undefined', 1]);
  });
});
