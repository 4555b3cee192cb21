/** Throws unless the text looks like a PKCS#8 PEM: what every platform takes. The key is not in the message. */
export function checkPrivateKey(pem: string): void {
  if (/-----BEGIN RSA PRIVATE KEY-----/.test(pem))
    throw new Error(
      'The private key is in PKCS#1 form (BEGIN RSA PRIVATE KEY). Convert it: openssl pkcs8 -topk8 -nocrypt',
    );
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(pem))
    throw new Error('The private key is encrypted. Remove its password: openssl pkcs8 -topk8 -nocrypt');
  if (!/-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----/.test(pem))
    throw new Error('The private key is not in PEM form: it must begin with -----BEGIN PRIVATE KEY-----');
}

/** Said of bytes that are to be signed: one platform signs texts only. */
export const NOT_UTF8 = 'Bytes to be signed must be the UTF-8 of a text, without a byte-order mark.';
