import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Entry points of the npm package: fixed ones, every `*Worker.ts` below environments and toolchain, every simulator. */
export function listEntries(): Record<string, string> {
  const entries: Record<string, string> = {
    index: 'src/index.ts',
    node: 'environments/node/index.ts',
    cli: 'environments/node/cli.ts',
    demo: 'environments/node/demo.ts',
  };
  for (const folder of ['environments', 'toolchain'])
    for (const file of readdirSync(folder, { recursive: true }) as string[])
      if (file.endsWith('Worker.ts')) entries[basename(file, '.ts')] = join(folder, file);
  const apis = join('environments', 'emulator', 'apis');
  for (const name of readdirSync(apis)) {
    const simulator = join(apis, name, 'Simulator.ts');
    if (existsSync(simulator)) entries[`simulators/${name}`] = simulator;
  }
  return entries;
}
