import type { Row, Value } from '../../../src/Core/Schema';
import type { ColumnType } from '../../../src/Storages/DuckDB/Database';
import type { PackedColumn } from './PackedColumns';

export interface DuckDBWorkerData {
  path: string;
  /** Settings of the instance, by DuckDB's names. */
  settings: Record<string, string>;
}

export type DuckDBTask =
  | { kind: 'open' }
  | { kind: 'run'; sql: string; parameters: readonly Value[] }
  | { kind: 'all'; sql: string; parameters: readonly Value[] }
  | { kind: 'append'; table: string; types: readonly ColumnType[]; columns: PackedColumn[]; isLast: boolean }
  | { kind: 'interrupt' }
  | { kind: 'close' };

/** `done` is set to 1 when the answer lies in the port: one fresh cell for each call. */
export interface DuckDBCall {
  task: DuckDBTask;
  done: SharedArrayBuffer;
}

export type DuckDBAnswer = { changed: number } | { rows: Row[] } | { error: string };
