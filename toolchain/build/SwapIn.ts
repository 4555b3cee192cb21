import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { FileLock } from '../../environments/node/FileLock';
import { isRunning } from '../ProcessGroup';

const LOCK = 'dist.lock';

/** Milliseconds that a build waits for another one's: it is held for two renames and a look at what was built. */
const WAIT = 30_000;

/** What is there until the end may be read, and may be locked by a scanner of viruses, for a moment. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };

/** A folder of this process to build into. Clears up after builds that were killed. */
export function makeOutput(): string {
  for (const name of readdirSync('.')) {
    const [, owner, old] = /^dist\.(\d+)(\.old)?$/.exec(name) ?? [];
    if (owner === undefined || isRunning(Number(owner))) continue;
    // Killed between the two renames: what was built before is there no longer, and the new build may fail.
    if (old && !existsSync('dist')) renameSync(name, 'dist');
    else rmSync(name, REMOVAL);
  }
  const output = `dist.${process.pid}`;
  rmSync(output, REMOVAL);
  mkdirSync(output);
  return output;
}

export function removeOutput(output: string): void {
  rmSync(output, REMOVAL);
}

/**
 * Makes `output` the `dist` of the checkout, then does `noteIt`, while no other build does either. Of builds at the
 * same time the last one stays. Throws when another one holds the lock too long; nothing was changed then.
 */
export function swapIn(output: string, noteIt: () => void): void {
  const lock = new FileLock(LOCK);
  if (!lock.tryAcquire(WAIT))
    throw new Error(
      `Another build (${lock.describeHolder()}) is putting its files into dist; dist was left as it is. Build again.`,
    );
  try {
    const old = `${output}.old`;
    if (existsSync('dist')) renameSync('dist', old);
    try {
      renameSync(output, 'dist');
    } catch (error) {
      if (existsSync(old)) renameSync(old, 'dist');
      throw error;
    }
    noteIt();
    rmSync(old, REMOVAL);
  } finally {
    lock.release();
  }
}
