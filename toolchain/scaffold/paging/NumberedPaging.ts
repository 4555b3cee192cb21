import { PAGE_SIZE } from '../ConnectorDesign';
import { paragraphs } from '../Text';
import type { PagingPart } from './PagingPart';
import { ADDRESS_WITH, READ_INTEGER, readSize } from './SimulatorCode';

const PAGE_SIZE_REFUSED = [
  ['per_page=0', 'per_page must be a whole number'],
  ['per_page=101', 'at most 100'],
] as const;
const PAGE_REFUSED = [
  ['page=0', 'page must be a whole number'],
  ['page=two', 'page must be a whole number'],
] as const;

/** A full page and a short one: the short one is the last. */
const FULL_AND_SHORT = `const full = Array.from({ length: ${PAGE_SIZE} }, (_, index) => ({ ...RECORD, id: String(index) }));
const answers = [{ body: { data: full } }, { body: { data: [{ ...RECORD, id: 'last' }] } }];`;

const NUMBERED = `const size = ${readSize('per_page')};
    const page = readInteger(request.query, 'page', { from: 1, otherwise: 1 });`;

/** Pages have numbers; one that is not full is the last. */
export const pageNumbers: PagingPart = {
  query: 'page=1&per_page=${PAGE_SIZE}',
  paginator: "pageNumber('page', PAGE_SIZE)",
  imports: { '../../Core/Paginators': ['pageNumber'] },
  simulator: {
    answer: `${NUMBERED}
    return { status: 200, body: { data: records.slice((page - 1) * size, page * size) } };`,
    functions: READ_INTEGER,
  },
  tests: {
    follow: `${FULL_AND_SHORT}
const addresses = [first, withQuery(first, 'page', 2)];`,
    refused: [...PAGE_REFUSED, ...PAGE_SIZE_REFUSED],
    sizes: `for (let page = 1; page < 4; page++) sizes.push(listOf(await get(\`\${QUERY}&per_page=100&page=\${page}\`)).length);`,
  },
  sentence: `Pages of ${PAGE_SIZE} are asked for by their number (\`page\`, \`per_page\`) until one is not full.`,
};

/** Each request says how many records were read before; a page that is not full is the last. */
export const offsets: PagingPart = {
  query: 'offset=0&limit=${PAGE_SIZE}',
  paginator: "offset('offset', PAGE_SIZE)",
  imports: { '../../Core/Paginators': ['offset'] },
  simulator: {
    answer: `const size = ${readSize('limit')};
    const start = readInteger(request.query, 'offset', { from: 0, otherwise: 0 });
    return { status: 200, body: { data: records.slice(start, start + size) } };`,
    functions: READ_INTEGER,
  },
  tests: {
    follow: `${FULL_AND_SHORT}
const addresses = [first, withQuery(first, 'offset', ${PAGE_SIZE})];`,
    refused: [
      ['offset=-1', 'offset must be a whole number'],
      ['offset=x', 'offset must be a whole number'],
      ['limit=0', 'limit must be a whole number'],
      ['limit=101', 'at most 100'],
    ],
    sizes: `for (const offset of [0, 100, 200]) sizes.push(listOf(await get(\`\${QUERY}&limit=100&offset=\${offset}\`)).length);`,
  },
  sentence: `Pages of ${PAGE_SIZE} are asked for by the number of records before them (\`offset\`, \`limit\`) until one is not full.`,
};

/** The header `Link` names the next page. */
export const linkHeaders: PagingPart = {
  query: 'per_page=${PAGE_SIZE}',
  paginator: 'linkHeader()',
  imports: { '../../Core/Paginators': ['linkHeader'] },
  simulator: {
    answer: `${NUMBERED}
    const isLast = page * size >= records.length;
    return {
      status: 200,
      body: { data: records.slice((page - 1) * size, page * size) },
      headers: isLast ? {} : { link: \`<\${addressWith(request, 'page', page + 1)}>; rel="next"\` },
    };`,
    functions: paragraphs(READ_INTEGER, ADDRESS_WITH),
  },
  tests: {
    follow: `const next = withQuery(first, 'page', 2);
const answers = [
  { body: BODY, headers: { link: \`<\${next}>; rel="next"\` } },
  { body: { data: [{ ...RECORD, id: 'last' }] } },
];
const addresses = [first, next];`,
    circle: '{ body: BODY, headers: { link: `<${first}>; rel="next"` } }',
    refused: [...PAGE_REFUSED, ...PAGE_SIZE_REFUSED],
    sizes: `for (let page = 1; page < 4; page++) {
  const answer = await get(\`\${QUERY}&per_page=100&page=\${page}\`);
  sizes.push(listOf(answer).length);
  expect(answer.headers.get('link') ?? '').toMatch(page < 3 ? \`page=\${page + 1}\` : /^$/);
}`,
  },
  sentence: `Pages have ${PAGE_SIZE} records (\`per_page\`); the header \`Link\` of an answer names the next one.`,
};
