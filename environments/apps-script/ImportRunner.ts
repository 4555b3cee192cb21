import { EXECUTION_STATUS } from '../../src/Constants';
import { EnvironmentAdapter } from '../../src/Core/EnvironmentAdapter';
import { isNamed, messageOf } from '../../src/Core/Exceptions';
import { redact } from '../../src/Core/Redaction';
import type { RunProgress, RunReport } from '../../src/Core/RunReport';
import { closeOpen, emptyEntry, openOf, setOpen, type OpenRun } from '../../src/Imports/DueDigest';
import type { RunTrigger } from '../../src/Imports/HistoryRows';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import { mergeReports } from '../../src/Imports/MergeReports';
import { nextIncident } from '../../src/Imports/NoticePolicy';
import { nextDue } from '../../src/Imports/Schedule';
import { DocumentRunState } from './state/RunStates';
import { noteInHistory } from './RunLine';
import { named, outcomeOf, type RunOutcome } from './RunOutcome';
import { beginUndo, prepareRun, readableSecrets } from './Running';
import type { Runtime } from './Runtime';
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

/** One run of one import from its first note to its last. Throws nothing: a failure is an outcome. */
export function runImport(runtime: Runtime, definition: ImportDefinition, order: RunOrder): RunOutcome {
  const startedAt = EnvironmentAdapter.now();
  const progress: { last?: RunProgress } = {};
  let outcome: RunOutcome;
  try {
    outcome = runUntilShort(runtime, definition, order, progress);
  } catch (error) {
    const isBusy = isNamed(error, 'LeaseHeldException');
    const message = redact(messageOf(error));
    outcome = { ...named(definition), status: isBusy ? 'BUSY' : 'ERROR', message, errorName: nameOf(error) };
    if (isBusy) return outcome;
  }
  if (progress.last) outcome.progress = progress.last;
  return settle(runtime, definition, order, startedAt, outcome);
}

/** A history that is longer than one run may fetch goes on at once while there is time. */
function runUntilShort(
  runtime: Runtime,
  definition: ImportDefinition,
  order: RunOrder,
  progress: { last?: RunProgress },
): RunOutcome {
  const state = new DocumentRunState(runtime.documentProperties, definition.id, definition.name);
  const options = {
    ...order,
    secrets: readableSecrets(runtime, definition),
    onProgress: (step: RunProgress) => {
      progress.last = step;
      order.onProgress?.(step);
    },
  };
  const { begun, isContinued } = noteBegin(runtime, definition, order, EnvironmentAdapter.now());
  const undo = beginUndo(runtime, definition, state, { begun, isContinued });
  let total: RunReport | undefined;
  for (;;) {
    const report = prepareRun(runtime, definition, { ...options, undo }).connector.run();
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

/** Which run this is: the one that began now, or an earlier one that was paused or cut off. */
interface Beginning {
  begun: number;
  isContinued: boolean;
}

/** Durable before the first request: a run that is cut off in the middle is gone on with by the user's ticker. */
function noteBegin(
  runtime: Runtime,
  { id, owner }: ImportDefinition,
  order: RunOrder,
  since: number,
): Beginning {
  let beginning: Beginning = { begun: since, isContinued: false };
  runtime.digest.update(digest => {
    const entry = (digest.imports[id] ??= emptyEntry(owner.id));
    const open = openOf(entry, order.backfill !== undefined);
    if (open && isSameRun(open, order)) beginning = { begun: open.begun, isContinued: true };
    const isRunning = open && !open.isPaused && since - open.since < ABANDONED_AFTER;
    if (!isRunning)
      setOpen(entry, openRun(runtime, order, { since, begun: beginning.begun, isPaused: false }));
  });
  return beginning;
}

function isSameRun({ backfill }: OpenRun, order: RunOrder): boolean {
  return JSON.stringify(backfill) === JSON.stringify(order.backfill);
}

/** As long as a lease lasts. */
const ABANDONED_AFTER = 390_000;

function openRun(
  runtime: Runtime,
  { backfill }: RunOrder,
  times: Pick<OpenRun, 'since' | 'begun' | 'isPaused'>,
): OpenRun {
  return { ...times, by: runtime.me.id, ...(backfill ? { backfill } : {}) };
}

/** After the run: when it is due again, whether it goes on by itself, one line of history. */
function settle(
  runtime: Runtime,
  definition: ImportDefinition,
  order: RunOrder,
  startedAt: number,
  outcome: RunOutcome,
): RunOutcome {
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
  if (outcome.status === 'PAUSED' && !order.isTick) outcome.message += ` ${continuationText(runtime)}`;
  else if (outcome.status === 'PAUSED') outcome.message += ' It continues by itself within 10 minutes.';
  else if (!order.isTick) syncTickerQuietly(runtime);
  noteInHistory(runtime, definition, { trigger: order.trigger, startedAt }, outcome);
  return outcome;
}

/** A scheduled run is done for this time whatever came of it; one by hand makes a missed one needless. */
function settleSchedule(definition: ImportDefinition, entry: { dueAt?: number }, now: number): void {
  const due = nextDue(definition.schedule, now);
  if (due === undefined) delete entry.dueAt;
  else if (entry.dueAt === undefined || entry.dueAt <= now) entry.dueAt = due;
}

function continuationText(runtime: Runtime): string {
  try {
    syncTicker(runtime);
    return 'It continues by itself within 10 minutes.';
  } catch (error) {
    return `It cannot continue by itself, because the trigger for that could not be made (${messageOf(error)}). Import again to go on where it stopped.`;
  }
}

/** A trigger more or less is no reason to call a finished run a failure; the next wake-up or "Check health" sees to it. */
function syncTickerQuietly(runtime: Runtime): void {
  try {
    syncTicker(runtime);
  } catch (error) {
    console.warn(`The trigger could not be adjusted: ${messageOf(error)}`);
  }
}
