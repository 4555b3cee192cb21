/** One request as a simulator sees it. */
export interface SimulatedRequest {
  /** Upper case. */
  method: string;
  /** The real host that was asked for, e.g. `api.github.com`. */
  host: string;
  /** Still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface SimulatedReply {
  status: number;
  headers?: Record<string, string>;
  /** Text and bytes are sent as they are, anything else as JSON; without it the body is empty. */
  body?: unknown;
}

/** What every simulator can be set to; each adds its own. */
export interface SimulatorSettings {
  /** Another seed is another world of data; the same seed is always the same one. Default 1. */
  seed: number;
  /** The simulator's clock, ISO 8601. It stands still. Default 2026-03-02T09:00:00Z, like the emulator's start. */
  now: string;
  /** Announced in `x-simulated-latency-ms`; nobody really waits for it. */
  latencyMs: number;
}

export const DEFAULT_SETTINGS: SimulatorSettings = { seed: 1, now: '2026-03-02T09:00:00Z', latencyMs: 150 };

/**
 * A remote API that enforces its contract. Subclasses live in `apis/<Name>/Simulator.ts` as `<Name>Simulator`; the
 * folder is the registration. `answer` must be a function of request, settings and the simulator's own state only.
 */
export abstract class Simulator<S extends SimulatorSettings = SimulatorSettings> {
  /** Real hosts that it stands for; each gets a port of its own. */
  abstract readonly hosts: readonly string[];
  settings: S;

  constructor(private readonly defaults: S) {
    this.settings = { ...defaults };
  }

  /** Refuses settings that do not exist, so that a misspelt one does not go unnoticed. */
  configure(changes: Partial<S>): void {
    const unknown = Object.keys(changes).filter(key => !(key in this.defaults));
    if (unknown.length)
      throw new Error(
        `No such setting: ${unknown.join(', ')}. There are: ${Object.keys(this.defaults).join(', ')}.`,
      );
    this.settings = { ...this.settings, ...changes };
  }

  /** Back to the settings of the start. A simulator that remembers anything forgets it here. */
  reset(): void {
    this.settings = { ...this.defaults };
  }

  abstract answer(request: SimulatedRequest): SimulatedReply;

  /** The API's own way to say `status`: used for faults that tests ask for. */
  abstract refuse(status: number, request: SimulatedRequest): SimulatedReply;
}
