import { readdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Simulator } from './Simulator';
import { SimulatorServer } from './SimulatorServer';

/** From TypeScript the folders beside this file; in the built package one module each under `simulators/`. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');

function available(): string[] {
  if (!FROM_SOURCE)
    return readdirSync(new URL('./simulators/', import.meta.url))
      .filter(file => file.endsWith('.js'))
      .map(file => file.slice(0, -3));
  return readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);
}

async function load(name: string): Promise<Simulator> {
  const names = available();
  if (!names.includes(name))
    throw new Error(`There is no simulator of ${name}. There are: ${names.sort().join(', ')}.`);
  const address = FROM_SOURCE ? `./${name}/Simulator.ts` : `./simulators/${name}.js`;
  const loaded = (await import(/* @vite-ignore */ new URL(address, import.meta.url).href)) as Record<
    string,
    (new () => Simulator) | undefined
  >;
  const found = loaded[`${name}Simulator`];
  if (!found) throw new Error(`apis/${name}/Simulator.ts does not export ${name}Simulator.`);
  return new found();
}

async function start(names: readonly string[]): Promise<Record<string, Record<string, string>>> {
  const chosen = names.length ? names : available();
  const entries = await Promise.all(
    chosen.map(async name => [name, await new SimulatorServer(await load(name)).listen()] as const),
  );
  return Object.fromEntries(entries);
}

start(workerData as string[]).then(
  hosts => parentPort?.postMessage({ hosts }),
  (error: unknown) => parentPort?.postMessage({ error: (error as Error).message }),
);
