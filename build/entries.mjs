import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Entry points of the npm package: fixed ones, every `*Worker.ts` below environments, every simulator. */
export function listEntries() {
  const entries = {
    index: 'src/index.ts',
    node: 'environments/node/index.ts',
    cli: 'environments/node/cli.ts',
    demo: 'environments/node/demo.ts',
  };
  for (const file of readdirSync('environments', { recursive: true }))
    if (file.endsWith('Worker.ts'))
      entries[file.replace(/^.*[\\/]/, '').slice(0, -3)] = join('environments', file);
  const apis = join('environments', 'emulator', 'apis');
  for (const name of readdirSync(apis)) {
    const simulator = join(apis, name, 'Simulator.ts');
    if (existsSync(simulator)) entries[`simulators/${name}`] = simulator;
  }
  return entries;
}
