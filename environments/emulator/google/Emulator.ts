import { EmulatedUser } from './EmulatedUser';
import type { EmulatorOptions } from './EmulatorOptions';
import {
  assertReadable,
  copyState,
  type EmulatorState,
  type ExecutionRecord,
  type Mail,
  type UserState,
} from './EmulatorState';
import { ExecutionRunner } from './ExecutionRunner';
import { Injections, type ActiveInjection, type Injection } from './Injection';
import { Libraries } from './script/Libraries';
import { Project } from './script/Project';
import { SpreadsheetModel } from './spreadsheet/SpreadsheetModel';
import { clockEvent } from './triggers/TriggerEvents';
import { runClock } from './triggers/TriggerClock';
import type { StoredTrigger } from './triggers/StoredTrigger';
import { World } from './World';

export type { EmulatorOptions } from './EmulatorOptions';

const START = '2026-03-02T09:00:00Z';
const FAILURE_SENDER = 'noreply-apps-scripts-notifications@google.com';
const OWNER = 'owner@example.com';

function freshState(now: string): EmulatorState {
  const start = Date.parse(now);
  if (Number.isNaN(start)) throw new RangeError(`"${now}" is not a time; write it like ${START}.`);
  return {
    version: 1,
    now: start,
    scriptId: '1emulatedScriptAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    counters: { execution: 0, trigger: 0 },
    scriptProperties: {},
    documentProperties: {},
    caches: {},
    heldLocks: {},
    users: [],
    outbox: [],
    executions: [],
  };
}

/**
 * Google Apps Script on this machine: one spreadsheet with its bound script, its users, triggers and clock. The script
 * runs unchanged, each execution in a new context; time is virtual and nothing happens unless it is asked for.
 */
export class Emulator {
  readonly spreadsheet: SpreadsheetModel;
  private readonly world: World;
  private readonly injections = new Injections<Emulator>(this);
  private readonly runner: ExecutionRunner;
  private readonly users = new Map<string, EmulatedUser>();

  constructor(options: EmulatorOptions) {
    if (options.state) assertReadable(options.state);
    const state = options.state ? copyState(options.state) : freshState(options.now ?? START);
    this.spreadsheet =
      state.spreadsheet === undefined
        ? new SpreadsheetModel({ ...options.spreadsheet, owner: OWNER })
        : SpreadsheetModel.fromJSON(state.spreadsheet);
    delete state.spreadsheet;
    this.spreadsheet.clock = () => this.world.state.now;
    const manifest = options.manifest ?? {};
    const libraries = new Libraries(options.libraries ?? {}, state);
    libraries.requireIncluded(manifest);
    this.world = new World(state, this.injections, {
      project: Project.of({ ...options.filesBefore, Code: options.code, ...options.files }),
      libraries,
      manifest,
      htmlFiles: options.htmlFiles ?? {},
      costs: options.costs ?? {},
      hosts: options.hosts ?? {},
      realTimeLimit: options.realTimeLimit ?? 120_000,
      bufferedWritesAtKill: options.bufferedWritesAtKill ?? 'lost',
      failedWrite: options.failedWrite ?? 'partial',
      spreadsheetId: this.spreadsheet.id,
    });
    const services = options.services ?? (() => ({}));
    this.runner = new ExecutionRunner(this.world, this.spreadsheet, host => services(host, this));
  }

  /** An emulator that goes on from a saved state. */
  static fromJSON(state: EmulatorState, options: Omit<EmulatorOptions, 'state' | 'now'>): Emulator {
    return new Emulator({ ...options, state });
  }

  /** Everything that outlives an execution. JSON text of it loses nothing; editor windows are closed by it. */
  toJSON(): EmulatorState {
    return { ...copyState(this.world.state), spreadsheet: this.spreadsheet.toJSON() };
  }

  /** The user with this address, created on first use; the first one owns the file. */
  user(email: string): EmulatedUser {
    const known = this.users.get(email);
    if (known) return known;
    if (this.world.state.users.length === 0) this.spreadsheet.owner = email;
    const user = new EmulatedUser(this.world.user(email), this.world, this.runner);
    this.users.set(email, user);
    return user;
  }

  /** Milliseconds since 1970 on the virtual clock. */
  get now(): number {
    return this.world.state.now;
  }

  /** Lets virtual time pass; triggers that become due run. */
  advance(milliseconds: number): ExecutionRecord[] {
    return this.runUntil(this.world.state.now + milliseconds);
  }

  /** Lets virtual time pass until an ISO time or milliseconds since 1970. */
  runUntil(time: string | number): ExecutionRecord[] {
    const until = typeof time === 'number' ? time : Date.parse(time);
    if (Number.isNaN(until)) throw new RangeError(`"${time}" is not a time; write it like ${START}.`);
    return runClock(this.world.state, until, (user, trigger) => this.fire(user, trigger));
  }

  /** Every execution so far, in the order of their starts. */
  get executions(): readonly ExecutionRecord[] {
    return this.world.state.executions;
  }

  get outbox(): readonly Mail[] {
    return this.world.state.outbox;
  }

  get documentProperties(): Record<string, string> {
    return this.world.state.documentProperties;
  }

  get scriptProperties(): Record<string, string> {
    return this.world.state.scriptProperties;
  }

  /** Sets a fault, or an act of somebody else, at a service call to come. */
  inject(injection: Injection<Emulator>): ActiveInjection<Emulator> {
    return this.injections.add(injection);
  }

  clearInjections(): void {
    this.injections.clear();
  }

  /** Something outside holds a lock (`script`, `document` or `user:<email>`) for so many virtual milliseconds. */
  holdLock(scope: string, milliseconds: number): void {
    this.world.locks.holdFromOutside(scope, milliseconds);
  }

  /** Google may forget cached values at any time. */
  evictCaches(): void {
    this.world.state.caches = {};
    for (const library of Object.values(this.world.state.libraries ?? {})) library.caches = {};
  }

  private fire(user: UserState, trigger: StoredTrigger): ExecutionRecord {
    const record = this.runner.run({
      user,
      kind: 'time-trigger',
      functionName: trigger.handler,
      args: execution => [clockEvent(execution, trigger)],
    });
    if (record.error) this.reportFailure(record, record.error.message);
    return record;
  }

  private reportFailure(record: ExecutionRecord, message: string): void {
    this.world.state.outbox.push({
      from: FAILURE_SENDER,
      to: [record.user],
      cc: [],
      bcc: [],
      subject: `Summary of failures for Google Apps Script: ${this.spreadsheet.name}`,
      body: `Your script has recently failed to finish successfully.\n${record.functionName}: ${message}`,
      attachments: [],
      sentAt: this.world.state.now,
    });
  }
}
