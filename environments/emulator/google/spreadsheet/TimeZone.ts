import { IANAZone } from 'luxon';
import { SheetsError } from './SheetsError';

const DAY = 86_400_000;
/** Serial number of 1970-01-01: days since 1899-12-30. */
const UNIX_EPOCH = 25_569;

interface Zone {
  zone: IANAZone;
  /** Offset of a whole UTC day in milliseconds; undefined for a day with a change in it. */
  days: Map<number, number | undefined>;
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  let found = zones.get(name);
  if (!found) {
    found = { zone: IANAZone.create(name), days: new Map() };
    zones.set(name, found);
  }
  return found;
}

function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** Milliseconds that local time is ahead of UTC at an instant. */
export function offsetAt(instant: number, timeZone: string): number {
  const { zone, days } = zoneOf(timeZone);
  const day = Math.floor(instant / DAY);
  if (!days.has(day)) {
    const [first, last] = [zone.offset(day * DAY), zone.offset((day + 1) * DAY)];
    days.set(day, first === last ? Math.round(first * 60_000) : undefined);
  }
  return days.get(day) ?? Math.round(zone.offset(instant) * 60_000);
}

/** The instant of a wall clock time, given as if it were UTC. A time that does not exist shifts forward by the gap; of
 * one that exists twice it is the first. */
function instantOfLocal(local: number, timeZone: string): number {
  const before = offsetAt(local - DAY, timeZone);
  const after = offsetAt(local + DAY, timeZone);
  const candidates = [before, after].filter(offset => offsetAt(local - offset, timeZone) === offset);
  return local - Math.max(...(candidates.length > 0 ? candidates : [before]));
}

/** The serial number that a spreadsheet in this zone stores for an instant: local days since 1899-12-30. */
export function serialOfInstant(instant: number, timeZone: string): number {
  return (instant + offsetAt(instant, timeZone)) / DAY + UNIX_EPOCH;
}

/** The instant (to the millisecond) that a script reads from a date cell. A midnight that does not exist reads as the
 * first moment of that day. */
export function instantOfSerial(serial: number, timeZone: string): number {
  return instantOfLocal(Math.round((serial - UNIX_EPOCH) * DAY), timeZone);
}

/** Serial number of a civil date, undefined if the day does not exist. */
export function serialOfDay(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / DAY + UNIX_EPOCH;
}

/** The wall clock of a serial number, as a Date whose UTC getters give it. */
export function clockOfSerial(serial: number): Date {
  return new Date(Math.round((serial - UNIX_EPOCH) * DAY));
}

export function yearOf(instant: number, timeZone: string): number {
  return new Date(instant + offsetAt(instant, timeZone)).getUTCFullYear();
}

/** Refuses what is no IANA zone, in Google's words. */
export function requireTimeZone(timeZone: string): string {
  if (!isTimeZone(timeZone)) throw new SheetsError(`Invalid argument: ${timeZone}`);
  return timeZone;
}
