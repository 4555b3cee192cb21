import { formatClock, isClockToken } from './ClockFormat';
import { isCellError, type CellValue } from './Cell';
import { splitSections, tokenize, type FormatToken } from './FormatTokens';
import type { Locale } from './Locale';

/** What `getNumberFormat` says of a cell whose format is automatic. */
export const AUTOMATIC_FORMAT = '0.###############';

interface Section {
  tokens: readonly FormatToken[];
  isDate: boolean;
}

const parsed = new Map<string, Section[]>();

function sectionsOf(format: string): Section[] {
  let sections = parsed.get(format);
  if (!sections) {
    sections = splitSections(format).map(section => {
      const tokens = tokenize(section);
      return { tokens, isDate: tokens.some(token => token.kind === 'code' && isClockToken(token.text)) };
    });
    parsed.set(format, sections);
  }
  return sections;
}

function isGeneral(format: string): boolean {
  return format === '' || /^general$/i.test(format);
}

/** Whether a script reads a Date from a number in a cell of this format. */
export function isDateFormat(format: string): boolean {
  return !isGeneral(format) && sectionsOf(format)[0]?.isDate === true;
}

/** A cell as it is shown. `format` '' is automatic. */
export function displayValue(value: CellValue, format: string, locale: Locale): string {
  if (value === null) return '';
  if (isCellError(value)) return value.error;
  if (typeof value === 'boolean') {
    const [word = ''] = value ? locale.booleans.true : locale.booleans.false;
    return word.toUpperCase();
  }
  if (typeof value === 'string') return value;
  if (isGeneral(format) || format === '@') return general(value, locale);
  const sections = sectionsOf(format);
  const negative = value < 0 && sections.length > 1;
  const section =
    (value === 0 && sections[2] ? sections[2] : negative ? sections[1] : sections[0]) ?? sections[0];
  if (!section) return '';
  return section.isDate
    ? formatClock(section.tokens, value, locale)
    : formatNumber(section.tokens, negative ? -value : value, locale);
}

function general(value: number, locale: Locale): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-9)) {
    const [mantissa = '', exponent = ''] = value.toExponential(5).split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${trimZeros(mantissa, locale)}E${sign}${exponent.slice(1).padStart(2, '0')}`;
  }
  return trimZeros(Number.isInteger(value) ? String(value) : value.toFixed(10), locale);
}

function trimZeros(text: string, locale: Locale): string {
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimmed.replace('.', locale.decimal);
}

interface Shape {
  prefix: string;
  suffix: string;
  whole: string;
  fraction: string;
  exponent: string;
  scale: number;
  grouped: boolean;
}

function shapeOf(tokens: readonly FormatToken[]): Shape {
  const shape: Shape = {
    prefix: '',
    suffix: '',
    whole: '',
    fraction: '',
    exponent: '',
    scale: 1,
    grouped: false,
  };
  let place: 'before' | 'whole' | 'fraction' = 'before';
  let commas = 0;
  for (const { kind, text } of tokens) {
    if (kind === 'code' && /^[0#?]$/.test(text)) {
      if (place === 'before') place = 'whole';
      if (commas > 0) [shape.grouped, commas] = [true, 0];
      shape[place === 'fraction' ? 'fraction' : 'whole'] += text;
    } else if (kind === 'code' && text === '.') place = 'fraction';
    else if (kind === 'code' && text === ',' && place !== 'before') commas += 1;
    else if (kind === 'code' && /^e/i.test(text)) shape.exponent = text;
    else {
      if (text === '%' && kind === 'code') shape.scale *= 100;
      shape[place === 'before' ? 'prefix' : 'suffix'] += text;
    }
  }
  shape.scale /= 1000 ** commas;
  return shape;
}

function formatNumber(tokens: readonly FormatToken[], value: number, locale: Locale): string {
  const shape = shapeOf(tokens);
  if (shape.whole === '' && shape.fraction === '') return shape.prefix + shape.suffix;
  const scaled = Math.abs(value) * shape.scale;
  const [mantissa, exponent] = shape.exponent === '' ? [scaled, ''] : splitExponent(scaled, shape.exponent);
  const [digits = '', decimals = ''] = fixed(mantissa, shape.fraction.length).split('.');
  const required = (shape.fraction.match(/^.*0/)?.[0] ?? '').length;
  const kept = decimals.replace(new RegExp(`0{0,${String(Math.max(decimals.length - required, 0))}}$`), '');
  const whole = wholeDigits(digits, shape, locale);
  const isZero = Number(digits) === 0 && /^0*$/.test(decimals);
  const sign = value < 0 && !isZero ? '-' : '';
  return sign + shape.prefix + whole + (kept === '' ? '' : locale.decimal + kept) + exponent + shape.suffix;
}

function wholeDigits(digits: string, shape: Shape, locale: Locale): string {
  const least = (shape.whole.match(/0.*$/)?.[0] ?? '').length;
  const padded = (digits === '0' ? '' : digits).padStart(least, '0');
  return shape.grouped ? padded.replace(/\B(?=(\d{3})+$)/g, locale.groups[0] ?? ',') : padded;
}

/** `toFixed` that rounds what is written (1.005), not what is stored, and knows no exponents. */
function fixed(value: number, decimals: number): string {
  if (value >= 1e21) return BigInt(value).toString();
  const precise = Number(value.toPrecision(15));
  const rounded = Number(
    `${String(Math.round(Number(`${String(precise)}e${String(decimals)}`)))}e-${String(decimals)}`,
  );
  return (Number.isFinite(rounded) ? rounded : value).toFixed(decimals);
}

function splitExponent(value: number, code: string): [number, string] {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(value));
  const digits = String(Math.abs(exponent)).padStart(code.length - 2, '0');
  const sign = exponent < 0 ? '-' : code.includes('+') ? '+' : '';
  return [value / 10 ** exponent, `E${sign}${digits}`];
}
