import { simulatedSecret } from '../../../environments/node/cli/SimulatedSecrets';
import type { AuthPart } from '../auth/AuthPart';
import { PAGE_SIZE, type ConnectorDesign } from '../ConnectorDesign';
import type { PagingPart } from '../paging/PagingPart';
import { lines, quote } from '../Text';

/** Records that need three pages, the last of them not full. */
export const MANY = 250;
/** Days of the window that the contract suite asks for, and as many records a day as make three pages of them. */
const WINDOW_DAYS = 26;
const MANY_PER_DAY = 10;

/** `cases.ts`: what the contract suite has to know. */
export function casesFile(
  design: ConnectorDesign,
  { settings, requestsBefore }: AuthPart,
  paging: PagingPart,
): string {
  const isTimeSeries = design.kind === 'time-series';
  const count = isTimeSeries ? 'recordsPerDay' : 'records';
  const rows = isTimeSeries ? WINDOW_DAYS * MANY_PER_DAY : MANY;
  const requests = requestsBefore + Math.ceil(rows / PAGE_SIZE);
  const secrets = settings.map(({ name }) => `${name}: ${quote(simulatedSecret(name))}`).join(', ');
  return `import type { SourceCases } from '../cases';

export const cases: SourceCases = {
${lines(
  '  values: {},',
  secrets ? `  secrets: { ${secrets} },` : undefined,
  `  nodes: {
    ${quote(design.node)}: {`,
  paging.query === undefined
    ? undefined
    : `      large: { settings: { ${count}: ${isTimeSeries ? MANY_PER_DAY : MANY} }, requests: ${requests}, rows: ${rows} },`,
  `      empty: { settings: { ${count}: 0 } },`,
  isTimeSeries ? "      daysOf: ({ query }) => [query['from'] ?? '', query['to'] ?? '']," : undefined,
)}
    },
  },
};`;
}
