import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts the worker thread whose module is `name`: its path from `environments/node`, without extension. Run from
 * TypeScript, that file is started through tsx; in the built package it is the file of the same last name that the
 * build writes beside the entry points, so the last names of workers are unique.
 */
export function startWorker(name: string, options: WorkerOptions = {}): Worker {
  if (import.meta.url.endsWith('.ts')) return startFromTypeScript(name, options);
  const built = name.slice(name.lastIndexOf('/') + 1);
  return new Worker(new URL(`./${built}.js`, import.meta.url), options);
}

/** Through tsx's API: its `--import` form does nothing in worker threads, which Node 20 gives loaders of their own. */
function startFromTypeScript(name: string, options: WorkerOptions): Worker {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(
    /\.cjs$/,
    '.mjs',
  );
  const module = new URL(`./${name}.ts`, import.meta.url).href;
  const code = `import(${JSON.stringify(tsx)}).then(tsx => { tsx.register(); return import(${JSON.stringify(module)}); });`;
  return new Worker(code, { ...options, eval: true });
}
