import type { GoogleLogin } from '../../../environments/emulator/script-api/Accounts';
import type { ScriptApi } from '../../../environments/emulator/script-api/ScriptApi';
import { HOST_HEADER } from '../../../environments/emulator/script-api/ScriptApiServer';

export interface Answer {
  status: number;
  /** JSON where it is JSON, else text. */
  body: Record<string, unknown>;
  headers: Headers;
}

/** Sends one request to the loopback Google from this process: `GET script.googleapis.com/v1/projects/…`. */
export async function ask(
  google: ScriptApi,
  login: GoogleLogin | undefined,
  line: string,
  body?: unknown,
): Promise<Answer> {
  const [method = 'GET', address = ''] = line.split(' ');
  const { host, pathname, search } = new URL(`https://${address}`);
  const answer = await fetch(google.url + pathname + search, {
    method,
    headers: {
      [HOST_HEADER]: host,
      ...(login ? { authorization: `Bearer ${login.accessToken}` } : {}),
    },
    ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return {
    status: answer.status,
    body: (isJson ? JSON.parse(text) : text) as Record<string, unknown>,
    headers: answer.headers,
  };
}

/** The words of a refusal. */
export function messageOf({ body }: Answer): string {
  return (body['error'] as { message?: string } | undefined)?.message ?? '';
}

/** The name of a refusal: `PERMISSION_DENIED`. */
export function statusOf({ body }: Answer): string {
  return (body['error'] as { status?: string } | undefined)?.status ?? '';
}
