import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { AbstractConnector } from '../../../src/Core/AbstractConnector';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import { memoryRunStateStore } from '../../../src/Core/RunState';
import { MemoryDatabase } from '../../core/support/MemoryStorage';
import { loadCases, THIRTY_ONE_DAYS } from '../../sources/cases';
import { listSources, loadSource } from '../../sources/harness';
import { installSimulated } from '../../sources/simulated';

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators();
});
afterAll(() => simulators.close());

const loaded = await Promise.all(listSources().map(async name => ({ name, cases: await loadCases(name) })));
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
