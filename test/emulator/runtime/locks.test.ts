import { describe, expect, it } from 'vitest';
import { worldOf } from './support';

const code = `
  function take(wait) { return LockService.getScriptLock().tryLock(wait); }
  function insist(wait) { LockService.getDocumentLock().waitLock(wait); return 'has it'; }
  function twice() {
    var lock = LockService.getScriptLock();
    var both = [lock.tryLock(0), LockService.getScriptLock().tryLock(0)];
    lock.releaseLock();
    return both.concat(lock.hasLock());
  }
  function hold() { LockService.getScriptLock().waitLock(100); CacheService.getScriptCache().get('k'); return 'held'; }
  function forever() { LockService.getScriptLock().waitLock(1); for (;;) CacheService.getScriptCache().get('k'); }
  function own() { return LockService.getUserLock().tryLock(0); }
  function other() { LockService.getScriptLock().releaseLock(); return LockService.getScriptLock().hasLock(); }`;

describe('LockService', () => {
  it('is re-entrant and does not count: one release frees it', () => {
    expect(worldOf(code).value('twice')).toEqual([true, true, false]);
  });

  it('is free again when the execution ends, even at the time limit', () => {
    const { ann, value } = worldOf(code);
    expect([value('take', 0), value('take', 0)]).toEqual([true, true]);
    expect(ann.run('forever').status).toBe('timed out');
    expect(value('take', 0)).toBe(true);
  });

  it('keeps two overlapping executions apart: the second waits its time and gives up', () => {
    const { emulator, ann } = worldOf(code);
    const bob = emulator.user('bob@example.com');
    const inside: unknown[] = [];
    emulator.inject({
      at: ({ name }) => name === 'CacheService.Cache.get',
      when: 'before',
      effect: () => {
        const record = bob.run('take', 2_000);
        inside.push(record.result, record.endedAt - record.startedAt, bob.run('own').result);
        inside.push(bob.run('other').result);
      },
    });
    const record = ann.run('hold');
    expect(record.result).toBe('held');
    expect(inside).toEqual([false, 2_020, true, false]);
    expect(bob.run('take', 0).result).toBe(true);
  });

  it('is waited for when something outside lets go of it in time', () => {
    const { emulator, failure, value } = worldOf(code);
    emulator.holdLock('document', 5_000);
    expect(failure('insist', 1_000)).toBe(
      'Exception: Lock timeout: another process was holding the lock for too long.',
    );
    expect(value('insist', 30_000)).toBe('has it');
    expect(failure('insist', -100)).toMatch(/^Exception: Lock timeout/);
    expect(value('take', -100)).toBe(false);
  });

  it('does not take rubbish for a time', () => {
    expect(worldOf(code).failure('take', 'rubbish')).toBe('Exception: Cannot convert rubbish to int.');
  });
});
