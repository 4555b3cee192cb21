import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DestinationException } from '../../../src/Core/Exceptions';

/** Replaces a file at once, durably: whoever reads it sees the old content or the new one, whole. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
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
    throw new DestinationException(
      `[Storage] ${path} cannot be written (${code ?? message}). It was left as it is. Free some space or name another file; what was saved before stays.`,
      code === 'ENOSPC' ? 'full' : 'refused',
    );
  }
}
