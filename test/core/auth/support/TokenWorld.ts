import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeEnvironment } from '../../../../environments/node/NodeEnvironment';
import { lockTimeout } from '../../../../environments/portable/LockTimeout';
import type { AuthContext } from '../../../../src/Core/Auth';
import {
  installEnvironment,
  type CacheStore,
  type Environment,
  type FetchRequest,
  type PropertyStore,
} from '../../../../src/Core/EnvironmentAdapter';
import { respond, type Canned } from '../../../sources/canned';

/** What a request is answered with; a text: no answer comes, for this reason. */
export type Reply = Canned | string;

/** Called before every service call of an execution, with its name. May throw: then the call is not made. */
export type Watch = (call: string) => void;

/**
 * Executions of one spreadsheet: they share properties and cache, a lock and a clock that only sleeping moves; each has
 * a memory of its own.
 */
export class TokenWorld {
  time = Date.parse('2026-03-15T12:00:00Z');
  deadline = Infinity;
  requests: FetchRequest[] = [];
  slept: number[] = [];
  reply: (request: FetchRequest) => Reply = () => ({ status: 404 });
  /** Whether an execution has the lock. */
  isLocked = false;
  private readonly folder: string | undefined;
  private readonly memory = createNodeEnvironment({ timeZone: 'UTC' });

  /** `file`: the executions meet in a state file of Node only, as processes do. */
  constructor({ file = false } = {}) {
    if (file) this.folder = mkdtempSync(join(tmpdir(), 'auth-'));
  }

  close(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true });
  }

  /** Begins an execution. What the one before had in memory is gone. */
  begin(watch: Watch = () => undefined): Environment {
    const node = this.node();
    const environment: Environment = {
      ...node,
      now: () => this.time,
      remainingTime: () => this.deadline - this.time,
      sleep: milliseconds => {
        this.slept.push(milliseconds);
        this.time += milliseconds;
      },
      fetch: (url, options) => {
        watch('fetch');
        return this.answer({ ...options, url });
      },
      properties: scope => watched(node.properties(scope), `${scope} properties`, watch),
      cache: () => watched(this.clocked(node.cache()), 'cache', watch),
      withLock: (_wait, action) => {
        watch('lock');
        if (this.isLocked) throw lockTimeout('In use. Nothing was done.');
        this.isLocked = true;
        try {
          return action();
        } finally {
          this.isLocked = false;
        }
      },
    };
    installEnvironment(environment);
    return environment;
  }

  /** Everything that is stored, names included. */
  stored(): { user: Record<string, string>; document: Record<string, string> } {
    const node = this.node();
    return { user: node.properties('user').getAll(), document: node.properties('document').getAll() };
  }

  private node(): Environment {
    if (this.folder === undefined) return this.memory;
    return createNodeEnvironment({ stateFile: join(this.folder, 'state.json'), timeZone: 'UTC' });
  }

  private answer(request: FetchRequest) {
    this.requests.push(request);
    const reply = this.reply(request);
    if (typeof reply === 'string')
      throw Object.assign(new Error(reply), { failure: { kind: 'network', message: reply } });
    return respond(reply);
  }

  /** The cache of Node counts by the real clock; here time is the world's. */
  private clocked(cache: CacheStore): CacheStore {
    const entry = (text: string | undefined) =>
      JSON.parse(text ?? '{}') as { value?: string; until?: number };
    return {
      get: key => {
        const { value, until = 0 } = entry(cache.get(key));
        return until > this.time ? value : undefined;
      },
      set: (key, value, seconds) => {
        cache.set(key, JSON.stringify({ value, until: this.time + seconds * 1000 }), 21_600);
      },
      delete: key => {
        cache.delete(key);
      },
    };
  }
}

function watched<T extends PropertyStore | CacheStore>(store: T, name: string, watch: Watch): T {
  const calls = Object.entries(store) as [string, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    calls.map(([call, action]) => [
      call,
      (...args: unknown[]) => {
        watch(`${name} ${call}`);
        return action(...args);
      },
    ]),
  ) as unknown as T;
}

export const TOKEN_URL = 'https://login.example/token';

export function context(more: Partial<AuthContext> = {}): AuthContext {
  return {
    speaker: 'Shop',
    secretScope: 'user',
    maxRetries: 3,
    initialDelay: 1_000,
    onRequest: () => undefined,
    sourceSecrets: () => [],
    ...more,
  };
}

/** The header with which data is asked for. */
export function sentBy(auth: { sign(request: FetchRequest): FetchRequest }, name = 'Authorization') {
  return auth.sign({ url: 'https://api.example/data' }).headers?.[name];
}

/** The form of a request. */
export function formOf(request: FetchRequest | undefined): Record<string, string> {
  return request?.payload as Record<string, string>;
}

/** What an action throws. */
export function errorOf(
  action: () => unknown,
): Error & { statusCode?: number; kind?: string; payload?: unknown } {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
