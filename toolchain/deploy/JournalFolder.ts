import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../environments/node/cli/WriteWhole';
import { ToolError } from '../ToolError';

/** Pushes that are kept of each target; older ones are removed with their copies and maps. */
export const KEPT_PUSHES = 20;

/** Where the notes of a target are, from the root of the checkout (git-ignored). */
export function targetFolder(root: string, target: string): string {
  return join(root, '.sheetbound', 'targets', target);
}

export function pushesFolder(root: string, target: string): string {
  return join(targetFolder(root, target), 'pushes');
}

/** How the folder of a push is shown to people: from the root. */
export function shownFolder(target: string, id: string, part = ''): string {
  return ['.sheetbound', 'targets', target, 'pushes', id, part].filter(Boolean).join('/');
}

/** `20261123-015311-4f2a`: in the order of time when sorted as text; UTC. */
export function newPushId(now: Date): string {
  const [day = '', time = ''] = now.toISOString().split('T');
  return `${day.replace(/-/g, '')}-${time.slice(0, 8).replace(/:/g, '')}-${randomBytes(2).toString('hex')}`;
}

export function isPushId(text: string): boolean {
  return /^\d{8}-\d{6}-[0-9a-f]{4}$/.test(text);
}

/** Ids of the pushes that have a folder, the oldest first. */
export function pushIds(root: string, target: string): string[] {
  try {
    return readdirSync(pushesFolder(root, target)).filter(isPushId).sort();
  } catch {
    return [];
  }
}

/** Writes whole or not at all. `outcome` tells what was and was not sent. Throws a `ToolError`. */
export function saveNote(path: string, text: string, target: string, outcome: string): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    throw cannotSave(error, target, outcome);
  }
}

/** The disk is full, or the folder is not ours to write. */
export function cannotSave(error: unknown, target: string, outcome: string): ToolError {
  const { code, message, kind } = error as NodeJS.ErrnoException & { kind?: string };
  const reason = code ?? /\(([A-Z]+)\)/.exec(message)?.[1] ?? message;
  const isFull = kind === 'full' || reason === 'ENOSPC' || reason === 'EDQUOT';
  return new ToolError(
    `[Push] ${target}: .sheetbound/targets/${target} cannot be written (${reason}). ${outcome} ${
      isFull ? 'Free some space' : 'Make it writable for you'
    }, then run the same command again.`,
    'failed',
    { cause: error },
  );
}

/** Removes what is beyond the last {@link KEPT_PUSHES}, and folders of pushes that were killed before they were noted. */
export function prunePushes(root: string, target: string, isNoted: (id: string) => boolean): void {
  const ids = pushIds(root, target);
  const dead = ids.filter(id => !isNoted(id));
  const old = ids.filter(id => !dead.includes(id)).slice(0, -KEPT_PUSHES);
  for (const id of [...dead, ...old])
    rmSync(join(pushesFolder(root, target), id), { recursive: true, force: true });
}
