import { createHash, createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import type { DigestAlgorithm } from '../../src/Core/EnvironmentAdapter';
import { isUtf8 } from 'node:buffer';
import { checkPrivateKey, NOT_UTF8 } from '../portable/PrivateKeys';

const NAMES: Readonly<Record<DigestAlgorithm, string>> = {
  MD5: 'md5',
  SHA_1: 'sha1',
  SHA_256: 'sha256',
  SHA_384: 'sha384',
  SHA_512: 'sha512',
};

export function digest(algorithm: DigestAlgorithm, value: string | Uint8Array): Uint8Array {
  return plainBytes(createHash(NAMES[algorithm]).update(value).digest());
}

export function hmac(
  algorithm: DigestAlgorithm,
  value: string | Uint8Array,
  key: string | Uint8Array,
): Uint8Array {
  return plainBytes(createHmac(NAMES[algorithm], key).update(value).digest());
}

/** Throws without a word of the key in the message. */
export function signRsaSha256(value: string | Uint8Array, pem: string): Uint8Array {
  checkPrivateKey(pem);
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  if (!isUtf8(bytes) || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf))
    throw new Error(NOT_UTF8);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new Error('The private key cannot be read: the text between its BEGIN and END lines is damaged.');
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error('The private key is not an RSA key.');
  return plainBytes(sign('sha256', bytes, key));
}

/** A Uint8Array with memory of its own: a Buffer shares its pool and serialises in another way. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}
