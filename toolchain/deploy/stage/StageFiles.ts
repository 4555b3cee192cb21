import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ScriptFile } from '../../ScriptFile';
import { ToolError } from '../../ToolError';
import { cannotSave } from '../journal/JournalFolder';
import type { SavedFile } from '../journal/JournalRecord';
import { digestOf } from './StampLine';

const EXTENSION = { SERVER_JS: '.js', HTML: '.html', JSON: '.json' } as const;

/** What file systems refuse in names, or read as something else. */
const AWKWARD = /[\u0000-\u001f<>:"|?*\\%]/g;

const NOTHING_SENT = 'Nothing was sent.';

/** Saves a copy of a project; names that a file system does not take are spelt with `%`. Throws a `ToolError`. */
export function saveCopy(folder: string, files: readonly ScriptFile[], target: string): SavedFile[] {
  const used = new Set<string>();
  return files.map(file => {
    let path = copyPath(file);
    for (let number = 2; used.has(path.toLowerCase()); number++) path = copyPath(file, `~${number}`);
    used.add(path.toLowerCase());
    write(folder, path, file.source, target);
    return { name: file.name, type: file.type, path, digest: digestOf(file) };
  });
}

/** A copy that {@link saveCopy} made. Throws a `ToolError` when it is not whole. */
export function readCopy(folder: string, files: readonly SavedFile[], shown: string): ScriptFile[] {
  return files.map(({ name, type, path, digest }) => {
    const file: ScriptFile = { name, type, source: readOrThrow(join(folder, path), shown) };
    if (digestOf(file) !== digest)
      throw new ToolError(
        `[Push] The saved copy ${shown} was changed: ${path} is not as it was saved. Nothing was sent. Choose another push: \`npx sheetbound pushes\`.`,
        'invalid',
      );
    return file;
  });
}

/**
 * Lays the files out as clasp is to send them, in `after` below the push's folder, with a project file of their own;
 * then reads them again. The result is the real path of that folder: clasp refuses one that leads through a link.
 */
export function stageFiles(
  folder: string,
  files: readonly ScriptFile[],
  scriptId: string,
  target: string,
): { folder: string; files: SavedFile[] } {
  const staged = files.map(file => ({
    name: file.name,
    type: file.type,
    path: stagePath(file, target),
    digest: digestOf(file),
  }));
  for (const [index, file] of files.entries())
    write(join(folder, 'after'), staged[index]?.path ?? '', file.source, target);
  const order = staged.map(({ path }) => `after/${path}`);
  const settings = { scriptId, rootDir: 'after', filePushOrder: order };
  write(folder, '.clasp.json', `${JSON.stringify(settings, undefined, 2)}\n`, target);
  // With none, clasp leaves out folders of some names.
  write(folder, '.claspignore', '', target);
  for (const [index, file] of files.entries()) {
    const path = staged[index]?.path ?? '';
    if (readOrThrow(join(folder, 'after', path), path) !== file.source)
      throw unfit(file, target, 'This file system takes it for the name of another file.');
  }
  return { folder: realpathSync(folder), files: staged };
}

function stagePath(file: ScriptFile, target: string): string {
  const isOdd = file.name.split('/').some(part => part === '' || part === '.' || part === '..');
  if (isOdd || /[\\\u0000-\u001f]/.test(file.name))
    throw unfit(file, target, 'clasp cannot send a file of that name.');
  return file.name + EXTENSION[file.type];
}

function copyPath({ name, type }: ScriptFile, suffix = ''): string {
  const parts = name.split('/').map(part => {
    const safe = part.replace(AWKWARD, letter => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
    return /^\.*$/.test(safe) ? `%${safe}` : safe;
  });
  return parts.join('/') + suffix + EXTENSION[type];
}

function write(folder: string, path: string, text: string, target: string): void {
  try {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { flush: true });
  } catch (error) {
    throw cannotSave(error, target, NOTHING_SENT);
  }
}

function readOrThrow(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ToolError(
      `[Push] ${shown} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Nothing was sent.`,
      'failed',
      { cause: error },
    );
  }
}

function unfit({ name }: ScriptFile, target: string, reason: string): ToolError {
  return new ToolError(
    `[Push] ${target}: the file "${name}" of the project cannot be kept. ${reason} ${NOTHING_SENT} Rename it in the script editor, then push again.`,
    'invalid',
  );
}
