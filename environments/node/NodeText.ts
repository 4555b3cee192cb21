import { decodeOneByte, findCharset, utf16Order } from '../portable/Charsets';

/** Decodes bytes, byte-order mark dropped. `lenient`: an unknown charset means UTF-8 instead of an error. */
export function decodeBytes(bytes: Uint8Array, charset: string, lenient = false): string {
  const known = findCharset(charset);
  if (known === 'us-ascii' || known === 'iso-8859-1' || known === 'windows-1252')
    return decodeOneByte(bytes, known);
  const label = known?.startsWith('utf-16') ? utf16Order(bytes, known) : (known ?? charset);
  return decoderFor(label, lenient).decode(bytes);
}

function decoderFor(label: string, lenient: boolean): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    if (lenient) return new TextDecoder();
    throw new Error(`There is no charset ${label}.`);
  }
}
