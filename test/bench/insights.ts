import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { round, type Figure } from './Figure';
import type { InsightsOutcome } from './InsightsChild';

const SOURCE = 'FacebookMarketing';
const DAYS = 10;

/** Peak memory of a whole process that imports Facebook's insights into DuckDB; the simulator is in this one. */
export async function measureInsights(): Promise<Figure[]> {
  const simulators = await startSimulators([SOURCE]);
  const folder = mkdtempSync(join(tmpdir(), 'sheetbound-bench-'));
  try {
    const small = await importRows(simulators, 50_000, folder);
    const large = await importRows(simulators, 500_000, folder);
    return [
      {
        what: 'peak memory, Facebook insights, 500,000 rows to DuckDB / 50,000',
        reach: 1.5,
        value: round(large.megabytes / small.megabytes),
        unit: 'x',
      },
      { what: 'peak memory, Facebook insights, 50,000 rows', value: round(small.megabytes, 0), unit: 'MB' },
      { what: 'peak memory, Facebook insights, 500,000 rows', value: round(large.megabytes, 0), unit: 'MB' },
      { what: 'import of 500,000 rows of Facebook insights', value: round(large.seconds, 1), unit: 's' },
    ];
  } finally {
    await simulators.close();
    rmSync(folder, { recursive: true });
  }
}

async function importRows(simulators: Simulators, rows: number, folder: string): Promise<InsightsOutcome> {
  await simulators.reset(SOURCE);
  await simulators.configure(SOURCE, { ads: rows / DAYS, latencyMs: 0 });
  const child = fileURLToPath(new URL('./InsightsChild.ts', import.meta.url));
  const hosts = JSON.stringify(simulators.hostsOf(SOURCE));
  const words = ['--import', 'tsx', child, join(folder, `${rows}.duckdb`), hosts, String(DAYS)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const outcome = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as InsightsOutcome;
  if (outcome.status !== 'DONE' || outcome.added !== rows)
    throw new Error(`The import of ${rows} rows of insights failed: ${stdout}`);
  return outcome;
}
