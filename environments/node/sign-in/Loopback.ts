import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What a browser brought back: the query of the address that it was sent to. */
export type Brought = Readonly<Record<string, string>>;

/** Takes what was brought, and says what the browser shows; `isDone`: nobody is waited for any more. */
export type Receive = (brought: Brought) => { message: string; isDone: boolean };

/** Hosts of an address that lead to this machine and to no other. */
export function isLoopback(address: URL): boolean {
  return (
    address.protocol === 'http:' &&
    ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname) &&
    address.port !== '0'
  );
}

export interface Loopback {
  /** Resolves when `receive` is done. */
  done: Promise<void>;
  close(): void;
}

/**
 * Listens at this address for the browser, on this machine only. Rejects when the port is taken. A name is listened to
 * under both of its addresses, because browsers differ in which they try first.
 */
export async function listenForBrowser(redirect: URL, receive: Receive): Promise<Loopback> {
  const hosts =
    redirect.hostname === 'localhost' ? ['127.0.0.1', '::1'] : [redirect.hostname.replace(/[[\]]/g, '')];
  let finish: () => void = () => undefined;
  const done = new Promise<void>(resolve => (finish = resolve));
  const once = receiveOnce(receive);
  const servers = hosts.map(() =>
    createServer((request, response) => {
      // The page has to be there before anything ends.
      if (answer(request, response, redirect, once)) response.once('close', finish);
    }),
  );
  const close = (): void => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  try {
    await Promise.all(
      servers.map((server, index) => listen(server, Number(redirect.port || 80), hosts[index] ?? '')),
    );
  } catch (error) {
    close();
    throw error;
  }
  return { done, close };
}

/** Browsers now and then send an address twice; a code that is used twice would take away what it gave. */
function receiveOnce(receive: Receive): Receive {
  let last: ReturnType<Receive> | undefined;
  return brought => {
    if (!last?.isDone) last = receive(brought);
    return last;
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no second address.
      if (host === '::1' && error.code !== 'EADDRINUSE') resolve();
      else reject(error);
    });
    server.listen(port, host, resolve);
  });
}

/** Browsers ask for icons too, and anything on this machine may knock: only the one path is listened to. */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  redirect: URL,
  receive: Receive,
): boolean {
  const asked = request.url ?? '/';
  const url = URL.canParse(asked, redirect.href) ? new URL(asked, redirect) : undefined;
  if (request.method !== 'GET' || url?.pathname !== redirect.pathname) {
    response.writeHead(404, { connection: 'close' }).end();
    return false;
  }
  const { message, isDone } = receive(Object.fromEntries(url.searchParams));
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(pageOf(message));
  return isDone;
}

function pageOf(message: string): string {
  const escaped = message.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
  return `<!doctype html><title>Sheetbound</title><p>${escaped}</p><p>You can close this tab.</p>`;
}
