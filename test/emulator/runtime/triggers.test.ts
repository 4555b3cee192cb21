import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type {
  StoredTrigger,
  TriggerSchedule,
} from '../../../environments/emulator/google/triggers/StoredTrigger';
import { nextFiring } from '../../../environments/emulator/google/triggers/TriggerSchedule';
import { worldOf } from './support';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const code = `
  function clock() { return ScriptApp.newTrigger('tick').timeBased(); }
  function every(minutes) { clock().everyMinutes(minutes).create(); }
  function hours(n) { clock().everyHours(n).create(); }
  function daily(hour, zone) { clock().everyDays(1).atHour(hour).inTimezone(zone).create(); }
  function near(hour, minute) { clock().everyDays(1).atHour(hour).nearMinute(minute).create(); }
  function once(ms) { return clock().after(ms).create().getUniqueId(); }
  function at(ms) { clock().at(new Date(ms)).create(); }
  function fridays() { clock().onWeekDay(ScriptApp.WeekDay.FRIDAY).atHour(8).create(); }
  function nothing() { clock().create(); }
  function both() { clock().everyMinutes(5).everyHours(1).create(); }
  function ghost() { ScriptApp.newTrigger('gone').timeBased().everyMinutes(30).create(); }
  function open() { ScriptApp.newTrigger('opened').forSpreadsheet(SpreadsheetApp.getActive()).onOpen().create(); }
  function edit() { ScriptApp.newTrigger('x').forSpreadsheet(SpreadsheetApp.getActive()).onEdit(); }
  function form() { ScriptApp.newTrigger('x').forForm('id'); }
  function list() { return ScriptApp.getProjectTriggers().map(t => [t.getHandlerFunction(), String(t.getEventType()), String(t.getTriggerSource()), t.getTriggerSourceId()]); }
  function clear() { ScriptApp.getProjectTriggers().forEach(t => ScriptApp.deleteTrigger(t)); }
  function deleteTwice() { var t = ScriptApp.getProjectTriggers()[0]; ScriptApp.deleteTrigger(t); ScriptApp.deleteTrigger(t); }
  function tick(event) { return event; }
  function opened(event) { return [String(event.authMode), event.source.getId(), event.user.email, event.triggerUid]; }
  function slow() { for (var i = 0; i < 100; i++) CacheService.getScriptCache().get('k'); }
  function busy() { ScriptApp.newTrigger('burn').timeBased().everyMinutes(5).create(); }
  function burn() { for (;;) CacheService.getScriptCache().get('k'); }`;

