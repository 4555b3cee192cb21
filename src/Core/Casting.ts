import { isCivilDate } from './CivilDate';
import { DataException } from './Exceptions';
import type { FieldType, Row, SourceRecord, Value } from './Schema';
import { moveDecimalPoint } from './Values';

/**
 * Casts a record to the selected fields: each is present, absent ones are null, others are dropped. Throws a
 * `DataException` that names node, field and value when a value cannot be what its field declares.
 */
export function castRecord(
  record: SourceRecord,
  fields: Readonly<Record<string, { type: FieldType; scale?: number }>>,
  where: string,
): Row {
  const row: Row = {};
  for (const field in fields) {
    // Every object has a `constructor`: what a record inherits is not data.
    const value = typeof record[field] === 'function' ? undefined : record[field];
    const { type = 'string', scale = 0 } = fields[field] ?? {};
    try {
      row[field] = value === undefined || value === null ? null : CASTS[type](scaled(value, scale));
    } catch (error) {
      throw new DataException(
        `${where}: field ${field} holds ${show(value)}, which is not ${(error as Error).message}. Nothing of this window was written.`,
      );
    }
  }
  return row;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const CASTS: Record<FieldType, (value: NonNullable<unknown>) => Value> = {
  string: toText,
  'numeric string': toLosslessNumber,
  integer: value => {
    const number = toNumber(value);
    if (number === null) return null;
    if (!Number.isSafeInteger(number)) throw new Error('an integer that a number can hold exactly');
    return number;
  },
  number: toNumber,
  boolean: value => {
    if (typeof value === 'boolean') return value;
    if (value === 1 || value === 0) return value === 1;
    if (typeof value === 'string') {
      if (/^(true|yes|1)$/i.test(value)) return true;
      if (/^(false|no|0)$/i.test(value)) return false;
      if (value.trim() === '') return null;
    }
    throw new Error('true or false');
  },
  date: value => {
    if (isDate(value)) return toIso(value, 'a date').slice(0, 10);
    if (typeof value === 'string') {
      if (value.trim() === '') return null;
      const day =
        /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(value)?.[0] ??
        value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
      if (isCivilDate(day)) return day;
    }
    throw new Error('a date that exists (YYYY-MM-DD)');
  },
  datetime: value => {
    if (isDate(value)) return toIso(value, 'an instant');
    if (typeof value === 'string' && value.trim() === '') return null;
    return typeof value === 'string' ? parseInstant(value) : fail('an instant with its zone (ISO 8601)');
  },
  json: value => (typeof value === 'string' ? value : stringify(value)),
};

/** Digits are text while the point is moved. */
function scaled(value: NonNullable<unknown>, scale: number): NonNullable<unknown> {
  if (scale === 0 || (typeof value === 'string' && value.trim() === '')) return value;
  return moveDecimalPoint(toText(value), scale) ?? fail('a plain decimal number');
}

/** Every type that a field may have. */
export const FIELD_TYPES = Object.keys(CASTS);

function fail(what: string): never {
  throw new Error(what);
}

function toText(value: NonNullable<unknown>): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('a number that can be written down');
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      throw new Error(
        'exact any more: it was rounded when its JSON was parsed. Parse the answer with parseJson, which keeps long integers as text',
      );
    return String(value);
  }
  if (isDate(value)) return toIso(value, 'an instant');
  return typeof value === 'object' ? stringify(value) : String(value);
}

function toNumber(value: NonNullable<unknown>): number | null {
  if (typeof value === 'string' && value.trim() === '') return null;
  const number = typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new Error('a finite number');
  return number;
}

/** A decimal becomes a number if that number is written with the same digits; else it stays the text it was. */
function toLosslessNumber(value: NonNullable<unknown>): Value {
  if (typeof value === 'number') {
    // Refuses what JSON.parse has rounded already.
    toText(value);
    return value;
  }
  const text = toText(value).trim();
  if (text === '') return null;
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return text;
  const digits = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  const number = Number(text);
  return String(number) === digits ? number : text;
}

/** Without a zone an instant is not one: such a text is taken as UTC, which is what APIs that omit it mean. */
function parseInstant(text: string): string {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    );
  if (!match || !isCivilDate(match[1] ?? '')) return fail('an instant that exists (ISO 8601)');
  const zone = (match[3] ?? 'Z').toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const milliseconds = Date.parse(`${match[1]}T${match[2] ?? '00:00'}${zone}`);
  return Number.isFinite(milliseconds)
    ? new Date(milliseconds).toISOString()
    : fail('an instant that exists (ISO 8601)');
}

function toIso(date: Date, what: string): string {
  return Number.isFinite(date.getTime()) ? date.toISOString() : fail(`${what} that exists`);
}

function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value, withoutLoss) ?? fail('a value that JSON can hold');
  } catch {
    return fail('a value that JSON can hold');
  }
}

/** JSON would hold null in place of a number such as 1e400. */
function withoutLoss(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('no finite number');
  return value;
}

/** A bigint has no JSON, and neither has an object that contains itself. */
function printed(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

function show(value: unknown): string {
  const text =
    typeof value === 'string' ? `"${value}"` : typeof value === 'number' ? String(value) : printed(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
