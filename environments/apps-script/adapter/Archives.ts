import type { NamedBytes } from '../../../src/Core/EnvironmentAdapter';
import { checkArchiveFiles, isFolderEntry } from '../../portable/Archives';
import { fromSigned, toSigned } from './Bytes';

export function zip(files: readonly NamedBytes[]): Uint8Array {
  checkArchiveFiles(files);
  const blobs = files.map(({ name, bytes }) =>
    Utilities.newBlob(toSigned(bytes), 'application/octet-stream', name),
  );
  return fromSigned(Utilities.zip(blobs).getBytes());
}

export function unzip(archive: Uint8Array): NamedBytes[] {
  const blob = Utilities.newBlob(toSigned(archive), 'application/zip', 'archive.zip');
  let entries: GoogleAppsScript.Base.Blob[];
  try {
    entries = Utilities.unzip(blob);
  } catch (error) {
    throw new Error(`This is not a ZIP archive, or it is damaged: ${String(error)}`);
  }
  return entries
    .map(entry => ({ name: entry.getName() ?? '', bytes: fromSigned(entry.getBytes()) }))
    .filter(file => !isFolderEntry(file));
}

export function gzip(bytes: Uint8Array): Uint8Array {
  return fromSigned(Utilities.gzip(Utilities.newBlob(toSigned(bytes))).getBytes());
}

export function ungzip(bytes: Uint8Array): Uint8Array {
  const blob = Utilities.newBlob(toSigned(bytes), 'application/x-gzip', 'archive.gz');
  try {
    return fromSigned(Utilities.ungzip(blob).getBytes());
  } catch (error) {
    throw new Error(`These bytes are not gzip, or they are cut short: ${String(error)}`);
  }
}
