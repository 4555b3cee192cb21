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

/** A fault, or an act of somebody else in a world, at a service call. */
export interface Injection<World> {
  /** The index of the call, or a test of it. */
  at: number | ((call: InjectedCall) => boolean);
  /** Before the call has its effect (which then does not happen if the call fails) or after it. */
  when: 'before' | 'after';
  /**
   * `throw`: a service error. `timeout`: the service's own time-out error, after `elapsed`. `kill`: the end at the time
   * limit. A function acts on the world, e.g. as another user, and the call goes on.
   */
  effect: 'throw' | 'timeout' | 'kill' | ((world: World) => void);
  /** Text of the error. Default: Google's, for the service. */
  message?: string;
  /** How often it acts. Default 1. */
  times?: number;
  /** Virtual milliseconds that a `timeout` takes. Default 30,000. */
  elapsed?: number;
}

export interface ActiveInjection<World> {
  readonly injection: Injection<World>;
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

/** What an execution knows of a call that it is about to make. */
export type AnnouncedCall = Omit<InjectedCall, 'index'>;

/** An injection that acts on a call, as the execution meets it; a function lets somebody else act. */
export interface Hit {
  readonly when: 'before' | 'after';
  readonly effect: 'throw' | 'timeout' | 'kill' | (() => void);
  readonly message: string | undefined;
  readonly elapsed: number;
}

/** What decides how a service call fares. */
export interface CallFate {
  /** Counts the call and answers what acts on it, in the order of setting. */
  hitsOf(call: AnnouncedCall): Hit[];
}

const TIMEOUT = 30_000;

/** The injections that are set. One that is acting does not see the calls that its own effect makes. */
export class Injections<World> implements CallFate {
  private readonly active: ActiveInjection<World>[] = [];
  private readonly acting = new Set<ActiveInjection<World>>();

  /** `world` is what function effects are handed. */
  constructor(private readonly world: World) {}

  add(injection: Injection<World>): ActiveInjection<World> {
    const entry: ActiveInjection<World> = {
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

  hitsOf(call: AnnouncedCall): Hit[] {
    const hits: Hit[] = [];
    for (const entry of [...this.active]) {
      if (this.acting.has(entry)) continue;
      const full = { ...call, index: entry.seen++ };
      const { at, times = 1 } = entry.injection;
      if (entry.hits.length >= times || !(typeof at === 'number' ? full.index === at : at(full))) continue;
      entry.hits.push(full);
      hits.push(this.hitOf(entry));
    }
    return hits;
  }

  private hitOf(entry: ActiveInjection<World>): Hit {
    const { when, effect, message, elapsed = TIMEOUT } = entry.injection;
    if (typeof effect === 'string') return { when, effect, message, elapsed };
    return {
      when,
      effect: () => {
        this.act(entry, effect);
      },
      message,
      elapsed,
    };
  }

  private act(entry: ActiveInjection<World>, effect: (world: World) => void): void {
    this.acting.add(entry);
    try {
      effect(this.world);
    } finally {
      this.acting.delete(entry);
    }
  }
}
