import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { createStorageFactory } from '../../environments/node/storages/StorageFactory';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import { addDays } from '../../src/Core/CivilDate';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { resolveNode } from '../../src/Core/FieldsSchema';
import { memoryRunStateStore } from '../../src/Core/RunState';
import { loadCases } from '../sources/cases';
import { loadSource } from '../sources/harness';

export interface InsightsOutcome {
  status: string;
  added: number | undefined;
  seconds: number;
  megabytes: number;
}

const [, , path = 'output/insights.duckdb', hosts = '{}', days = '10'] = process.argv;
const NODE = 'ad-account/insights';
const LAST = '2026-02-27';

const environment = createNodeEnvironment({
  timeZone: 'UTC',
  hosts: JSON.parse(hosts) as Record<string, string>,
});
const offset = Date.parse('2026-03-02T09:00:00Z') - Date.now();
// Polls of reports are not waited for: it is memory that is measured.
installEnvironment({ ...environment, now: () => Date.now() + offset, sleep: () => undefined });
const cases = await loadCases('FacebookMarketing');
const values = { ...cases.values, ...cases.secrets, AccountIDs: '1000000001' };
const { fieldsSchema = {} } = await loadSource('FacebookMarketing', values);
const Fields = (resolveNode(fieldsSchema, NODE).defaultFields ?? ['*'])
  .map(field => `${NODE} ${field}`)
  .join(', ');
const range = { StartDate: addDays(LAST, 1 - Number(days)), EndDate: LAST };
const source = await loadSource('FacebookMarketing', { ...values, ...range, Fields });
const started = performance.now();
const storages = createStorageFactory(`duckdb:${path}`);
const report = new AbstractConnector(source, { storages, state: memoryRunStateStore() }).run();
const outcome: InsightsOutcome = {
  status: report.status,
  added: report.nodes[0]?.added,
  seconds: (performance.now() - started) / 1000,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify({ ...outcome, failures: report.failures }).replace(/\n/g, ' '));
process.exit(0);
