import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../../environments/node/FileLock';
import { ToolError } from '../ToolError';
import { saveNote, targetFolder } from './JournalFolder';
import type { Target } from './Target';

/** The deployment that an earlier `deploy` of this machine made. One of another script project does not count. */
export function rememberedDeployment(root: string, { name, scriptId }: Target): string | undefined {
  try {
    const note = JSON.parse(readFileSync(notePath(root, name), 'utf8')) as Record<string, unknown>;
    const { deploymentId } = note;
    return note['scriptId'] === scriptId && typeof deploymentId === 'string' ? deploymentId : undefined;
  } catch {
    return undefined;
  }
}

export function rememberDeployment(root: string, { name, scriptId }: Target, deploymentId: string): void {
  const text = `${JSON.stringify({ v: 1, scriptId, deploymentId }, undefined, 2)}\n`;
  saveNote(notePath(root, name), text, name, 'It was deployed.');
}

/** Holds the lock that pushes hold too: a version is to be of one push. Throws a `ToolError` when another has it. */
export async function whileLocked<T>(root: string, { name }: Target, action: () => Promise<T>): Promise<T> {
  const folder = targetFolder(root, name);
  mkdirSync(folder, { recursive: true });
  const lock = new FileLock(join(folder, 'lock'));
  if (!lock.tryAcquire(0))
    throw new ToolError(
      `[Deploy] ${name}: another command works on this target right now (${lock.describeHolder()}). Nothing was deployed. Wait for its end, then run this again.`,
    );
  try {
    return await action();
  } finally {
    lock.release();
  }
}

function notePath(root: string, target: string): string {
  return join(targetFolder(root, target), 'deployment.json');
}
