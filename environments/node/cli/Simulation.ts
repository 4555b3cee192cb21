import { startSimulators } from '../../emulator/apis/Simulators';
import { isHostOf, type HostMap } from '../HostMap';
import { findConnector } from './Connectors';
import { UsageError } from './UsageError';

/** Hosts of a source that are answered on this machine. */
export interface Simulation {
  hosts: HostMap;
  close(): Promise<void>;
}

/** Starts the simulator of one source with its clock at the present. Throws a `UsageError` where there is none. */
export async function simulate(name: string): Promise<Simulation> {
  const simulators = await startSimulators([name]).catch((error: unknown) => {
    throw new UsageError([`--simulate: ${(error as Error).message}`]);
  });
  await simulators.configure(name, { now: new Date().toISOString() });
  const served = Object.keys(simulators.hosts);
  const { hosts = [] } = findConnector(name).manifest;
  const missing = hosts.filter(pattern => !served.some(host => isHostOf(pattern, host)));
  if (missing.length) {
    await simulators.close();
    throw new UsageError([`--simulate: the simulator of ${name} does not answer for ${missing.join(', ')}.`]);
  }
  return { hosts: simulators.hosts, close: () => simulators.close() };
}
