/** Java's signed bytes, as every service takes them. */
export function toSigned(bytes: Uint8Array): number[] {
  return Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Bytes from a service, -128 to 127 each. */
export function fromSigned(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from(bytes);
}
