import { gzipBytes, ungzipBytes, unzipFiles, zipFiles } from '../../../node/NodeArchives';
import type { ServiceHost } from '../ServiceHost';
import type { ServiceMethods } from '../ServiceObject';
import { refuse, type UtilitiesCall } from './Arguments';
import { blobData, createBlob, type BlobData } from './Blob';
import { encodeAsJava } from './JavaCharsets';
import { contentTypeOf } from './MimeTypes';
import { fromSignedBytes } from './SignedBytes';

/** Blobs and their archives. */
export function archiveMethods(host: ServiceHost): ServiceMethods {
  const guard = <T>(action: () => T): T => {
    try {
      return action();
    } catch {
      throw host.exception('Invalid argument');
    }
  };
  return {
    newBlob: (...args: unknown[]) => newBlob({ host, method: 'newBlob', args }),
    zip: (...args: unknown[]) => {
      const files = blobList({ host, method: 'zip', args });
      const bytes = guard(() => zipFiles(files));
      return createBlob(host, {
        bytes,
        contentType: 'application/zip',
        name: text(args[1]) ?? 'archive.zip',
      });
    },
    unzip: (...args: unknown[]) => {
      const { bytes } = blobOf({ host, method: 'unzip', args });
      const files = guard(() => unzipFiles(bytes));
      return host.realm.array(
        files.map(file => createBlob(host, { ...file, contentType: contentTypeOf(file.name) })),
      );
    },
    gzip: (...args: unknown[]) => {
      const { bytes } = blobOf({ host, method: 'gzip', args });
      const name = text(args[1]) ?? 'archive.gz';
      return createBlob(host, { bytes: gzipBytes(bytes), contentType: 'application/x-gzip', name });
    },
    ungzip: (...args: unknown[]) => {
      const { bytes, contentType, name } = blobOf({ host, method: 'ungzip', args });
      if (contentType !== 'application/x-gzip') throw host.exception('Invalid argument');
      const inner = name?.replace(/\.gz$/, '') ?? null;
      return createBlob(host, { bytes: guard(() => ungzipBytes(bytes)), contentType: null, name: inner });
    },
  };
}

function newBlob(call: UtilitiesCall): object {
  const { host, args } = call;
  const [data, type, name] = args;
  const details = { contentType: text(type), name: text(name) };
  if (typeof data === 'string') {
    const bytes = encodeAsJava(data, 'utf-8') ?? new Uint8Array();
    return createBlob(host, { bytes, ...details, contentType: details.contentType ?? 'text/plain' });
  }
  if (!Array.isArray(data) || args.length > 3) throw refuse(call);
  return createBlob(host, { bytes: fromSignedBytes(host, data), ...details });
}

function blobOf(call: UtilitiesCall): BlobData {
  const blob = blobData(call.args[0]);
  if (!blob || call.args.length > 2) throw refuse(call);
  return blob;
}

function blobList(call: UtilitiesCall): { name: string; bytes: Uint8Array }[] {
  const [list] = call.args;
  if (!Array.isArray(list) || call.args.length > 2) throw refuse(call);
  return list.map(item => {
    const blob = blobData(item);
    if (!blob) throw refuse(call);
    return { name: blob.name ?? '', bytes: blob.bytes };
  });
}

function text(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
