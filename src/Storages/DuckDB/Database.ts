import type { Row, Value } from '../../Core/Schema';

/**
 * The column types that the storage makes. `datetime` is a TIMESTAMP in UTC, not TIMESTAMP WITH TIME ZONE: the same
 * query then gives the same days on every machine, whatever the time zone of its session. `numeric string` is VARCHAR,
 * because no DECIMAL holds every scale without loss; `CAST(column AS DECIMAL(38, 9))` makes it summable. `json` is
 * VARCHAR too: an API may put plain text where JSON is promised; `column ->> '$.name'` reads it.
 */
export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP';

/** The shape of the database that the storage is handed. Every call blocks until it is done, or throws. */
export interface Database {
  /** The file's path, for messages. */
  readonly location: string;
  /** Runs one statement; returns how many rows it changed. Parameters are `$1`, `$2` ... */
  run(sql: string, parameters?: readonly Value[]): number;
  /** All rows of a query. Integers come as numbers; dates and timestamps have to be selected as text. */
  all(sql: string, parameters?: readonly Value[]): Row[];
  /** Appends to a temporary table, which has columns of `types`. Values are spelled as in `Core/Schema`. */
  append(table: string, types: readonly ColumnType[], rows: readonly (readonly Value[])[]): void;
  close(): void;
}
