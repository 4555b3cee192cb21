import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DestinationException } from '../../../src/Core/Exceptions';
import { refuseWriteProtected } from '../WriteProtection';

/** No room: on the disk, for this user, or in one file. */
const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Replaces a file at once, durably: whoever reads it sees the old content or the new one, whole. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    refuseWriteProtected(path);
    const file = openSync(temporary, 'w');
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    const isFull = FULL.includes(code ?? '');
    throw new DestinationException(
      `[Storage] ${path} cannot be written (${code ?? message}). It was left as it is. ${isFull ? 'Free some space' : 'Make it writable'}, or name another file; what was saved before stays.`,
      isFull ? 'full' : 'refused',
    );
  }
}
