import { splitPattern } from '../../portable/StrictDates';
import { civilDay, dayNumber, dayOfWeek, firstWeekStart, weekYearOf } from './Calendar';
import { MONTHS, offsetText, shortName, WEEKDAYS, zoneName } from './Names';
import type { Zone } from './Zones';

interface Fields {
  year: number;
  month: number;
  day: number;
  /** Days since 1970-01-01, in the zone. */
  number: number;
  /** Milliseconds since midnight, in the zone. */
  time: number;
  instant: number;
  zone: Zone;
}

const DAY = 86_400_000;

/** Java's `SimpleDateFormat.format` in its English locale. Throws on a pattern that means nothing. */
export function formatSimpleDate(instant: number, zone: Zone, pattern: string): string {
  const local = instant + Math.trunc(zone.offset(instant) * 60_000);
  const number = Math.floor(local / DAY);
  const fields: Fields = { ...civilDay(number), number, time: local - number * DAY, instant, zone };
  return splitPattern(pattern)
    .map(part => ('literal' in part ? part.literal : formatLetter(part.letter, part.count, fields)))
    .join('');
}

function formatLetter(letter: string, count: number, fields: Fields): string {
  const number = NUMBERS[letter];
  if (number) return pad(number(fields), count);
  return TEXTS[letter]?.(fields, count) ?? '';
}

function pad(value: number, count: number): string {
  return String(value).padStart(count, '0');
}

const hour = ({ time }: Fields): number => Math.floor(time / 3_600_000);

const NUMBERS: Readonly<Record<string, (fields: Fields) => number>> = {
  w: ({ number }) => Math.floor((number - firstWeekStart(weekYearOf(number))) / 7) + 1,
  W: ({ number, day }) => Math.floor((day - 1 + dayOfWeek(number - day + 1)) / 7) + 1,
  D: ({ number, year }) => number - dayNumber(year, 0, 1) + 1,
  d: ({ day }) => day,
  F: ({ day }) => Math.floor((day - 1) / 7) + 1,
  u: ({ number }) => dayOfWeek(number) || 7,
  H: hour,
  k: fields => hour(fields) || 24,
  K: fields => hour(fields) % 12,
  h: fields => hour(fields) % 12 || 12,
  m: ({ time }) => Math.floor(time / 60_000) % 60,
  s: ({ time }) => Math.floor(time / 1000) % 60,
  S: ({ time }) => time % 1000,
};

const TEXTS: Readonly<Record<string, (fields: Fields, count: number) => string>> = {
  G: ({ year }) => (year > 0 ? 'AD' : 'BC'),
  y: ({ year }, count) => formatYear(year, count),
  Y: ({ number }, count) => formatYear(weekYearOf(number), count),
  M: ({ month }, count) => formatMonth(month, count),
  L: ({ month }, count) => formatMonth(month, count),
  E: ({ number }, count) => named(WEEKDAYS[dayOfWeek(number)] ?? '', count),
  a: fields => (hour(fields) < 12 ? 'AM' : 'PM'),
  z: ({ zone, instant }, count) => zoneName(zone, instant, count > 3 ? 'long' : 'short'),
  Z: ({ zone, instant }) => offsetText(zone.offset(instant), ''),
  X: ({ zone, instant }, count) => formatIsoOffset(Math.trunc(zone.offset(instant)), count),
};

function formatYear(year: number, count: number): string {
  const ofEra = year > 0 ? year : 1 - year;
  return count === 2 ? pad(ofEra % 100, 2) : pad(ofEra, count);
}

function formatMonth(month: number, count: number): string {
  return count > 2 ? named(MONTHS[month] ?? '', count) : pad(month + 1, count);
}

function named(name: string, count: number): string {
  return count > 3 ? name : shortName(name);
}

function formatIsoOffset(offset: number, count: number): string {
  if (offset === 0) return 'Z';
  const text = offsetText(offset, count === 3 ? ':' : '');
  return count === 1 ? text.slice(0, 3) : text;
}
