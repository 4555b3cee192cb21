import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { round, type Figure } from './Figure';

interface Outcome {
  status: string;
  added: number;
  seconds: number;
  megabytes: number;
}

/** Peak memory of a whole process that imports into DuckDB, by the number of records. */
export async function measureMemory(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sheetbound-bench-'));
  try {
    const small = importRows(100_000, folder);
    const large = importRows(1_000_000, folder);
    return [
      {
        what: 'peak memory, 1,000,000 records to DuckDB / 100,000',
        baseline: 'grows',
        reach: 1.5,
        value: round(large.megabytes / small.megabytes),
        unit: 'x',
      },
      { what: 'peak memory, 100,000 records', value: round(small.megabytes, 0), unit: 'MB' },
      { what: 'peak memory, 1,000,000 records', value: round(large.megabytes, 0), unit: 'MB' },
      { what: 'import of 1,000,000 records to DuckDB', value: round(large.seconds, 1), unit: 's' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function importRows(rows: number, folder: string): Outcome {
  const child = fileURLToPath(new URL('./MemoryChild.ts', import.meta.url));
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', child, String(rows), join(folder, `${rows}.duckdb`)],
    { encoding: 'utf8' },
  );
  const outcome = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Outcome;
  if (outcome.status !== 'DONE' || outcome.added !== rows)
    throw new Error(`The import of ${rows} records failed: ${output}`);
  return outcome;
}
