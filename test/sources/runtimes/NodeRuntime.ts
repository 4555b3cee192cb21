import { AvailableConnectors } from 'sheetbound:connectors';
import type { HostMap } from '../../../environments/node/HostMap';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { Config } from '../../../src/Core/AbstractConfig';
import {
  installEnvironment,
  type Environment,
  type FetchResponse,
} from '../../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../../src/Core/Exceptions';
import type { Row } from '../../../src/Core/Schema';
import type { RunReport } from '../../../src/Core/RunReport';
import { memoryRunStateStore } from '../../../src/Core/RunState';
import { MemoryDatabase } from '../../core/support/MemoryStorage';
import { START } from './Checklist';
import { recordConsole } from './RecordedConsole';
import type { ImportUnderTest, Ran, RunOrder, Runtime, World } from './Runtime';

/** The package's source on Node's own adapter, into tables in memory, on a clock that only waits move. */
export const nodeRuntime: Runtime = {
  name: 'Node',
  open: (simulators, subject) => new NodeWorld(simulators.hostsOf(subject.source), subject),
};

class NodeWorld implements World {
  private readonly clock = { now: Date.parse(START), end: Infinity, waited: 0 };
  private readonly database = new MemoryDatabase();
  private readonly state = memoryRunStateStore();
  private readonly environment: Environment;

  constructor(
    hosts: HostMap,
    private readonly subject: ImportUnderTest,
  ) {
    this.environment = onClock(createNodeEnvironment({ hosts, timeZone: subject.timeZone }), this.clock);
  }

  run({ values, at, seconds }: RunOrder): Promise<Ran> {
    const { clock, subject } = this;
    if (at !== undefined) clock.now = Date.parse(at);
    const startedAt = clock.now;
    clock.end = seconds === undefined ? Infinity : startedAt + seconds * 1000;
    clock.waited = 0;
    installEnvironment(this.environment);
    const said = recordConsole(() => this.attempt(values));
    const { status, texts, kept } = said.result;
    const traces = JSON.stringify([said.printed, kept, texts, this.state.load(), [...this.database.tables]]);
    const rows = this.database.rows(subject.node.destination).map(withoutEmptyTexts);
    return Promise.resolve({
      status,
      texts,
      rows,
      elapsed: clock.now - startedAt,
      waited: clock.waited,
      traces,
    });
  }

  private attempt(values: Readonly<Record<string, unknown>>): {
    status: string;
    texts: string[];
    kept?: RunReport;
  } {
    const { source: name } = this.subject;
    const entry = AvailableConnectors[name];
    if (!entry) throw new Error(`${name} is not registered.`);
    try {
      const source = new entry.Source(new Config({ ...values }, name));
      const services = { storages: this.database.factory, state: this.state };
      const report = this.untilCaughtUp(() => new entry.Connector(source, services).run());
      return { status: report.status, texts: textsOf(report), kept: report };
    } catch (error) {
      return { status: 'ERROR', texts: [messageOf(error)] };
    }
  }

  /** A history of more than MaxFetchingDays is whole after several runs, as in the other runtime. */
  private untilCaughtUp(run: () => RunReport): RunReport {
    let report = run();
    while (report.status === 'PAUSED' && this.state.load().active === undefined) report = run();
    return report;
  }
}

/** Empty text and nothing are the same to a sheet. */
function withoutEmptyTexts(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [field, value === '' ? null : value]),
  );
}

export function textsOf(report: RunReport): string[] {
  const warnings = [...report.warnings, ...report.nodes.flatMap(node => node.warnings)];
  return [...report.failures.map(({ message }) => message), ...warnings];
}

function onClock(environment: Environment, clock: { now: number; end: number; waited: number }): Environment {
  const pass = (responses: readonly FetchResponse[]) => {
    const latencies = responses.map(each => Number(each.getHeader('x-simulated-latency-ms') ?? 0));
    clock.now += Math.max(0, ...latencies);
  };
  return {
    ...environment,
    now: () => clock.now,
    remainingTime: () => Math.max(0, clock.end - clock.now),
    sleep: milliseconds => {
      clock.waited += milliseconds;
      clock.now += milliseconds;
    },
    fetch: (url, options) => {
      const response = environment.fetch(url, options);
      pass([response]);
      return response;
    },
    fetchAll: requests => {
      const results = environment.fetchAll(requests);
      pass(results.flatMap(result => ('response' in result ? [result.response] : [])));
      return results;
    },
  };
}
