import { describe, expect, it } from 'vitest';
import type { ExecutionRecord } from '../../../environments/emulator/google/EmulatorState';
import { failureOf, worldOf } from '../runtime/support';
import { errorOf, resultOf } from './script';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const clock = (schedule: string) => `ScriptApp.newTrigger('tick').timeBased()${schedule}.create();`;

/** A world in which the owner has a trigger of this schedule; `tick` returns its event unless `more` redefines it. */
function scheduled(schedule: string, more = '') {
  const world = worldOf(`function plan() { ${clock(schedule)} } function tick(e) { return e; } ${more}`);
  expect(failureOf(world.ann.run('plan'))).toBe('completed');
  return world;
}

const times = (records: readonly ExecutionRecord[]) => records.map(({ startedAt }) => new Date(startedAt));

describe('clock triggers', () => {
  it.each([
    ['everyMinutes(1)', 1],
    ['everyMinutes(5)', 5],
    ['everyMinutes(15)', 15],
    ['everyMinutes(30)', 30],
    ['everyHours(1)', 60],
    ['everyHours(12)', 720],
    ['everyDays(2)', 2880],
    ['everyWeeks(1)', 10_080],
  ])('of %s fire %d minutes apart', (schedule, minutes) => {
    const { emulator } = scheduled(`.${schedule}`);
    const [first = 0, second = 0, third = 0] = times(emulator.advance(4 * minutes * MINUTE)).map(Number);
    expect([second - first, third - second]).toEqual([minutes * MINUTE, minutes * MINUTE]);
  });

  it.each(['everyMinutes(2)', 'everyMinutes(60)', 'everyHours(24)', 'onMonthDay(32)', 'nearMinute(60)'])(
    'refuse %s when they are told, not when they fire',
    schedule => {
      expect(errorOf(clock(`.${schedule}`))).toMatch(/^Exception: .*invalid/);
    },
  );

  it('fire on a day of the month', () => {
    const fired = times(scheduled('.onMonthDay(1).atHour(1)').emulator.advance(62 * DAY));
    expect(fired.map(time => time.toISOString().slice(5, 13))).toEqual(['04-01T01', '05-01T01']);
  });

  it('that fire after a time fire no earlier, and a minute later at most', () => {
    const { emulator, ann } = scheduled('.after(90000)');
    const planned = ann.triggers[0]?.createdAt ?? 0;
    const [fired = 0] = times(emulator.advance(HOUR)).map(Number);
    expect(fired - planned).toBeGreaterThanOrEqual(90_000 - 400);
    expect(fired - planned).toBeLessThanOrEqual(90_000 + MINUTE);
  });

  it('at a time or date fire once', () => {
    const at = times(scheduled('.at(new Date("2026-03-02T15:00:00Z"))').emulator.advance(5 * DAY));
    expect(at.map(time => time.toISOString().slice(0, 16))).toEqual(['2026-03-02T15:00']);
    const date = times(scheduled('.atDate(2026, 3, 4)').emulator.advance(5 * DAY)).map(Number);
    expect(date).toHaveLength(1);
    expect(Math.abs((date[0] ?? 0) - Date.parse('2026-03-04T00:00:00Z'))).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('count the days of the week from Monday as 1 to Sunday as 7', () => {
    const { emulator } = scheduled('.at(new Date("2026-03-08T15:04:10Z"))');
    expect(emulator.advance(10 * DAY)[0]?.result).toMatchObject({ 'day-of-week': 7, month: 3 });
  });

  it('that Google switched off stay silent in the list', () => {
    const { emulator, ann } = scheduled('.everyHours(1)');
    for (const trigger of ann.triggers) trigger.disabled = true;
    expect(emulator.advance(3 * HOUR)).toEqual([]);
    expect(ann.triggers).toHaveLength(1);
  });

  it('may overlap with a run of the same function, which only a lock keeps apart', () => {
    const { emulator, ann } = worldOf(`
      function tick() { var mine = LockService.getScriptLock().tryLock(0); Session.getScriptTimeZone(); return mine; }`);
    emulator.inject({
      at: ({ name }) => name === 'Session.getScriptTimeZone',
      when: 'before',
      effect: world => world.user('ann@example.com').run('tick'),
    });
    ann.run('tick');
    expect(emulator.executions.map(({ result }) => result)).toEqual([true, false]);
  });
});

describe('the list of triggers', () => {
  it('has room for 20 of every user', () => {
    const { emulator, ann } = worldOf(
      `function add(n) { for (var i = 0; i < n; i++) ${clock('.after(1)')} }`,
    );
    expect(failureOf(ann.run('add', 20))).toBe('completed');
    expect(failureOf(ann.run('add', 1))).toMatch('too many triggers');
    expect(failureOf(emulator.user('bob@example.com').run('add', 20))).toBe('completed');
  });

  it('tells handler, source and kind of a trigger, but not its schedule', () => {
    const body = `${clock('.everyHours(1)')}
      ScriptApp.newTrigger('opened').forSpreadsheet(SpreadsheetApp.getActive()).onOpen().create();
      return ScriptApp.getProjectTriggers().map(function (t) {
        return [t.getHandlerFunction(), String(t.getEventType()), String(t.getTriggerSource()),
          t.getTriggerSourceId() === SpreadsheetApp.getActive().getId(), typeof t.getSchedule];
      });`;
    expect(resultOf(body)).toEqual([
      ['tick', 'CLOCK', 'CLOCK', false, 'undefined'],
      ['opened', 'ON_OPEN', 'SPREADSHEETS', true, 'undefined'],
    ]);
  });

  it('can fail to take a trigger for a moment', () => {
    const { emulator, ann } = worldOf(`function plan() {
      try { ${clock('.everyHours(1)')} } catch (e) { ${clock('.everyHours(1)')} return e.message; }
    }`);
    const message = 'Unable to talk to trigger service';
    emulator.inject({ at: ({ name }) => name.endsWith('.create'), when: 'before', effect: 'throw', message });
    expect(ann.run('plan').result).toBe(message);
    expect(ann.triggers).toHaveLength(1);
  });

  it('has the enums of ScriptApp by their names', () => {
    const names = `function (e) { return Object.keys(ScriptApp[e]).join(' '); }`;
    expect(resultOf(`return ['EventType', 'TriggerSource', 'AuthMode'].map(${names});`)).toEqual([
      'CLOCK ON_OPEN ON_EDIT ON_FORM_SUBMIT ON_CHANGE ON_EVENT_UPDATED',
      'SPREADSHEETS CLOCK FORMS DOCUMENTS CALENDAR',
      'NONE CUSTOM_FUNCTION LIMITED FULL',
    ]);
  });
});

describe('runs that a trigger started', () => {
  it('use up trigger minutes, which menus and pages do not', () => {
    const { emulator, ann } = scheduled(
      '.everyMinutes(30)',
      'function busy() { Session.getScriptTimeZone(); }',
    );
    ann.setQuotaUsed('triggerRuntime', 90 * MINUTE - 1);
    ann.run('busy');
    expect(emulator.advance(31 * MINUTE).map(({ status }) => status)).toEqual(['completed']);
    const worn = scheduled('.everyMinutes(30)', 'function tick() { Session.getScriptTimeZone(); }');
    worn.ann.setQuotaUsed('triggerRuntime', 90 * MINUTE - 1);
    expect(worn.emulator.advance(61 * MINUTE).map(({ status }) => status)).toEqual(['completed', 'failed']);
  });

  it('have 360 trigger minutes a day in a Workspace', () => {
    const { emulator, ann } = scheduled('.everyMinutes(30)');
    ann.setQuotaUsed('triggerRuntime', 90 * MINUTE);
    ann.account = 'workspace';
    expect(emulator.advance(31 * MINUTE).map(({ status }) => status)).toEqual(['completed']);
  });

  it('see their file, whose first tab is the active one', () => {
    const tick = `function tick() {
      var file = SpreadsheetApp.getActiveSpreadsheet();
      return [file === SpreadsheetApp.getActive(), file.getActiveSheet().getIndex()];
    }`;
    expect(scheduled('.after(1000)', tick).emulator.advance(HOUR)[0]?.result).toEqual([true, 1]);
  });

  it('are not started by what scripts write', () => {
    const { emulator, ann } = worldOf(`
      function onEdit() {}
      function write() { SpreadsheetApp.getActiveSheet().appendRow([1]); SpreadsheetApp.flush(); }`);
    ann.run('write');
    expect(emulator.executions.map(({ functionName }) => functionName)).toEqual(['write']);
  });
});

describe('opening the file', () => {
  it('runs onOpen with few rights and no id of a trigger', () => {
    const { emulator, ann } = worldOf(
      `function onOpen(e) { return [String(e.authMode), 'triggerUid' in e, e.source.getName()]; }`,
    );
    expect(ann.open()[0]?.result).toEqual(['LIMITED', false, emulator.spreadsheet.name]);
  });
});

describe('authorisation', () => {
  it('can be required for single scopes', () => {
    const [mail, triggers] = ['send_mail', 'scriptapp'].map(
      name => `https://www.googleapis.com/auth/script.${name}`,
    );
    const { ann } = worldOf(
      `function need(scope) { ScriptApp.requireScopes(ScriptApp.AuthMode.FULL, [scope]); return 'ran'; }`,
      { manifest: { oauthScopes: [mail ?? '', triggers ?? ''] } },
    );
    ann.grantedScopes = [mail ?? ''];
    expect(ann.run('need', mail).result).toBe('ran');
    expect(ann.run('need', triggers).status).toBe('failed');
  });
});

describe('time zones', () => {
  it('of script and file are two', () => {
    const options = { manifest: { timeZone: 'Asia/Tokyo' }, spreadsheet: { timeZone: 'Europe/Rome' } };
    const body = 'return [Session.getScriptTimeZone(), SpreadsheetApp.getActive().getSpreadsheetTimeZone()];';
    expect(resultOf(body, options)).toEqual(['Asia/Tokyo', 'Europe/Rome']);
  });
});
