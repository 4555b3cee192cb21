import type { FieldType, Value } from '../../Core/Schema';
import {
  civilDateOf,
  HALF_MILLISECOND,
  serialOfCivilDate,
  serialOfLocal,
  type SheetClock,
} from './SheetClock';

/**
 * What is handed to `setValues` for a cell: a number, a boolean, '' for blank, text behind an apostrophe, or a formula
 * that stood there before. Two cells are equal when these are.
 */
export type CellInput = string | number | boolean;

const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
/** Earlier days stay text: zones had odd local times then, and Sheets' calendar begins at the end of 1899. */
const FIRST_DAY = '1900-01-01';
const ERROR = /^(#(N\/A|REF!|ERROR!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Loading\.\.\.)$/;

export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/** A cast value as it is written. No text can become a formula, a number or a date. */
export function toInput(value: Value | undefined, type: FieldType, clock: SheetClock): CellInput {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (typeof value === 'boolean') return value;
  if (value >= FIRST_DAY) {
    if (type === 'date' && DATE.test(value)) return serialOfCivilDate(value);
    if (type === 'datetime' && INSTANT.test(value)) return clock.serialOf(Date.parse(value));
  }
  return `'${value}`;
}

/** A cell as it was read, in the form that it would be written in. */
export function fromCell(value: unknown, clock: SheetClock): CellInput {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (isDate(value)) return serialOfCell(value, clock);
  return value === '' || value === null || value === undefined ? '' : `'${String(value)}`;
}

function serialOfCell(value: Date, clock: SheetClock): number {
  const instant = value.getTime();
  const serial = clock.serialOf(instant);
  const shift = clock.shiftOf(instant);
  if (shift === 0) return serial;
  // A day whose midnight does not exist reads as its first moment.
  const midnight = clock.serialOf(instant - 1) < Math.floor(serial) ? Math.floor(serial) : serial;
  return midnight;
}

/** Whether writing `fromCell` leaves a cell without a formula exactly as it is. */
export function roundTrips(value: unknown, type: FieldType, clock: SheetClock): boolean {
  if (isDate(value)) {
    if (value.getTime() < Date.UTC(1900, 0, 2)) return false;
    return clock.shiftOf(value.getTime()) === 0 || (type === 'date' && isWhole(fromCell(value, clock)));
  }
  return typeof value !== 'string' || !ERROR.test(value);
}

const SHOWN = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** The serial number of a time as it is shown, with the milliseconds that were read; of our format only. */
export function serialOfShown(shown: string, read: Date): CellInput | undefined {
  const [, day, time] = SHOWN.exec(shown) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const milliseconds = String(read.getTime() % 1000).padStart(3, '0');
  return serialOfLocal(Date.parse(`${day}T${time}.${milliseconds}Z`));
}

function isWhole(input: CellInput): boolean {
  return typeof input === 'number' && Number.isInteger(input);
}

/** Equal to the user: same type, same value; times to the millisecond. */
export function sameInput(a: CellInput, b: CellInput, type: FieldType): boolean {
  if (a === b) return true;
  if (type !== 'datetime' || typeof a !== 'number' || typeof b !== 'number') return false;
  return Math.abs(a - b) < HALF_MILLISECOND;
}

/**
 * A cell as a part of a key. Keys are the same whether the cell holds a date, a serial number or a text, by the
 * field's type; blank is null, which also stands for the empty text that a sheet cannot hold.
 */
export function keyPart(input: CellInput, type: FieldType, clock: SheetClock): Value {
  if (input === '') return null;
  const text = typeof input === 'string' ? input.replace(/^'/, '') : undefined;
  switch (type) {
    case 'date':
      return typeof input === 'number' ? civilDateOf(input) : (text ?? input);
    case 'datetime':
      if (text !== undefined && INSTANT.test(text) && text >= FIRST_DAY)
        return timeKey(clock.serialOf(Date.parse(text)));
      return typeof input === 'number' ? timeKey(input) : (text ?? input);
    case 'integer':
    case 'number':
    case 'numeric string':
      return text !== undefined && text !== '' && String(Number(text)) === text
        ? Number(text)
        : (text ?? input);
    case 'boolean':
      return text === undefined ? input : /^(true|false)$/i.test(text) ? /^t/i.test(text) : text;
    default:
      return text ?? String(input);
  }
}

function timeKey(serial: number): string {
  return String(Math.round(serial * 86_400_000));
}

/** The cast value that a cell shows. Blank is null. */
export function toValue(input: CellInput, type: FieldType, clock: SheetClock): Value {
  if (input === '') return null;
  if (typeof input === 'string') return input.replace(/^'/, '');
  if (typeof input === 'number') {
    if (type === 'date') return civilDateOf(input);
    if (type === 'datetime') return new Date(clock.instantOf(input)).toISOString();
  }
  return input;
}
