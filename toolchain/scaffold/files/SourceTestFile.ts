import { withQuery } from '../../../src/Core/Paginators';
import type { AuthPart } from '../auth/AuthPart';
import { PAGE_SIZE, type ConnectorDesign } from '../ConnectorDesign';
import { renderImports } from '../Imports';
import type { PagingPart } from '../paging/PagingPart';
import { lines, paragraphs, quote } from '../Text';

const FROM = '2026-03-01';
const TO = '2026-03-02';

/** `<Name>.test.ts`: what the source asks for and what it makes of the answers. */
export function sourceTestFile(design: ConnectorDesign, auth: AuthPart, paging: PagingPart): string {
  return paragraphs(
    importsOf(auth, paging),
    constantsOf(design, auth),
    readFunction(auth),
    `describe('the source ${design.name}', () => {
${paragraphs(rowsTest(design), addressTest(design, auth, paging), followTest(design, auth, paging), circleTest(design, paging), auth.tests.sourceTests, refusalTest())}
});`,
  );
}

function importsOf({ tests }: AuthPart, paging: PagingPart): string {
  const needsQuery = paging.tests.follow?.includes('withQuery') || (paging.tests.follow && tests.query);
  return renderImports({
    vitest: ['describe', 'expect', 'it'],
    '../canned': ['installCanned', 'type Canned'],
    '../harness': ['importNode', 'loadSource'],
    ...(needsQuery ? { '../../../src/Core/Paginators': ['withQuery'] } : {}),
  });
}

function constantsOf(design: ConnectorDesign, { tests, requestsBefore }: AuthPart): string {
  const values = Object.entries(tests.values).map(([name, value]) => `${name}: ${quote(value)}`);
  const day = design.kind === 'time-series' ? `date: '${TO}', ` : '';
  const changed = design.kind === 'time-series' ? '' : `, updated_at: '2026-03-01T08:30:00Z'`;
  return paragraphs(
    lines(
      `const NAME = ${quote(design.name)};`,
      `const NODE = ${quote(design.node)};`,
      `const FROM = '${FROM}';`,
      `const TO = '${TO}';`,
      design.tokenUrl === undefined ? undefined : `const TOKEN_URL = ${quote(design.tokenUrl)};`,
      `const VALUES = { ${values.join(', ')} };`,
    ),
    lines(
      `const RECORD = { id: '7', ${day}name: 'First', status: 'active', amount: 12.5${changed} };`,
      'const BODY = { data: [RECORD] };',
      requestsBefore
        ? `const TOKEN: Canned = { body: { access_token: 'access-0123', expires_in: 3600 } };`
        : undefined,
    ),
  );
}

function readFunction({ requestsBefore }: AuthPart): string {
  const [answers, result] = requestsBefore
    ? ['[TOKEN, ...answers]', 'const asked = installed.slice(1);']
    : ['answers', ''];
  return `async function read(answers: Canned[]) {
  const ${requestsBefore ? 'installed' : 'asked'} = installCanned(${answers});
  const rows = importNode(await loadSource(NAME, VALUES), NODE, FROM, TO);
  ${result}
  return { rows, asked };
}`;
}

function rowsTest({ kind }: ConnectorDesign): string {
  const expected =
    kind === 'time-series' ? 'RECORD' : `{ ...RECORD, updated_at: '2026-03-01T08:30:00.000Z' }`;
  return `  it('makes a row of each record, and knows 0 and blank from nothing', async () => {
    const bare = { ...RECORD, id: 8, name: '', status: null, amount: 0, unknown: true };
    const { rows } = await read([{ body: { data: [RECORD, bare] } }]);
    expect(rows).toEqual([${expected}, expect.objectContaining({ id: '8', name: '', status: null, amount: 0 })]);
    expect(rows[1]).not.toHaveProperty('unknown');
  });`;
}

/** The first address without credentials. */
function firstAddress({ baseUrl, node, kind }: ConnectorDesign, { query }: PagingPart): string {
  const window = kind === 'time-series' ? `from=${FROM}&to=${TO}` : undefined;
  const asked = [window, query?.replace('${PAGE_SIZE}', String(PAGE_SIZE))]
    .filter(part => part !== undefined)
    .join('&');
  return `${baseUrl}/${node}${asked && `?${asked}`}`;
}

function addressTest(design: ConnectorDesign, { tests }: AuthPart, paging: PagingPart): string {
  const first = firstAddress(design, paging);
  const address = tests.query ? withQuery(first, ...tests.query) : first;
  const headers = { Accept: 'application/json', ...tests.headers };
  const title = Object.keys(tests.values).length ? 'with its credentials' : 'and nothing else';
  return `  it('asks for ${design.kind === 'time-series' ? 'the whole window, both ends included' : 'the list'}, ${title}', async () => {
    const { asked } = await read([{ body: BODY }]);
    expect(asked.map(({ url, headers }) => ({ url, headers }))).toEqual([
      { url: ${quote(address)}, headers: ${JSON.stringify(headers)} },
    ]);
  });`;
}

function followTest(design: ConnectorDesign, { tests }: AuthPart, paging: PagingPart): string | undefined {
  if (paging.tests.follow === undefined) return undefined;
  const { query, headers } = tests;
  const expected = query
    ? `addresses.map(address => withQuery(address, '${query[0]}', VALUES.ApiKey))`
    : 'addresses';
  return `  it('reads one page after the other${headers || query ? ', with its credentials each time' : ''}', async () => {
    const first = ${quote(firstAddress(design, paging))};
    ${paging.tests.follow}
    const { rows, asked } = await read(answers);
    expect(rows.at(-1)).toMatchObject({ id: 'last' });
    expect(asked.map(request => request.url)).toEqual(${expected});
    ${headers ? `for (const request of asked) expect(request.headers).toMatchObject(${JSON.stringify(headers)});` : ''}
  });`;
}

function circleTest(design: ConnectorDesign, { tests, ...paging }: PagingPart): string | undefined {
  if (tests.circle === undefined) return undefined;
  const first = tests.circle.includes('first')
    ? `const first = ${quote(firstAddress(design, { tests, ...paging }))};\n`
    : '';
  return `  it('stops when the API names a page twice', async () => {
    ${first}const answer = ${tests.circle};
    await expect(read([answer])).rejects.toThrow(/round in circles/);
  });`;
}

function refusalTest(): string {
  return `  it.each([[{}], [{ data: {} }], [{ data: [null] }], [{ data: ['text'] }]])('takes %j for no list of records', async body => {
    await expect(read([{ body }])).rejects.toThrow(/no list of records.*Nothing of this window was written/);
  });`;
}
