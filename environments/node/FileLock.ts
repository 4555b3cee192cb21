import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { blockFor } from './BlockFor';

interface Holder {
  token: string;
  process: number;
  host: string;
  since: string;
}

/** Milliseconds after which a lock file without readable content counts as left behind. */
const UNREADABLE_IS_STALE = 10_000;

/** Milliseconds between two looks at a lock that somebody else holds. */
const POLL = 20;

/**
 * A lock between executions, held by the existence of a file. It holds whoever created it; a file whose process is
 * gone (a kill, a crash) is taken over. Within one execution it may be taken again; the outermost release frees it.
 */
export class FileLock {
  private readonly path: string;
  private readonly token = randomUUID();
  private depth = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** False when somebody else held it for all of `waitMilliseconds`. */
  tryAcquire(waitMilliseconds: number): boolean {
    if (this.depth > 0 || this.waitForFile(waitMilliseconds)) {
      this.depth++;
      return true;
    }
    return false;
  }

  release(): void {
    if (this.depth === 0 || --this.depth > 0) return;
    if (readHolder(this.path)?.token === this.token) rmSync(this.path, { force: true });
  }

  /** Who holds it, for messages. */
  describeHolder(): string {
    const holder = readHolder(this.path);
    return holder ? `process ${holder.process} on ${holder.host}, since ${holder.since}` : 'another process';
  }

  private waitForFile(waitMilliseconds: number): boolean {
    const end = performance.now() + waitMilliseconds;
    for (;;) {
      if (this.create()) return true;
      this.removeIfStale();
      const left = end - performance.now();
      if (left <= 0) return this.create();
      blockFor(Math.min(POLL, left));
    }
  }

  private create(): boolean {
    let file: number;
    try {
      file = openSync(this.path, 'wx', 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw lockError(this.path, error);
    }
    const since = new Date().toISOString();
    const holder: Holder = { token: this.token, process: process.pid, host: hostname(), since };
    try {
      writeSync(file, JSON.stringify(holder));
    } catch (error) {
      // A full disk takes the name and not the content: left there, it would look like somebody else's lock.
      rmSync(this.path, { force: true });
      throw lockError(this.path, error);
    } finally {
      closeSync(file);
    }
    return true;
  }

  /** Renames before removing, so that of two who see the same stale file only one removes it. */
  private removeIfStale(): void {
    const seen = readHolder(this.path);
    if (!isStale(this.path, seen)) return;
    const aside = `${this.path}.${this.token}`;
    try {
      renameSync(this.path, aside);
    } catch {
      return;
    }
    if (readHolder(aside)?.token !== seen?.token) putBack(aside, this.path);
    rmSync(aside, { force: true });
  }
}

/** What was taken aside turned out to be a new owner's: it goes back, unless a third one has the lock by now. */
function putBack(aside: string, path: string): void {
  try {
    statSync(path);
  } catch {
    renameSync(aside, path);
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof holder.token === 'string' && typeof holder.process === 'number'
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function isStale(path: string, holder: Holder | undefined): boolean {
  if (holder) return holder.host === hostname() && !isRunning(holder.process);
  try {
    return Date.now() - statSync(path).mtimeMs > UNREADABLE_IS_STALE;
  } catch {
    return false;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lockError(path: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  return new Error(`[State] ${basename(path)} cannot be created (${code ?? message}). Nothing was written.`, {
    cause: error,
  });
}
