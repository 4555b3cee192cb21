import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiAnswer, ApiCall } from './ApiCall';
import { ApiFaults, type ApiFault } from './ApiFaults';
import { journalEntry, type JournalEntry } from './ApiJournal';
import { GOOGLE_TEXTS, googleError, GoogleError, type GoogleErrorKind } from './GoogleError';
import type { GoogleState } from './GoogleState';
import { answerGoogle } from './GoogleRoutes';

/** The header that names the host a client meant, where the `Host` header names this machine. */
export const HOST_HEADER = 'x-sheetbound-host';

const KINDS: Readonly<Record<number, GoogleErrorKind>> = {
  400: 'invalidArgument',
  401: 'unauthenticated',
  403: 'permissionDenied',
  404: 'notFound',
  429: 'resourceExhausted',
  500: 'internal',
  503: 'unavailable',
};

/** Serves the loopback Google over HTTP: one port for all hosts. */
export class ScriptApiServer {
  readonly faults = new ApiFaults();
  readonly journal: JournalEntry[] = [];
  private readonly server: Server;

  constructor(private readonly state: GoogleState) {
    this.server = createServer((incoming, outgoing) => void this.serve(incoming, outgoing));
  }

  /** Gives the origin, `http://127.0.0.1:<port>`. */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
      });
    });
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let call: ApiCall;
    try {
      call = await readCall(incoming);
    } catch {
      // The client hung up in the middle of its request: nobody is there to answer.
      return;
    }
    const user = this.userOf(call);
    const fault = this.faults.take(call, user);
    const answer = await this.answer(call, fault);
    this.journal.push(journalEntry(call, user, answer?.status ?? 0));
    if (!answer) incoming.socket.destroy();
    else send(outgoing, answer, fault?.cut === 'during');
  }

  /** Undefined: the connection is to be cut. */
  private async answer(call: ApiCall, fault: ApiFault | undefined): Promise<ApiAnswer | undefined> {
    if (fault?.delay) await new Promise(resolve => setTimeout(resolve, fault.delay));
    await fault?.before?.(call);
    if (fault?.cut === 'before') return undefined;
    const planned = fault && plannedAnswer(fault);
    if (planned) return planned;
    const answer = answerSafely(call, this.state);
    await fault?.after?.(call);
    return fault?.cut === 'after' ? undefined : answer;
  }

  private userOf(call: ApiCall): string | undefined {
    const token = /^Bearer\s+(\S+)$/i.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
    return this.state.accounts.holder(token)?.caller.user.email;
  }
}

function plannedAnswer(fault: ApiFault): ApiAnswer | undefined {
  const { status = 200, text, retryAfter } = fault;
  if (fault.status === undefined && text === undefined) return undefined;
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  if (text !== undefined) return { status, body: text, headers };
  const kind = KINDS[status] ?? 'internal';
  return { status, body: googleError(kind, GOOGLE_TEXTS[kind]).body, headers };
}

function answerSafely(call: ApiCall, state: GoogleState): ApiAnswer {
  try {
    return answerGoogle(call, state);
  } catch (error) {
    if (error instanceof GoogleError)
      return { status: error.status, body: error.body, headers: error.headers };
    // A fault of the loopback itself, not of Google's: its text has to reach the one who reads the test.
    return { status: 500, body: `The loopback Google failed: ${(error as Error).stack ?? ''}` };
  }
}

async function readCall(incoming: IncomingMessage): Promise<ApiCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://loopback');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: incoming.method ?? 'GET',
    host: headers[HOST_HEADER] ?? (headers['host'] ?? '').replace(/:\d+$/, ''),
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function send(outgoing: ServerResponse, { status, body, headers = {} }: ApiAnswer, halfway: boolean): void {
  const isText = typeof body === 'string';
  const bytes = Buffer.from(body === undefined ? '' : isText ? body : JSON.stringify(body, null, 2));
  outgoing.writeHead(status, {
    'content-type': isText ? 'text/html; charset=UTF-8' : 'application/json; charset=UTF-8',
    'content-length': bytes.length,
    'cache-control': 'private',
    ...headers,
  });
  if (halfway) outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.socket?.destroy());
  else outgoing.end(bytes);
}
