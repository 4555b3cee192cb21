import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import type { StorageField, StorageTarget } from '../../src/Core/AbstractStorage';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { memoryRunStateStore } from '../../src/Core/RunState';
import type { Row } from '../../src/Core/Schema';
import { GoogleSheetsStorage } from '../../src/Storages/GoogleSheets/Storage';
import { SheetBench } from '../storages/google-sheets/SheetBench';
import { DailyConnector, DailySource } from './DailySource';
import type { Figure } from './Figure';

const METRICS = Array.from({ length: 9 }, (_, index) => `metric${index}`);
const FIELDS: Record<string, StorageField> = {
  date: { type: 'date' },
  id: { type: 'string' },
  name: { type: 'string' },
  ...Object.fromEntries(METRICS.map(name => [name, { type: 'number' as const }])),
};
const TARGET: StorageTarget = {
  id: 'bench.rows',
  name: 'rows',
  sourceName: 'Bench',
  fields: FIELDS,
  uniqueKeys: ['date', 'id'],
};

function rowsOf(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    date: `2026-03-${String((index % 28) + 1).padStart(2, '0')}`,
    id: `00${index}`,
    name: `Campaign ${index}`,
    ...Object.fromEntries(METRICS.map((name, metric) => [name, index * 3 + metric])),
  }));
}

/** Calls of one save in an execution of its own, and how many of them write. */
function save(bench: SheetBench, rows: readonly Row[]): { calls: number; writes: number } {
  bench.with(TARGET, storage => storage.saveData(rows));
  return {
    calls: bench.calls.length,
    writes: bench.calls.filter(call => !/(^|\.)(get|flush)/.test(call)).length,
  };
}

function measureSaves(count: number): Figure[] {
  const bench = new SheetBench();
  const rows = rowsOf(count);
  const size = `${count.toLocaleString('en-US')} records`;
  const first = save(bench, rows);
  const again = save(bench, rows);
  const step = Math.floor(count / 2_000);
  const changed = rows.map((row, index) =>
    index % step === 0 && index < step * 2_000 ? { ...row, metric0: -1 } : row,
  );
  const scattered = save(bench, changed);
  return [
    {
      what: `calls of a first import, ${size}`,
      baseline: count === 10_000 ? '245' : 'grow with rows',
      reach: 12,
      value: first.calls,
      unit: 'calls',
    },
    {
      what: `calls of an unchanged re-import, ${size}`,
      baseline: count === 10_000 ? '2,111' : 'grow with rows',
      reach: 6,
      value: again.calls,
      unit: 'calls',
    },
    { what: `writes of an unchanged re-import, ${size}`, reach: 0, value: again.writes, unit: 'calls' },
    {
      what: `calls for 2,000 scattered changes, ${size}`,
      baseline: count === 10_000 ? '2,004' : 'grow with rows',
      reach: 12,
      value: scattered.calls,
      unit: 'calls',
    },
  ];
}

/** A whole run through the connector: its saves, reconciling and flushing; history and state lie elsewhere. */
function measureRun(): Figure {
  const bench = new SheetBench();
  installEnvironment(createNodeEnvironment({ timeZone: 'UTC' }));
  const source = new DailySource(
    { accounts: 10, rowsPerDay: 32 },
    { StartDate: '2026-01-01', EndDate: '2026-01-31' },
  );
  bench.execute(services => {
    const report = new DailyConnector(source, {
      storages: target => new GoogleSheetsStorage(target, services),
      state: memoryRunStateStore(),
    }).run();
    if (report.status !== 'DONE') throw new Error(JSON.stringify(report.failures));
  });
  return {
    what: 'calls of a whole run, 31 days x 10 accounts',
    baseline: 'about a save per day and account',
    reach: 60,
    value: bench.calls.length,
    unit: 'calls',
  };
}

export async function measureSheet(): Promise<Figure[]> {
  return [...measureSaves(10_000), ...measureSaves(100_000), measureRun()];
}
