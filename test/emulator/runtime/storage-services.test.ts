import { describe, expect, it } from 'vitest';
import { worldOf } from './support';

describe('PropertiesService', () => {
  const code = `
    function set(key, value) { PropertiesService.getScriptProperties().setProperty(key, value); }
    function setAll(values, others) { PropertiesService.getUserProperties().setProperties(values, others); return PropertiesService.getUserProperties().getProperties(); }
    function get(key) { return PropertiesService.getScriptProperties().getProperty(key); }
    function keys() { return PropertiesService.getUserProperties().getKeys(); }
    function fill(count, size) { var s = PropertiesService.getDocumentProperties(); for (var i = 0; i < count; i++) s.setProperty('k' + i, 'x'.repeat(size)); }
    function chain() { return PropertiesService.getScriptProperties().setProperty('a', 1).setProperty('b', null).deleteProperty('a').getProperties(); }
    function few() { PropertiesService.getScriptProperties().setProperty('a'); }
    function clear() { PropertiesService.getUserProperties().deleteAllProperties(); }`;

  it('stores text: numbers, null and objects become text, what is missing is null', () => {
    const { value } = worldOf(code);
    expect(value('chain')).toEqual({ b: 'null' });
    value('set', 'n', 1.5);
    expect(value('get', 'n')).toBe('1.5');
    value('set', 'o', { a: 1 });
    expect(value('get', 'o')).toBe('[object Object]');
    expect(value('get', 'never')).toBeNull();
    expect(value('get', 'toString')).toBeNull();
    value('set', '__proto__', 'kept');
    expect(value('get', '__proto__')).toBe('kept');
  });

  it('replaces or keeps the others in setProperties, and empties a store', () => {
    const { value } = worldOf(code);
    expect(value('setAll', { a: 1, b: 2 })).toEqual({ a: '1', b: '2' });
    expect(value('setAll', { c: 3 }, true)).toEqual({ c: '3' });
    value('clear');
    expect(value('keys')).toEqual([]);
  });

  it('refuses more than 9 KB in a value and 500 KB in a store, and keeps what was there', () => {
    const { value, failure, emulator } = worldOf(code);
    value('set', 'k', 'é'.repeat(4608));
    expect(failure('set', 'k', 'é'.repeat(4609))).toBe('Exception: Argument too large: value');
    expect(value('get', 'k')).toBe('é'.repeat(4608));
    expect(failure('fill', 60, 9000)).toBe(
      'Exception: You have exceeded the property storage quota. Please remove some properties and try again.',
    );
    expect(Object.keys(emulator.documentProperties)).toHaveLength(56);
  });

  it('counts reads and writes of the day, which come back 24 hours after the first', () => {
    const { ann, emulator, failure, value } = worldOf(code);
    ann.setQuotaUsed('properties', 49_999);
    expect(value('get', 'k')).toBeNull();
    expect(failure('get', 'k')).toBe('Exception: Service invoked too many times for one day: properties.');
    emulator.advance(24 * 3_600_000);
    expect(value('get', 'k')).toBeNull();
  });

  it('gives every user properties of their own', () => {
    const { ann, emulator } = worldOf(code);
    ann.run('setAll', { mine: 'a' });
    const bob = emulator.user('bob@example.com');
    expect(bob.run('keys').result).toEqual([]);
    expect(ann.properties).toEqual({ mine: 'a' });
  });

  it('speaks of the types of wrong arguments', () => {
    expect(worldOf(code).failure('few')).toBe(
      "Exception: The parameters (String) don't match the method signature for PropertiesService.Properties.setProperty.",
    );
  });
});

describe('CacheService', () => {
  const code = `
    var cache = CacheService.getScriptCache();
    function put(key, value, seconds) { cache.put(key, value, seconds); }
    function get(key) { return cache.get(key); }
    function many(count) { var all = {}; for (var i = 0; i < count; i++) all['k' + i] = 'v' + i; cache.putAll(all, 600); }
    function kept() { return Object.keys(cache.getAll(['k0', 'k99', 'k100', 'k1000', 'never'])); }
    function drop() { cache.removeAll(['k100']); cache.remove('k1000'); }`;

  it('forgets after the time given: 10 minutes unless said, 6 hours at most, 1 second at least', () => {
    const { emulator, value } = worldOf(code, { costs: { 'CacheService.Cache': 0 } });
    value('put', 'default', 'd');
    value('put', 'long', 'l', 999_999);
    value('put', 'negative', 'n', -5);
    expect(value('get', 'negative')).toBe('n');
    emulator.advance(1_000);
    expect([value('get', 'negative'), value('get', 'default')]).toEqual([null, 'd']);
    emulator.advance(599_000);
    expect([value('get', 'default'), value('get', 'long')]).toEqual([null, 'l']);
    emulator.advance(21_000_000);
    expect(value('get', 'long')).toBeNull();
  });

  it('keeps 1,000 entries and drops the oldest', () => {
    const { value } = worldOf(code);
    value('many', 1_001);
    expect(value('kept')).toEqual(['k100', 'k1000']);
    value('drop');
    expect(value('kept')).toEqual([]);
  });

  it('refuses empty keys, long keys and more than 100 KB', () => {
    const { failure, value } = worldOf(code);
    expect(failure('put', '', 'v')).toBe('Exception: Invalid argument: key');
    expect(failure('put', 'k'.repeat(251), 'v')).toBe('Exception: Argument too large: key');
    expect(failure('put', 'k', 'v'.repeat(102_401))).toBe('Exception: Argument too large: value');
    value('put', 'null', null);
    expect(value('get', 'null')).toBe('null');
  });

  it('may lose everything at any time', () => {
    const { emulator, value } = worldOf(code);
    value('put', 'k', 'v');
    emulator.evictCaches();
    expect(value('get', 'k')).toBeNull();
  });
});
