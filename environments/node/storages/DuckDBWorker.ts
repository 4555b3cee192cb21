import {
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBTimestampValue,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  TIMESTAMP,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { workerData, type MessagePort } from 'node:worker_threads';
import type { Row, Value } from '../../../src/Core/Schema';
import type { ColumnType } from '../../../src/Storages/DuckDB/Database';
import type { DuckDBAnswer, DuckDBCall, DuckDBTask, DuckDBWorkerData } from './DuckDBProtocol';
import type { PackedColumn } from './PackedColumns';

/** Rows of one data chunk: DuckDB's own vector size. */
const CHUNK_ROWS = 2048;

const TYPES: Record<ColumnType, DuckDBType> = { VARCHAR, BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP };

const FROM_NUMBER: Record<Exclude<ColumnType, 'VARCHAR'>, (number: number) => DuckDBValue> = {
  BIGINT: BigInt,
  DOUBLE: number => number,
  BOOLEAN: number => number === 1,
  DATE: days => new DuckDBDateValue(days),
  TIMESTAMP: milliseconds => new DuckDBTimestampValue(BigInt(milliseconds) * 1000n),
};

const { path, settings, port } = workerData as DuckDBWorkerData & { port: MessagePort };
let instance: DuckDBInstance | undefined;
let connection: DuckDBConnection | undefined;
let appender: DuckDBAppender | undefined;

async function perform(task: DuckDBTask): Promise<DuckDBAnswer> {
  if (task.kind === 'open') {
    instance = await DuckDBInstance.create(path, settings);
    connection = await instance.connect();
    return { changed: 0 };
  }
  if (task.kind === 'close') return close();
  if (task.kind === 'interrupt') {
    connection?.interrupt();
    return { changed: 0 };
  }
  if (!connection) throw new Error('The database is closed.');
  if (task.kind === 'append') return append(connection, task);
  const reader = await connection.runAndReadAll(task.sql, [...task.parameters]);
  if (task.kind === 'run') return { changed: reader.rowsChanged };
  return { rows: reader.getRowObjectsJS().map(toRow) };
}

function close(): DuckDBAnswer {
  connection?.closeSync();
  instance?.closeSync();
  connection = undefined;
  instance = undefined;
  return { changed: 0 };
}

function toRow(record: Record<string, unknown>): Row {
  const entries = Object.entries(record).map(([name, value]): [string, Value] => {
    if (typeof value === 'bigint') return [name, Number(value)];
    return [name, value === undefined ? null : (value as Value)];
  });
  return Object.fromEntries(entries);
}

async function append(
  database: DuckDBConnection,
  { table, types, columns, isLast }: Extract<DuckDBTask, { kind: 'append' }>,
): Promise<DuckDBAnswer> {
  appender ??= await database.createAppender(table, 'main', 'temp');
  try {
    const rows = countRows(columns[0]);
    for (let start = 0; start < rows; start += CHUNK_ROWS)
      appender.appendDataChunk(makeChunk(types, columns, start, Math.min(rows, start + CHUNK_ROWS)));
    if (isLast) appender.closeSync();
    return { changed: rows };
  } catch (error) {
    appender = undefined;
    throw error;
  } finally {
    if (isLast) appender = undefined;
  }
}

function countRows(column: PackedColumn | undefined): number {
  if (!column) return 0;
  return column.type === 'VARCHAR' ? column.texts.length : column.numbers.length;
}

function makeChunk(
  types: readonly ColumnType[],
  columns: readonly PackedColumn[],
  start: number,
  end: number,
): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(
    types.map(type => TYPES[type]),
    end - start,
  );
  columns.forEach((column, index) => chunk.setColumnValues(index, unpack(column, start, end)));
  return chunk;
}

function unpack(column: PackedColumn, start: number, end: number): DuckDBValue[] {
  if (column.type === 'VARCHAR') return column.texts.slice(start, end);
  const read = FROM_NUMBER[column.type];
  return Array.from(column.numbers.subarray(start, end), (number, index) =>
    column.nulls[start + index] === 1 ? null : read(number),
  );
}

port.on('message', ({ task, done }: DuckDBCall) => {
  perform(task)
    .catch((error: unknown): DuckDBAnswer => ({
      error: error instanceof Error ? error.message : String(error),
    }))
    .then(answer => {
      port.postMessage(answer);
      const cell = new Int32Array(done);
      Atomics.store(cell, 0, 1);
      Atomics.notify(cell, 0);
    });
});
