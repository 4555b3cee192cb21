import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync, Zip, ZipDeflate } from 'fflate';
import type { NamedBytes } from '../../src/Core/EnvironmentAdapter';
import { checkArchiveFiles, isFolderEntry } from '../portable/Archives';
import { plainBytes } from './NodeCrypto';

/** Packs in the given order; the same files give the same bytes. */
export function zipFiles(files: readonly NamedBytes[]): Uint8Array {
  checkArchiveFiles(files);
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const { name, bytes } of files) {
    const entry = new ZipDeflate(name);
    entry.mtime = '1980-01-01T12:00:00';
    archive.add(entry);
    entry.push(bytes, true);
  }
  archive.end();
  return plainBytes(Buffer.concat(chunks));
}

export function unzipFiles(archive: Uint8Array): NamedBytes[] {
  const files: NamedBytes[] = [];
  const order: string[] = [];
  try {
    const unpacked = unzipSync(archive, {
      filter: ({ name }) => {
        order.push(name);
        return true;
      },
    });
    for (const name of new Set(order)) files.push({ name, bytes: unpacked[name] ?? new Uint8Array() });
  } catch (error) {
    throw new Error(`This is not a ZIP archive, or it is damaged: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  return files.filter(file => !isFolderEntry(file));
}

export function gzipBytes(bytes: Uint8Array): Uint8Array {
  return plainBytes(gzipSync(bytes));
}

export function ungzipBytes(bytes: Uint8Array): Uint8Array {
  try {
    return plainBytes(gunzipSync(bytes));
  } catch (error) {
    throw new Error(`These bytes are not gzip, or they are cut short: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
