import { describe, expect, it } from 'vitest';
import { failureOf, worldOf } from '../runtime/support';
import { resultOf } from './script';

describe('properties', () => {
  it('are three stores; those of a user are that user’s alone', () => {
    const { emulator, ann } = worldOf(`
      function write() {
        PropertiesService.getScriptProperties().setProperty('k', 'script');
        PropertiesService.getDocumentProperties().setProperty('k', 'document');
        PropertiesService.getUserProperties().setProperty('k', 'user');
      }
      function read() {
        return ['getScriptProperties', 'getDocumentProperties', 'getUserProperties']
          .map(function (name) { return PropertiesService[name]().getProperty('k'); });
      }`);
    ann.run('write');
    expect(ann.run('read').result).toEqual(['script', 'document', 'user']);
    expect(emulator.user('bob@example.com').run('read').result).toEqual(['script', 'document', null]);
  });

  it('let setters and deleters be chained', () => {
    const body = `var p = PropertiesService.getScriptProperties();
      return p.setProperty('a', '1').setProperties({ b: '2', c: '3' }).deleteProperty('c').deleteAllProperties()
        .setProperty('d', '4').getKeys();`;
    expect(resultOf(body)).toEqual(['d']);
  });

  it('are copied by getProperties', () => {
    const body = `var p = PropertiesService.getScriptProperties().setProperty('a', '1');
      p.getProperties().a = 'changed';
      return p.getProperty('a');`;
    expect(resultOf(body)).toBe('1');
  });

  it('take 9 KB a value, whatever of it', () => {
    const body = `PropertiesService.getScriptProperties().setProperty('k', 'x'.repeat(9 * 1024)); return 'ok';`;
    expect(resultOf(body)).toBe('ok');
  });

  it('may be used ten times as often a day in a Workspace', () => {
    const { ann } = worldOf(`function run() { PropertiesService.getScriptProperties().getProperties(); }`);
    ann.setQuotaUsed('properties', 50_000);
    expect(ann.run('run').status).toBe('failed');
    ann.account = 'workspace';
    expect(failureOf(ann.run('run'))).toBe('completed');
  });

  it('have no compare-and-set: the later of two writers wins', () => {
    const { emulator, ann } = worldOf(`
      function add() {
        var p = PropertiesService.getScriptProperties(), n = Number(p.getProperty('n'));
        p.setProperty('n', n + 1);
      }`);
    emulator.inject({
      at: ({ name }) => name.endsWith('setProperty'),
      when: 'before',
      effect: world => world.user('bob@example.com').run('add'),
    });
    ann.run('add');
    expect(emulator.executions.map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect(emulator.scriptProperties).toEqual({ n: '1' });
  });
});

describe('a cache', () => {
  const cache = 'var c = CacheService.getScriptCache();';

  it('takes keys of 250 characters and values of 102,400 bytes', () => {
    const body = `${cache} c.put('k'.repeat(250), 'v'.repeat(102400)); return c.get('k'.repeat(250)).length;`;
    expect(resultOf(body)).toBe(102_400);
  });

  it('makes text of values, returns nothing from writes, and only what it has from getAll', () => {
    const body = `${cache}
      var nothing = [c.putAll({ object: {}, number: 7 }), c.put('x', 'y'), c.remove('x'), c.removeAll(['x'])];
      return [c.get('object'), c.get('absent'), c.getAll(['number', 'absent']), nothing.every(function (v) { return v == null; })];`;
    expect(resultOf(body)).toEqual(['[object Object]', null, { number: '7' }, true]);
  });

  it('of a user or a document is not that of the script', () => {
    const body = `CacheService.getScriptCache().put('k', 's');
      return [CacheService.getUserCache().get('k'), CacheService.getDocumentCache().get('k')];`;
    expect(resultOf(body)).toEqual([null, null]);
  });
});

describe('locks', () => {
  it('are three: that of the document is free while that of the script is held', () => {
    const body = `var taken = LockService.getScriptLock().tryLock(0);
      return [taken, LockService.getDocumentLock().hasLock(), LockService.getUserLock().hasLock()];`;
    expect(resultOf(body)).toEqual([true, false, false]);
  });

  it('have no names: two functions that want different things wait for each other', () => {
    const { emulator, ann } = worldOf(`
      function imports() { LockService.getScriptLock().waitLock(0); Session.getScriptTimeZone(); }
      function cleanUp() { return LockService.getScriptLock().tryLock(100); }`);
    emulator.inject({
      at: ({ name }) => name === 'Session.getScriptTimeZone',
      when: 'before',
      effect: world => world.user('bob@example.com').run('cleanUp'),
    });
    ann.run('imports');
    expect(emulator.executions.map(({ result }) => result)).toEqual([undefined, false]);
  });

  it('can fail by themselves, in words of their own', () => {
    const { emulator, ann } = worldOf(`function run() {
      try { LockService.getScriptLock().tryLock(100); } catch (e) { return e.message; }
    }`);
    const message = 'There are too many LockService operations against the same script.';
    emulator.inject({ at: ({ name }) => name.endsWith('tryLock'), when: 'before', effect: 'throw', message });
    expect(ann.run('run').result).toBe(message);
  });
});
