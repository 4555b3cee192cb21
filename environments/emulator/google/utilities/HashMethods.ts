import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto';
import { enumName } from '../Enumeration';
import type { ServiceHost } from '../ServiceHost';
import type { ServiceMethods } from '../ServiceObject';
import { bytesArguments, refuse, type UtilitiesCall } from './Arguments';
import { toSignedBytes } from './SignedBytes';

const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA_1: 'sha1',
  SHA_256: 'sha256',
  SHA_384: 'sha384',
  SHA_512: 'sha512',
};

/** Names of the enums of Utilities that hashing takes. */
export const HASH_ENUMS = {
  Charset: ['US_ASCII', 'UTF_8'],
  DigestAlgorithm: ['MD2', ...Object.keys(DIGESTS)],
  MacAlgorithm: Object.keys(DIGESTS).map(name => `HMAC_${name}`),
  RsaAlgorithm: ['RSA_SHA_1', 'RSA_SHA_256'],
};

/** Digests, HMACs and RSA signatures; all results are signed bytes. */
export function hashMethods(host: ServiceHost): ServiceMethods {
  const signed = (bytes: Uint8Array): unknown[] => toSignedBytes(host, bytes);
  return {
    computeDigest: (...args: unknown[]) => {
      const call = { host, method: 'computeDigest', args };
      const algorithm = algorithmOf(call, '');
      return signed(
        createHash(algorithm)
          .update(...one(bytesArguments(call, 1, 1)))
          .digest(),
      );
    },
    computeHmacSignature: (...args: unknown[]) => {
      const call = { host, method: 'computeHmacSignature', args };
      const algorithm = algorithmOf(call, 'HMAC_');
      return signed(hmac(host, algorithm, bytesArguments(call, 1, 2)));
    },
    computeHmacSha256Signature: (...args: unknown[]) => {
      const call = { host, method: 'computeHmacSha256Signature', args };
      return signed(hmac(host, 'sha256', bytesArguments(call, 0, 2)));
    },
    computeRsaSignature: (...args: unknown[]) => {
      const call = { host, method: 'computeRsaSignature', args };
      const algorithm = algorithmOf(call, 'RSA_');
      return signed(rsa({ ...call, args: args.slice(1) }, algorithm));
    },
    computeRsaSha1Signature: (...args: unknown[]) =>
      signed(rsa({ host, method: 'computeRsaSha1Signature', args }, 'sha1')),
    computeRsaSha256Signature: (...args: unknown[]) =>
      signed(rsa({ host, method: 'computeRsaSha256Signature', args }, 'sha256')),
  };
}

function algorithmOf(call: UtilitiesCall, prefix: string): string {
  const name = enumName(call.args[0]) ?? '';
  const algorithm = name.startsWith(prefix) ? DIGESTS[name.slice(prefix.length)] : undefined;
  if (algorithm === undefined) throw refuse(call);
  return algorithm;
}

function one(values: readonly Uint8Array[]): [Uint8Array] {
  return [values[0] ?? new Uint8Array()];
}

function hmac(host: ServiceHost, algorithm: string, values: readonly Uint8Array[]): Uint8Array {
  const [value = new Uint8Array(), key = new Uint8Array()] = values;
  if (key.length === 0) throw host.exception('Invalid argument: key');
  return createHmac(algorithm, key).update(value).digest();
}

/** Texts only, unlike the others; the key is a PKCS#8 PEM. */
function rsa(call: UtilitiesCall, algorithm: string): Uint8Array {
  const [value, key, charset] = call.args;
  if (typeof value !== 'string' || typeof key !== 'string' || call.args.length > 3) throw refuse(call);
  const [bytes] = bytesArguments({ ...call, args: charset === undefined ? [value] : [value, charset] }, 0, 1);
  const pem = /-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----/.exec(key)?.[0];
  try {
    return sign(algorithm, bytes ?? new Uint8Array(), createPrivateKey(pem ?? ''));
  } catch {
    throw call.host.exception('Invalid argument: key');
  }
}
