import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import { selectNodes } from '../../../src/Core/Selection';
import { loadCases, type SourceCases } from '../cases';
import { loadSource } from '../harness';
import { DEFAULT_DAYS, START, type ChecklistCase, type ChecklistRun } from './Checklist';
import { expectOutcome, lineOf } from './Matching';
import { nodeRuntime } from './NodeRuntime';
import type { ImportUnderTest, Outcome, Runtime } from './Runtime';
import { scriptRuntime } from './ScriptRuntime';

const RUNTIMES: readonly Runtime[] = [nodeRuntime, scriptRuntime];

/**
 * Two tests for each case: the source on Node, the built script in the emulator. Besides what the case expects, both
 * must write the same rows, send the same requests and end alike.
 */
export function describeOnBothRuntimes(name: string, checklist: readonly ChecklistCase[]): void {
  let simulators: Simulators;
  beforeAll(async () => {
    simulators = await startSimulators([name]);
  });
  afterAll(() => simulators.close());

  describe.each(checklist.map(one => [one.title, one] as const))(`${name}: %s`, (_, one) => {
    const outcomes = new Map<Runtime, readonly Outcome[]>();
    it.each(RUNTIMES.map(runtime => [runtime.name, runtime] as const))('on %s', async (__, runtime) => {
      const cases = await loadCases(name);
      const ran = await perform(runtime, simulators, await subjectOf(name, cases, one), cases, one);
      outcomes.set(runtime, ran);
      const [first] = outcomes.values();
      if (first && first !== ran) expect(ran.map(comparable)).toEqual(first.map(comparable));
    });
  });
}

/** What the user entered, what was handed out and what was signed: in none of what a run says or keeps. */
async function expectNoSecret(
  simulators: Simulators,
  { source }: ImportUnderTest,
  values: Readonly<Record<string, unknown>>,
  { traces }: Outcome,
): Promise<void> {
  const entered = (await loadSource(source, values)).config.secrets();
  const secrets = new Set([...entered, ...(await simulators.secrets(source))]);
  const shown = [...secrets].filter(secret => traces.includes(JSON.stringify(secret).slice(1, -1)));
  expect(shown, 'secrets in logs, reports, tables or state').toEqual([]);
}

/** Order aside: slices that run at the same time may overtake each other. */
function comparable({ status, rows, requests }: Outcome) {
  const sorted = (texts: string[]) => texts.sort();
  return {
    status,
    rows: sorted(rows.map(row => JSON.stringify(row))),
    requests: sorted(requests.map(lineOf)),
  };
}

async function subjectOf(name: string, cases: SourceCases, one: ChecklistCase): Promise<ImportUnderTest> {
  const source = await loadSource(name, cases.values);
  const { fieldsSchema: schema = {}, hasAccounts } = source;
  const { fields = resolveNode(schema, one.node).defaultFields ?? '*' } = one;
  const list = typeof fields === 'string' ? [fields] : fields;
  const Fields = list.map(field => `${one.node} ${field}`).join(', ');
  const request = { sourceName: name, schema, fields: Fields, destinations: undefined, hasAccounts };
  const { nodes, faults } = selectNodes(request);
  const [node] = nodes;
  if (!node) throw new Error(`${name} ${one.node}: ${faults.map(({ message }) => message).join(' ')}`);
  const [StartDate, EndDate] = one.days ?? DEFAULT_DAYS;
  const values = { ...cases.values, ...cases.secrets, StartDate, EndDate, Fields };
  return { source: name, values, timeZone: one.timeZone ?? 'UTC', node };
}

async function perform(
  runtime: Runtime,
  simulators: Simulators,
  subject: ImportUnderTest,
  cases: SourceCases,
  one: ChecklistCase,
): Promise<Outcome[]> {
  const { source } = subject;
  await simulators.reset(source);
  await simulators.configure(source, { now: START, ...cases.simulator });
  const world = runtime.open(simulators, subject);
  const outcomes: Outcome[] = [];
  let values = subject.values;
  let seen = 0;
  for (const run of [one, ...(one.then ?? [])] as ChecklistRun[]) {
    values = { ...values, ...run.values };
    await simulators.configure(source, { ...(run.at ? { now: run.at } : {}), ...run.simulator });
    for (const fault of run.faults ?? []) await simulators.fail(source, fault);
    const ran = await world.run({ values, at: run.at, seconds: run.seconds });
    const log = await simulators.requests(source);
    const outcome = { ...ran, requests: log.slice(seen) };
    seen = log.length;
    expectOutcome(outcome, run.expect);
    await expectNoSecret(simulators, subject, values, outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}
