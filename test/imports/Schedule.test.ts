import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeSchedule,
  nextDue,
  parseSchedule,
  runsPerDay,
  type Schedule,
} from '../../src/Imports/Schedule';

const HOUR = 3_600_000;
const ZONES = [
  'Etc/UTC',
  'Europe/Zurich',
  'Europe/Kyiv',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
];

const START = Date.parse('2010-01-01T00:00:00Z');
const END = Date.parse('2030-01-01T00:00:00Z');
const instants = fc.integer({ min: START, max: END });

function localOf(instant: number, zone: string): { day: string; hour: number; weekday: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    weekday: 'long',
  }).formatToParts(instant);
  const get = (type: string) => parts.find(part => part.type === type)?.value ?? '';
  return {
    day: `${get('year')}-${get('month')}-${get('day')}`,
    hour: Number(get('hour')),
    weekday: get('weekday'),
  };
}

function dueAfter(schedule: Schedule, instant: number): number {
  const due = nextDue(schedule, instant);
  if (due === undefined) throw new Error('never due');
  return due;
}

const daily = fc.record({
  every: fc.constant('day' as const),
  hour: fc.integer({ min: 0, max: 23 }),
  zone: fc.constantFrom(...ZONES),
});

describe('a daily schedule', () => {
  it('is due once on every local day, whatever the clocks do', () => {
    fc.assert(
      fc.property(daily, instants, (schedule, start) => {
        const first = dueAfter(schedule, start);
        const second = dueAfter(schedule, first);
        expect(first).toBeGreaterThan(start);
        const days = [first, second].map(instant => localOf(instant, schedule.zone).day);
        expect(days[1] === days[0]).toBe(false);
        // Between two of them lies a day, give or take a change of the clocks (Samoa once left out a whole day).
        expect(Math.abs(second - first - 24 * HOUR)).toBeLessThanOrEqual(2 * HOUR);
      }),
    );
  });

  it('is due at its hour, or right after it where the clock skips that hour', () => {
    fc.assert(
      fc.property(daily, instants, (schedule, start) => {
        const { hour } = localOf(dueAfter(schedule, start), schedule.zone);
        expect([0, 1]).toContain((hour - schedule.hour + 24) % 24);
      }),
    );
  });

  it('keeps its hour across the change to summer time', () => {
    const schedule: Schedule = { every: 'day', hour: 6, zone: 'Europe/Zurich' };
    expect(new Date(dueAfter(schedule, Date.parse('2026-03-28T12:00:00Z'))).toISOString()).toBe(
      '2026-03-29T04:00:00.000Z',
    );
    expect(new Date(dueAfter(schedule, Date.parse('2026-03-27T12:00:00Z'))).toISOString()).toBe(
      '2026-03-28T05:00:00.000Z',
    );
  });

  it('runs after the gap when its hour does not exist, and once when it comes twice', () => {
    const at2: Schedule = { every: 'day', hour: 2, zone: 'Europe/Zurich' };
    expect(dueAfter(at2, Date.parse('2026-03-28T12:00:00Z'))).toBe(Date.parse('2026-03-29T01:00:00Z'));
    const first = dueAfter(at2, Date.parse('2026-10-24T12:00:00Z'));
    expect(first).toBe(Date.parse('2026-10-25T00:00:00Z'));
    expect(dueAfter(at2, first)).toBe(Date.parse('2026-10-26T01:00:00Z'));
  });
});

describe('other schedules', () => {
  it('are due at the next full interval', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ['10 minutes', 600_000],
          ['30 minutes', 1_800_000],
          ['hour', HOUR],
          ['4 hours', 4 * HOUR],
        ),
        instants,
        ([every, interval], start) => {
          const due = dueAfter({ every } as Schedule, start);
          expect(due - start).toBeGreaterThan(0);
          expect(due - start).toBeLessThanOrEqual(interval as number);
          expect(due % (interval as number)).toBe(0);
        },
      ),
    );
  });

  it('leave out weekends, keep to a weekday, and know how long months are', () => {
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom(...ZONES),
        fc.integer({ min: 1, max: 31 }),
        (start, zone, monthday) => {
          const weekday = localOf(dueAfter({ every: 'weekday', hour: 12, zone }, start), zone).weekday;
          expect(['Saturday', 'Sunday']).not.toContain(weekday);
          expect(localOf(dueAfter({ every: 'week', weekday: 3, hour: 12, zone }, start), zone).weekday).toBe(
            'Wednesday',
          );
          const { day } = localOf(dueAfter({ every: 'month', monthday, hour: 12, zone }, start), zone);
          const last = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
          expect(Number(day.slice(8))).toBe(Math.min(monthday, last));
        },
      ),
    );
  });

  it('wait for the next such day where a zone left one out', () => {
    const start = Date.parse('2011-12-29T22:00:00Z');
    const due = dueAfter({ every: 'weekday', hour: 12, zone: 'Pacific/Apia' }, start);
    expect(localOf(due, 'Pacific/Apia')).toMatchObject({ day: '2012-01-02', weekday: 'Monday' });
  });

  it('are never due when off', () => {
    expect(nextDue({ every: 'off' }, START)).toBeUndefined();
    expect(runsPerDay({ every: 'off' })).toBe(0);
    expect(runsPerDay({ every: '10 minutes' })).toBe(144);
  });
});

describe('parseSchedule', () => {
  it('fills in hour and zone, and drops what the frequency has no use for', () => {
    expect(parseSchedule({ every: 'day', weekday: 5 }, 'Europe/Zurich')).toEqual({
      schedule: { every: 'day', hour: 6, zone: 'Europe/Zurich' },
      faults: [],
    });
    expect(parseSchedule('hour', 'Etc/UTC').schedule).toEqual({ every: 'hour' });
  });

  it('names every fault at once, with the nearest names', () => {
    const { faults } = parseSchedule(
      { every: 'week', hour: 24, weekday: 0, zone: 'Mars/Olympus' },
      'Etc/UTC',
    );
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('Mars/Olympus'),
      expect.stringContaining('hour must be a whole number from 0 to 23'),
      expect.stringContaining('weekday must be a whole number from 1 to 7'),
    ]);
    expect(parseSchedule({ every: 'weekdays' }, 'Etc/UTC').faults[0]?.message).toContain(
      'Did you mean weekday',
    );
  });

  it('is told in words', () => {
    expect(describeSchedule({ every: 'day', hour: 23, zone: 'Etc/UTC' })).toBe(
      'every day between 23:00 and 00:00 (Etc/UTC)',
    );
    expect(describeSchedule({ every: 'hour' })).toBe('every hour');
  });
});
