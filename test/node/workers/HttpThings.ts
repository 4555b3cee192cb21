import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Servers for tests of the client: `plain` and `tls` answer, `proxy` forwards and tunnels and writes down what it was
 * asked for, all on one thread of their own because the client blocks its own.
 */
const { key, cert } = workerData as { key: string; cert: string };
const proxied: string[] = [];
const waiting: ServerResponse[] = [];
let connections = 0;

function answer(incoming: IncomingMessage, response: ServerResponse): void {
  const path = incoming.url ?? '';
  if (path === '/proxied') response.end(JSON.stringify(proxied));
  else if (path === '/connections') response.end(String(connections));
  else if (path.startsWith('/together')) together(response, Number(path.slice('/together/'.length)));
  else if (path === '/never') incoming.resume();
  else response.end(`${incoming.method} ${path} of ${incoming.headers.host}`);
}

/** Answers nobody until so many have asked: only requests in parallel get through. */
function together(response: ServerResponse, count: number): void {
  if (waiting.push(response) < count) return;
  for (const held of waiting.splice(0)) held.end('together');
}

const plain = createServer({ keepAliveTimeout: 60_000 }, answer);
plain.on('connection', () => connections++);
const tls = createTlsServer({ key, cert }, answer);

/** Accepts, reads one request, answers, and closes the kept connection when the next one comes. */
const rude = createServer((_, response) => response.end('once'));
rude.on('connection', (socket: Socket) => {
  let requests = 0;
  socket.prependListener('data', () => {
    if (++requests === 2) socket.destroy();
  });
});

const proxy = createServer((incoming, response) => {
  proxied.push(`${incoming.method} ${incoming.url}`);
  const forward = request(
    incoming.url ?? '',
    { method: incoming.method, headers: incoming.headers },
    reply => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    },
  );
  incoming.pipe(forward);
});
proxy.on('connect', (incoming: IncomingMessage, client: Socket) => {
  proxied.push(`CONNECT ${incoming.url}`);
  const target = connect((tls.address() as AddressInfo).port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    client.pipe(target).pipe(client);
  });
  target.on('error', () => client.destroy());
  client.on('error', () => target.destroy());
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

void Promise.all([plain, tls, proxy, rude].map(listen)).then(([plainPort, tlsPort, proxyPort, rudePort]) => {
  parentPort?.postMessage({ plain: plainPort, tls: tlsPort, proxy: proxyPort, rude: rudePort });
});
