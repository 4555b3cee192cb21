import { EXECUTION_STATUS } from '../../../src/Constants';
import type { RunFailure, RunReport } from '../../../src/Core/RunReport';
import { shortStack } from '../../../src/Core/Stack';
import type { ImportJob } from './ImportJob';
import { placeText } from './PlaceText';
import { count, duration, oneLine } from './Terminal';
import { textTable } from './TextTable';

const COUNTS = ['fetched', 'added', 'updated', 'unchanged', 'removed', 'gone'];

/** What a run did, for a person. `again` is the command that goes on or repeats it. */
export function reportText(job: ImportJob, report: RunReport, again: string): string {
  return [
    headline(report),
    nodeTable(report),
    ...placeText(job),
    ...listText('Warnings', warningsOf(report)),
    ...listText('Failures', report.failures.map(failureText)),
    ...adviceText(report, again),
  ].join('\n');
}

function headline(report: RunReport): string {
  const { source, status, startedAt, finishedAt, requests, from, to } = report;
  const states: Record<string, string> = {
    [EXECUTION_STATUS.DONE]: 'done',
    [EXECUTION_STATUS.PAUSED]: 'paused',
    [EXECUTION_STATUS.ERROR]: 'ended with failures',
  };
  const days = from === undefined || to === undefined ? '' : `, ${from} to ${to}`;
  const took = `${duration(finishedAt - startedAt)}, ${count(requests, 'request')}`;
  return `${source}: ${states[status] ?? status}${days} (${took}).`;
}

function nodeTable({ nodes }: RunReport): string {
  const rows = nodes.map(node => [
    node.node,
    node.destination,
    ...[node.records, node.added, node.updated, node.unchanged, node.removed, node.gone].map(number =>
      number.toLocaleString('en-US'),
    ),
  ]);
  return textTable(['node', 'table', ...COUNTS], rows, COUNTS);
}

function warningsOf(report: RunReport): string[] {
  return [
    ...report.warnings,
    ...report.nodes.flatMap(({ node, warnings }) => warnings.map(warning => `${node}: ${warning}`)),
  ];
}

/** One line; where the program itself is at fault, with the places it came from, as `sheetbound trace` takes them. */
export function failureText({ node, account, message, stack = '' }: RunFailure): string {
  const places = shortStack(stack).replace(/[^\s<]*[\\/]/g, '');
  const who = account === undefined ? node : `${node}, ${account}`;
  return `${who}: ${message}${places ? ` (at ${places})` : ''}`;
}

export function listText(title: string, items: readonly string[]): string[] {
  return items.length ? [`${title}:`, ...items.map(item => `- ${oneLine(item)}`)] : [];
}

function adviceText({ status, pauseReason }: RunReport, again: string): string[] {
  if (status === EXECUTION_STATUS.PAUSED)
    return [
      `Paused: ${pauseReason ?? 'a stop was asked for'}. What is complete is saved. Go on with:`,
      `  ${again}`,
    ];
  if (status === EXECUTION_STATUS.ERROR)
    return ['What is complete is saved; what failed is fetched again by:', `  ${again}`];
  return [];
}