describe('clock triggers', () => {
  it('fire every so many minutes on the virtual clock, with the event object of Google', () => {
    const { emulator, ann, value } = worldOf(code);
    value('every', 10);
    const records = emulator.advance(HOUR);
    expect(records.map(({ kind, status }) => [kind, status])).toEqual(
      Array.from({ length: 6 }, () => ['time-trigger', 'completed']),
    );
    const starts = records.map(({ startedAt }) => startedAt);
    expect(starts.slice(1).map((start, i) => start - (starts[i] ?? 0))).toEqual(
      Array.from({ length: 5 }, () => 10 * MINUTE),
    );
    const first = DateTime.fromMillis(starts[0] ?? 0, { zone: 'utc' });
    expect(records[0]?.result).toEqual({
      authMode: 'FULL',
      year: 2026,
      month: 3,
      'day-of-month': 2,
      'day-of-week': 1,
      'week-of-year': 10,
      hour: 9,
      minute: first.minute,
      second: first.second,
      timezone: 'UTC',
      triggerUid: ann.triggers[0]?.id,
    });
  });

  it('fire within their hour, in their zone, and keep the minute', () => {
    const { emulator, value } = worldOf(code, { now: '2026-03-27T09:00:00Z' });
    value('daily', 6, 'Europe/Berlin');
    const times = emulator
      .advance(4 * 24 * HOUR)
      .map(({ startedAt }) => DateTime.fromMillis(startedAt, { zone: 'Europe/Berlin' }));
    expect(times.map(({ hour }) => hour)).toEqual([6, 6, 6, 6]);
    expect(new Set(times.map(({ minute }) => minute)).size).toBe(1);
    expect(times.map(({ day }) => day)).toEqual([28, 29, 30, 31]);
  });

  it('meet nearMinute within a quarter of an hour, and a week day on that day', () => {
    const { emulator, value } = worldOf(code);
    value('near', 12, 30);
    const [record] = emulator.advance(24 * HOUR);
    const minute = new Date(record?.startedAt ?? 0).getUTCMinutes();
    expect(Math.abs(minute - 30)).toBeLessThanOrEqual(15);
    value('clear');
    value('fridays');
    const days = emulator.advance(21 * 24 * HOUR).map(({ startedAt }) => new Date(startedAt).toISOString());
    expect(days.map(day => day.slice(0, 13))).toEqual(['2026-03-06T08', '2026-03-13T08', '2026-03-20T08']);
  });

  it('that fire once stay in the list and count to the 20, until they are deleted', () => {
    const { emulator, failure, value, ann } = worldOf(code);
    const id = value('once', 1_000);
    const records = emulator.advance(2 * MINUTE);
    expect(records.map(({ result }) => (result as { triggerUid: string }).triggerUid)).toEqual([id]);
    expect(emulator.advance(24 * HOUR)).toEqual([]);
    expect(value('list')).toEqual([['tick', 'CLOCK', 'CLOCK', null]]);
    expect(ann.triggers[0]).not.toHaveProperty('nextAt');
    for (let i = 1; i < 20; i++) value('every', 30);
    expect(failure('every', 30)).toBe(
      'Exception: This script has too many triggers. Triggers must be deleted from the script before more can be added.',
    );
    value('clear');
    expect(ann.triggers).toEqual([]);
    value('every', 30);
  });

  it('are seen by their creator only, and run as their creator', () => {
    const { emulator, value } = worldOf(code);
    value('every', 30);
    const bob = emulator.user('bob@example.com');
    expect(bob.run('list').result).toEqual([]);
    expect(emulator.advance(HOUR).map(({ user }) => user)).toEqual(['ann@example.com', 'ann@example.com']);
  });

  it('that are due while another runs fire late, once', () => {
    const { emulator, value } = worldOf(code, { costs: { 'CacheService.Cache.get': 3_000 } });
    value('every', 1);
    emulator.user('bob@example.com').run('slow');
    expect(emulator.advance(0)).toHaveLength(1);
  });

  it('may only have the schedules that Google takes', () => {
    const { failure } = worldOf(code);
    expect(failure('every', 7)).toMatch(/^Exception: .*1, 5, 10, 15, 30/);
    expect(failure('every', 'x')).toBe('Exception: Cannot convert x to int.');
    expect(failure('hours', 3)).toMatch(/^Exception: /);
    expect(failure('daily', 24, 'Etc/UTC')).toMatch(/^Exception: .*hour.*24/);
    expect(failure('daily', 6, 'Mars/Base')).toMatch(/^Exception: .*Mars\/Base/);
    expect(failure('at', 0)).toMatch(/^Exception: .*past/);
    expect(failure('nothing')).toMatch(/^Exception: .*no schedule/);
    expect(failure('both')).toMatch(/^Exception: .*one kind/);
    expect(failure('edit')).toBe('NotEmulated: ScriptApp.SpreadsheetTriggerBuilder.onEdit is not emulated');
    expect(failure('form')).toBe('NotEmulated: ScriptApp.TriggerBuilder.forForm is not emulated');
    expect(failure('deleteTwice')).toMatch(/^TypeError|^Exception/);
  });

  it('whose handler is missing fail when they fire, and their owner gets a mail', () => {
    const { emulator, value } = worldOf(code);
    value('ghost');
    const [record] = emulator.advance(HOUR);
    expect(record?.error?.message).toBe('Script function not found: gone');
    expect(emulator.outbox[0]).toMatchObject({
      from: 'noreply-apps-scripts-notifications@google.com',
      to: ['ann@example.com'],
      body: expect.stringContaining('Script function not found: gone') as string,
    });
  });

  it('stop when 90 minutes of the day are used, and go on the next day', () => {
    const { emulator, value } = worldOf(code, { costs: { 'CacheService.Cache.get': 5_000 } });
    value('busy');
    const records = emulator.advance(20 * HOUR);
    expect(records.filter(({ status }) => status === 'timed out')).toHaveLength(15);
    expect(records[15]?.error?.message).toBe('Service using too much computer time for one day.');
    expect(emulator.advance(6 * HOUR).some(({ status }) => status === 'timed out')).toBe(true);
  });

  it('stop when their owner no longer grants what the manifest asks for', () => {
    const scope = 'https://www.googleapis.com/auth/script.scriptapp';
    const { ann, emulator, failure, value } = worldOf(code, { manifest: { oauthScopes: [scope] } });
    value('every', 30);
    ann.grantedScopes = [];
    expect(emulator.advance(HOUR)[0]?.error?.message).toBe(
      'Authorization is required to perform that action.',
    );
    expect(failure('list')).toBe(
      `Exception: You do not have permission to call ScriptApp.getProjectTriggers. Required permissions: ${scope}`,
    );
  });
});

describe('installed open triggers', () => {
  it('run when their owner opens the file, with the event object of Google', () => {
    const { ann, emulator, value } = worldOf(code);
    value('open');
    const [record] = ann.open();
    expect(record?.kind).toBe('open-trigger');
    expect(record?.result).toEqual(['FULL', emulator.spreadsheet.id, 'ann@example.com', ann.triggers[0]?.id]);
    expect(emulator.user('bob@example.com').open()).toEqual([]);
  });
});

describe('the time of the next firing', () => {
  const schedules: fc.Arbitrary<TriggerSchedule> = fc.oneof(
    fc.constantFrom(1, 5, 10, 15, 30).map(every => ({ kind: 'minutes' as const, every })),
    fc.constantFrom(1, 2, 4, 6, 8, 12).map(every => ({ kind: 'hours' as const, every })),
    fc.record({
      kind: fc.constant('days' as const),
      every: fc.integer({ min: 1, max: 40 }),
      hour: fc.integer({ min: 0, max: 23 }),
    }),
    fc.record({
      kind: fc.constant('weeks' as const),
      every: fc.integer({ min: 1, max: 6 }),
      weekDay: fc.integer({ min: 1, max: 7 }),
    }),
    fc.record({
      kind: fc.constant('month' as const),
      day: fc.integer({ min: 1, max: 31 }),
      nearMinute: fc.integer({ min: 0, max: 59 }),
    }),
  );

  it('always comes, always later, in every zone and across every change of its clocks', () => {
    fc.assert(
      fc.property(
        schedules,
        fc.constantFrom('Etc/UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Apia', 'Africa/Cairo'),
        fc.integer({ min: Date.UTC(2009, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 0, max: 400 * 24 * HOUR }),
        (schedule, timeZone, createdAt, later) => {
          const trigger: StoredTrigger = {
            id: '4000000007919',
            handler: 'f',
            source: 'CLOCK',
            event: 'CLOCK',
            timeZone,
            schedule,
            createdAt,
            firedCount: 0,
          };
          const next = nextFiring(trigger, createdAt + later);
          expect(next).toBeGreaterThan(createdAt + later);
        },
      ),
    );
  });
});
