import { statSync } from 'node:fs';

/**
 * Whether a file is there that nobody may write. It has to be looked at: a rename replaces such a file without asking,
 * and so does an administrator's process.
 */
export function isWriteProtected(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  return status !== undefined && (status.mode & 0o222) === 0;
}

/** Throws what the system throws at whoever opens such a file for writing. */
export function refuseWriteProtected(path: string): void {
  if (isWriteProtected(path))
    throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' });
}
