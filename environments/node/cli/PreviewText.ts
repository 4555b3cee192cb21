import type { ChangeExample } from '../../../src/Core/AbstractStorage';
import type { NodePreview, PreviewReport } from '../../../src/Core/RunReport';
import type { Row } from '../../../src/Core/Schema';
import { failureText, listText } from './ReportText';
import { count, oneLine } from './Terminal';
import { textTable } from './TextTable';

const COUNTS = ['fetched', 'added', 'updated', 'unchanged', 'gone'];

/** What a run would do. `command` is the one that would do it. */
export function previewText(report: PreviewReport, command: string): string {
  const { source, from, to, nodes } = report;
  const days = from === undefined || to === undefined ? '' : `, ${from} to ${to}`;
  const part = report.isComplete ? '' : ' This is the first part of what would be fetched.';
  return [
    `${source}: a run would do this${days} (${count(report.requests, 'request')}). Nothing was written.${part}`,
    textTable(['node', 'table', ...COUNTS], nodes.map(countsOf), COUNTS),
    ...nodes.flatMap(examplesText),
    ...listText('Warnings', report.warnings),
    ...listText('Failures', report.failures.map(failureText)),
    'To write it:',
    `  ${command}`,
  ].join('\n');
}

function countsOf(node: NodePreview): string[] {
  const numbers = [node.records, node.added, node.updated, node.unchanged, node.gone];
  return [node.node, node.destination, ...numbers.map(number => number.toLocaleString('en-US'))];
}

function examplesText({ node, examples, newFields }: NodePreview): string[] {
  const lines = [
    ...examples.added.map(({ key, after }) => `  + ${rowText(key)}  ${rowText(withoutKey(after, key))}`),
    ...examples.updated.map(example => `  ~ ${rowText(example.key)}  ${changeText(example)}`),
    ...examples.gone.map(({ key }) => `  - ${rowText(key)}`),
    ...(newFields.length ? [`  new columns: ${newFields.join(', ')}`] : []),
  ];
  return lines.length ? [`${node}, for example:`, ...lines] : [];
}

function changeText({ before = {}, after = {} }: ChangeExample): string {
  return Object.keys(after)
    .filter(field => before[field] !== after[field])
    .map(field => `${field} ${valueText(before[field])} -> ${valueText(after[field])}`)
    .join(', ');
}

function withoutKey(row: Row | undefined, key: Row): Row {
  return Object.fromEntries(Object.entries(row ?? {}).filter(([field]) => !Object.hasOwn(key, field)));
}

function rowText(row: Row): string {
  return Object.entries(row)
    .map(([field, value]) => `${field} ${valueText(value)}`)
    .join(', ');
}

function valueText(value: Row[string] | undefined): string {
  if (value === undefined || value === null) return '(none)';
  const text = oneLine(String(value));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
