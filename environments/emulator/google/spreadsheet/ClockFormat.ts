import type { FormatToken } from './FormatTokens';
import type { Locale } from './Locale';
import { clockOfSerial } from './TimeZone';

/** Whether a placeholder of a number format belongs to dates and times. */
export function isClockToken(text: string): boolean {
  return /^(?:y+|m+|d+|h+|s+(?:\.0+)?|am\/pm|a\/p|\[(?:h+|m+|s+)\])$/i.test(text);
}

interface Clock {
  date: Date;
  serial: number;
  twelve: boolean;
  locale: Locale;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function monthText(clock: Clock, length: number): string {
  const month = clock.date.getUTCMonth();
  if (length <= 2) return pad(month + 1, length);
  const names = clock.locale.months[month] ?? [];
  const long = capital(names[0] ?? '');
  if (length === 5) return long.charAt(0);
  return length === 3 ? capital(names[names.length - 1] ?? long).slice(0, 4) : long;
}

function dayText(clock: Clock, length: number): string {
  if (length <= 2) return pad(clock.date.getUTCDate(), length);
  const name = WEEKDAYS[clock.date.getUTCDay()] ?? '';
  return length === 3 ? name.slice(0, 3) : name;
}

function hourText(clock: Clock, length: number): string {
  const hour = clock.date.getUTCHours();
  return pad(clock.twelve ? hour % 12 || 12 : hour, Math.min(length, 2));
}

function elapsedText(clock: Clock, unit: string, length: number): string {
  const seconds = Math.round(Math.abs(clock.serial) * 86_400);
  const per = unit === 'h' ? 3600 : unit === 'm' ? 60 : 1;
  return (clock.serial < 0 ? '-' : '') + pad(Math.floor(seconds / per), length);
}

function secondText(clock: Clock, text: string): string {
  const [whole = '', fraction] = text.split('.');
  const seconds = pad(clock.date.getUTCSeconds(), Math.min(whole.length, 2));
  if (fraction === undefined) return seconds;
  return `${seconds}${clock.locale.decimal}${pad(clock.date.getUTCMilliseconds(), 3).slice(0, fraction.length)}`;
}

function clockText(text: string, clock: Clock, isMinute: boolean): string {
  const letter = text.charAt(0).toLowerCase();
  switch (letter) {
    case '[':
      return elapsedText(clock, text.charAt(1).toLowerCase(), text.length - 2);
    case 'y':
      return text.length <= 2
        ? pad(clock.date.getUTCFullYear() % 100, 2)
        : pad(clock.date.getUTCFullYear(), 4);
    case 'm':
      return isMinute
        ? pad(clock.date.getUTCMinutes(), Math.min(text.length, 2))
        : monthText(clock, text.length);
    case 'd':
      return dayText(clock, text.length);
    case 'h':
      return hourText(clock, text.length);
    case 's':
      return secondText(clock, text);
    case 'a':
      return (clock.date.getUTCHours() < 12 ? 'AM' : 'PM').slice(0, text.length === 3 ? 1 : 2);
    default:
      return text;
  }
}

/** `m` is the minute behind hours and before seconds, else the month. */
function isMinuteAt(codes: readonly string[], index: number): boolean {
  return /^\[?h/i.test(codes[index - 1] ?? '') || /^\[?s/i.test(codes[index + 1] ?? '');
}

/** Shows a serial number by the placeholders of a date or time format. */
export function formatClock(tokens: readonly FormatToken[], serial: number, locale: Locale): string {
  const codes = tokens
    .filter(token => token.kind === 'code' && isClockToken(token.text))
    .map(token => token.text);
  const clock: Clock = {
    date: clockOfSerial(serial),
    serial,
    twelve: codes.some(code => /^a/i.test(code)),
    locale,
  };
  let index = -1;
  return tokens
    .map(({ kind, text }) => {
      if (kind === 'text' || !isClockToken(text)) return text;
      index += 1;
      return clockText(text, clock, isMinuteAt(codes, index));
    })
    .join('');
}
