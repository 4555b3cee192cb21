import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { TextFiles, TextWriter } from '../../../src/Storages/Csv/TextFiles';
import { refuseWriteProtected } from '../WriteProtection';

const PIECE_BYTES = 1_048_576;

/** Text files of a folder, which is made when the first file is. */
export function openTextFiles(folder: string): TextFiles {
  return {
    location: folder,
    version: name => versionOf(join(folder, name)),
    read: name => readPieces(join(folder, name)),
    write: (name, startFrom) => {
      mkdirSync(folder, { recursive: true });
      refuseWriteProtected(join(folder, name));
      removeLeftovers(folder, name);
      return new NodeTextWriter(folder, name, startFrom);
    },
  };
}

function versionOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
}

function* readPieces(path: string): Generator<string, void> {
  const file = openSync(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const bytes = Buffer.alloc(PIECE_BYTES);
    for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes))
      yield decoder.write(bytes.subarray(0, count));
    yield decoder.end();
  } finally {
    closeSync(file);
  }
}

/** New versions that a killed process left behind. */
function removeLeftovers(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    const owner = entry.startsWith(`.${name}.`) && /\.(\d+)\.new$/.exec(entry)?.[1];
    if (owner && (Number(owner) === process.pid || !isRunning(Number(owner))))
      rmSync(join(folder, entry), { force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

class NodeTextWriter implements TextWriter {
  private readonly path: string;
  private readonly draft: string;
  private readonly file: number;
  private isOpen = true;

  constructor(
    private readonly folder: string,
    name: string,
    startFrom: 'nothing' | 'current',
  ) {
    this.path = join(folder, name);
    this.draft = join(folder, `.${name}.${process.pid}.new`);
    const mode = statSync(this.path, { throwIfNoEntry: false })?.mode ?? 0o666;
    if (startFrom === 'current' && existsSync(this.path))
      copyFileSync(this.path, this.draft, constants.COPYFILE_FICLONE);
    this.file = openSync(this.draft, 'a', mode);
  }

  write(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    for (let done = 0; done < bytes.length;) done += writeSync(this.file, bytes, done);
  }

  commit(expected: string | undefined): boolean {
    try {
      if (versionOf(this.path) !== expected) {
        this.abandon();
        return false;
      }
      fsyncSync(this.file);
      this.close();
      renameSync(this.draft, this.path);
    } catch (error) {
      this.abandon();
      throw error;
    }
    this.syncFolder();
    return true;
  }

  abandon(): void {
    this.close();
    rmSync(this.draft, { force: true });
  }

  private close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.file);
  }

  /** The new name is durable only when the folder is. Where a folder cannot be opened, renaming is enough. */
  private syncFolder(): void {
    if (process.platform === 'win32') return;
    const folder = openSync(this.folder, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}
