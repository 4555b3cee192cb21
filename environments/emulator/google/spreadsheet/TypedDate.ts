import type { Locale } from './Locale';
import { serialOfDay } from './TimeZone';

/** A date, time or both that was typed, as serial number, with the format that repeats the typed form. */
export interface TypedDate {
  value: number;
  format: string;
}

interface Part {
  letters: 'd' | 'm' | 'y';
  text: string;
}

/** `03` gives `mm`, `3` gives `m`. */
function partFormat(part: Part): string {
  if (part.letters === 'y') return part.text.length === 4 ? 'yyyy' : 'yy';
  return part.letters.repeat(part.text.length);
}

/** Two-digit years are 1930 to 2029. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

function dateOf(
  parts: readonly Part[],
  separator: string,
  thisYear: number,
  tail = '',
): TypedDate | undefined {
  const find = (letters: Part['letters']) => parts.find(part => part.letters === letters)?.text;
  const year = find('y');
  const value = serialOfDay(
    year === undefined ? thisYear : fullYear(year),
    Number(find('m')),
    Number(find('d') ?? '1'),
  );
  return value === undefined ? undefined : { value, format: parts.map(partFormat).join(separator) + tail };
}

function yearFirst(text: string, thisYear: number): TypedDate | undefined {
  const match = /^(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const [, year = '', separator = '', month = '', day] = match;
  const parts: Part[] = [
    { letters: 'y', text: year },
    { letters: 'm', text: month },
  ];
  if (day !== undefined) parts.push({ letters: 'd', text: day });
  return dateOf(parts, separator, thisYear);
}

function inOrder(text: string, locale: Locale, thisYear: number): TypedDate | undefined {
  const match = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/.exec(text);
  if (!match) return undefined;
  const [, first = '', separator = '', second = '', year] = match;
  if (!locale.dateSeparators.includes(separator)) return undefined;
  const trailing = text.endsWith(separator);
  if (trailing && separator !== '.') return undefined;
  const [a, b]: ('d' | 'm')[] = locale.order === 'mdy' ? ['m', 'd'] : ['d', 'm'];
  const parts: Part[] = [
    { letters: a ?? 'm', text: first },
    { letters: b ?? 'd', text: second },
  ];
  if (year !== undefined) parts.push({ letters: 'y', text: year });
  return dateOf(parts, separator, thisYear, trailing ? separator : '');
}

function monthAndYear(text: string, locale: Locale, thisYear: number): TypedDate | undefined {
  const match = /^(\d{1,2})([-/.])(\d{4})$/.exec(text);
  if (!match || !locale.dateSeparators.includes(match[2] ?? '')) return undefined;
  const parts: Part[] = [
    { letters: 'm', text: match[1] ?? '' },
    { letters: 'y', text: match[3] ?? '' },
  ];
  return dateOf(parts, match[2] ?? '', thisYear);
}

interface NamePatterns {
  first: RegExp;
  second: RegExp;
  noDay: RegExp;
}

const namePatterns = new Map<string, NamePatterns>();

function patternsOf(locale: Locale): NamePatterns {
  let patterns = namePatterns.get(locale.name);
  if (!patterns) {
    const name = `(${locale.months.flat().join('|')})\\.?`;
    patterns = {
      first: new RegExp(`^${name}[\\s-]*(\\d{1,2})(?:(?:,\\s*|\\s+|-)(\\d{4}))?$`, 'i'),
      second: new RegExp(`^(\\d{1,2})[.\\s-]*${name}(?:[,\\s-]+(\\d{4}|\\d{2}))?$`, 'i'),
      noDay: new RegExp(`^${name}[,\\s-]+(\\d{4})$`, 'i'),
    };
    namePatterns.set(locale.name, patterns);
  }
  return patterns;
}

function withName(text: string, locale: Locale, thisYear: number): TypedDate | undefined {
  const { first, second, noDay } = patternsOf(locale);
  const noDayMatch = noDay.exec(text);
  const firstMatch = noDayMatch ? null : first.exec(text);
  const match = noDayMatch ?? firstMatch ?? second.exec(text);
  if (!match) return undefined;
  const name = ((noDayMatch ?? firstMatch) ? match[1] : match[2])?.toLowerCase() ?? '';
  const day = noDayMatch ? undefined : firstMatch ? match[2] : match[1];
  const year = noDayMatch ? match[2] : match[3];
  const month = locale.months.findIndex(names => names.includes(name)) + 1;
  const value = serialOfDay(year ? fullYear(year) : thisYear, month, Number(day ?? '1'));
  if (value === undefined) return undefined;
  const words = locale.months[month - 1]?.[0] === name && name.length > 3 ? 'mmmm' : 'mmm';
  if (day === undefined) return { value, format: `${words} yyyy` };
  const monthDay = firstMatch ? `${words} d` : `d ${words}`;
  return { value, format: year ? `${monthDay}${firstMatch ? ',' : ''} yyyy` : monthDay };
}

function parseDay(text: string, locale: Locale, thisYear: number): TypedDate | undefined {
  return (
    yearFirst(text, thisYear) ??
    inOrder(text, locale, thisYear) ??
    monthAndYear(text, locale, thisYear) ??
    withName(text, locale, thisYear)
  );
}

const TIME = /^(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,3})?))?(?:\s*([ap])\.?m\.?)?$/i;
const HOUR = /^(\d{1,2})\s*([ap])\.?m\.?$/i;

function hourOf(text: string, half: string | undefined): number | undefined {
  const hour = Number(text);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function parseTime(text: string): TypedDate | undefined {
  const match = TIME.exec(text);
  const bare = match ? null : HOUR.exec(text);
  if (!match && !bare) return undefined;
  const half = match?.[4] ?? bare?.[2];
  const hour = hourOf(match?.[1] ?? bare?.[1] ?? '', half);
  if (hour === undefined) return undefined;
  const seconds = match?.[3];
  const value = (hour * 3600 + Number(match?.[2] ?? 0) * 60 + Number(seconds ?? 0)) / 86_400;
  if (hour >= 24) return { value, format: '[h]:mm:ss' };
  const clock = bare
    ? 'h'
    : seconds === undefined
      ? 'h:mm'
      : seconds.includes('.')
        ? 'h:mm:ss.000'
        : 'h:mm:ss';
  return { value, format: half === undefined ? clock : `${clock} AM/PM` };
}

/** Reads a date, a time, or a date, a blank and a time, as the locale writes it. ISO's `T` is not read. */
export function parseTypedDate(text: string, locale: Locale, thisYear: number): TypedDate | undefined {
  const whole = parseDay(text, locale, thisYear) ?? parseTime(text);
  if (whole) return whole;
  const match = /^(.*\d|.*\.)\s+(\d{1,2}(?::.*|\s*[ap]\.?m\.?))$/i.exec(text);
  if (!match) return undefined;
  const [day, time] = [parseDay(match[1] ?? '', locale, thisYear), parseTime(match[2] ?? '')];
  if (!day || !time || time.value >= 1) return undefined;
  return { value: day.value + time.value, format: `${day.format} ${time.format}` };
}
