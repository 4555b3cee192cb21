import { PAGE_SIZE } from '../ConnectorDesign';
import { paragraphs } from '../Text';
import type { PagingPart } from './PagingPart';
import { ADDRESS_WITH, READ_INTEGER, readSize, TOKENS } from './SimulatorCode';

/** The answer holds a token that asks for the next page. */
export const cursors: PagingPart = {
  query: 'limit=${PAGE_SIZE}',
  paginator: "cursor('cursor', body => body.next_cursor)",
  imports: { '../../Core/Paginators': ['cursor'] },
  simulator: {
    answer: `const size = ${readSize('limit')};
    const start = readToken(request.query, 'cursor');
    const end = start + size;
    const next = end < records.length ? tokenOf(end) : null;
    return { status: 200, body: { data: records.slice(start, end), next_cursor: next } };`,
    functions: paragraphs(READ_INTEGER, TOKENS),
  },
  tests: {
    follow: `const answers = [
  { body: { ...BODY, next_cursor: 'a+b' } },
  { body: { data: [{ ...RECORD, id: 'last' }], next_cursor: null } },
];
const addresses = [first, withQuery(first, 'cursor', 'a+b')];`,
    circle: "{ body: { ...BODY, next_cursor: 'again' } }",
    refused: [
      ['cursor=nonsense', 'cursor is not one that was given out'],
      ['limit=0', 'limit must be a whole number'],
      ['limit=101', 'at most 100'],
    ],
    sizes: `for (let cursor: string | null = ''; cursor !== null; ) {
  const answer = await get(\`\${QUERY}&limit=100\${cursor && \`&cursor=\${cursor}\`}\`);
  sizes.push(listOf(answer).length);
  cursor = (answer.json as { next_cursor: string | null }).next_cursor;
}`,
  },
  sentence: `Pages have ${PAGE_SIZE} records (\`limit\`); \`next_cursor\` of an answer is the \`cursor\` of the next request, and \`null\` on the last page.`,
};

/** The answer holds the whole address of the next page. */
export const nextUrls: PagingPart = {
  query: 'limit=${PAGE_SIZE}',
  paginator: 'nextUrl(body => body.next)',
  imports: { '../../Core/Paginators': ['nextUrl'] },
  simulator: {
    answer: `const size = ${readSize('limit')};
    const start = readToken(request.query, 'after');
    const end = start + size;
    const next = end < records.length ? addressWith(request, 'after', tokenOf(end)) : null;
    return { status: 200, body: { data: records.slice(start, end), next } };`,
    functions: paragraphs(READ_INTEGER, TOKENS, ADDRESS_WITH),
  },
  tests: {
    follow: `const next = withQuery(first, 'after', 'abc');
const answers = [{ body: { ...BODY, next } }, { body: { data: [{ ...RECORD, id: 'last' }], next: null } }];
const addresses = [first, next];`,
    circle: '{ body: { ...BODY, next: first } }',
    refused: [
      ['after=nonsense', 'after is not one that was given out'],
      ['limit=0', 'limit must be a whole number'],
      ['limit=101', 'at most 100'],
    ],
    sizes: `for (let after: string | null = ''; after !== null; ) {
  const answer = await get(\`\${QUERY}&limit=100\${after && \`&after=\${after}\`}\`);
  sizes.push(listOf(answer).length);
  const { next } = answer.json as { next: string | null };
  after = next === null ? null : new URL(next).searchParams.get('after');
}`,
  },
  sentence: `Pages have ${PAGE_SIZE} records (\`limit\`); \`next\` of an answer is the address of the next page, and \`null\` on the last one.`,
};
