import { findCharset, decodeOneByte, utf16Order, type Charset } from '../../../portable/Charsets';

const UTF16_MARK = '\ufeff';

/** Java's `String.getBytes`: whatever the charset lacks becomes `?`. Undefined for a charset that Java does not know. */
export function encodeAsJava(text: string, label: string): Uint8Array | undefined {
  const charset = findCharset(label);
  return charset && Uint8Array.from(ENCODERS[charset](text));
}

const oneByte =
  (fits: (code: number) => number | undefined) =>
  (text: string): Buffer =>
    Buffer.from(Array.from(text, character => fits(character.codePointAt(0) ?? 0) ?? 0x3f));

const windows1252 = new Map(
  Array.from(
    decodeOneByte(
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
      'windows-1252',
    ),
    (c, byte) => [c.charCodeAt(0), byte],
  ),
);

const littleEndian = (text: string): Buffer => Buffer.from(text, 'utf16le');
const bigEndian = (text: string): Buffer => littleEndian(text).swap16();

const ENCODERS: Readonly<Record<Charset, (text: string) => Buffer>> = {
  'utf-8': text => Buffer.from(text.replace(/\p{Cs}/gu, '?')),
  'us-ascii': oneByte(code => (code < 0x80 ? code : undefined)),
  'iso-8859-1': oneByte(code => (code < 0x100 ? code : undefined)),
  'windows-1252': oneByte(code => (code === 0xfffd ? undefined : windows1252.get(code))),
  'utf-16': text => bigEndian(UTF16_MARK + text),
  'utf-16le': littleEndian,
  'utf-16be': bigEndian,
};

/** Java's `new String(bytes, charset)`: keeps a byte-order mark, except with UTF-16. Undefined as above. */
export function decodeAsJava(bytes: Uint8Array, label: string): string | undefined {
  const charset = findCharset(label);
  if (charset === 'us-ascii' || charset === 'iso-8859-1' || charset === 'windows-1252')
    return decodeOneByte(bytes, charset);
  const encoding = charset?.startsWith('utf-16') ? utf16Order(bytes, charset) : (charset ?? label);
  try {
    return new TextDecoder(encoding, { ignoreBOM: charset !== 'utf-16' }).decode(bytes);
  } catch {
    return undefined;
  }
}
