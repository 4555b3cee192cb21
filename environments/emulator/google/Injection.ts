import type { Emulator } from './Emulator';

/** The service call that an injection may act on. */
export interface InjectedCall {
  /** How many calls were made since the injection was set, over all executions; the first is 0. */
  index: number;
  /** Position of the call within its execution; the first is 0. */
  indexInExecution: number;
  /** Google's full name, e.g. `SpreadsheetApp.Range.setValues`. */
  name: string;
  functionName: string;
  user: string;
  executionId: string;
}

/** A fault, or an act of somebody else, at a service call. */
export interface Injection {
  /** The index of the call, or a test of it. */
  at: number | ((call: InjectedCall) => boolean);
  /** Before the call has its effect (which then does not happen if the call fails) or after it. */
  when: 'before' | 'after';
  /**
   * `throw`: a service error. `timeout`: the service's own time-out error, after `elapsed`. `kill`: the end at the time
   * limit. A function acts on the world, e.g. as another user, and the call goes on.
   */
  effect: 'throw' | 'timeout' | 'kill' | ((world: Emulator) => void);
  /** Text of the error. Default: Google's, for the service. */
  message?: string;
  /** How often it acts. Default 1. */
  times?: number;
  /** Virtual milliseconds that a `timeout` takes. Default 30,000. */
  elapsed?: number;
}

export interface ActiveInjection {
  readonly injection: Injection;
  /** Calls seen since it was set. */
  seen: number;
  /** Where it acted. */
  readonly hits: InjectedCall[];
  /** Takes it back. */
  remove(): void;
}

/** Google's text for a call that ran out of time, by service. */
export function timeoutMessage(name: string, spreadsheetId: string): string {
  if (name.startsWith('SpreadsheetApp'))
    return `Service Spreadsheets timed out while accessing document with id ${spreadsheetId}.`;
  return SERVER_ERROR;
}

/** Google's text for a passing failure of any service. */
export const SERVER_ERROR = "We're sorry, a server error occurred. Please wait a bit and try again.";

type PreparedCall = Omit<InjectedCall, 'index'>;

/** The injections that are set. One that is acting does not see the calls that its own effect makes. */
export class Injections {
  private readonly active: ActiveInjection[] = [];
  private readonly acting = new Set<ActiveInjection>();

  add(injection: Injection): ActiveInjection {
    const entry: ActiveInjection = {
      injection,
      seen: 0,
      hits: [],
      remove: () => {
        const index = this.active.indexOf(entry);
        if (index >= 0) this.active.splice(index, 1);
      },
    };
    this.active.push(entry);
    return entry;
  }

  clear(): void {
    this.active.length = 0;
  }

  /** Counts the call and answers the injections that act on it, those of `before` first. */
  hitsOf(call: PreparedCall): ActiveInjection[] {
    const hits: ActiveInjection[] = [];
    for (const entry of [...this.active]) {
      if (this.acting.has(entry)) continue;
      const full = { ...call, index: entry.seen++ };
      const { at, times = 1 } = entry.injection;
      if (entry.hits.length >= times || !(typeof at === 'number' ? full.index === at : at(full))) continue;
      entry.hits.push(full);
      hits.push(entry);
    }
    return hits;
  }

  /** Lets a function effect act on the world. */
  act(entry: ActiveInjection, effect: (world: Emulator) => void, world: Emulator): void {
    this.acting.add(entry);
    try {
      effect(world);
    } finally {
      this.acting.delete(entry);
    }
  }
}
