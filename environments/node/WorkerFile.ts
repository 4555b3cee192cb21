import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts the worker thread whose module is `name`: its path from `environments/node`, without extension. Run from
 * TypeScript, that file is started through tsx; in the built package it is the file of the same last name that the
 * build writes beside the entry points, so the last names of workers are unique.
 */
export function startWorker(name: string, options: WorkerOptions = {}): Worker {
  const file = builtWorker(name.slice(name.lastIndexOf('/') + 1));
  return file ? new Worker(file, options) : startFromTypeScript(name, options);
}

/**
 * The built file of a worker by its last name. Undefined where this runs from TypeScript, unless the build beside it was
 * made of these very files. Whoever has just built says so, by the folder of the build: a test run starts hundreds of
 * workers, and each is spared the compiler.
 */
export function builtWorker(name: string): URL | undefined {
  if (!import.meta.url.endsWith('.ts')) return new URL(`./${name}.js`, import.meta.url);
  const folder = new URL('../../dist/', import.meta.url);
  const file = new URL(`${name}.js`, folder);
  const isCurrent = process.env['SHEETBOUND_CURRENT_BUILD'] === fileURLToPath(folder);
  return isCurrent && existsSync(file) ? file : undefined;
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
