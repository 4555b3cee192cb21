import { Script } from 'node:vm';
import { promiseHooks } from 'node:v8';
import type { ExecutionKind, ExecutionRecord, UserState } from './EmulatorState';
import { Execution, TIME_LIMIT_MESSAGE } from './Execution';
import { createGlobals, type ExtraServices } from './Globals';
import { LibraryRealms } from './realm/LibraryRealms';
import { hostCopy, pageResult } from './PageValues';
import { quotaLeft, recordUse } from './Quotas';
import { TOP_CALL } from './script/Project';
import type { SpreadsheetModel } from './spreadsheet/SpreadsheetModel';
import { callbackPage } from './UserCallback';
import type { World } from './World';

const entry = new Script(`${TOP_CALL}()`, { filename: `${TOP_CALL}.gs` });
const NAME = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

/** Nobody can be asked for rights meanwhile. */
const UNATTENDED: readonly ExecutionKind[] = ['time-trigger', 'open-trigger', 'callback'];

export interface RunRequest {
  user: UserState;
  kind: ExecutionKind;
  functionName: string;
  /** Arguments as values of the realm. */
  args?: (execution: Execution) => readonly unknown[];
}

interface Failure {
  name: string;
  message: string;
  stack: string;
}

/** What becomes of the value of the function. */
function resultOf(execution: Execution, value: unknown): unknown {
  if (execution.kind === 'callback') return callbackPage(execution, value);
  return execution.kind === 'page' ? pageResult(value) : hostCopy(value);
}

function failureOf(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { name, message, stack } = error as Partial<Failure>;
    return { name: String(name ?? 'Error'), message: String(message), stack: String(stack ?? '') };
  }
  return { name: 'Error', message: String(error), stack: '' };
}

/** Runs functions of the project, each in an execution of its own; a run may start another in its midst. */
export class ExecutionRunner {
  private depth = 0;
  private readonly promises: Promise<unknown>[] = [];

  constructor(
    private readonly world: World,
    private readonly model: SpreadsheetModel,
    private readonly extra: ExtraServices,
  ) {}

  run(request: RunRequest): ExecutionRecord {
    const execution = new Execution(this.world, request.user, request.kind, request.functionName);
    const { record } = execution;
    this.world.state.executions.push(record);
    const refusal = this.refusal(execution);
    if (refusal !== undefined)
      return this.finish(execution, { name: 'Exception', message: refusal, stack: '' });
    let failure: Failure | undefined;
    try {
      const value = this.withSilentRejections(() => this.perform(execution, request));
      record.result = resultOf(execution, value);
    } catch (error) {
      failure = failureOf(error);
      if ((error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
        failure = this.cut(execution);
    }
    return this.finish(execution, failure);
  }

  private refusal(execution: Execution): string | undefined {
    const missing = this.world.libraries.missing(this.world.manifest);
    if (missing !== undefined) return missing;
    if (!UNATTENDED.includes(execution.kind)) return undefined;
    if (!execution.isAuthorized) return 'Authorization is required to perform that action.';
    if (execution.kind === 'callback') return undefined;
    if (quotaLeft(execution.userState, 'triggerRuntime', execution.now()) > 0) return undefined;
    return 'Service using too much computer time for one day.';
  }

  private perform(execution: Execution, request: RunRequest): unknown {
    const libraries = new LibraryRealms(execution, host => createGlobals(host, this.model, this.extra));
    libraries.furnish(execution, this.world.manifest);
    execution.evaluate(this.world.project.script);
    execution.evaluated = true;
    const { target, owner } = this.resolve(execution, request.functionName);
    const args = request.args?.(execution) ?? [];
    const { context } = execution.realm;
    execution.realm.define(TOP_CALL, () => {
      delete context[TOP_CALL];
      return Reflect.apply(target, owner, args) as unknown;
    });
    const value = execution.evaluate(entry);
    libraries.settle();
    return value;
  }

  /** A top-level function, or a method by its dotted name, however it became global. */
  private resolve(execution: Execution, name: string): { target: () => unknown; owner: unknown } {
    let owner: unknown;
    let value: unknown;
    if (NAME.test(name)) {
      const [first = name, ...rest] = name.split('.');
      value = execution.evaluate(new Script(`typeof ${first} === 'undefined' ? undefined : ${first}`));
      for (const part of rest) {
        owner = value;
        value = (value as Record<string, unknown> | null | undefined)?.[part];
      }
    }
    if (typeof value !== 'function')
      throw execution.realm.error('Error', `Script function not found: ${name}`);
    return { target: value as () => unknown, owner };
  }

  /** An execution that was cut in real time has used up its virtual time too. */
  private cut(execution: Execution): Failure {
    try {
      execution.elapse(Infinity);
    } catch (error) {
      return failureOf(error);
    }
    return { name: 'Exception', message: TIME_LIMIT_MESSAGE, stack: '' };
  }

  private finish(execution: Execution, failed: Failure | undefined): ExecutionRecord {
    const { record, endedBy } = execution;
    let failure: Failure | undefined = endedBy ? { ...endedBy, stack: failed?.stack ?? '' } : failed;
    if (endedBy?.status === 'timed out' && this.world.bufferedWritesAtKill === 'lost')
      this.model.dropWrites(execution);
    else
      try {
        this.model.commitWrites(execution);
      } catch (error) {
        failure ??= { ...failureOf(error), name: 'Exception' };
      }
    this.world.locks.releaseAll(execution);
    execution.close();
    record.endedAt = execution.now();
    record.status = endedBy?.status ?? (failure ? 'failed' : 'completed');
    if (failure) {
      record.error = { name: failure.name, message: failure.message, stack: failure.stack };
      delete record.result;
    }
    if (execution.kind === 'time-trigger')
      recordUse(execution.userState, 'triggerRuntime', record.endedAt - record.startedAt, record.endedAt);
    return record;
  }

  /**
   * On the platform a rejected promise that nobody handles goes unnoticed. Node would end the process for it, so every
   * promise that came into being in a realm meanwhile gets a handler.
   */
  private withSilentRejections<T>(action: () => T): T {
    if (this.depth > 0) return action();
    const stop = promiseHooks.onInit(promise => {
      this.promises.push(promise);
    }) as () => void;
    this.depth++;
    try {
      return action();
    } finally {
      this.depth--;
      stop();
      for (const promise of this.promises.splice(0))
        if (!(promise instanceof Promise)) Promise.prototype.then.call(promise, undefined, () => undefined);
    }
  }
}
