import type { ChildProcess } from 'node:child_process';

/** For `spawn`: what the child starts ends with it, by `endGroup`. Windows knows no groups. */
export const IN_GROUP = { detached: process.platform !== 'win32' } as const;

/** Ends a child that was started with `IN_GROUP` and all that it started, also when it has ended by itself. */
export function endGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): void {
  if (pid === undefined) return;
  try {
    process.kill(IN_GROUP.detached ? -pid : pid, signal);
  } catch {
    // All of them have ended.
  }
}

/** Whether a process is there, also one of another user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** On these a tool ends its children first: a group of their own hears of no Ctrl-C and of no closed terminal. */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
