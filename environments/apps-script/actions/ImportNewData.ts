import type { RunProgress } from '../../../src/Core/RunReport';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import type { OpenRun } from '../../../src/Imports/DueDigest';
import { runImport, type RunOrder } from '../ImportRunner';
import type { RunOutcome } from '../RunOutcome';
import { textOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';
import { chooseImport, noImports } from './ImportChoice';
import { requireOwnFile } from './ReconnectFile';

const ALL = 'All of them';

/** Below this much time, in milliseconds, no further import of several is begun. */
const LEAST_TIME = 30_000;

/** What became of the runs that were asked for. */
export interface RunsResult {
  status: RunOutcome['status'];
  message: string;
  runs: RunOutcome[];
}

/** Imports what is new: one import, or all of them. Goes on with a paused run. */
export function importNewData(runtime: Runtime, request: Request | undefined): RunsResult {
  const isReload = request?.['reload'] === true;
  return runAll(runtime, chosenImports(runtime, request), {
    trigger: 'manual',
    ...(isReload ? { reload: true } : {}),
  });
}

/** Goes on with a paused run, of whatever kind it is. What a page calls, slice after slice. */
export function continueRun(runtime: Runtime, request: Request | undefined): RunsResult {
  const definition = chooseImport(runtime, request, 'Which import shall go on?');
  const backfill: OpenRun['backfill'] = latestOpen(runtime, definition.id)?.backfill;
  return runAll(runtime, [definition], { trigger: 'resume', ...(backfill ? { backfill } : {}) });
}

/** What stopped last: that is what somebody who asks to go on has in mind. */
function latestOpen(runtime: Runtime, importId: string): OpenRun | undefined {
  const { open = [] } = runtime.digest.readOrNew().imports[importId] ?? {};
  return [...open].sort((a, b) => b.since - a.since)[0];
}

export function runAll(
  runtime: Runtime,
  definitions: readonly ImportDefinition[],
  order: RunOrder,
): RunsResult {
  const runs: RunOutcome[] = [];
  const left: string[] = [];
  for (const definition of definitions) {
    if (runs.length && EnvironmentAdapter.remainingTime() < LEAST_TIME) left.push(definition.name);
    else {
      const onProgress = progressToast(runtime, definition);
      runs.push(runImport(runtime, definition, { ...order, ...(onProgress ? { onProgress } : {}) }));
    }
  }
  const result = summarise(runs, left);
  if (runtime.dialogs) tell(runtime, result);
  return result;
}

function chosenImports(runtime: Runtime, request: Request | undefined): ImportDefinition[] {
  requireOwnFile(runtime);
  const { imports, dialogs } = runtime;
  if (textOf(request, 'importId') !== undefined) return [chooseImport(runtime, request, '')];
  const all = imports.list();
  if (!all.length) throw new Error(noImports(runtime));
  if (all.length === 1 || !dialogs) return all;
  const names = [ALL, ...all.map(({ name }) => name)];
  const chosen = all[dialogs.choose('Import new data', 'What shall be imported?', names) - 1];
  return chosen ? [chosen] : all;
}

const ORDER: RunOutcome['status'][] = ['ERROR', 'BUSY', 'PAUSED', 'DONE'];

function summarise(runs: RunOutcome[], left: readonly string[]): RunsResult {
  const status = ORDER.find(each => runs.some(run => run.status === each)) ?? 'DONE';
  const lines = runs.map(({ importName, message }) =>
    runs.length > 1 ? `${importName}: ${message}` : message,
  );
  if (left.length) lines.push(`No time was left for ${left.join(', ')}: import again.`);
  return { status, message: lines.join('\n'), runs };
}

function tell({ dialogs }: Runtime, { status, message }: RunsResult): void {
  if (status === 'ERROR' || status === 'BUSY') dialogs?.alert('The import needs you', message);
  else dialogs?.toast(message, 15);
}

/** Milliseconds between two toasts. */
const TOAST_EVERY = 10_000;

function progressToast({ dialogs }: Runtime, { name }: ImportDefinition): RunOrder['onProgress'] {
  if (!dialogs) return undefined;
  let last = EnvironmentAdapter.now();
  return ({ daysDone, daysTotal, records }: RunProgress) => {
    const now = EnvironmentAdapter.now();
    if (now - last < TOAST_EVERY) return;
    last = now;
    dialogs.toast(`${name}: day ${daysDone} of ${daysTotal}, ${records} records`);
  };
}
