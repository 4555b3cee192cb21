import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../../environments/node/cli/WriteWhole';
import { ToolError } from '../../ToolError';

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

/** `20261123-015311-042`: UTC with milliseconds; always behind the pushes that are kept, whatever the clock says. */
export function newPushId(now: Date, kept: readonly string[]): string {
  let id = idAt(now.getTime());
  const last = kept.at(-1);
  for (let time = now.getTime(); last !== undefined && id <= last;) {
    time = Math.max(time, timeOf(last)) + 1;
    id = idAt(time);
  }
  return id;
}

export function isPushId(text: string): boolean {
  return /^\d{8}-\d{6}-\d{3}$/.test(text);
}

function idAt(time: number): string {
  const digits = new Date(time).toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14, 17)}`;
}

function timeOf(id: string): number {
  const [, year, month, day, hour, minute, second, rest] =
    /^(....)(..)(..)-(..)(..)(..)-(...)$/.exec(id)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, rest);
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
  const isFull = kind === 'full' || isDiskFull(reason);
  return new ToolError(
    `[Push] ${target}: .sheetbound/targets/${target} cannot be written (${reason}). ${outcome} ${
      isFull ? 'Free some space' : 'Make it writable for you'
    }, then run the same command again.`,
    'failed',
    { cause: error },
  );
}

/** No room: on the disk, for this user, or in one file. */
export function isDiskFull(code: string | undefined): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code ?? '');
}

/** Removes what is beyond the last {@link KEPT_PUSHES}, and folders of pushes that were killed before they were noted. */
export function prunePushes(root: string, target: string, isNoted: (id: string) => boolean): void {
  const ids = pushIds(root, target);
  const dead = ids.filter(id => !isNoted(id));
  const old = ids.filter(id => !dead.includes(id)).slice(0, -KEPT_PUSHES);
  for (const id of [...dead, ...old])
    rmSync(join(pushesFolder(root, target), id), { recursive: true, force: true });
}
