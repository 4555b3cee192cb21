import type { FieldType, Value } from '../../Core/Schema';
import type { ColumnType } from './Database';

const TYPES: Record<FieldType, ColumnType> = {
  string: 'VARCHAR',
  'numeric string': 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  json: 'VARCHAR',
};

const SMALL_INTEGERS = ['TINYINT', 'SMALLINT', 'INTEGER', 'UTINYINT', 'USMALLINT', 'UINTEGER'];

/** Types of existing columns that hold every value of a field's type as they are. */
const WIDE_ENOUGH: Partial<Record<ColumnType, readonly ColumnType[]>> = {
  BIGINT: ['DOUBLE', 'VARCHAR'],
  DOUBLE: ['VARCHAR'],
  BOOLEAN: ['VARCHAR'],
  DATE: ['TIMESTAMP', 'VARCHAR'],
  TIMESTAMP: ['VARCHAR'],
};

/** Types of existing columns that can be widened without losing anything. */
const CAN_BECOME: Partial<Record<ColumnType, readonly string[]>> = {
  VARCHAR: [...SMALL_INTEGERS, 'BIGINT', 'DOUBLE', 'BOOLEAN', 'DATE', 'TIMESTAMP', 'JSON'],
  BIGINT: SMALL_INTEGERS,
  DOUBLE: [...SMALL_INTEGERS, 'FLOAT', 'BIGINT'],
  TIMESTAMP: ['DATE'],
};

export function columnTypeOf(type: FieldType): ColumnType {
  return TYPES[type];
}

/** The type that a column has after a save, or undefined when what it has cannot take values of the field. */
export function settleType(field: FieldType, existing: string): ColumnType | undefined {
  const wanted = TYPES[field];
  if (existing === wanted) return wanted;
  const wide = WIDE_ENOUGH[wanted]?.find(type => type === existing);
  if (wide) return wide;
  return CAN_BECOME[wanted]?.includes(existing) ? wanted : undefined;
}

/** The column's value in a wider type, spelled as this project spells it: numbers as JavaScript writes them. */
export function widen(column: string, from: string, to: ColumnType): string {
  if (from === to) return column;
  if (to !== 'VARCHAR') return `CAST(${column} AS ${to})`;
  return asText(column, from);
}

function asText(column: string, type: string): string {
  const text = `CAST(${column} AS VARCHAR)`;
  if (type === 'TIMESTAMP') return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
  if (type !== 'DOUBLE' && type !== 'FLOAT') return text;
  const whole = `${column} = trunc(${column}) AND abs(${column}) < 9007199254740992`;
  return `CASE WHEN ${whole} THEN CAST(CAST(${column} AS BIGINT) AS VARCHAR) ELSE regexp_replace(${text}, 'e([+-])0', 'e\\1') END`;
}

/** A column in a form that a query can hand over: dates and timestamps as text. */
export function readable(column: string, type: ColumnType): string {
  return type === 'DATE' || type === 'TIMESTAMP' ? asText(column, type) : column;
}

/** What was read, as a value of the field: the column may be wider than the field. */
export function toFieldValue(value: Value, field: FieldType): Value {
  if (typeof value !== 'string') return value;
  if (field === 'integer' || field === 'number' || field === 'numeric string') {
    const number = Number(value);
    return Number.isFinite(number) && String(number) === value ? number : value;
  }
  if (field === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return field === 'date' ? value.slice(0, 10) : value;
}

/** The day of a column, NULL where it holds none. */
export function dayOfColumn(column: string, type: string): string {
  if (type === 'DATE') return column;
  if (type.startsWith('TIMESTAMP')) return `CAST(${column} AS DATE)`;
  if (type !== 'VARCHAR') return 'CAST(NULL AS DATE)';
  const isDay = `regexp_full_match(${column}, '\\d{4}-\\d{2}-\\d{2}(T.*)?')`;
  return `CASE WHEN ${isDay} THEN TRY_CAST(left(${column}, 10) AS DATE) END`;
}
