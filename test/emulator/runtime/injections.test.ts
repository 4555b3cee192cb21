import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../environments/emulator/google/Emulator';
import type { Injection } from '../../../environments/emulator/google/Injection';
import { failureOf, worldOf } from './support';

const code = `
  function write() {
    var store = PropertiesService.getScriptProperties();
    store.setProperty('a', '1');
    try { store.setProperty('b', '2'); } catch (e) { store.setProperty('caught', e.message); }
    store.setProperty('c', '3');
  }
  function cell() { var sheet = SpreadsheetApp.getActiveSheet(); sheet.getRange('A1').setValue('x'); SpreadsheetApp.flush(); }
  function titles() { return SpreadsheetApp.getActive().getSheets().map(s => s.getName()); }`;

function properties(injection: Injection<Emulator>) {
  const world = worldOf(code);
  const active = world.emulator.inject(injection);
  const record = world.ann.run('write');
  return { stored: world.emulator.scriptProperties, status: record.status, hits: active.hits.length, record };
}

describe('injected faults', () => {
  const second = (call: { name: string; indexInExecution: number }): boolean => call.indexInExecution === 2;

  it('throw before the call had its effect, or after', () => {
    const message = "We're sorry, a server error occurred. Please wait a bit and try again.";
    expect(properties({ at: second, when: 'before', effect: 'throw' }).stored).toEqual({
      a: '1',
      caught: message,
      c: '3',
    });
    expect(properties({ at: 2, when: 'after', effect: 'throw' }).stored).toEqual({
      a: '1',
      b: '2',
      caught: message,
      c: '3',
    });
    expect(properties({ at: 2, when: 'before', effect: 'throw', message: 'Bad' }).stored['caught']).toBe(
      'Bad',
    );
  });

  it('time out in the words of the service, which takes its time', () => {
    const { emulator, ann } = worldOf(code);
    emulator.inject({ at: ({ name }) => name === 'SpreadsheetApp.flush', when: 'after', effect: 'timeout' });
    const record = ann.run('cell');
    expect(failureOf(record)).toBe(
      `Exception: Service Spreadsheets timed out while accessing document with id ${emulator.spreadsheet.id}.`,
    );
    expect(record.endedAt - record.startedAt).toBeGreaterThan(30_000);
  });

  it('kill: before, after, and nothing that follows has an effect', () => {
    const before = properties({ at: 2, when: 'before', effect: 'kill' });
    expect([before.status, before.stored]).toEqual(['timed out', { a: '1' }]);
    const after = properties({ at: 2, when: 'after', effect: 'kill' });
    expect([after.status, after.stored]).toEqual(['timed out', { a: '1', b: '2' }]);
  });

  it('act as often as they are told, and where they are told', () => {
    const often = properties({
      at: ({ name }) => name.endsWith('setProperty'),
      when: 'before',
      effect: 'throw',
      times: 2,
    });
    expect([often.status, often.hits, often.stored]).toEqual(['failed', 1, {}]);
    const { emulator, ann } = worldOf(code);
    const active = emulator.inject({ at: 4, when: 'before', effect: 'kill' });
    ann.run('write');
    ann.run('write');
    expect(active.hits).toMatchObject([
      { index: 4, indexInExecution: 0, name: 'PropertiesService.getScriptProperties' },
    ]);
    active.remove();
    emulator.clearInjections();
    expect(ann.run('write').status).toBe('completed');
  });

  it('let another user act in the midst of an execution, by hand and by script', () => {
    const { emulator, ann } = worldOf(code);
    const title = emulator.spreadsheet.titles()[0] ?? '';
    emulator.inject({
      at: ({ name }) => name === 'SpreadsheetApp.Sheet.getRange',
      when: 'before',
      effect: world => {
        world.spreadsheet.asUser().renameTab(title, 'Renamed');
        world.user('bob@example.com').run('write');
      },
    });
    expect(ann.run('cell').status).toBe('completed');
    expect(ann.run('titles').result).toEqual(['Renamed']);
    expect(
      emulator.executions.map(({ user, functionName }) => `${user.slice(0, 3)} ${functionName}`),
    ).toEqual(['ann cell', 'bob write', 'ann titles']);
  });

  it('do not see the calls of their own effect', () => {
    const { emulator, ann } = worldOf(code);
    const active = emulator.inject({
      at: ({ name }) => name === 'PropertiesService.getScriptProperties',
      when: 'before',
      effect: world => {
        world.user('bob@example.com').run('write');
      },
      times: 3,
    });
    expect(ann.run('write').status).toBe('completed');
    expect(active.hits.map(({ user }) => user)).toEqual(['ann@example.com']);
    expect(emulator.executions).toHaveLength(2);
  });

  it('see every service call: as many as the record of the unbroken run has', () => {
    const { emulator, ann } = worldOf(code);
    const seen: string[] = [];
    emulator.inject({
      at: ({ name }) => {
        seen.push(name);
        return false;
      },
      when: 'before',
      effect: 'kill',
    });
    const record = ann.run('cell');
    expect(seen).toEqual(record.calls);
    expect(seen).toEqual([
      'SpreadsheetApp.getActiveSheet',
      'SpreadsheetApp.Sheet.getRange',
      'SpreadsheetApp.Range.setValue',
      'SpreadsheetApp.flush',
    ]);
  });
});
