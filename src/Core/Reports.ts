import { EnvironmentAdapter } from './EnvironmentAdapter';
import { HttpRequestException, type ErrorKind } from './Exceptions';
import type { Steps } from './FetchProtocol';
import { isRecord } from './Json';

/** How a report stands. `lost`: the API no longer knows its id. */
export type ReportStatus<T> =
  | { status: 'running' }
  | { status: 'done'; result: T }
  | { status: 'failed'; message: string; kind?: ErrorKind }
  | { status: 'lost' };

/** A report that is asked for, waited for and then read. */
export interface ReportJob<T> {
  /** Asks for it and returns its id. */
  submit(): Steps<string>;
  /** Looks once. */
  poll(id: string): Steps<ReportStatus<T>>;
  /** Milliseconds before each look; the last one repeats. Default 5, 10, 20, 30, then 60 seconds. */
  delays?: readonly number[];
  /** Milliseconds after which it is given up and forgotten. Default two hours. */
  longest?: number;
}

/** What is remembered of a report. Short names: all state of a window has 4,096 characters. */
interface Submitted {
  id: string;
  /** When it was submitted, in seconds since 1970. */
  at: number;
}

/** The part of a source that reports need. */
interface ReportHost {
  readonly name: string;
  state: Record<string, unknown>;
  wait(milliseconds: number): Steps<void>;
}

const DELAYS = [5_000, 10_000, 20_000, 30_000, 60_000];
const LONGEST = 7_200_000;

/** The id of the report `key` of this window: from the state, else submitted and remembered before anything else. */
export function* submitOnce(source: ReportHost, key: string, submit: () => Steps<string>): Steps<string> {
  const known = reportsOf(source)[key];
  if (known) return known.id;
  const id = yield* submit();
  const at = Math.floor(EnvironmentAdapter.now() / 1000);
  const reports = withinBounds({ ...reportsOf(source), [key]: { id, at } });
  source.state = { ...source.state, reports };
  return id;
}

/** Characters of JSON. The state of a window is small, and other things are in it. */
const MOST_REMEMBERED = 2_500;

/** The oldest go first: they were read by now, and submitting one once more is harmless. The last stays. */
function withinBounds(reports: Record<string, Submitted | undefined>): Record<string, Submitted | undefined> {
  const entries = Object.entries(reports);
  while (entries.length > 1 && JSON.stringify(Object.fromEntries(entries)).length > MOST_REMEMBERED)
    entries.shift();
  return Object.fromEntries(entries);
}

export function forgetReport(source: ReportHost, key: string): void {
  const others = Object.entries(reportsOf(source)).filter(([other]) => other !== key);
  source.state = { ...source.state, reports: Object.fromEntries(others) };
}

/**
 * The result of a report. One that is still running when time is short is polled by the next run; one that failed or
 * took too long is forgotten, so that the next run asks for a new one.
 */
export function* awaitReport<T>(source: ReportHost, key: string, job: ReportJob<T>): Steps<T> {
  const { delays = DELAYS, longest = LONGEST } = job;
  let isResubmitted = false;
  for (let look = 0; ; look++) {
    const id = yield* submitOnce(source, key, job.submit);
    // The state is saved before a wait: a kill after it finds the id.
    yield* source.wait(delays[Math.min(look, delays.length - 1)] ?? 0);
    const report = yield* job.poll(id);
    if (report.status === 'done') return report.result;
    if (report.status === 'running') {
      refuseEndless(source, key, longest);
      continue;
    }
    forgetReport(source, key);
    if (report.status === 'failed') throw failed(source.name, report.message, report.kind);
    if (isResubmitted) throw failed(source.name, 'the report vanished twice before it was ready', 'passing');
    isResubmitted = true;
  }
}

function refuseEndless(source: ReportHost, key: string, longest: number): void {
  const { at = 0 } = reportsOf(source)[key] ?? {};
  if (EnvironmentAdapter.now() - at * 1000 < longest) return;
  forgetReport(source, key);
  const minutes = Math.round(longest / 60_000);
  throw failed(source.name, `the report was not ready after ${minutes} minutes`, 'passing');
}

function failed(speaker: string, message: string, kind: ErrorKind = 'permanent'): HttpRequestException {
  const reason = message.trim().replace(/\.$/, '');
  return new HttpRequestException(
    `[${speaker}] A report could not be had: ${reason}. Nothing of this window was written; the next run asks for a new one.`,
    { kind },
  );
}

function reportsOf({ state }: ReportHost): Record<string, Submitted | undefined> {
  const { reports } = state;
  return isRecord(reports) ? (reports as Record<string, Submitted>) : {};
}
