import { workerData } from 'node:worker_threads';
import { importInAppsScript } from './AppsScriptImport';
import type { ImportJob } from './ImportJob';
import { importOnNode } from './NodeImport';
import { Outlet } from './Outlet';

// The import blocks this thread while it waits; terminal and signals belong to the main thread.
const job = workerData as ImportJob;
const outlet = new Outlet(job.secrets);
outlet.takeOverConsole();
const importNow = job.runtime === 'apps-script' ? importInAppsScript : importOnNode;
importNow(job, outlet).then(
  outcome => {
    outlet.send({ type: 'done', outcome });
  },
  (error: unknown) => {
    outlet.fail(error);
  },
);
