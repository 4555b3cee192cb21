import { findCharset } from '../../portable/Charsets';
import { wellFormed } from '../../portable/Unicode';
import { fromSigned, toSigned } from './Bytes';

/** UTF-8 bytes of a text. */
export function encodeText(text: string): Uint8Array {
  return fromSigned(Utilities.newBlob(wellFormed(text)).getBytes());
}

/** Byte-order mark dropped: Java keeps it, unless the charset is UTF-16. */
export function decodeText(bytes: Uint8Array, charset = 'utf-8'): string {
  const blob = Utilities.newBlob(toSigned(bytes));
  return withCharset(charset, label => blob.getDataAsString(label));
}

/** Reads with the charset that a label means; throws a readable error when the platform has none of that name. */
export function withCharset(label: string, read: (charset: string) => string): string {
  const charset = findCharset(label) ?? label;
  let text: string;
  try {
    text = read(charset);
  } catch (error) {
    if (findCharset(label)) throw error;
    throw new Error(`There is no charset ${label}.`);
  }
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
