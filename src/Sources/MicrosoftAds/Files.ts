import { csvRecords } from '../../Core/CsvRecords';
import { EnvironmentAdapter } from '../../Core/EnvironmentAdapter';
import { DataException } from '../../Core/Exceptions';

const REPORT_NAME = /^"?Report Name:/;
/**
 * A last line with one cell: an ad that says the same is no footer. The sign before the year is an `@` in some reports,
 * and in others what is left of a `©` that was encoded twice.
 */
const FOOTER =
  /(^|\n)(?:"[^\w\s",]{1,6}[^\n",]*Microsoft Corporation[^\n",]*"|[^\w\s",]{1,6}[^\n",]*Microsoft Corporation[^\n",]*)\s*$/;

/**
 * The records of a downloaded file: a ZIP archive with one CSV file. A report's title and footer are cut off where they
 * are, and its `Rows:` is held against what came. Throws a `DataException` on anything that is not a whole table with
 * the columns `needed`.
 */
export function recordsOf(
  archive: Uint8Array,
  needed: readonly string[],
  speaker: string,
): Record<string, string>[] {
  const { table, rows } = withoutFrame(textOf(archive, speaker));
  const [header = []] = EnvironmentAdapter.parseCsv(table.split(/\r?\n/, 1)[0] ?? '');
  const names = header.map(name => name.trim());
  const missing = needed.filter(name => !names.includes(name));
  if (missing.length) throw notUnderstood(speaker, `has no column ${missing.join(', ')}`);
  const records = csvRecords(table, { speaker });
  if (rows !== undefined && rows !== records.length)
    throw notUnderstood(speaker, `announces ${rows} rows and has ${records.length}`);
  return records;
}

/** Rows handed on at once, so that a large file is stored piece by piece. */
const PAGE = 5_000;

export function* pagesOf<T>(records: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < records.length; start += PAGE) yield records.slice(start, start + PAGE);
}

function textOf(archive: Uint8Array, speaker: string): string {
  try {
    const [file, ...others] = EnvironmentAdapter.unzip(archive);
    if (file && !others.length) return EnvironmentAdapter.decodeText(file.bytes);
  } catch {
    // What the archive is instead does not matter: all of it is said below.
  }
  throw notUnderstood(speaker, 'is not a ZIP archive with one file; it may be cut off');
}

function withoutFrame(text: string): { table: string; rows?: number } {
  const body = text.replace(/^\uFEFF/, '').replace(FOOTER, '$1');
  if (!REPORT_NAME.test(body)) return { table: body };
  const end = /\r?\n\r?\n/.exec(body);
  const title = body.slice(0, end?.index ?? body.length);
  const table = end ? body.slice(end.index + end[0].length) : '';
  const rows = /"?Rows: (\d+)"?/.exec(title)?.[1];
  return rows === undefined ? { table } : { table, rows: Number(rows) };
}

function notUnderstood(speaker: string, what: string): DataException {
  return new DataException(
    `[${speaker}] The file that Microsoft gave out ${what}. Nothing of this window was written; try again later.`,
  );
}
