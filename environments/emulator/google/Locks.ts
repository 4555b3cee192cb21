import type { EmulatorState } from './EmulatorState';

/** Who can hold a lock: an execution, which waits by letting virtual time pass. */
export interface LockHolder {
  elapse(milliseconds: number): void;
}

/** The mutexes of a project, one per scope: `script`, `document`, `user:<email>`. */
export class Locks {
  private readonly holders = new Map<string, LockHolder>();

  constructor(private readonly state: EmulatorState) {}

  isHeldBy(execution: LockHolder, scope: string): boolean {
    return this.holders.get(scope) === execution;
  }

  /** Waits on the virtual clock as long as the lock is somebody else's; whether the execution has it then. */
  acquire(execution: LockHolder, scope: string, waitMilliseconds: number): boolean {
    if (waitMilliseconds < 0) return false;
    const holder = this.holders.get(scope);
    if (holder === execution) return true;
    const freeAt = holder ? Infinity : (this.state.heldLocks[scope] ?? 0);
    const wait = freeAt - this.state.now;
    if (wait > waitMilliseconds) {
      execution.elapse(waitMilliseconds);
      return false;
    }
    if (wait > 0) execution.elapse(wait);
    delete this.state.heldLocks[scope];
    this.holders.set(scope, execution);
    return true;
  }

  /** Nothing happens when the execution does not have it. */
  release(execution: LockHolder, scope: string): void {
    if (this.isHeldBy(execution, scope)) this.holders.delete(scope);
  }

  releaseAll(execution: LockHolder): void {
    for (const [scope, holder] of this.holders) if (holder === execution) this.holders.delete(scope);
  }

  /** Something outside (another program of the same script) has the lock for so long. */
  holdFromOutside(scope: string, milliseconds: number): void {
    this.state.heldLocks[scope] = this.state.now + milliseconds;
  }
}
