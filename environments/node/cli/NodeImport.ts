import { basename } from 'node:path';
import { EXECUTION_STATUS } from '../../../src/Constants';
import type { AbstractConnector, ConnectorServices } from '../../../src/Core/AbstractConnector';
import type { AbstractSource } from '../../../src/Core/AbstractSource';
import type { StorageFactory } from '../../../src/Core/AbstractStorage';
import { installEnvironment, type Environment } from '../../../src/Core/EnvironmentAdapter';
import { sumOf, type RunProgress, type RunReport } from '../../../src/Core/RunReport';
import { checkRun } from '../../../src/Core/RunSetup';
import { warnOfSunset } from '../../../src/Core/Sunset';
import { emptyRunState, type RunStateStore } from '../../../src/Core/RunState';
import { createNodeEnvironment } from '../NodeEnvironment';
import { checkSource } from './CheckSource';
import { findConnector, makeSource } from './Connectors';
import { exclusively } from './Exclusively';
import type { ImportJob, ImportOutcome } from './ImportJob';
import type { Outlet } from './Outlet';
import { outlookOf, type Outlook } from './Outlook';
import { mergeReports } from '../../../src/Core/MergeReports';
import { openForReading, openTarget } from './StorageTarget';
import { hasData } from './StorageSpec';
import { storedRunState, type StoredRunState } from './StoredRunState';

/** Carries out a job in this thread, on Node's own adapter. */
export async function importOnNode(job: ImportJob, outlet: Outlet): Promise<ImportOutcome> {
  if (job.kind === 'check') {
    installEnvironment(checkEnvironment(job));
    return check(job);
  }
  const { hosts, stop: stopFlag, state: stateFile } = job;
  const environment = createNodeEnvironment({ hosts, stopFlag, stateFile });
  installEnvironment(environment);
  const state = storedRunState(environment.properties('document'), job.importId, basename(job.state));
  if (job.kind === 'preview') return preview(job, state);
  return exclusively(job.state, () => run(job, state, outlet));
}

/**
 * A check leaves nothing behind but what must not get lost: the key that an API put in place of the one that was
 * entered. A simulation leaves nothing at all.
 */
function checkEnvironment({ hosts, stop: stopFlag, state }: ImportJob): Environment {
  const passing = createNodeEnvironment({ hosts, stopFlag });
  return state === ''
    ? passing
    : { ...createNodeEnvironment({ hosts, stopFlag, stateFile: state }), cache: passing.cache };
}

function check(job: ImportJob): ImportOutcome {
  return { kind: 'check', check: checkSource(sourceOf(job), job.request) };
}

async function run(job: ImportJob, state: StoredRunState, outlet: Outlet): Promise<ImportOutcome> {
  if (!hasData(job.storage) && state.hasHistory()) {
    outlet.log('warn', `${job.storage.path} is gone: everything is imported from the first day again.`);
    state.clear();
  }
  const target = await openTarget(job.storage);
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
  const outlook = outlookOf(checkRun(sourceOf(job), job.request), state.load());
  let sum: RunReport | undefined;
  for (let part = 1; ; part++) {
    const before = sum ? sumOf(sum, 'records') : 0;
    const report = connect(job, state, storages, {
      reload: job.reload && part === 1,
      onProgress: stepSender(outlet, outlook, part, before),
    }).run();
    sum = mergeReports(sum, report);
    if (report.status !== EXECUTION_STATUS.PAUSED) return sum;
    if (isStopped(job)) return { ...sum, pauseReason: 'you asked for a stop' };
    // A run that stored nothing would pause at the same place for ever.
    if (!report.nodes.some(node => node.slicesDone > 0)) return sum;
  }
}

function stepSender(outlet: Outlet, outlook: Outlook, part: number, before: number) {
  const records = new Map<string, number>();
  return (progress: RunProgress) => {
    records.set(progress.node, progress.records);
    const allRecords = [...records.values()].reduce((sum, each) => sum + each, before);
    const parts = Math.max(part, outlook.parts);
    const fractionDone = outlook.fractionDone(part, progress);
    outlet.send({ type: 'progress', step: { ...progress, part, parts, allRecords, fractionDone } });
  };
}

function isStopped({ stop }: ImportJob): boolean {
  return Atomics.load(new Int32Array(stop), 0) !== 0;
}

function sourceOf({ source: name, values }: ImportJob): AbstractSource {
  const entry = findConnector(name);
  const source = makeSource(entry, values);
  warnOfSunset(source, entry.manifest);
  return source;
}

function connect(
  job: ImportJob,
  state: RunStateStore,
  storages: StorageFactory,
  services: Pick<ConnectorServices, 'reload' | 'onProgress'>,
): AbstractConnector {
  const { importId, request } = job;
  const { Connector } = findConnector(job.source);
  return new Connector(sourceOf(job), { storages, state, importId, request, ...services });
}

async function preview(job: ImportJob, state: RunStateStore): Promise<ImportOutcome> {
  const known = hasData(job.storage) ? state : { ...state, load: emptyRunState };
  const target = await openForReading(job.storage);
  try {
    const { reload } = job;
    return { kind: 'preview', report: connect(job, known, target.storages, { reload }).preview() };
  } finally {
    await target.finish();
  }
}
