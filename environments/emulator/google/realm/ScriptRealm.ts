import { types } from 'node:util';
import { Script, createContext, type Context } from 'node:vm';
import type { Realm } from '../ServiceHost';
import type { FormatStack } from '../script/Project';
import { BOOTSTRAP } from './bootstrap';
import { ZoneClock } from './ZoneClock';

const bootstrap = new Script(BOOTSTRAP, { filename: 'sheetbound-emulator-bootstrap' });

type Tools = Pick<Realm, 'array' | 'grid' | 'object' | 'date' | 'error'> & { compile: Compile };
type Compile = (names: readonly string[], body: string) => (...args: unknown[]) => unknown;

export interface RealmOptions {
  timeZone: string;
  /** Milliseconds since 1970, read by `Date`. */
  now: () => number;
  /** 0 (inclusive) to 1; behind `Math.random`. */
  random: () => number;
  formatStack: FormatStack;
}

/** A context that has the globals of Apps Script and nothing else, and the tools to make values for it. */
export class ScriptRealm implements Realm {
  readonly context: Context;
  readonly array: Realm['array'];
  readonly grid: Realm['grid'];
  readonly object: Realm['object'];
  readonly date: Realm['date'];
  readonly error: Realm['error'];
  /** A sloppy-mode function of the realm, from the names of its parameters and its body. */
  readonly compile: Compile;

  constructor(options: RealmOptions) {
    this.context = createContext({}, { microtaskMode: 'afterEvaluate' });
    const zone = ZoneClock.of(options.timeZone);
    const install = bootstrap.runInContext(this.context) as (host: object) => Tools;
    const tools = install({
      timeZone: options.timeZone,
      now: options.now,
      random: options.random,
      formatStack: options.formatStack,
      offset: (milliseconds: number) => zone.offset(milliseconds),
      zoneName: (milliseconds: number) => zone.name(milliseconds),
      isDate: types.isDate,
    });
    this.array = tools.array;
    this.grid = tools.grid;
    this.object = tools.object;
    this.date = tools.date;
    this.error = tools.error;
    this.compile = tools.compile;
  }

  isDate(value: unknown): value is Date {
    return types.isDate(value);
  }

  /** Makes a name global, the way Apps Script offers its services. */
  define(name: string, value: unknown): void {
    Object.defineProperty(this.context, name, {
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }

  /** The same, made when it is first named. */
  defineLazily(name: string, make: () => unknown): void {
    Object.defineProperty(this.context, name, {
      get: () => {
        const value = make();
        this.define(name, value);
        return value;
      },
      set: (value: unknown) => {
        this.define(name, value);
      },
      enumerable: false,
      configurable: true,
    });
  }

  /** Evaluates within `timeout` real milliseconds, microtasks included. */
  evaluate(script: Script, timeout: number): unknown {
    return script.runInContext(this.context, { timeout, displayErrors: false });
  }
}
