import { addDays, type CivilDate } from '../Core/CivilDate';

const HOUR = 3_600_000;
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** Whether this is an IANA zone that the runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** The wall clock of a zone at an instant, as if it were UTC. */
function wallClock(instant: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function offsetAt(instant: number, zone: string): number {
  return wallClock(instant, zone) - Math.floor(instant / 1000) * 1000;
}

/** The day that a zone's calendar shows at an instant. */
export function civilDateAt(instant: number, zone: string): CivilDate {
  return new Date(wallClock(instant, zone)).toISOString().slice(0, 10);
}

/**
 * The instant at which a zone's clock shows this hour of this day. An hour that comes twice is the first of the two;
 * one that the clock skips is the same time after the skip.
 */
export function instantOf(day: CivilDate, hour: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + hour * HOUR;
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  const exact = [wall - before, wall - after].filter(instant => wallClock(instant, zone) === wall);
  return exact.length ? Math.min(...exact) : wall - before;
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: CivilDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Days of the month that a day lies in. */
export function daysInMonth(day: CivilDate): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

/** The days from `from` on, for ever. */
export function* daysFrom(from: CivilDate): Generator<CivilDate, never> {
  for (let day = from; ; day = addDays(day, 1)) yield day;
}
