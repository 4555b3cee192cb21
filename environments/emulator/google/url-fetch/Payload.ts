import type { ServiceHost } from '../ServiceHost';
import { blobData, type BlobData } from '../utilities/Blob';
import { fromSignedBytes } from '../utilities/SignedBytes';

export interface EncodedPayload {
  body: Uint8Array;
  /** What the payload itself says; undefined: what the request says. */
  contentType: string | undefined;
}

const BOUNDARY = '----AppsScriptEmulatorBoundary7MA4YWxk';

/** Text, byte array, Blob, or an object of fields: multipart as soon as one of them is a Blob. Never JSON. */
export function encodePayload(host: ServiceHost, payload: unknown): EncodedPayload {
  const blob = blobData(payload);
  if (blob) return { body: blob.bytes, contentType: blob.contentType ?? undefined };
  if (Array.isArray(payload)) return { body: fromSignedBytes(host, payload), contentType: undefined };
  if (typeof payload !== 'object' || payload === null)
    return { body: utf8(String(payload)), contentType: undefined };
  const fields = Object.entries(payload);
  if (fields.some(([, value]) => blobData(value))) return multipart(fields);
  const encode = (value: unknown): string => encodeURIComponent(String(value).replace(/\p{Cs}/gu, '?'));
  const body = fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return { body: utf8(body), contentType: undefined };
}

function multipart(fields: readonly [string, unknown][]): EncodedPayload {
  const parts = fields.map(([name, value]) => multipartField(name, value));
  const body = Buffer.concat([...parts, utf8(`--${BOUNDARY}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${BOUNDARY}` };
}

function multipartField(name: string, value: unknown): Buffer {
  const blob = blobData(value);
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
  const details = blob ? blobHead(blob) : '';
  const content = blob ? blob.bytes : utf8(String(value));
  return Buffer.concat([utf8(`${head}${details}\r\n\r\n`), content, utf8('\r\n')]);
}

function blobHead({ name, contentType }: BlobData): string {
  return `; filename="${quoted(name ?? 'file')}"\r\nContent-Type: ${contentType ?? 'application/octet-stream'}`;
}

function quoted(text: string): string {
  return text.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function utf8(text: string): Buffer {
  return Buffer.from(text.replace(/\p{Cs}/gu, '?'));
}
