import type { Fault } from '../Core/Exceptions';
import { suggestion } from '../Core/Nearest';
import { civilDateAt, daysFrom, daysInMonth, instantOf, isTimeZone, weekdayOf } from './ZonedTime';

/** How often an import runs by itself. Google decides the minute: an hourly trigger finds what is due. */
export const FREQUENCIES = [
  'off',
  '10 minutes',
  '30 minutes',
  'hour',
  '4 hours',
  'day',
  'weekday',
  'week',
  'month',
] as const;

export type Frequency = (typeof FREQUENCIES)[number];

/** Plain JSON. Fields that a frequency has no use for are absent. */
export interface Schedule {
  every: Frequency;
  /** 0 to 23 on the clock of `zone`; from `day` on. Default 6. */
  hour?: number;
  /** 1 Monday to 7 Sunday; for `week`. Default 1. */
  weekday?: number;
  /** 1 to 31; a shorter month runs on its last day; for `month`. Default 1. */
  monthday?: number;
  /** IANA zone; from `day` on. Default: that of the file. */
  zone?: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const INTERVALS: Partial<Record<Frequency, number>> = {
  '10 minutes': 10 * MINUTE,
  '30 minutes': 30 * MINUTE,
  hour: 60 * MINUTE,
  '4 hours': 240 * MINUTE,
};

const DAYS_BETWEEN: Partial<Record<Frequency, number>> = { day: 1, weekday: 7 / 5, week: 7, month: 30.4 };

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const OFF: Schedule = { every: 'off' };

/** Reads what a form or a page gives, fills in defaults and names every fault. */
export function parseSchedule(given: unknown, fileZone: string): { schedule: Schedule; faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (message: string) => faults.push({ parameter: 'Schedule', message: `Schedule: ${message}` });
  if (given === undefined || given === null) return { schedule: OFF, faults };
  const input = (typeof given === 'string' ? { every: given } : given) as Record<string, unknown>;
  const every = FREQUENCIES.find(frequency => frequency === input['every']);
  if (!every) {
    const typed = String(input['every'] ?? '');
    fault(`"${typed}" is not a frequency.${suggestion(typed, FREQUENCIES)}`);
    return { schedule: OFF, faults };
  }
  if (!(every in DAYS_BETWEEN)) return { schedule: { every }, faults };
  const whole = (name: string, least: number, most: number, fallback: number): number => {
    const value = input[name] ?? fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    fault(`${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`);
    return fallback;
  };
  const zone = String(input['zone'] ?? fileZone);
  if (!isTimeZone(zone)) fault(`"${zone}" is not a time zone such as Europe/Zurich.`);
  const schedule: Schedule = { every, hour: whole('hour', 0, 23, 6), zone };
  if (every === 'week') schedule.weekday = whole('weekday', 1, 7, 1);
  if (every === 'month') schedule.monthday = whole('monthday', 1, 31, 1);
  return { schedule, faults };
}

/** Whether the hourly trigger is too slow for it. */
export function isSubHourly(schedule: Schedule): boolean {
  return (INTERVALS[schedule.every] ?? DAY) < 60 * MINUTE;
}

/** Runs on an average day. */
export function runsPerDay(schedule: Schedule): number {
  const interval = INTERVALS[schedule.every];
  if (interval !== undefined) return DAY / interval;
  const days = DAYS_BETWEEN[schedule.every];
  return days === undefined ? 0 : 1 / days;
}

/** The first instant after `after` at which the import is due; undefined when the schedule is off. */
export function nextDue(schedule: Schedule, after: number): number | undefined {
  const interval = INTERVALS[schedule.every];
  if (interval !== undefined) return (Math.floor(after / interval) + 1) * interval;
  if (!(schedule.every in DAYS_BETWEEN)) return undefined;
  const { hour = 6, zone = 'Etc/UTC' } = schedule;
  for (const day of daysFrom(civilDateAt(after - DAY, zone))) {
    if (!isDayOf(schedule, day)) continue;
    const due = instantOf(day, hour, zone);
    // A zone that changes sides of the date line leaves out a whole day: Samoa had no 30 December 2011.
    if (due > after && civilDateAt(due, zone) === day) return due;
  }
  return undefined;
}

function isDayOf({ every, weekday = 1, monthday = 1 }: Schedule, day: string): boolean {
  if (every === 'weekday') return weekdayOf(day) <= 5;
  if (every === 'week') return weekdayOf(day) === weekday;
  if (every === 'month') return Number(day.slice(8)) === Math.min(monthday, daysInMonth(day));
  return true;
}

/** For people: `every day between 06:00 and 07:00 (Europe/Zurich)`. */
export function describeSchedule(schedule: Schedule): string {
  const { every, hour = 6, zone = '', weekday = 1, monthday = 1 } = schedule;
  if (every === 'off') return 'off';
  if (!(every in DAYS_BETWEEN)) return `every ${every}`;
  const clock = (value: number) => `${String(value % 24).padStart(2, '0')}:00`;
  const days: Partial<Record<Frequency, string>> = {
    day: 'every day',
    weekday: 'every weekday',
    week: `every ${WEEKDAYS[weekday - 1]}`,
    month: `on day ${monthday} of every month`,
  };
  return `${days[every]} between ${clock(hour)} and ${clock(hour + 1)} (${zone})`;
}
