import { RUN_CONFIG_TYPE } from '../../../src/Constants';
import { startSimulators } from '../../../environments/emulator/apis/Simulators';
import { AbstractConnector } from '../../../src/Core/AbstractConnector';
import { addDays } from '../../../src/Core/CivilDate';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import type { RunRequest } from '../../../src/Core/RunSetup';
import { memoryRunStateStore } from '../../../src/Core/RunState';
import { MemoryDatabase } from '../../core/support/MemoryStorage';
import { loadCases, type SourceCases } from '../../sources/cases';
import { listSources, loadSource } from '../../sources/harness';
import { installSimulated } from '../../sources/simulated';

/** Windows to load again, and instants at which a run is due. */
interface Order {
  windows: [from: string, to: string][];
  instants: string[];
}

/** What one run of one node asked for. */
export interface Asked {
  what: string;
  status: string;
  texts: string[];
  days: [string, string][];
  /** Of an incremental run: today, in the zone of each account. */
  todays: string[];
}

const { windows, instants } = JSON.parse(process.argv[2] ?? '{}') as Order;
const simulators = await startSimulators();
const asked: Asked[] = [];

/** A run by the connector, at a time of its own. */
async function perform(
  name: string,
  cases: SourceCases,
  node: string,
  { now, request, more }: { now: string; request: RunRequest; more: Record<string, unknown> },
): Promise<void> {
  installSimulated(simulators.hostsOf(name), now);
  await simulators.reset(name);
  await simulators.configure(name, { ...cases.simulator, now });
  const values = { ...cases.values, ...cases.secrets, ...more };
  const { fieldsSchema = {} } = await loadSource(name, values);
  const definition = resolveNode(fieldsSchema, node);
  const Fields = (definition.defaultFields ?? ['*']).map(field => `${node} ${field}`).join(', ');
  const source = await loadSource(name, { ...values, Fields });
  const services = { storages: new MemoryDatabase().factory, state: memoryRunStateStore(), request };
  const { status, failures, warnings } = new AbstractConnector(source, services).run();
  const { daysOf = () => ['', ''] as [string, string] } = cases.nodes[node] ?? {};
  const days = (await simulators.requests(name)).map(daysOf).filter(([from]) => from !== '');
  const texts = [...failures.map(({ message }) => message), ...warnings];
  const accounts = (definition.perAccount ?? source.hasAccounts) ? source.getAccounts() : [undefined];
  const todays = accounts.map(account => {
    const zone = (account === undefined ? undefined : source.timeZone(account)) ?? source.timeZone() ?? 'UTC';
    const today = EnvironmentAdapter.formatDate(new Date(now), zone, 'yyyy-MM-dd');
    return addDays(today, definition.futureDays ?? 0);
  });
  asked.push({ what: `${name} ${node} at ${now}`, status, texts, days, todays: [...new Set(todays)].sort() });
}

for (const name of listSources()) {
  const cases = await loadCases(name);
  for (const [node, { daysOf }] of Object.entries(cases.nodes)) {
    if (!daysOf) continue;
    for (const [from, to] of windows) {
      const request = { type: RUN_CONFIG_TYPE.MANUAL_BACKFILL, from, to };
      await perform(name, cases, node, { now: `${addDays(to, 2)}T12:00:00Z`, request, more: {} });
    }
    for (const now of instants) {
      const request = { type: RUN_CONFIG_TYPE.INCREMENTAL };
      const more = { StartDate: addDays(now.slice(0, 10), -3) };
      await perform(name, cases, node, { now, request, more });
    }
  }
}

await simulators.close();
process.stdout.write(JSON.stringify({ july: new Date(2026, 6, 1).getTimezoneOffset(), asked }), () =>
  process.exit(0),
);
