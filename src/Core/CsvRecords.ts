import { EnvironmentAdapter } from './EnvironmentAdapter';
import { DataException } from './Exceptions';

export interface CsvOptions {
  /** Who speaks in messages. */
  speaker: string;
  /** Default `,`. */
  delimiter?: string;
  /** Lines before the header, e.g. a report's title. Default 0. */
  skip?: number;
}

/**
 * The records of a CSV text by the names of its header: quotes and line ends within them are honoured, a byte-order
 * mark is dropped, blank lines are skipped. Throws a `DataException` on a row that does not fit the header: a report
 * that was cut off must not pass for a whole one.
 */
export function csvRecords(
  text: string,
  { speaker, delimiter = ',', skip = 0 }: CsvOptions,
): Record<string, string>[] {
  const [header, ...rows] = parse(text, delimiter, speaker).slice(skip);
  if (!header) return [];
  return rows
    .filter(row => row.length > 1 || (row[0] ?? '') !== '')
    .map((row, index) => {
      if (row.length !== header.length)
        throw new DataException(
          `[${speaker}] Row ${index + 1} of the report has ${row.length} values and its header ${header.length}: it may be cut off. Nothing of this window was written; try again later.`,
        );
      return Object.fromEntries(header.map((name, column) => [name.trim(), row[column] ?? '']));
    });
}

function parse(text: string, delimiter: string, speaker: string): string[][] {
  try {
    return EnvironmentAdapter.parseCsv(text.replace(/^\uFEFF/, ''), delimiter);
  } catch {
    throw new DataException(
      `[${speaker}] The report is not valid CSV; it may be cut off. Nothing of this window was written; try again later.`,
    );
  }
}
