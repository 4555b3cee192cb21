import { describe, expect, it } from 'vitest';
import { Emulator } from '../../../environments/emulator/google/Emulator';
import type { EmulatorState } from '../../../environments/emulator/google/EmulatorState';
import { worldOf } from './support';

const code = `
  function fill() {
    PropertiesService.getScriptProperties().setProperties({ s: 1, __proto__x: 2 });
    PropertiesService.getUserProperties().setProperty('u', 'ü');
    PropertiesService.getDocumentProperties().setProperty('d', 'x');
    CacheService.getUserCache().put('k', 'v', 1000);
    ScriptApp.newTrigger('tick').timeBased().everyMinutes(10).create();
    MailApp.sendEmail('a@b.cd', 's', 'b');
    SpreadsheetApp.getActiveSheet().getRange('A1:B1').setValues([['text', 5]]);
    SpreadsheetApp.getActive().toast('hi');
    return { at: 1 };
  }
  function tick() { return CacheService.getUserCache().get('k'); }
  function read() { return SpreadsheetApp.getActiveSheet().getDataRange().getValues(); }`;

describe('the saved state', () => {
  it('is JSON from which the same world goes on as if it had never stopped', () => {
    const { emulator, ann } = worldOf(code);
    ann.locale = 'de';
    emulator.holdLock('script', 5_000);
    expect(ann.run('fill').status).toBe('completed');
    const text = JSON.stringify(emulator);
    const copy = Emulator.fromJSON(JSON.parse(text) as EmulatorState, { code });
    expect(JSON.stringify(copy)).toBe(text);
    const [there, here] = [copy, emulator].map(world => {
      const records = world.advance(3_600_000);
      return { records, read: world.user('ann@example.com').run('read').result, now: world.now };
    });
    expect(there).toEqual(here);
    expect(there?.records[0]?.result).toBe('v');
    expect(there?.read).toEqual([['text', 5]]);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(emulator));
  });

  it('is a copy: what happens later does not change it', () => {
    const { emulator, ann } = worldOf(code);
    const before = emulator.toJSON();
    const text = JSON.stringify(before);
    ann.run('fill');
    expect(JSON.stringify(before)).toBe(text);
    const again = Emulator.fromJSON(before, { code });
    again.user('ann@example.com').run('fill');
    expect(JSON.stringify(before)).toBe(text);
  });

  it('lists the executions of the last seven days, so that a state file does not grow for ever', () => {
    const { emulator, ann } = worldOf(code);
    ann.run('fill');
    emulator.runUntil(emulator.now + 8 * 24 * 3_600_000);
    const kept = emulator.toJSON().executions;
    expect(kept.length).toBeLessThan(emulator.executions.length);
    expect(kept.some(({ functionName }) => functionName === 'fill')).toBe(false);
  });

  it('of a newer version is refused with what to do', () => {
    const { emulator } = worldOf(code);
    const newer = { ...emulator.toJSON(), version: 2 } as unknown as EmulatorState;
    expect(() => Emulator.fromJSON(newer, { code })).toThrow(
      /version 2; .* reads version 1\. Nothing was changed/,
    );
  });
});
