import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { EXECUTION_STATUS } from '../../../src/Constants';
import type { AbstractConnector } from '../../../src/Core/AbstractConnector';
import type { StorageFactory } from '../../../src/Core/AbstractStorage';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { LeaseHeldException } from '../../../src/Core/Exceptions';
import type { RunReport } from '../../../src/Core/RunReport';
import { emptyRunState, type RunStateStore } from '../../../src/Core/RunState';
import { FileLock } from '../FileLock';
import { createNodeEnvironment } from '../NodeEnvironment';
import { checkSource } from './CheckSource';
import { findConnector, makeSource } from './Connectors';
import type { ImportJob, ImportOutcome } from './ImportJob';
import type { Outlet } from './Outlet';
import { addReports } from './ReportSum';
import { openForReading, openTarget } from './StorageTarget';
import { hasData } from './StorageSpec';
import { storedRunState, type StoredRunState } from './StoredRunState';

/** Carries out a job in this thread, on Node's own adapter. */
export async function importOnNode(job: ImportJob, outlet: Outlet): Promise<ImportOutcome> {
  const environment = createNodeEnvironment({
    hosts: job.hosts,
    stopFlag: job.stop,
    ...(job.kind === 'check' ? {} : { stateFile: job.state }),
  });
  installEnvironment(environment);
  if (job.kind === 'check') return check(job);
  const state = storedRunState(environment.properties('document'), job.importId, basename(job.state));
  if (job.kind === 'preview') return preview(job, state, outlet);
  return exclusively(job.state, () => run(job, state, outlet));
}

function check(job: ImportJob): ImportOutcome {
  const source = makeSource(findConnector(job.source), job.values);
  return { kind: 'check', check: checkSource(source, job.request) };
}

/** Two runs of one state file would race for the same cursors. */
export async function exclusively<T>(stateFile: string, action: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(stateFile), { recursive: true });
  const lock = new FileLock(`${stateFile}.run-lock`);
  if (!lock.tryAcquire(0))
    throw new LeaseHeldException(
      `[State] Another run uses ${basename(stateFile)} right now (${lock.describeHolder()}). Nothing was fetched. Wait for its end, or give this run a --state and --storage of its own.`,
    );
  try {
    return await action();
  } finally {
    lock.release();
  }
}

async function run(job: ImportJob, state: StoredRunState, outlet: Outlet): Promise<ImportOutcome> {
  if (!hasData(job.storage) && state.hasHistory()) {
    outlet.log('warn', `${job.storage.path} is gone: everything is imported from the first day again.`);
    state.clear();
  }
  const target = openTarget(job.storage);
  let report: RunReport;
  try {
    report = runUntilCaughtUp(job, state, target.storages, outlet);
  } finally {
    await target.finish();
  }
  return { kind: 'run', report };
}

/** A history beyond MaxFetchingDays is loaded in several runs; each is saved before the next begins. */
function runUntilCaughtUp(
  job: ImportJob,
  state: StoredRunState,
  storages: StorageFactory,
  outlet: Outlet,
): RunReport {
  let sum: RunReport | undefined;
  for (let part = 1; ; part++) {
    const report = connect(job, state, storages, part, outlet).run();
    sum = addReports(sum, report);
    const stored = report.nodes.reduce((count, node) => count + node.slicesDone, 0);
    // A run that stored nothing would pause at the same place for ever.
    const goesOn = report.status === EXECUTION_STATUS.PAUSED && stored > 0 && !isStopped(job);
    if (!goesOn) return sum;
  }
}

function isStopped({ stop }: ImportJob): boolean {
  return Atomics.load(new Int32Array(stop), 0) !== 0;
}

function connect(
  job: ImportJob,
  state: RunStateStore,
  storages: StorageFactory,
  part: number,
  outlet: Outlet,
): AbstractConnector {
  const entry = findConnector(job.source);
  return new entry.Connector(makeSource(entry, job.values), {
    storages,
    state,
    importId: job.importId,
    request: job.request,
    reload: job.reload && part === 1,
    onProgress: progress => {
      outlet.send({ type: 'progress', part, progress });
    },
  });
}

async function preview(job: ImportJob, state: RunStateStore, outlet: Outlet): Promise<ImportOutcome> {
  const known = hasData(job.storage) ? state : { ...state, load: emptyRunState };
  const target = openForReading(job.storage);
  try {
    return { kind: 'preview', report: connect(job, known, target.storages, 1, outlet).preview() };
  } finally {
    await target.finish();
  }
}
