import { splitPattern, type PatternPart } from '../../portable/StrictDates';
import { LenientCalendar, type CalendarField } from './LenientCalendar';
import { MONTHS, shortName, WEEKDAYS, zoneName } from './Names';
import { instantOf, javaZone, type Zone } from './Zones';

interface Reader {
  readonly text: string;
  position: number;
  readonly calendar: LenientCalendar;
  readonly zone: Zone;
  readonly now: number;
  /** Minutes east of UTC, when the text has a zone. */
  offset?: number;
}

/**
 * Java's lenient `SimpleDateFormat.parse`: rolls over values outside their ranges and ignores text after the match.
 * Milliseconds since 1970; undefined when the text does not match. `now` decides the century of two-digit years.
 */
export function parseSimpleDate(text: string, zone: Zone, pattern: string, now: number): number | undefined {
  const reader: Reader = { text, position: 0, calendar: new LenientCalendar(), zone, now };
  const parts = splitPattern(pattern);
  const matched = parts.every((part, index) => {
    if ('literal' in part) return readLiteral(reader, part.literal);
    skipBlanks(reader);
    return readField(reader, part.letter, part.count, isField(parts[index + 1]));
  });
  if (!matched) return undefined;
  const local = reader.calendar.localMilliseconds();
  return reader.offset === undefined ? instantOf(local, zone) : local - reader.offset * 60_000;
}

function isField(part: PatternPart | undefined): boolean {
  return part !== undefined && 'letter' in part;
}

function readLiteral(reader: Reader, literal: string): boolean {
  if (!reader.text.startsWith(literal, reader.position)) return false;
  reader.position += literal.length;
  return true;
}

function skipBlanks(reader: Reader): void {
  while (' \t'.includes(reader.text.charAt(reader.position) || '-')) reader.position++;
}

const PLAIN_NUMBERS: Readonly<Record<string, CalendarField>> = {
  w: 'weekOfYear',
  W: 'weekOfMonth',
  D: 'dayOfYear',
  d: 'dayOfMonth',
  F: 'dayOfWeekInMonth',
  H: 'hourOfDay',
  K: 'hour',
  m: 'minute',
  s: 'second',
  S: 'millisecond',
};

function readField(reader: Reader, letter: string, count: number, abutting: boolean): boolean {
  if (letter === 'G') return readName(reader, 'era', ['BC', 'AD']);
  if (letter === 'a') return readName(reader, 'amPm', ['AM', 'PM']);
  if (letter === 'E') return readName(reader, 'dayOfWeek', WEEKDAYS);
  if ((letter === 'M' || letter === 'L') && count > 2) return readName(reader, 'month', MONTHS);
  if ('zZX'.includes(letter)) return readZone(reader, letter);
  return readNumber(reader, letter, count, abutting);
}

/** Full or short, whatever the case; the longest that fits. */
function readName(reader: Reader, field: CalendarField, names: readonly string[]): boolean {
  const rest = reader.text.slice(reader.position).toLowerCase();
  const spellings = names.flatMap((name, value) => [
    { value, text: name.toLowerCase() },
    { value, text: shortName(name).toLowerCase() },
  ]);
  const found = spellings
    .filter(({ text }) => rest.startsWith(text))
    .sort((a, b) => b.text.length - a.text.length)[0];
  if (!found) return false;
  reader.position += found.text.length;
  reader.calendar.set(field, found.value);
  return true;
}

function readNumber(reader: Reader, letter: string, count: number, abutting: boolean): boolean {
  const rest = reader.text.slice(reader.position, abutting ? reader.position + count : undefined);
  const digits = /^-?\d+/.exec(rest)?.[0];
  if (digits === undefined || (abutting && rest.length < count)) return false;
  reader.position += digits.length;
  setNumber(reader, letter, count, digits);
  return true;
}

function setNumber({ calendar, now, zone }: Reader, letter: string, count: number, digits: string): void {
  const value = Number(digits);
  const field = PLAIN_NUMBERS[letter];
  if (field) calendar.set(field, value);
  else if (letter === 'y' || letter === 'Y') {
    const short = count <= 2 && /^\d\d$/.test(digits);
    calendar.set(letter === 'y' ? 'year' : 'weekYear', short ? fullYear(value, now, zone) : value);
  } else if (letter === 'u') calendar.set('dayOfWeek', value % 7);
  else if (letter === 'h') calendar.set('hour', value === 12 ? 0 : value);
  else if (letter === 'k') calendar.set('hourOfDay', value === 24 ? 0 : value);
  else calendar.set('month', value - 1);
}

/** Two digits mean the year from 80 before to 20 after now. */
function fullYear(value: number, now: number, zone: Zone): number {
  const start = new Date(now + zone.offset(now) * 60_000).getUTCFullYear() - 80;
  const year = start - (start % 100) + value;
  return year < start ? year + 100 : year;
}

const OFFSET = /^(?:GMT|UTC)?([+-])(\d\d?)(?::?(\d\d))?/;

function readZone(reader: Reader, letter: string): boolean {
  const rest = reader.text.slice(reader.position);
  const match = OFFSET.exec(rest) ?? (letter === 'X' ? /^Z/ : /^(?:GMT|UTC)/).exec(rest);
  if (match && !(letter === 'X' && /^[GU]/.test(match[0]))) {
    const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    reader.offset = match[1] === '-' ? -minutes : minutes;
    reader.position += match[0].length;
    return true;
  }
  return letter !== 'X' && readZoneName(reader, rest);
}

/** The zone's own names for winter and summer, else one that Java knows by itself. */
function readZoneName(reader: Reader, rest: string): boolean {
  const year = Date.UTC(new Date(reader.now).getUTCFullYear(), 0, 1);
  const moments = [year, year + 182 * 86_400_000];
  for (const moment of moments)
    for (const style of ['long', 'short'] as const) {
      const name = zoneName(reader.zone, moment, style);
      if (!rest.toLowerCase().startsWith(name.toLowerCase())) continue;
      reader.offset = reader.zone.offset(moment);
      reader.position += name.length;
      return true;
    }
  const other = /^[A-Z]{3}/.exec(rest)?.[0];
  if (other === undefined) return false;
  const zone = javaZone(other);
  if (zone.id === 'GMT') return false;
  reader.offset = zone.offset(year);
  reader.position += other.length;
  return true;
}
