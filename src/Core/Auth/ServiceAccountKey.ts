import { isRecord } from '../Json';

/** What is used of the key file of a service account. */
export interface ServiceAccountKey {
  email: string;
  /** PKCS#8 PEM. */
  privateKey: string;
  id?: string;
}

/** Throws an `Error` whose message goes on after a label, and holds nothing of the key. */
export function readServiceAccountKey(text: string): ServiceAccountKey {
  const file = parse(text);
  const { type, client_email: email, private_key: pem, private_key_id: id } = file;
  if (type !== 'service_account')
    throw new Error(
      type === 'authorized_user' || 'installed' in file || 'web' in file
        ? 'this is the file of an OAuth client, not the key of a service account. Make a key under IAM > Service accounts > Keys.'
        : 'this is not the key file of a service account: its "type" must be "service_account".',
    );
  if (typeof email !== 'string' || !email.includes('@'))
    throw new Error('the key file has no "client_email". Paste the whole file.');
  if (typeof pem !== 'string' || pem.trim() === '')
    throw new Error('the key file has no "private_key". Paste the whole file.');
  const privateKey = `${pem.replace(/\\n/g, '\n').trim()}\n`;
  return { email, privateKey, ...(typeof id === 'string' && id !== '' ? { id } : {}) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    file = undefined;
  }
  if (isRecord(file)) return file;
  throw new Error('this is not JSON. Paste the whole key file, from { to }.');
}
