import { rmSync } from 'node:fs';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { createStorageFactory } from '../../environments/node/storages/StorageFactory';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { memoryRunStateStore } from '../../src/Core/RunState';
import { DailyConnector, DailySource } from './DailySource';

/** Imports so many records into a database and prints what the process took: run in a process of its own. */
const [, , rows = '100000', path = 'output/bench.duckdb'] = process.argv;
rmSync(path, { force: true });
installEnvironment(createNodeEnvironment({ timeZone: 'UTC' }));
const source = new DailySource(
  { accounts: 1, rowsPerDay: Number(rows) / 10 },
  { StartDate: '2026-01-01', EndDate: '2026-01-10' },
);
const started = performance.now();
const report = new DailyConnector(source, {
  storages: createStorageFactory(`duckdb:${path}`),
  state: memoryRunStateStore(),
}).run();
const seconds = (performance.now() - started) / 1000;
rmSync(path, { force: true });
console.log(
  JSON.stringify({
    status: report.status,
    added: report.nodes[0]?.added,
    seconds,
    megabytes: process.resourceUsage().maxRSS / 1024,
    failures: report.failures,
  }),
);
