import type { ExecutionStatus, RunConfigType } from '../Constants';
import type { ChangePreview, SaveResult } from './AbstractStorage';
import type { CivilDate } from './CivilDate';

/** What happened to one node in one run. */
export interface NodeReport extends SaveResult {
  node: string;
  destination: string;
  /** Records fetched. */
  records: number;
  /** Rows of completed windows that the source no longer has. */
  gone: number;
  slicesDone: number;
  slicesTotal: number;
}

/** One failure: whose it is, and what to do about it. */
export interface RunFailure {
  node: string;
  account?: string;
  message: string;
  /** HTTP status; 0 without an answer; undefined for other failures. */
  statusCode?: number;
  /** Of an error that nobody foresaw: where the program stopped. Without secrets. */
  stack?: string;
}

export interface RunReport {
  runId: string;
  source: string;
  type: RunConfigType;
  status: ExecutionStatus;
  /** Why the run paused. The next run goes on there. */
  pauseReason?: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  finishedAt: number;
  /** The days asked for, over all time series; undefined without one. */
  from?: CivilDate;
  to?: CivilDate;
  nodes: NodeReport[];
  warnings: string[];
  /** Of a paused run: what failed so far. It is asked for again when the run goes on. */
  failures: RunFailure[];
  /** Requests sent, repetitions included. */
  requests: number;
}

/**
 * What still fails after a run that went on: a failure that did not come again is forgotten only when all is done,
 * because a run that paused may not have got as far.
 */
export function failuresAfter(first: RunReport, next: RunReport): RunFailure[] {
  if (next.status === 'DONE') return next.failures;
  const isSame = (a: RunFailure, b: RunFailure) => a.node === b.node && a.account === b.account;
  const earlier = first.failures.filter(failure => !next.failures.some(again => isSame(again, failure)));
  return [...earlier, ...next.failures];
}

/** What a run would do to one node. */
export interface NodePreview extends ChangePreview {
  node: string;
  destination: string;
  records: number;
}

export interface PreviewReport {
  source: string;
  from?: CivilDate;
  to?: CivilDate;
  nodes: NodePreview[];
  /** The whole of what a run would fetch was looked at; false: the first part of it. */
  isComplete: boolean;
  warnings: string[];
  failures: RunFailure[];
  requests: number;
}

/** How far a run is. Sent after every step. */
export interface RunProgress {
  node: string;
  slicesDone: number;
  slicesTotal: number;
  daysDone: number;
  daysTotal: number;
  /** Records fetched so far in this run. */
  records: number;
  requests: number;
}

export function sumOf(
  report: RunReport,
  field: 'added' | 'updated' | 'unchanged' | 'removed' | 'gone' | 'records',
): number {
  return report.nodes.reduce((sum, node) => sum + node[field], 0);
}
