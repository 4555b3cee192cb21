import { startSimulators } from '../../../environments/emulator/apis/Simulators';
import type { SourceCases } from '../../sources/cases';
import { importNode, listSources, loadSource } from '../../sources/harness';
import { installSimulated } from '../../sources/simulated';

/** Prints which days every time series asked for, window by window. The time zone is that of the process. */
const windows = JSON.parse(process.argv[2] ?? '[]') as [string, string][];
const simulators = await startSimulators();
const asked: { what: string; window: [string, string]; days: [string, string][] }[] = [];

for (const name of listSources()) {
  const path = new URL(`../../sources/${name}/cases.ts`, import.meta.url).href;
  const { cases } = (await import(path)) as { cases: SourceCases };
  installSimulated(simulators.hostsOf(name));
  for (const [node, { daysOf }] of Object.entries(cases.nodes)) {
    if (!daysOf) continue;
    for (const window of windows) {
      await simulators.reset(name);
      importNode(await loadSource(name, { ...cases.values, ...cases.secrets }), node, ...window);
      const days = (await simulators.requests(name)).map(daysOf).filter(([from]) => from !== '');
      asked.push({ what: `${name} ${node}`, window, days });
    }
  }
}

await simulators.close();
process.stdout.write(JSON.stringify({ july: new Date(2026, 6, 1).getTimezoneOffset(), asked }), () =>
  process.exit(0),
);
