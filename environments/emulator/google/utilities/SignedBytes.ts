import type { ServiceHost } from '../ServiceHost';

/** Bytes as Java has them, -128 to 127, in an array of the script's realm. */
export function toSignedBytes(host: ServiceHost, bytes: Uint8Array): unknown[] {
  return host.realm.array(Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
}

/** Bytes of an array that a script gave; refuses what Java cannot make a byte of. */
export function fromSignedBytes(host: ServiceHost, values: readonly unknown[]): Uint8Array {
  const bytes = new Uint8Array(values.length);
  values.forEach((value, index) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !(number >= -128 && number <= 127))
      throw host.exception(`Cannot convert ${String(value)} to byte.`);
    bytes[index] = number & 0xff;
  });
  return bytes;
}
