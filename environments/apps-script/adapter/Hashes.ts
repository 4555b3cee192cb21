import type { DigestAlgorithm } from '../../../src/Core/EnvironmentAdapter';
import { checkPrivateKey, NOT_UTF8 } from '../../portable/PrivateKeys';
import { wellFormed } from '../../portable/Unicode';
import { fromSigned, toSigned } from './Bytes';
import { decodeText, encodeText } from './Text';

/** The charset is always named: Google's default makes `?` of every character beyond ASCII. */
export function digest(algorithm: DigestAlgorithm, value: string | Uint8Array): Uint8Array {
  const type = Utilities.DigestAlgorithm[algorithm];
  if (typeof value !== 'string') return fromSigned(Utilities.computeDigest(type, toSigned(value)));
  return fromSigned(Utilities.computeDigest(type, wellFormed(value), Utilities.Charset.UTF_8));
}

/** Google takes two texts or two byte arrays, and no empty key; one zero byte is the same key. */
export function hmac(
  algorithm: DigestAlgorithm,
  value: string | Uint8Array,
  key: string | Uint8Array,
): Uint8Array {
  const type = Utilities.MacAlgorithm[`HMAC_${algorithm}`];
  if (typeof value === 'string' && typeof key === 'string' && key !== '')
    return fromSigned(
      Utilities.computeHmacSignature(type, wellFormed(value), wellFormed(key), Utilities.Charset.UTF_8),
    );
  const keyBytes = key.length === 0 ? [0] : toSigned(bytesOf(key));
  return fromSigned(Utilities.computeHmacSignature(type, toSigned(bytesOf(value)), keyBytes));
}

function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? encodeText(value) : value;
}

/** Google signs texts only, so bytes must be the UTF-8 of one. */
export function signRsaSha256(value: string | Uint8Array, pem: string): Uint8Array {
  checkPrivateKey(pem);
  const text = typeof value === 'string' ? wellFormed(value) : textOf(value);
  try {
    return fromSigned(Utilities.computeRsaSha256Signature(text, pem, Utilities.Charset.UTF_8));
  } catch {
    // Google's error may quote the key.
    throw new Error('The private key cannot be used: it is damaged, or no RSA key.');
  }
}

function textOf(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  const again = encodeText(text);
  if (again.length !== bytes.length || again.some((byte, index) => byte !== bytes[index]))
    throw new Error(NOT_UTF8);
  return text;
}
