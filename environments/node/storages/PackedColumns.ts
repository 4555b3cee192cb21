import type { Value } from '../../../src/Core/Schema';
import type { ColumnType } from '../../../src/Storages/DuckDB/Database';

/**
 * Values of one column on their way to the worker. Numbers, days and instants travel as one buffer that is handed
 * over, not copied: days since 1970 for a date, milliseconds since 1970 for a timestamp, 1 and 0 for a boolean.
 */
export type PackedColumn =
  | { type: 'VARCHAR'; texts: (string | null)[] }
  | {
      type: Exclude<ColumnType, 'VARCHAR'>;
      numbers: Float64Array<ArrayBuffer>;
      nulls: Uint8Array<ArrayBuffer>;
    };

const MILLISECONDS_PER_DAY = 86_400_000;

/** The rows from `start` up to `end`, column by column. */
export function packColumns(
  types: readonly ColumnType[],
  rows: readonly (readonly Value[])[],
  start: number,
  end: number,
): PackedColumn[] {
  return types.map((type, index) => {
    const values = (row: number): Value => rows[row]?.[index] ?? null;
    return type === 'VARCHAR' ? packTexts(values, start, end) : packNumbers(type, values, start, end);
  });
}

export function transferablesOf(columns: readonly PackedColumn[]): ArrayBuffer[] {
  return columns.flatMap(column =>
    column.type === 'VARCHAR' ? [] : [column.numbers.buffer, column.nulls.buffer],
  );
}

function packTexts(values: (row: number) => Value, start: number, end: number): PackedColumn {
  const texts: (string | null)[] = [];
  for (let row = start; row < end; row++) {
    const value = values(row);
    texts.push(value === null ? null : String(value));
  }
  return { type: 'VARCHAR', texts };
}

function packNumbers(
  type: Exclude<ColumnType, 'VARCHAR'>,
  values: (row: number) => Value,
  start: number,
  end: number,
): PackedColumn {
  const numbers = new Float64Array(end - start);
  const nulls = new Uint8Array(end - start);
  for (let row = start; row < end; row++) {
    const value = values(row);
    if (value === null) nulls[row - start] = 1;
    else numbers[row - start] = toNumber(type, value);
  }
  return { type, numbers, nulls };
}

function toNumber(type: ColumnType, value: string | number | boolean): number {
  if (typeof value === 'string' && (type === 'DATE' || type === 'TIMESTAMP')) {
    const milliseconds = Date.parse(value);
    return type === 'DATE' ? milliseconds / MILLISECONDS_PER_DAY : milliseconds;
  }
  return Number(value);
}
