import { setImmediate } from 'node:timers/promises';
import type { Emulator } from '../../../environments/emulator/google/Emulator';
import type { EmulatorState } from '../../../environments/emulator/google/EmulatorState';
import type { Injection } from '../../../environments/emulator/google/Injection';
import { dataOf, STEPS, type World } from './World';

/** A service call of the unbroken run. */
export interface Call {
  /** Which step it belongs to, and its number among the calls of the step. */
  step: number;
  index: number;
  name: string;
}

/** The scenario without any fault: what every broken one must end with. */
export interface Unbroken {
  calls: Call[];
  /** The data tabs after each step. */
  data: unknown[][];
  /** The state before each step: a broken run need not repeat what came before its fault. */
  states: EmulatorState[];
  pauses: number;
  /** What each execution said. */
  messages: string[];
}

export function runUnbroken(world: World): Unbroken {
  const emulator = world.emulator();
  const unbroken: Unbroken = { calls: [], data: [], states: [], pauses: 0, messages: [] };
  for (const [number, step] of STEPS.entries()) {
    unbroken.states.push(emulator.toJSON());
    world.prepare(step);
    const records = world.perform(emulator, step);
    const names = records.flatMap(record => record.calls);
    unbroken.calls.push(...names.map((name, index) => ({ step: number, index, name })));
    unbroken.pauses += records.length - 1;
    unbroken.data.push(dataOf(emulator));
    unbroken.messages.push(
      ...records.map(({ result }) => (result as { message?: string } | undefined)?.message ?? ''),
    );
  }
  return unbroken;
}

export interface Broken {
  /** The data tabs after each step that was done. */
  data: unknown[][];
  /** How often the fault acted. */
  hits: number;
  /** Writes that an execution had not sent when it was ended: what `bufferedWritesAtKill` decides about, and nothing else. */
  unsent: number;
  emulator: Emulator;
}

/** Lets the test's process answer to whoever runs it, which takes it for dead after a minute: a run never waits. */
export const pause = (): Promise<void> => setImmediate();

/** The scenario from the step of `call` on, with a fault at that call, to the end or for `steps` steps. */
export function runBroken(
  world: World,
  unbroken: Unbroken,
  call: Call,
  fault: Pick<Injection<Emulator>, 'when' | 'effect'>,
  options: { steps?: number; bufferedWritesAtKill?: 'lost' | 'applied' } = {},
): Broken {
  const emulator = world.emulator(unbroken.states[call.step], options.bufferedWritesAtKill);
  const injection = emulator.inject({ ...fault, at: call.index });
  const unsent = countUnsent(emulator);
  const data: unknown[][] = [];
  for (const step of STEPS.slice(call.step).slice(0, options.steps)) {
    world.prepare(step);
    world.perform(emulator, step);
    data.push(dataOf(emulator));
  }
  return { data, hits: injection.hits.length, unsent: unsent(), emulator };
}

/** Counts the writes that are forgotten with executions that ended. */
function countUnsent({ spreadsheet }: Emulator): () => number {
  let count = 0;
  const drop = spreadsheet.dropWrites.bind(spreadsheet);
  spreadsheet.dropWrites = execution => {
    if (execution) count += spreadsheet.writesOf(execution).size;
    drop(execution);
  };
  return () => count;
}
