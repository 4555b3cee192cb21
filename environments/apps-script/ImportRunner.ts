import { EXECUTION_STATUS } from '../../src/Constants';
import { EnvironmentAdapter } from '../../src/Core/EnvironmentAdapter';
import { isNamed, messageOf } from '../../src/Core/Exceptions';
import type { RunProgress, RunReport } from '../../src/Core/RunReport';
import { closeOpen, emptyEntry, openOf, setOpen, type OpenRun } from '../../src/Imports/DueDigest';
import type { RunTrigger } from '../../src/Imports/HistoryRows';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import { mergeReports } from '../../src/Core/MergeReports';
import { nextIncident } from '../../src/Imports/NoticePolicy';
import { nextDue } from '../../src/Imports/Schedule';
import type { Secrets } from '../../src/Imports/SecretValues';
import { DocumentRunState } from './state/RunStates';
import { explain, logFailures } from './Faults';
import { noteBegin, type Beginning } from './OpenRuns';
import { noteInHistory } from './RunLine';
import { named, outcomeOf, type RunOutcome } from './RunOutcome';
import { beginUndo, prepareRun, readableSecrets } from './Running';
import type { Runtime } from './Runtime';
import { continuationText } from './ticker/Continuation';
import { syncTicker } from './ticker/TickerTrigger';

export interface RunOrder {
  trigger: RunTrigger;
  backfill?: OpenRun['backfill'];
  reload?: boolean;
  onProgress?: (progress: RunProgress) => void;
  /** Whether the ticker sees to triggers itself, once for all it does. */
  isTick?: boolean;
}

/** Less than this left, in milliseconds: a history that goes on is left to the next execution. */
const LEAST_TIME = 60_000;

/** A run by hand that lasts longer than this, in milliseconds, gets a trigger that goes on if Google ends it. */
const WATCHED_AFTER = 60_000;

/** What is known of a run that is under way. */
interface Course {
  beginning?: Beginning;
  /** Whether a trigger goes on with it if Google ends it. */
  isWatched?: boolean;
  progress?: RunProgress;
  /** To be kept out of texts. */
  secrets?: Secrets;
}

/** One run of one import from its first note to its last. Throws nothing: a failure is an outcome. */
export function runImport(runtime: Runtime, definition: ImportDefinition, order: RunOrder): RunOutcome {
  const startedAt = EnvironmentAdapter.now();
  const course: Course = {};
  let outcome: RunOutcome;
  try {
    outcome = runUntilShort(runtime, definition, order, course);
  } catch (error) {
    const isBusy = isNamed(error, 'LeaseHeldException');
    const message = explain(error, Object.values(course.secrets ?? {}));
    outcome = { ...named(definition), status: isBusy ? 'BUSY' : 'ERROR', message, errorName: nameOf(error) };
    if (isBusy) {
      course.beginning?.takeBack();
      return outcome;
    }
  }
  logFailures(outcome.report?.failures ?? []);
  if (course.progress) outcome.progress = course.progress;
  // What never began, for want of a colleague's key say, leaves their paused run and their due time alone.
  if (course.beginning || order.isTick) settle(runtime, definition, order, startedAt, outcome);
  noteInHistory(runtime, definition, { trigger: order.trigger, startedAt }, outcome);
  return outcome;
}

/** A history that is longer than one run may fetch goes on at once while there is time. */
function runUntilShort(
  runtime: Runtime,
  definition: ImportDefinition,
  order: RunOrder,
  course: Course,
): RunOutcome {
  const state = new DocumentRunState(runtime.documentProperties, definition.id, definition.name);
  const secrets = readableSecrets(runtime, definition);
  course.secrets = secrets;
  const options = {
    ...order,
    secrets,
    onProgress: (step: RunProgress) => {
      if (!order.isTick && !course.isWatched) course.isWatched = watch(runtime);
      course.progress = step;
      order.onProgress?.(step);
    },
  };
  course.beginning = noteBegin(runtime, definition, order.backfill, EnvironmentAdapter.now());
  const undo = beginUndo(runtime, definition, state, course.beginning);
  let total: RunReport | undefined;
  for (;;) {
    let report: RunReport;
    try {
      report = prepareRun(runtime, definition, { ...options, undo }).connector.run();
    } catch (error) {
      // Somebody took the import between two pieces of its history: what was done before stands.
      if (total && isNamed(error, 'LeaseHeldException')) break;
      throw error;
    }
    total = total ? mergeReports(total, report) : report;
    const isCapped = report.status === EXECUTION_STATUS.PAUSED && state.load().active === undefined;
    if (!isCapped || EnvironmentAdapter.remainingTime() < LEAST_TIME) break;
    // The rows are emptied once, not before every piece.
    delete options.reload;
  }
  return { ...outcomeOf(definition, total), report: total };
}

function nameOf(error: unknown): string {
  return String((error as { name?: unknown } | null)?.name ?? 'Error');
}

/** Whether the trigger is seen to: making one takes a second, which a short run is spared. */
function watch(runtime: Runtime): boolean {
  if (EnvironmentAdapter.now() - runtime.startedAt < WATCHED_AFTER) return false;
  syncTickerQuietly(runtime);
  return true;
}

function openRun(
  runtime: Runtime,
  { backfill }: RunOrder,
  times: Pick<OpenRun, 'since' | 'begun' | 'isPaused'>,
): OpenRun {
  return { ...times, by: runtime.me.id, ...(backfill ? { backfill } : {}) };
}

/** After the run: when it is due again, and whether it goes on by itself. */
function settle(
  runtime: Runtime,
  definition: ImportDefinition,
  order: RunOrder,
  startedAt: number,
  outcome: RunOutcome,
): void {
  const now = EnvironmentAdapter.now();
  runtime.digest.update(digest => {
    const entry = (digest.imports[definition.id] ??= emptyEntry(definition.owner.id));
    const isBackfill = order.backfill !== undefined;
    const begun = openOf(entry, isBackfill)?.begun ?? startedAt;
    if (outcome.status === 'PAUSED')
      setOpen(entry, openRun(runtime, order, { since: now, begun, isPaused: true }));
    else closeOpen(entry, isBackfill);
    if (outcome.status === 'DONE') entry.lastDuration = now - startedAt;
    if (!order.backfill) settleSchedule(definition, entry, now);
    const failure = outcome.status === 'ERROR' ? outcome.message : undefined;
    // Whoever runs an import by hand sees that it fails; an incident is one that nobody saw.
    if (outcome.status === 'DONE' || (order.isTick && failure !== undefined)) {
      const incident = nextIncident(entry.incident, failure, now);
      if (incident) entry.incident = incident;
      else delete entry.incident;
    }
  });
  if (outcome.status === 'PAUSED') outcome.message += ` ${continuationText(runtime, order.isTick === true)}`;
  else if (!order.isTick) syncTickerQuietly(runtime);
}

/** A scheduled run is done for this time whatever came of it; one by hand makes a missed one needless. */
function settleSchedule(definition: ImportDefinition, entry: { dueAt?: number }, now: number): void {
  const due = nextDue(definition.schedule, now);
  if (due === undefined) delete entry.dueAt;
  else if (entry.dueAt === undefined || entry.dueAt <= now) entry.dueAt = due;
}

/** A trigger more or less is no reason to call a finished run a failure; the next wake-up or "Check health" sees to it. */
function syncTickerQuietly(runtime: Runtime): void {
  try {
    syncTicker(runtime);
  } catch (error) {
    console.warn(`The trigger could not be adjusted: ${messageOf(error)}`);
  }
}
