import type { ImportJob } from './ImportJob';
import { workbookPath } from './StorageSpec';

/** Where the rows are, and what else was written. */
export function placeText({ storage, state, runtime }: ImportJob): string[] {
  const places: Record<typeof storage.kind, string> = {
    duckdb: `Rows: the DuckDB database ${storage.path}, one table for each node.`,
    csv: `Rows: the folder ${storage.path}, one CSV file for each node.`,
    xlsx: `Rows: the spreadsheet ${storage.path}, one tab for each node. It is written anew by each run; edit a copy.`,
  };
  const lines = [places[storage.kind], `State: ${state}. The next run goes on from there.`];
  if (storage.kind === 'xlsx' && runtime === 'node')
    lines.push(`Kept beside it, so that the next run updates rows: ${workbookPath(storage.path)}.`);
  return lines;
}
