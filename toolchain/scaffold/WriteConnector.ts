import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { FileLock } from '../../environments/node/FileLock';
import { ToolError } from '../ToolError';
import { CONNECTOR_FOLDERS, type RenderedFiles } from './RenderConnector';

/** Git ignores it, and no build looks into it. */
const STAGE = join('.sheetbound', 'new');
/** Milliseconds. Whoever holds the lock only writes a dozen small files. */
const LOCK_WAIT = 10_000;

/**
 * Writes the files of a connector, all or none. They are written beside the sources first; only when they are whole
 * do their folders move to their places, the one that registers the connector last. A kill before that leaves a
 * folder that nobody reads and the next call removes; a kill between two moves is made good by the next call.
 * Throws a `ToolError` when a folder is there already, or a file cannot be written.
 */
export function writeConnector(root: string, name: string, files: RenderedFiles): void {
  withStage(root, stage => {
    finishInterrupted(root, stage);
    refuseExisting(root, name);
    const draft = join(stage, `${name}.part`);
    const whole = join(stage, `${name}.whole`);
    try {
      for (const [path, content] of Object.entries(files)) writeDurably(join(draft, path), content);
      renameSync(draft, whole);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      throw unwritable(error);
    }
    placeOrUndo(root, name, whole);
  });
}

/** The connectors whose making was interrupted between two moves, completed. */
export function completeInterrupted(root: string): string[] {
  if (!existsSync(join(root, STAGE))) return [];
  return withStage(root, stage => finishInterrupted(root, stage));
}

/** Where a folder of this name is in the way. */
export function foldersOf(root: string, name: string): string[] {
  return CONNECTOR_FOLDERS.map(folder => `${folder}/${name}`).filter(folder =>
    existsSync(join(root, folder)),
  );
}

function withStage<T>(root: string, action: (stage: string) => T): T {
  const stage = join(root, STAGE);
  try {
    mkdirSync(stage, { recursive: true });
  } catch (error) {
    throw unwritable(error);
  }
  const lock = new FileLock(join(stage, 'lock'));
  if (!lock.tryAcquire(LOCK_WAIT))
    throw new ToolError(
      '[new] Another connector is being made in this checkout. Nothing was made; try again in a moment.',
    );
  try {
    return action(stage);
  } finally {
    lock.release();
    removeIfEmpty(stage);
  }
}

function finishInterrupted(root: string, stage: string): string[] {
  const left = readdirSync(stage);
  for (const draft of left.filter(entry => entry.endsWith('.part')))
    rmSync(join(stage, draft), { recursive: true, force: true });
  const names = left.filter(entry => entry.endsWith('.whole')).map(entry => entry.slice(0, -'.whole'.length));
  for (const name of names) {
    const whole = join(stage, `${name}.whole`);
    // Whoever made a folder of this name since then keeps it.
    for (const folder of foldersOf(root, name)) rmSync(join(whole, folder), { recursive: true, force: true });
    place(root, name, whole);
  }
  return names;
}

function refuseExisting(root: string, name: string): void {
  const existing = foldersOf(root, name);
  if (existing.length)
    throw new ToolError(
      `[new] ${existing.join(' and ')} ${existing.length === 1 ? 'is' : 'are'} there already and left as ${existing.length === 1 ? 'it is' : 'they are'}. Nothing was made. Choose another name, or remove what is there.`,
      'invalid',
    );
}

function writeDurably(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'wx');
  try {
    const bytes = Buffer.from(content);
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What an interrupted call has moved is no longer in `whole`. Adds the folders that are moved now to `moved`. */
function place(root: string, name: string, whole: string, moved: string[] = []): void {
  for (const folder of CONNECTOR_FOLDERS) {
    const from = join(whole, folder, name);
    const to = join(root, folder, name);
    if (!existsSync(from)) continue;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    moved.push(folder);
  }
  rmSync(whole, { recursive: true, force: true });
}

function placeOrUndo(root: string, name: string, whole: string): void {
  const moved: string[] = [];
  try {
    place(root, name, whole, moved);
  } catch (error) {
    for (const folder of moved) rmSync(join(root, folder, name), { recursive: true, force: true });
    rmSync(whole, { recursive: true, force: true });
    throw unwritable(error);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
    rmdirSync(dirname(folder));
  } catch {
    // Something else is in it.
  }
}

function unwritable(error: unknown): ToolError {
  const { code, message } = error as NodeJS.ErrnoException;
  const isFull = ['ENOSPC', 'EDQUOT'].includes(code ?? '');
  return new ToolError(
    `[new] The files cannot be written (${code ?? message}). Nothing was made. ${isFull ? 'Free some space' : 'Make the folders of this checkout writable'} and call the command again.`,
    'failed',
    { cause: error },
  );
}
