/** The charsets that every platform decodes alike. */
export type Charset =
  'utf-8' | 'us-ascii' | 'iso-8859-1' | 'windows-1252' | 'utf-16' | 'utf-16le' | 'utf-16be';

const ALIASES: Readonly<Record<string, Charset>> = {
  utf8: 'utf-8',
  'utf-8': 'utf-8',
  ascii: 'us-ascii',
  'us-ascii': 'us-ascii',
  latin1: 'iso-8859-1',
  'iso-8859-1': 'iso-8859-1',
  iso8859_1: 'iso-8859-1',
  cp1252: 'windows-1252',
  'windows-1252': 'windows-1252',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

/** The charset that a label means; undefined for one that is not in the port's list. */
export function findCharset(label: string): Charset | undefined {
  return ALIASES[label.trim().toLowerCase()];
}

/** Bytes 0x80 to 0x9f of windows-1252; five of them mean nothing. */
const WINDOWS_1252 = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

/** Decodes a one-byte charset. Browsers read all three as windows-1252, Java does not: hence our own tables. */
export function decodeOneByte(
  bytes: Uint8Array,
  charset: 'us-ascii' | 'iso-8859-1' | 'windows-1252',
): string {
  const map = ONE_BYTE[charset];
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    const codes = Array.from(bytes.subarray(start, start + 8192), map);
    parts.push(String.fromCharCode.apply(undefined, codes));
  }
  return parts.join('');
}

const ONE_BYTE = {
  'us-ascii': (byte: number) => (byte < 0x80 ? byte : 0xfffd),
  'iso-8859-1': (byte: number) => byte,
  'windows-1252': (byte: number) =>
    byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte,
};

/** Bytes that begin a text and say in which UTF it is. */
export function utf16Order(bytes: Uint8Array, charset: Charset): 'utf-16le' | 'utf-16be' {
  if (charset === 'utf-16le' || charset === 'utf-16be') return charset;
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be';
}
