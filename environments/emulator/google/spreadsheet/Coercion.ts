import type { Realm } from '../ServiceHost';
import { cellError, typedError, type CellValue } from './Cell';
import type { Locale } from './Locale';
import { serialOfInstant, yearOf } from './TimeZone';
import { parseTypedDate } from './TypedDate';
import { parseTypedNumber } from './TypedNumber';

/** A Date as it was handed over: the script may change the object before a buffered write is applied. */
export interface DateInput {
  readonly instant: number;
}

/** A value that a script handed over, out of the script's hands. */
export type CellInput = number | string | boolean | null | DateInput;

/** What the file and the clock say while something is typed. */
export interface TypingContext {
  locale: Locale;
  timeZone: string;
  /** Milliseconds since 1970; decides the year of `3-5`. */
  now: number;
}

/** What becomes of a cell. `format` is given to it if its own number format is automatic. */
export interface CellContent {
  value: CellValue;
  format?: string;
  formula?: string;
}

const EMPTY: CellContent = Object.freeze({ value: null });
const TRUE: CellContent = Object.freeze({ value: true });
const FALSE: CellContent = Object.freeze({ value: false });

export const PLAIN_TEXT = '@';

/** Anything that typing could turn into something else than its text starts like this. */
const SUSPICIOUS = /^\s*[\d.,+\-($€£¥#=]|^\s*\p{L}/u;
const WORD = /^\p{L}+\.?[\s-]*\d|^\p{L}{3}\s?\d/u;

function javaNumber(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** A value as Java prints it, which is how maps end up in a cell. */
function javaText(value: unknown, realm: Realm): string {
  if (typeof value === 'number') return javaNumber(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return '[Ljava.lang.Object;@1b2c6ec2';
  if (realm.isDate(value)) return String(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}=${javaText(each, realm)}`);
  return `{${entries.join(', ')}}`;
}

/** Takes a value over from the script. undefined is null; arrays and objects become the text that Google writes. */
export function captureInput(value: unknown, realm: Realm): CellInput {
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    case 'object':
      if (value === null) return null;
      return realm.isDate(value) ? { instant: value.getTime() } : javaText(value, realm);
    default:
      return String(value);
  }
}

/** What a cell of this number format ('' is automatic) holds after `setValue(input)`. */
export function contentOf(input: CellInput, format: string, context: TypingContext): CellContent {
  if (typeof input === 'string') return typedContent(input, format, context);
  if (typeof input === 'number') {
    return { value: Number.isFinite(input) ? input + 0 : cellError('#NUM!') };
  }
  if (typeof input === 'boolean') {
    if (format === PLAIN_TEXT) return { value: String(input) };
    return input ? TRUE : FALSE;
  }
  return input === null ? EMPTY : dateContent(input, context);
}

function dateContent(input: DateInput, context: TypingContext): CellContent {
  if (!Number.isFinite(input.instant)) return { value: cellError('#NUM!') };
  const value = serialOfInstant(input.instant, context.timeZone);
  const { dateFormat } = context.locale;
  return { value, format: Number.isInteger(value) ? dateFormat : `${dateFormat} H:mm:ss` };
}

/** What typing this text makes of a cell: formula, number, date, boolean, error or text. */
export function typedContent(text: string, format: string, context: TypingContext): CellContent {
  if (text === '') return EMPTY;
  if (text.startsWith("'")) return { value: text.slice(1) };
  if (text.startsWith('=') && text.length > 1) return { value: null, formula: text };
  if (format === PLAIN_TEXT || !SUSPICIOUS.test(text)) return { value: text };
  const trimmed = text.trim();
  const parsed = parseTyped(trimmed, context);
  if (parsed) return parsed;
  // A sign in front starts a formula in Sheets as in other spreadsheets; a lone sign or blanks before it do not.
  if (/^[+-]./s.test(text) && trimmed.length > 1) return { value: null, formula: `=${text}` };
  return { value: text };
}

function parseTyped(text: string, context: TypingContext): CellContent | undefined {
  const { locale } = context;
  if (/^\p{L}/u.test(text)) {
    const word = text.toLowerCase();
    if (locale.booleans.true.includes(word)) return TRUE;
    if (locale.booleans.false.includes(word)) return FALSE;
    if (!WORD.test(text)) return undefined;
  }
  const error = text.startsWith('#') ? typedError(text) : undefined;
  if (error) return { value: error };
  return (
    parseTypedNumber(text, locale) ?? parseTypedDate(text, locale, yearOf(context.now, context.timeZone))
  );
}
