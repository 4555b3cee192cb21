import type { AuthPart } from '../auth/AuthPart';
import type { ConnectorDesign } from '../ConnectorDesign';
import { renderImports } from '../Imports';
import type { PagingPart } from '../paging/PagingPart';
import { lines, paragraphs, quote } from '../Text';
import { MANY } from './CasesFile';

const DAY = 'from=2026-02-27&to=2026-02-27';

const REFUSED_DAYS = [
  ['from=2026-02-27', 'to must be a day that exists'],
  ['from=2026-02-30&to=2026-03-01', 'from must be a day that exists'],
  ['from=2026-02-02&to=2026-02-01', 'to must not lie before from'],
];

/** `simulator.test.ts`: the simulator refuses what the API refuses. */
export function simulatorTestFile(design: ConnectorDesign, auth: AuthPart, paging: PagingPart): string {
  const { name } = design;
  return paragraphs(
    renderImports({
      vitest: ['afterAll', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it'],
      '../../../environments/emulator/apis/Simulators': ['startSimulators', 'type Simulators'],
      '../../simulators/ask': ['ask', 'type Asked'],
    }),
    lines(
      `const ADDRESS = ${quote(`${design.baseUrl}/${design.node}`)};`,
      auth.tests.refusal || paging.tests.sizes
        ? `const QUERY = ${quote(design.kind === 'time-series' ? DAY : '')};`
        : undefined,
    ),
    `let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators([${quote(name)}]);
});
beforeEach(() => simulators.resetAll());
afterAll(() => simulators.close());`,
    auth.tests.get,
    'const listOf = ({ json }: Asked) => (json as { data: object[] }).data;',
    `describe('the simulated ${name}', () => {
${paragraphs(dataTest(design), accessTest(auth), pagesTest(design, paging), refusedTest(design, paging), addressTest(auth))}
});`,
  );
}

function dataTest({ name, kind }: ConnectorDesign): string {
  if (kind === 'catalogue')
    return `  it('has as many records as it is told', async () => {
    await simulators.configure(${quote(name)}, { records: 3 });
    expect(listOf(await get(''))).toHaveLength(3);
  });`;
  return `  it('has the records of the days that are asked for, none of them ahead of its clock', async () => {
    const days = listOf(await get('from=2026-02-28&to=2026-03-31')) as { date: string }[];
    expect([...new Set(days.map(({ date }) => date))]).toEqual(['2026-02-28', '2026-03-01', '2026-03-02']);
  });`;
}

function accessTest({ tests }: AuthPart): string | undefined {
  if (tests.refusal === undefined) return undefined;
  return `  it('lets nobody in without the right credentials', async () => {
    ${tests.refusal}
  });`;
}

function pagesTest({ name, kind }: ConnectorDesign, { tests }: PagingPart): string | undefined {
  if (tests.sizes === undefined) return undefined;
  const setting = kind === 'time-series' ? 'recordsPerDay' : 'records';
  return `  it('hands out 100 records at a time, down to the last one', async () => {
    await simulators.configure(${quote(name)}, { ${setting}: ${MANY} });
    const sizes: number[] = [];
    ${tests.sizes}
    expect(sizes).toEqual([100, 100, 50]);
  });`;
}

function refusedTest({ kind }: ConnectorDesign, { tests }: PagingPart): string | undefined {
  const paged = tests.refused.map(([query, message]) => [
    kind === 'time-series' ? `${DAY}&${query}` : query,
    message,
  ]);
  const cases = [...(kind === 'time-series' ? REFUSED_DAYS : []), ...paged];
  if (!cases.length) return undefined;
  return `  it.each(${JSON.stringify(cases)})('refuses %s', async (query, message) => {
    const answer = await get(query);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(message);
  });`;
}

/** Where every request needs a token, an unknown address is not told from a known one. */
function addressTest({ settings }: AuthPart): string {
  const status = settings.length ? 401 : 404;
  const title = settings.length ? 'says nothing of itself to strangers' : 'knows no other address';
  return `  it('${title}', async () => {
    expect((await ask(simulators, \`\${ADDRESS}/elsewhere\`)).status).toBe(${status});
  });`;
}
