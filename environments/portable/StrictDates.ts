/** What a platform can do with dates by itself: lenient, and silent about zones that do not exist. */
export interface DateFunctions {
  format(date: Date, timeZone: string, pattern: string): string;
  parse(text: string, timeZone: string, pattern: string): Date;
  /** Throws unless the platform knows the IANA zone by exactly this name. */
  checkZone(timeZone: string): void;
}

/** The form that IANA names have. Abbreviations and offsets of Java's own are none of them. */
export function isZoneName(name: string): boolean {
  return /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(name);
}

export function unknownZone(name: string): Error {
  return new Error(`There is no time zone ${name}: give an IANA name such as Europe/Zurich.`);
}

/** A run of one pattern letter, or literal text. */
export type PatternPart = { letter: string; count: number } | { literal: string };

const LETTERS = 'GyYMLwWDdFEuaHkKhmsSzZX';

/** Splits a SimpleDateFormat pattern. Throws on a letter that does not exist and on a quote that is not closed. */
export function splitPattern(pattern: string): PatternPart[] {
  const parts: PatternPart[] = [];
  for (const [text] of pattern.matchAll(/'((?:[^']|'')*)'|'|([A-Za-z])\2*|[^A-Za-z']+/g)) {
    if (text === "'") throw new Error(`The date pattern ${pattern} has a quote that is never closed.`);
    if (text.startsWith("'"))
      parts.push({ literal: text === "''" ? "'" : text.slice(1, -1).replace(/''/g, "'") });
    else if (!/[A-Za-z]/.test(text)) parts.push({ literal: text });
    else if (!LETTERS.includes(text.charAt(0)) || (text.startsWith('X') && text.length > 3))
      throw new Error(`The date pattern ${pattern} has ${text}, which means nothing.`);
    else parts.push({ letter: text.charAt(0), count: text.length });
  }
  return parts;
}

/** `formatDate` of the port. */
export function formatStrictly(dates: DateFunctions, date: Date, timeZone: string, pattern: string): string {
  if (Number.isNaN(date.getTime())) throw new Error('This date is invalid: it has no time to be formatted.');
  splitPattern(pattern);
  dates.checkZone(timeZone);
  return dates.format(date, timeZone, pattern);
}

/**
 * `parseDate` of the port: the text must be what `formatDate` writes, except that an offset may be spelled in any
 * ISO way. A wall time that a clock change skips is moved on by what was skipped; one that comes twice is the second.
 */
export function parseStrictly(dates: DateFunctions, text: string, timeZone: string, pattern: string): Date {
  const parts = splitPattern(pattern);
  dates.checkZone(timeZone);
  const refusal = `"${text}" is not a date of the form ${pattern}: write it as formatDate does, with a day that exists.`;
  const zoneAt = parts.findIndex(isZonePart);
  if (zoneAt < 0) return parseLocal(dates, text, timeZone, pattern, refusal);
  const zoned = takeZone(parts, zoneAt, text);
  if (!zoned) throw new Error(refusal);
  const { offset } = zoned;
  if (offset === undefined) return parseNamed(dates, zoned, timeZone, refusal);
  const local = parseLocal(dates, zoned.text, 'UTC', zoned.pattern, refusal);
  return new Date(local.getTime() - offset * 60_000);
}

function parseLocal(
  dates: DateFunctions,
  text: string,
  timeZone: string,
  pattern: string,
  refusal: string,
): Date {
  // In UTC no wall time is skipped, so a text that does not come back was not a date.
  let again: string | undefined;
  try {
    again = dates.format(dates.parse(text, 'UTC', pattern), 'UTC', pattern);
  } catch {
    again = undefined;
  }
  if (again !== text) throw new Error(refusal);
  return dates.parse(text, timeZone, pattern);
}

/** The zone by its abbreviation: it must be the one that the zone has at that moment, and it tells which of two. */
function parseNamed(dates: DateFunctions, zoned: Zoned, timeZone: string, refusal: string): Date {
  const second = parseLocal(dates, zoned.text, timeZone, zoned.pattern, refusal);
  const first = new Date(second.getTime() - 3_600_000);
  const found = [second, first].find(
    date =>
      dates.format(date, timeZone, zoned.pattern) === zoned.text &&
      dates.format(date, timeZone, 'z').toUpperCase() === zoned.name.toUpperCase(),
  );
  if (!found) throw new Error(refusal);
  return found;
}

function isZonePart(part: PatternPart): boolean {
  return 'letter' in part && 'zZX'.includes(part.letter);
}

interface Zoned {
  /** The rest of the text, and the pattern of that rest. */
  text: string;
  pattern: string;
  name: string;
  /** Minutes east of UTC; undefined when the text names the zone by an abbreviation. */
  offset: number | undefined;
}

/** Takes the zone out of text and pattern; the rest can be checked without knowing it. */
function takeZone(parts: readonly PatternPart[], zoneAt: number, text: string): Zoned | undefined {
  const before = parts.slice(0, zoneAt);
  const after = parts.slice(zoneAt + 1);
  const source = (list: readonly PatternPart[]): string => list.map(partExpression).join('');
  const match = new RegExp(`^(${source(before)})(${ZONE})(${source(after)})$`).exec(text);
  if (!match || after.some(isZonePart)) return undefined;
  const [, start = '', name = '', end = ''] = match;
  return { text: start + end, pattern: joinPattern([...before, ...after]), name, offset: offsetOf(name) };
}

const ZONE = '[+-]\\d\\d(?::?\\d\\d)?|GMT[+-]\\d\\d?:\\d\\d|[A-Z]{1,5}';

function offsetOf(name: string): number | undefined {
  if (/^(Z|GMT|UTC)$/.test(name)) return 0;
  const match = /^(?:GMT)?([+-])(\d\d?):?(\d\d)?$/.exec(name);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

function partExpression(part: PatternPart): string {
  if ('literal' in part) return part.literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const isText = 'GEa'.includes(part.letter) || ('ML'.includes(part.letter) && part.count > 2);
  return isText ? '[A-Za-z]+' : '\\d+';
}

/** Neighbouring literals share their quotes: a quote between two of them would be read as a quote character. */
function joinPattern(parts: readonly PatternPart[]): string {
  const quoted = parts.map(part =>
    'letter' in part ? part.letter.repeat(part.count) : `\u0000${part.literal.replace(/'/g, "''")}\u0000`,
  );
  return quoted
    .join('')
    .replace(/\u0000\u0000/g, '')
    .replace(/\u0000/g, "'");
}
