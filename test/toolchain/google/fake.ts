import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { HttpFailure, HttpRequest, HttpResult } from '../../../environments/node/http/HttpTypes';
import type { Send } from '../../../toolchain/google/Send';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sheetbound-google-'));
  folders.push(folder);
  return folder;
}

export const SECRETS = {
  refresh: 'made-up-refresh-token',
  access: 'made-up-access-token',
  client: 'made-up-client-secret',
};

/** A login as clasp 3 keeps it; `entry` changes the user's part of it. */
export function clasp3(entry: Record<string, unknown> = {}): {
  tokens: { default: Record<string, unknown> };
} {
  const token = {
    type: 'authorized_user',
    client_id: 'made-up-client',
    client_secret: SECRETS.client,
    refresh_token: SECRETS.refresh,
    access_token: SECRETS.access,
    expiry_date: 4_102_444_800_000,
    ...entry,
  };
  return { tokens: { default: token } };
}

/** A home folder with this login in it. */
export function homeWith(credentials: unknown): string {
  const home = scratch();
  const text = typeof credentials === 'string' ? credentials : JSON.stringify(credentials);
  writeFileSync(join(home, '.clasprc.json'), text, { mode: 0o600 });
  return home;
}

export interface Sent {
  method: string;
  url: string;
  token: string | undefined;
  body: string;
}

/** Answers in turn; the last one again and again. Notes what was sent. */
export function answering(...answers: (HttpResult | Error)[]): { send: Send; sent: Sent[] } {
  const sent: Sent[] = [];
  const send = (request: HttpRequest): Promise<HttpResult> => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    const authorization = request.headers.find(([name]) => name === 'Authorization')?.[1];
    sent.push({
      method: request.method,
      url: request.url,
      token: authorization?.replace('Bearer ', ''),
      body: new TextDecoder().decode(request.body),
    });
    if (!answer || answer instanceof Error) return Promise.reject(answer ?? new Error('nothing to answer'));
    return Promise.resolve(answer);
  };
  return { send, sent };
}

export function answer(status: number, json: unknown, headers: [string, string][] = []): HttpResult {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return { answer: { status, headers, body: new TextEncoder().encode(text) } };
}

export function refusal(code: number, message: string, reason?: string): HttpResult {
  const details = reason ? [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] : [];
  return answer(code, { error: { code, message, details } });
}

export function failure(cause: HttpFailure['cause'], kind: HttpFailure['kind'] = 'network'): HttpResult {
  return { failure: { kind, cause, message: `Nothing answers at script.googleapis.com (${cause})` } };
}
