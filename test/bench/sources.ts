import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { parseFieldsSchema, resolveNode } from '../../src/Core/FieldsSchema';
import { memoryRunStateStore } from '../../src/Core/RunState';
import { readFileSync } from 'node:fs';
import { MemoryDatabase } from '../core/support/MemoryStorage';
import { loadCases, THIRTY_ONE_DAYS, type SourceCases } from '../sources/cases';
import { listSources, loadSource, sourceFile, type AnySource } from '../sources/harness';
import { median, round, type Figure } from './Figure';

/** Milliseconds that the simulator takes for each answer. */
const ANSWER = 50;
const NOW = '2026-03-02T09:00:00Z';

/** 31 days of ten accounts of every source that has accounts: requests, and what fetching them together saves. */
export async function measureSources(): Promise<Figure[]> {
  const simulators = await startSimulators([], { now: NOW });
  const figures: Figure[] = [];
  try {
    for (const name of listSources()) figures.push(...(await measureSource(simulators, name)));
  } finally {
    await simulators.close();
  }
  return [...figures, measureSchemas()];
}

async function measureSource(simulators: Simulators, name: string): Promise<Figure[]> {
  const cases = await loadCases(name);
  const { tenAccounts } = cases;
  if (!tenAccounts) return [];
  const together = await fastest(() => timeOf(simulators, name, cases, undefined));
  const { requests } = tenAccounts;
  const counted: Figure[] = [
    {
      what: `requests for 31 days x 10 accounts, ${name}`,
      baseline: 'one per day and account',
      reach: requests,
      value: together.requests,
      unit: 'calls',
    },
  ];
  // An API that wants its requests one after the other has nothing to save.
  if (together.concurrency === 1) return counted;
  const oneByOne = await fastest(() => timeOf(simulators, name, cases, 1));
  return [
    ...counted,
    {
      what: `31 days x 10 accounts at ${ANSWER} ms an answer, together / one by one, ${name}`,
      ...(together.concurrency >= 10 ? { reach: 0.2 } : {}),
      value: round(together.milliseconds / oneByOne.milliseconds),
      unit: 'x',
    },
  ];
}

/** Of some runs, of which the first warms everything up: what is left is waiting, not this machine's other work. */
async function fastest(run: () => Promise<Timed>): Promise<Timed> {
  const runs: Timed[] = [];
  for (let turn = 0; turn < 4; turn++) runs.push(await run());
  return runs.reduce((best, each) => (each.milliseconds < best.milliseconds ? each : best));
}

interface Timed {
  milliseconds: number;
  requests: number;
  /** Slices that were fetched together. */
  concurrency: number;
}

/** Answers are really waited for; waits that a source imposes on itself are only counted. */
async function timeOf(
  simulators: Simulators,
  name: string,
  { values, secrets, simulator, tenAccounts }: SourceCases,
  concurrency: number | undefined,
): Promise<Timed> {
  await simulators.reset(name);
  await simulators.configure(name, { ...simulator, ...tenAccounts?.simulator });
  await simulators.fail(name, { slowMs: ANSWER, times: 1_000_000 });
  const waits = installOnClock(simulators, name);
  const node = tenAccounts?.node ?? '';
  const [StartDate, EndDate] = THIRTY_ONE_DAYS;
  const given = { ...values, ...secrets, ...tenAccounts?.values, StartDate, EndDate };
  const { fieldsSchema = {} } = await loadSource(name, given);
  const { defaultFields = ['*'] } = resolveNode(fieldsSchema, node);
  const Fields = defaultFields.map(field => `${node} ${field}`).join(', ');
  const source = await loadSource(name, { ...given, Fields });
  if (concurrency !== undefined) limit(source, node, concurrency);
  const services = { storages: new MemoryDatabase().factory, state: memoryRunStateStore() };
  const started = performance.now();
  const report = new AbstractConnector(source, services).run();
  const milliseconds = performance.now() - started + waits.slept;
  if (report.status !== 'DONE') throw new Error(`${name}: ${JSON.stringify(report.failures)}`);
  const requests = (await simulators.requests(name)).length;
  return { milliseconds, requests, concurrency: concurrencyOf(source, node) };
}

function concurrencyOf({ concurrency, fieldsSchema = {} }: AnySource, node: string): number {
  return resolveNode(fieldsSchema, node).concurrency ?? concurrency;
}

function limit(source: AnySource, node: string, concurrency: number): void {
  source.concurrency = concurrency;
  const definition = source.fieldsSchema?.[node];
  if (definition) definition.concurrency = concurrency;
}

function installOnClock(simulators: Simulators, name: string): { slept: number } {
  const waits = { slept: 0 };
  const environment = createNodeEnvironment({ hosts: simulators.hostsOf(name), timeZone: 'UTC' });
  const started = Date.now();
  installEnvironment({
    ...environment,
    now: () => Date.parse(NOW) + Date.now() - started + waits.slept,
    sleep: milliseconds => {
      waits.slept += milliseconds;
    },
  });
  return waits;
}

/** What a run pays for the schema of its source: one source is used, the text of the others is not looked at. */
function measureSchemas(): Figure {
  const costs = listSources().map(name => {
    const text = readFileSync(sourceFile(name, 'FieldsSchema.json'), 'utf8');
    const ids = Object.keys(parseFieldsSchema(text));
    const times = Array.from({ length: 50 }, () => {
      const started = performance.now();
      const schema = parseFieldsSchema(text);
      for (const id of ids) resolveNode(schema, id);
      return performance.now() - started;
    });
    const schema = parseFieldsSchema(text);
    const fields = ids.reduce((sum, id) => sum + Object.keys(resolveNode(schema, id).fields).length, 0);
    return { fields, time: median(times) };
  });
  const fields = costs.reduce((sum, cost) => sum + cost.fields, 0);
  const time = costs.reduce((sum, cost) => sum + cost.time, 0);
  return {
    what: `read the schemas of all sources, per 1,000 of ${fields.toLocaleString('en-US')} fields`,
    reach: 0.6,
    value: round((time / fields) * 1000),
    unit: 'ms',
  };
}
