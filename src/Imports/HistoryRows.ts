import type { RunReport } from '../Core/RunReport';
import { sumOf } from '../Core/RunReport';

/** Why a run happened. */
export type RunTrigger = 'manual' | 'schedule' | 'resume' | 'backfill' | 'undo' | 'clean-up';

/** How a run ended, in words that people filter by. */
export type RunResult = 'Done' | 'Paused' | 'Failed';

/** One line of the run history. Times are milliseconds since 1970, days civil dates. */
export interface HistoryEntry {
  runId: string;
  started: number;
  finished: number;
  importId: string;
  importName: string;
  trigger: RunTrigger;
  runBy: string;
  from: string;
  to: string;
  result: RunResult;
  added: number;
  updated: number;
  unchanged: number;
  gone: number;
  requests: number;
  /** `3/12`: slices done and in all. */
  slices: string;
  message: string;
  link: string;
}

export const HISTORY_COLUMNS = [
  'Run id',
  'Started',
  'Finished',
  'Import',
  'Trigger',
  'Run by',
  'Window from',
  'to',
  'Result',
  'Added',
  'Updated',
  'Unchanged',
  'Gone',
  'API calls',
  'Seconds',
  'Slices',
  'Message',
  'Detail link',
] as const;

export type HistoryColumn = (typeof HISTORY_COLUMNS)[number];

/**
 * Longer ones are cut in the middle: a cell takes 50,000 characters, and nobody reads that many. The end says what to
 * do, and where a program stopped.
 */
const LONGEST_MESSAGE = 2_000;
const END_OF_MESSAGE = 700;
const GAP = ' ... ';

/** Most lines that the tab keeps, and how many go at once when there are more. */
export const HISTORY_LIMIT = { rows: 2_000, block: 200 };

const RESULTS: Record<string, RunResult> = { DONE: 'Done', PAUSED: 'Paused' };

export interface HistoryContext {
  importId: string;
  importName: string;
  trigger: RunTrigger;
  runBy: string;
  link: string;
}

export function historyEntry(report: RunReport, message: string, context: HistoryContext): HistoryEntry {
  const done = report.nodes.reduce((sum, node) => sum + node.slicesDone, 0);
  const total = report.nodes.reduce((sum, node) => sum + node.slicesTotal, 0);
  return {
    ...context,
    runId: report.runId,
    started: report.startedAt,
    finished: report.finishedAt,
    from: report.from ?? '',
    to: report.to ?? '',
    result: RESULTS[report.status] ?? 'Failed',
    added: sumOf(report, 'added'),
    updated: sumOf(report, 'updated'),
    unchanged: sumOf(report, 'unchanged'),
    gone: sumOf(report, 'gone'),
    requests: report.requests,
    slices: `${done}/${total}`,
    message: shorten(message),
  };
}

/** Texts begin with an apostrophe, so that none is parsed; times and days are serial numbers. */
export function historyCells(
  entry: HistoryEntry,
  serials: { started: number; finished: number },
): Record<HistoryColumn, string | number> {
  return {
    'Run id': text(entry.runId),
    Started: serials.started,
    Finished: serials.finished,
    Import: text(entry.importName),
    Trigger: text(entry.trigger),
    'Run by': text(entry.runBy),
    'Window from': daySerial(entry.from),
    to: daySerial(entry.to),
    Result: text(entry.result),
    Added: entry.added,
    Updated: entry.updated,
    Unchanged: entry.unchanged,
    Gone: entry.gone,
    'API calls': entry.requests,
    Seconds: Math.round((entry.finished - entry.started) / 1000),
    Slices: text(entry.slices),
    Message: text(entry.message),
    'Detail link': text(entry.link),
  };
}

function shorten(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  return (
    message.slice(0, LONGEST_MESSAGE - GAP.length - END_OF_MESSAGE) + GAP + message.slice(-END_OF_MESSAGE)
  );
}

function text(value: string): string {
  return value === '' ? '' : `'${value}`;
}

function daySerial(day: string): string | number {
  return day === '' ? '' : Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
}
