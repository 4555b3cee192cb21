import { EXECUTION_STATUS, RUN_CONFIG_TYPE } from '../../../src/Constants';
import { LeaseHeldException } from '../../../src/Core/Exceptions';
import type { PreviewReport, RunProgress, RunReport } from '../../../src/Core/RunReport';
import { checkRun } from '../../../src/Core/RunSetup';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { createNodeEnvironment } from '../NodeEnvironment';
import { findConnector, makeSource } from './Connectors';
import { EmulatedFile } from './EmulatedFile';
import { exclusively } from './Exclusively';
import type { ImportJob, ImportOutcome } from './ImportJob';
import type { Outlet } from './Outlet';
import { mergeReports } from '../../../src/Core/MergeReports';

/** Virtual seconds that one call may take: between two calls progress is shown and a stop is heard. */
const SLICE_SECONDS = 20;

/** What the script's functions answer. */
interface RunsResult {
  runs: readonly {
    status: 'DONE' | 'PAUSED' | 'ERROR' | 'BUSY';
    message: string;
    errorName?: string;
    report?: RunReport;
    progress?: RunProgress;
  }[];
}

type ScriptRun = RunsResult['runs'][number];

/** Carries out a job by the built script in the emulator: the same functions that a page calls. */
export async function importInAppsScript(job: ImportJob, outlet: Outlet): Promise<ImportOutcome> {
  installEnvironment(createNodeEnvironment());
  if (job.kind === 'preview') return preview(job);
  return exclusively(job.state, async () => {
    const file = openFile(job);
    const importId = saveImport(file, job);
    let report: RunReport;
    try {
      report = runUntilCaughtUp(file, job, importId, outlet);
    } finally {
      file.save();
      await file.export();
    }
    return { kind: 'run', report };
  });
}

function openFile({ storage, state, hosts }: ImportJob): EmulatedFile {
  return new EmulatedFile({ path: storage.path, state, hosts });
}

/** The settings of every command are the import's from then on, as if they had been changed in the file. */
function definitionOf(file: EmulatedFile, job: ImportJob): Record<string, unknown> {
  const id = Object.hasOwn(file.imports, job.importId) ? file.imports[job.importId] : undefined;
  return { ...(id === undefined ? {} : { id }), name: job.importId, source: job.source, values: job.values };
}

function saveImport(file: EmulatedFile, job: ImportJob): string {
  const request = { ...definitionOf(file, job), userName: 'Command line' };
  const { id } = file.call('saveImport', request) as { id: string };
  file.imports[job.importId] = id;
  file.save();
  return id;
}

function runUntilCaughtUp(file: EmulatedFile, job: ImportJob, importId: string, outlet: Outlet): RunReport {
  const slice = { importId, seconds: SLICE_SECONDS };
  let sum: RunReport | undefined;
  for (let part = 1; ; part++) {
    const call = part === 1 ? firstCall(job) : { functionName: 'continueRun', request: {} };
    const answer = file.call(call.functionName, { ...slice, ...call.request }) as RunsResult;
    file.save();
    const run = answer.runs[0];
    sum = mergeReports(sum, reportOf(run));
    if (run) tell(outlet, run, part, sum);
    if (sum.status !== EXECUTION_STATUS.PAUSED) return sum;
    if (Atomics.load(new Int32Array(job.stop), 0) !== 0)
      return { ...sum, pauseReason: 'you asked for a stop' };
  }
}

function firstCall(job: ImportJob): { functionName: string; request: Record<string, unknown> } {
  if (job.request.type === RUN_CONFIG_TYPE.INCREMENTAL)
    return { functionName: 'importNewData', request: job.reload ? { reload: true } : {} };
  return { functionName: 'manualBackfill', request: daysOf(job) };
}

/** A page names both days; what was not given is decided as Core does. */
function daysOf(job: ImportJob): Record<string, unknown> {
  const setup = checkRun(makeSource(findConnector(job.source), job.values), job.request);
  return { from: setup.startDate, to: setup.endDate ?? setup.today(undefined) };
}

function reportOf(run: ScriptRun | undefined): RunReport {
  if (run?.report) return run.report;
  if (run?.status === 'BUSY') throw new LeaseHeldException(run.message);
  const error = new Error(run?.message ?? 'The script did not say what became of the import.');
  throw Object.assign(error, { name: run?.errorName ?? 'Error' });
}

/** How much is left is not known to the script; the days of the node that it works on are. */
function tell(outlet: Outlet, run: ScriptRun, part: number, sum: RunReport): void {
  const { progress } = run;
  if (!progress) return;
  const allRecords = sum.nodes.reduce((count, node) => count + node.records, 0);
  const fractionDone = progress.daysTotal > 0 ? progress.daysDone / progress.daysTotal : 0;
  outlet.send({ type: 'progress', step: { ...progress, part, parts: part, allRecords, fractionDone } });
}

/** The file in memory is thrown away, so nothing is written whatever the script does. */
function preview(job: ImportJob): ImportOutcome {
  const file = openFile(job);
  const days = job.request.type === RUN_CONFIG_TYPE.MANUAL_BACKFILL ? daysOf(job) : {};
  const definition = definitionOf(file, job);
  const answer = file.call('previewImport', { definition, ...days }) as { report: PreviewReport };
  return { kind: 'preview', report: answer.report };
}
