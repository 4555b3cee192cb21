import type { AuthPart } from '../auth/AuthPart';
import type { ConnectorDesign } from '../ConnectorDesign';
import { fieldsOf } from '../Fields';
import { destinationOf, titleOf, wordsOf } from '../Names';
import type { PagingPart } from '../paging/PagingPart';
import { lines, paragraphs, wrap } from '../Text';

/** `README.md`: what an analyst gets, and how the connector asks. */
export function readmeFile(design: ConnectorDesign, auth: AuthPart, paging: PagingPart): string {
  const { name, node } = design;
  const key = auth.settings.length
    ? 'You need credentials of your own: see [CREDENTIALS.md](CREDENTIALS.md).'
    : 'No account and no key are needed.';
  const text = paragraphs(
    `# ${titleOf(name)}`,
    wrap(`The ${wordsOf(node)} of ${titleOf(name)}, from its API. ${key}`),
    '## What you get',
    wrap(`One table, \`${destinationOf(name, node)}\`, with one row for each record:`),
    columnsOf(design),
    wrap(`Rows are told apart by \`id\`. ${refreshOf(design)}`),
    '## Settings',
    settingsOf(design, auth),
    '## How it asks',
    wrap(`\`${requestOf(design)}\`. ${windowOf(design)}${paging.sentence}`),
    auth.carries === undefined ? undefined : wrap(`Requests carry ${auth.carries}.`),
    wrap(
      'Network failures, 408, 429 and 5xx are repeated, after as long as the API asks to wait. An answer without its list is an error, never an empty table.',
    ),
  );
  return `${text}\n`;
}

function columnsOf(design: ConnectorDesign): string {
  const rows = Object.entries(fieldsOf(design)).map(
    ([id, { description = '' }]) =>
      `| \`${id}\` | ${description.charAt(0).toLowerCase()}${description.slice(1, -1)} |`,
  );
  return lines('| column | meaning |', '| --- | --- |', ...rows);
}

function refreshOf({ kind }: ConnectorDesign): string {
  return kind === 'time-series'
    ? 'Importing a day again changes nothing unless the record was corrected at the source.'
    : 'Every import reads the whole list again; a record that is gone at the source stays, unless the import says otherwise (`GoneRows`).';
}

function settingsOf({ kind }: ConnectorDesign, { settings }: AuthPart): string {
  const rows = settings.map(({ name, description }) => [name, 'needed', inTable(description)]);
  if (kind === 'time-series')
    rows.push(
      ['StartDate', 'the last `MaxFetchingDays` days', 'first day of the first import'],
      ['ReimportLookbackWindow', '2', 'days fetched again to catch corrections'],
    );
  if (!rows.length) return 'None: every import reads the whole list.';
  return lines(
    '| setting | default | meaning |',
    '| --- | --- | --- |',
    ...rows.map(([name, fallback, meaning]) => `| \`${name}\` | ${fallback} | ${meaning} |`),
  );
}

/** As the middle of a table row: no capital, no full stop; two sentences become one. */
function inTable(description: string): string {
  const [first = ''] = description.split('. ');
  return first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/, '');
}

function requestOf({ baseUrl, node, kind }: ConnectorDesign): string {
  return `GET ${baseUrl}/${node}${kind === 'time-series' ? '?from=2026-03-02&to=2026-03-06' : ''}`;
}

function windowOf({ kind }: ConnectorDesign): string {
  return kind === 'time-series' ? 'Both ends of the window are included. ' : '';
}
