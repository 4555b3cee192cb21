import type { ServiceHost } from '../ServiceHost';
import { serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';
import { decodeAsJava, encodeAsJava } from './JavaCharsets';
import { contentTypeOf } from './MimeTypes';
import { fromSignedBytes, toSignedBytes } from './SignedBytes';

/** What a blob holds. */
export interface BlobData {
  bytes: Uint8Array;
  contentType: string | null;
  name: string | null;
}

const contents = new WeakMap<object, BlobData>();

/** What a Blob of the script's holds; undefined for anything else. */
export function blobData(value: unknown): BlobData | undefined {
  return typeof value === 'object' && value !== null ? contents.get(value) : undefined;
}

/** A Blob as scripts see it. `data` becomes its own. */
export function createBlob(host: ServiceHost, data: BlobData): object {
  const refuse = (method: string, args: readonly unknown[]): Error =>
    signatureError(host, `Blob.${method}`, args);
  const blob: object = serviceObject(host, 'Blob', {
    ...readers(host, data, refuse),
    setBytes: (...args: unknown[]) => {
      if (!Array.isArray(args[0])) throw refuse('setBytes', args);
      data.bytes = fromSignedBytes(host, args[0]);
      return blob;
    },
    setContentType: (type: unknown = null) => {
      data.contentType = textOrNull(type);
      return blob;
    },
    setContentTypeFromExtension: () => {
      data.contentType = contentTypeOf(data.name);
      return blob;
    },
    setDataFromString: (...args: unknown[]) => {
      if (typeof args[0] !== 'string') throw refuse('setDataFromString', args);
      data.bytes = encodeText(host, args[0], args[1]);
      return blob;
    },
    setName: (name: unknown) => {
      data.name = textOrNull(name);
      return blob;
    },
  });
  contents.set(blob, data);
  return blob;
}

type Refuse = (method: string, args: readonly unknown[]) => Error;

function readers(host: ServiceHost, data: BlobData, refuse: Refuse) {
  return {
    copyBlob: () => createBlob(host, { ...data }),
    getBytes: () => toSignedBytes(host, data.bytes),
    getContentType: () => data.contentType,
    getDataAsString: (...args: unknown[]) => {
      if (args.length > 1) throw refuse('getDataAsString', args);
      return decodeText(host, data.bytes, args[0]);
    },
    getName: () => data.name,
    isGoogleType: () => false,
  };
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function encodeText(host: ServiceHost, text: string, charset: unknown): Uint8Array {
  const bytes = encodeAsJava(text, charset === undefined ? 'utf-8' : String(charset));
  if (!bytes) throw host.exception(`Invalid argument: ${String(charset)}`);
  return bytes;
}

/** Text of bytes in a charset that a script named, by default UTF-8. Throws Google's error for one that is unknown. */
export function decodeText(host: ServiceHost, bytes: Uint8Array, charset: unknown): string {
  const text = decodeAsJava(bytes, charset === undefined ? 'utf-8' : String(charset));
  if (text === undefined) throw host.exception(`Invalid argument: ${String(charset)}`);
  return text;
}
