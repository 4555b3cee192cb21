import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { LeaseHeldException } from '../../../src/Core/Exceptions';
import { FileLock } from '../FileLock';

/** Two runs of one state file would race for the same cursors. Throws a `LeaseHeldException` that names the holder. */
export async function exclusively<T>(stateFile: string, action: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(stateFile), { recursive: true });
  const lock = new FileLock(`${stateFile}.run-lock`);
  if (!lock.tryAcquire(0))
    throw new LeaseHeldException(
      `[State] Another run uses ${basename(stateFile)} right now (${lock.describeHolder()}). Nothing was fetched. Wait for its end, or give this run a --state and --storage of its own.`,
    );
  try {
    return await action();
  } finally {
    lock.release();
  }
}
