import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../../../environments/node/FileLock';
import { ToolError } from '../../ToolError';
import { cannotSave, targetFolder } from '../journal/JournalFolder';

/**
 * Lets one command at a time work on a target: two pushes at once would each take the other's for an edit, and a
 * version is to be of one push. `outcome` tells what has been done when it is not its turn. Throws a `ToolError`.
 */
export async function whileLocked<T>(
  root: string,
  target: string,
  { who, outcome }: { who: 'Push' | 'Deploy'; outcome: string },
  action: () => Promise<T>,
): Promise<T> {
  const folder = targetFolder(root, target);
  const lock = new FileLock(join(folder, 'lock'));
  let isOurs: boolean;
  try {
    mkdirSync(folder, { recursive: true });
    isOurs = lock.tryAcquire(0);
  } catch (error) {
    throw cannotSave((error as Error).cause ?? error, target, outcome);
  }
  if (!isOurs)
    throw new ToolError(
      `[${who}] ${target}: another command works on this target right now (${lock.describeHolder()}). ${outcome} Wait for its end, then run this again.`,
    );
  try {
    return await action();
  } finally {
    lock.release();
  }
}
