import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AvailableConnectors } from 'sheetbound:connectors';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { Config } from '../../../src/Core/AbstractConfig';
import { AbstractConnector, type ConnectorServices } from '../../../src/Core/AbstractConnector';
import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import { memoryRunStateStore } from '../../../src/Core/RunState';
import type { RunReport } from '../../../src/Core/RunReport';
import { MemoryDatabase } from '../../core/support/MemoryStorage';
import { loadCases, THIRTY_ONE_DAYS } from '../../sources/cases';
import { listSources, loadSource } from '../../sources/harness';
import { installSimulated } from '../../sources/simulated';

const loaded = await Promise.all(listSources().map(async name => ({ name, cases: await loadCases(name) })));

function entryOf(name: string): ConnectorEntry {
  const entry = AvailableConnectors[name];
  if (!entry) throw new Error(`${name} is not registered.`);
  return entry;
}

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators();
});
beforeEach(async () => {
  await simulators.resetAll();
});
afterAll(() => simulators.close());

describe.each(loaded)('$name, run by its own connector', ({ name, cases }) => {
  let database: MemoryDatabase;
  let services: ConnectorServices;
  const source = (values: Record<string, unknown> = {}) =>
    new (entryOf(name).Source)(new Config({ ...cases.values, ...cases.secrets, ...values }, name));
  const run = (values: Record<string, unknown> = {}): RunReport =>
    new (entryOf(name).Connector)(source(values), services).run();
  beforeEach(async () => {
    if (cases.simulator) await simulators.configure(name, cases.simulator);
    installSimulated(simulators.hostsOf(name));
    database = new MemoryDatabase();
    services = { storages: database.factory, state: memoryRunStateStore() };
  });

  it('fills a table for each node, and changes nothing when it runs again', () => {
    const first = run({ StartDate: '2026-02-02' });
    expect(first).toMatchObject({ status: 'DONE', failures: [], warnings: [] });
    expect(first.nodes.map(node => node.node)).toEqual(Object.keys(cases.nodes));
    const schema = source().fieldsSchema ?? {};
    expect(first.nodes.map(node => node.destination)).toEqual(
      Object.keys(schema).map(id => resolveNode(schema, id).destinationName),
    );
    for (const node of first.nodes) {
      expect(node.added, node.node).toBeGreaterThan(0);
      expect(database.rows(node.destination)).toHaveLength(node.added);
    }
    const before = JSON.stringify([...database.tables]);
    const second = run({ StartDate: '2026-02-02' });
    expect(second.nodes.map(({ added, updated, gone }) => [added, updated, gone])).toEqual(
      second.nodes.map(() => [0, 0, 0]),
    );
    expect(JSON.stringify([...database.tables])).toBe(before);
  });

  it('ends as an error, with a reason for each node, when the API refuses everything', async () => {
    await simulators.fail(name, { status: 500, times: 1000 });
    const report = run({ StartDate: '2026-02-02' });
    expect(report.status).toBe('ERROR');
    // One failure stands for all nodes where not even the accounts could be asked for.
    const failed = report.failures.flatMap(({ node }) => node.split(', '));
    expect(new Set(failed)).toEqual(new Set(Object.keys(cases.nodes)));
    for (const failure of report.failures) expect(failure.message).toContain(`[${name}]`);
    expect([...database.tables.values()].flat()).toEqual([]);
  });
});

describe('one account that fails does not hold up the others', () => {
  const start = (name: string, values: Record<string, unknown>) => {
    installSimulated(simulators.hostsOf(name));
    const database = new MemoryDatabase();
    const { Source, Connector } = entryOf(name);
    const source = new Source(new Config({ StartDate: '2026-02-02', ...values }, name));
    const services = { storages: database.factory, state: memoryRunStateStore() };
    return { database, report: new Connector(source, services).run() };
  };

  it('a country that the API lacks', () => {
    const { database, report } = start('OpenHolidays', {
      CountryIsoCode: 'US, CH',
      Fields: 'publicHolidays name',
    });
    expect(report).toMatchObject({ status: 'ERROR', failures: [{ account: 'US' }] });
    expect(report.failures[0]?.message).toContain('does not have US');
    const countries = database.rows('open_holidays_public_holidays').map(row => row['country']);
    expect(new Set(countries)).toEqual(new Set(['CH']));
  });

  it('a repository that does not exist, and one too large to list', () => {
    const { database, report } = start('GitHub', {
      RepositoryName: 'torvalds/linux, octocat/does-not-exist, octocat/Hello-World',
      Fields: 'contributors login',
    });
    expect(report).toMatchObject({ status: 'ERROR', failures: [{ account: 'octocat/does-not-exist' }] });
    expect(report.warnings.join()).toContain('deselect the contributors');
    expect(database.rows('github_contributors')).toHaveLength(150);
  });

  it('a renamed repository is found under its old name', () => {
    const { database, report } = start('GitHub', {
      RepositoryName: 'octocat/old-name',
      Fields: 'repository full_name',
    });
    expect(report).toMatchObject({ status: 'DONE', failures: [] });
    expect(database.rows('github_repository')).toMatchObject([
      { repository: 'octocat/old-name', full_name: 'octocat/Hello-World' },
    ]);
  });
});

const several = loaded.flatMap(({ name, cases }) =>
  cases.tenAccounts ? [{ name, cases, tenAccounts: cases.tenAccounts }] : [],
);

describe.each(several)('$name, ten accounts', ({ name, cases, tenAccounts }) => {
  it('asks for 31 days of them in as few requests as the API allows', async () => {
    const source = await loadSource(name, cases.values);
    await simulators.reset(name);
    await simulators.configure(name, { ...cases.simulator, ...tenAccounts.simulator });
    installSimulated(simulators.hostsOf(name));
    const { node } = tenAccounts;
    const [StartDate, EndDate] = THIRTY_ONE_DAYS;
    const { defaultFields = ['*'] } = resolveNode(source.fieldsSchema ?? {}, node);
    const Fields = defaultFields.map(field => `${node} ${field}`).join(', ');
    const values = { ...cases.values, ...cases.secrets, ...tenAccounts.values, StartDate, EndDate, Fields };
    const ten = await loadSource(name, values);
    expect(ten.getAccounts()).toHaveLength(10);
    const services = { storages: new MemoryDatabase().factory, state: memoryRunStateStore() };
    const report = new AbstractConnector(ten, services).run();
    expect(report).toMatchObject({ status: 'DONE', failures: [] });
    expect(report.nodes[0]?.records).toBeGreaterThan(0);
    const lines = (await simulators.requests(name)).map(({ method, path }) => `${method} ${path}`);
    expect(lines).toHaveLength(tenAccounts.requests);
  });
});
