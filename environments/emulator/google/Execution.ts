import type { Script } from 'node:vm';
import type { ExecutionKind, ExecutionRecord, UserState } from './EmulatorState';
import { SERVER_ERROR, timeoutMessage, type Hit } from './Injection';
import { ScriptRealm } from './realm/ScriptRealm';
import { PermissionGate } from './PermissionGate';
import type { ScriptStores } from './ScriptStores';
import type { CallOptions, ServiceHost } from './ServiceHost';
import { randomSequence } from './RandomSequence';
import type { World } from './World';

const LIMIT = 6 * 60_000;
const SIMPLE_TRIGGER_LIMIT = 30_000;
/** What Google shows for an execution that was ended. */
export const TIME_LIMIT_MESSAGE = 'Exceeded maximum execution time';

export interface Ending {
  name: string;
  message: string;
  status: 'timed out' | 'failed';
}

/**
 * One execution: a new context, its time limit, and the gate through which every service call goes. Once it is over,
 * every call throws and has no effect, whatever the script catches.
 */
export class Execution implements ServiceHost {
  readonly realm: ScriptRealm;
  /** Of the project whose code asks. */
  readonly stores: ScriptStores;
  /** The execution itself, whichever project's code asks: what locks and held-back writes belong to. */
  readonly root: Execution = this;
  readonly record: ExecutionRecord;
  /** Whether the functions of the project run already, as against the statements of its top level. */
  evaluated = false;
  private readonly fate: { ending?: Ending; isOver: boolean } = { isOver: false };
  private readonly random: () => number;
  private readonly limit: number;
  private readonly gate: PermissionGate;

  constructor(
    readonly world: World,
    readonly userState: UserState,
    readonly kind: ExecutionKind,
    functionName: string,
  ) {
    const now = world.state.now;
    this.record = {
      id: `execution-${String(++world.state.counters.execution)}`,
      user: userState.email,
      functionName,
      kind,
      status: 'running',
      startedAt: now,
      endedAt: now,
      log: [],
      calls: [],
    };
    this.limit = kind === 'simple-trigger' ? SIMPLE_TRIGGER_LIMIT : LIMIT;
    this.gate = new PermissionGate(this, world.manifest.oauthScopes);
    this.stores = world.stores;
    this.random = randomSequence(world.state.counters.execution);
    this.realm = this.newRealm();
  }

  /** A further context of this execution: the same clock, other globals. */
  newRealm(): ScriptRealm {
    const { world } = this;
    return new ScriptRealm({
      timeZone: world.timeZone,
      now: () => world.state.now,
      random: this.random,
      formatStack: world.formatStack,
    });
  }

  /**
   * This execution as the code of a library has it: services make their values in the library's realm and keep what
   * is a project's own in its stores; user, rights, limits and log are the same.
   */
  inLibrary(realm: ScriptRealm, stores: ScriptStores): Execution {
    return Object.create(this, { realm: { value: realm }, stores: { value: stores } }) as Execution;
  }

  get user(): string {
    return this.userState.email;
  }

  get hasUi(): boolean {
    return this.kind !== 'time-trigger' && this.kind !== 'callback';
  }

  /** Whether the file that the script is bound to is at hand: not where a browser opened the script by itself. */
  get hasFile(): boolean {
    return this.kind !== 'callback';
  }

  /** How the execution was ended from outside, if it was. */
  get endedBy(): Ending | undefined {
    return this.fate.ending;
  }

  now(): number {
    return this.world.state.now;
  }

  call<T>(name: string, effect: () => T, options?: CallOptions): T {
    this.refuseIfOver();
    this.gate.checkCall(name);
    const { calls, id, functionName } = this.record;
    calls.push(name);
    const hits = this.world.fate.hitsOf({
      name,
      functionName,
      indexInExecution: calls.length - 1,
      user: this.user,
      executionId: id,
    });
    for (const hit of hits) if (hit.when === 'before') this.suffer(hit, name);
    this.elapse(options?.cost ?? this.world.costOf(name));
    const result = effect();
    for (const hit of hits) if (hit.when === 'after') this.suffer(hit, name);
    this.refuseIfOver();
    return result;
  }

  elapse(milliseconds: number): void {
    this.refuseIfOver();
    const end = this.record.startedAt + this.limit;
    this.world.state.now = Math.max(this.world.state.now, Math.min(this.world.state.now + milliseconds, end));
    if (this.world.state.now >= end) this.kill();
  }

  exception(message: string): Error {
    return this.realm.error('Exception', message);
  }

  requireScope(scope: string, method: string): void {
    this.gate.requireScope(scope, method);
  }

  /** Whether the user granted everything that the manifest asks for. */
  get isAuthorized(): boolean {
    return this.gate.isAuthorized;
  }

  /** Whether the manifest has the scope and this user granted it here. */
  hasScope(scope: string): boolean {
    return this.gate.hasScope(scope);
  }

  /** Whether the user granted a scope, whatever this context may use. */
  isGranted(scope: string): boolean {
    return this.gate.isGranted(scope);
  }

  /** Ends the execution at its time limit: throws here, and at every later call. */
  kill(): never {
    return this.end({ name: 'Exception', message: TIME_LIMIT_MESSAGE, status: 'timed out' });
  }

  /** Ends the execution as failed, in a way that the script cannot catch for long: every later call throws this too. */
  abort(name: string, message: string): never {
    return this.end({ name, message, status: 'failed' });
  }

  /** After this the objects of the execution are dead, should anything still hold them. */
  close(): void {
    this.fate.isOver = true;
  }

  evaluate(script: Script): unknown {
    return this.realm.evaluate(script, this.world.realTimeLimit);
  }

  private end(ending: Ending): never {
    const { name, message } = (this.fate.ending ??= ending);
    throw this.realm.error(name, message);
  }

  private refuseIfOver(): void {
    const { ending, isOver } = this.fate;
    if (ending) throw this.realm.error(ending.name, ending.message);
    if (isOver) throw this.exception(TIME_LIMIT_MESSAGE);
  }

  private suffer({ effect, message, elapsed }: Hit, name: string): void {
    if (effect === 'kill') this.kill();
    if (effect === 'throw') throw this.exception(message ?? SERVER_ERROR);
    if (effect === 'timeout') {
      this.elapse(elapsed);
      throw this.exception(message ?? timeoutMessage(name, this.world.spreadsheetId));
    }
    if (typeof effect === 'function') effect();
    this.elapse(0);
  }
}
