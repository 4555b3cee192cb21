import { isRecord } from '../Json';

/**
 * What a token service does not take: the sign-in (`grant`: ended, withdrawn, of somebody who has to agree anew), the
 * app (`client`), or what is asked for (`scope`).
 */
export type Refusal = 'grant' | 'client' | 'scope';

const CLIENT = ['invalid_client', 'unauthorized_client', 'deleted_client', 'disabled_client'];

/** Microsoft's codes for a scope that the user never agreed to, or that does not exist. */
const SCOPE_CODES = [70000, 70011];

/** By the names of RFC 6749 5.2; without one, a 401 concerns the app and anything else the sign-in. */
export function reasonOf(status: number, payload: unknown): Refusal {
  const body = isRecord(payload) ? payload : {};
  const { error } = body;
  if (error === 'invalid_scope' || codesOf(body).some(code => SCOPE_CODES.includes(code))) return 'scope';
  if (typeof error === 'string') return CLIENT.includes(error) ? 'client' : 'grant';
  return status === 401 && !isRecord(error) ? 'client' : 'grant';
}

function codesOf(body: Readonly<Record<string, unknown>>): number[] {
  const codes = body['error_codes'];
  if (Array.isArray(codes)) return codes.map(Number);
  const { error_description: text } = body;
  return typeof text === 'string' ? [...text.matchAll(/AADSTS(\d+)/g)].map(match => Number(match[1])) : [];
}

/** The name of the error and what is said of it; undefined where the usual places of an answer tell. */
export function wordsOf(payload: unknown): string | undefined {
  if (!isRecord(payload)) return undefined;
  const { error, error_description: description } = payload;
  if (typeof error !== 'string') return undefined;
  return typeof description === 'string' && description !== '' ? `${error}: ${description}` : error;
}
