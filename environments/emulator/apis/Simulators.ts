import type { Worker } from 'node:worker_threads';
import type { HostMap } from '../../node/HostMap';
import { startWorker } from '../../node/WorkerFile';
import type { Fault } from './Faults';
import type { LoggedRequest } from './RequestLog';
import type { SimulatorSettings } from './Simulator';
import { CONTROL_PATH } from './SimulatorServer';

export type { Fault } from './Faults';
export type { LoggedRequest } from './RequestLog';

/**
 * Simulators that run in one worker thread, so that a thread that waits for an answer does not wait for itself. While
 * the calling thread is blocked, the same commands are to be had over HTTP below `CONTROL_PATH` of any of the hosts.
 */
export class Simulators {
  /** Real host name -> origin on this machine, of all simulators: for the Node adapter and the emulator. */
  readonly hosts: HostMap;

  constructor(
    private readonly worker: Worker,
    private readonly hostsByName: Record<string, Record<string, string>>,
    private readonly settings: Partial<SimulatorSettings>,
  ) {
    this.hosts = Object.assign({}, ...Object.values(hostsByName)) as HostMap;
  }

  /** The hosts of one simulator. */
  hostsOf(name: string): HostMap {
    const hosts = this.hostsByName[name];
    if (!hosts) throw new Error(`The simulator of ${name} was not started.`);
    return hosts;
  }

  /** Changes settings: `seed`, `now`, `latencyMs` and the simulator's own. Unknown ones are refused. */
  async configure(name: string, settings: Record<string, unknown>): Promise<void> {
    await this.command(name, 'configure', settings);
  }

  async fail(name: string, fault: Fault): Promise<void> {
    await this.command(name, 'fail', fault);
  }

  /** Since the start or the last `reset`, oldest first. */
  async requests(name: string): Promise<LoggedRequest[]> {
    return (await this.command(name, 'requests')) as LoggedRequest[];
  }

  /** Every credential that came with a request or was handed out since then: to look for where it must not be. */
  async secrets(name: string): Promise<string[]> {
    return (await this.command(name, 'secrets')) as string[];
  }

  /** The settings of the start, no faults, empty log. */
  async reset(name: string): Promise<void> {
    await this.command(name, 'reset', this.settings);
  }

  async resetAll(): Promise<void> {
    await Promise.all(Object.keys(this.hostsByName).map(name => this.reset(name)));
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private async command(name: string, command: string, body: unknown = {}): Promise<unknown> {
    const [origin] = Object.values(this.hostsOf(name));
    const response = await fetch(`${origin}${CONTROL_PATH}${command}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { simulator?: string };
    if (!response.ok) throw new Error(`[${name} simulator] ${answer.simulator}`);
    return answer;
  }
}

/**
 * Starts the simulators of these sources; without names, all there are. They do not keep the process alive. Whoever
 * runs on the real clock gives `now`, else nothing is published after the day on which the simulators' clock stands.
 */
export async function startSimulators(
  names: readonly string[] = [],
  settings: Partial<SimulatorSettings> = {},
): Promise<Simulators> {
  const worker = startWorker('../emulator/apis/SimulatorWorker', { workerData: [...names] });
  const simulators = new Simulators(worker, await firstMessage(worker), settings);
  await simulators.resetAll();
  return simulators;
}

function firstMessage(worker: Worker): Promise<Record<string, Record<string, string>>> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: { hosts?: Record<string, Record<string, string>>; error?: string }) => {
      worker.off('error', reject);
      worker.unref();
      if (message.hosts) resolve(message.hosts);
      else void worker.terminate().then(() => reject(new Error(message.error)));
    });
  });
}
