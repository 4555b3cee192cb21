import { workerData } from 'node:worker_threads';
import type { ImportJob, ImportOutcome } from './ImportJob';
import { Outlet } from './Outlet';

// The import blocks this thread while it waits; terminal and signals belong to the main thread.
const job = workerData as ImportJob;
const outlet = new Outlet(job.secrets);
outlet.takeOverConsole();

/** Only what this job needs is loaded. */
async function importNow(): Promise<ImportOutcome> {
  if (job.runtime === 'node') return (await import('./NodeImport')).importOnNode(job, outlet);
  return (await import('./AppsScriptImport')).importInAppsScript(job, outlet);
}

importNow().then(
  outcome => {
    outlet.send({ type: 'done', outcome });
  },
  (error: unknown) => {
    outlet.fail(error);
  },
);
