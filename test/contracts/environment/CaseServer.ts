import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parentPort } from 'node:worker_threads';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

type Handler = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => unknown;

const MEGABYTE = 1024 * 1024;
const TEXT = 'hello é€😀 '.repeat(100);

const ROUTES: Readonly<Record<string, Handler>> = {
  '/echo': (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('base64');
      json(response, { method: request.method, url: request.url, headers: request.headers, body });
    });
  },
  '/status': (_, response, query) =>
    response.writeHead(Number(query.get('code'))).end(query.get('body') ?? ''),
  '/redirect': (_, response, query) =>
    response.writeHead(Number(query.get('code') ?? 302), { Location: query.get('to') ?? '' }).end('moved'),
  '/loop': (_, response) => response.writeHead(302, { Location: '/loop?secret=1' }).end(),
  '/chain': (_, response, query) => {
    const left = Number(query.get('left'));
    if (left === 0) response.end('arrived');
    else response.writeHead(307, { location: `?left=${left - 1}` }).end();
  },
  '/slow': (_, response, query) => setTimeout(() => response.end('late'), Number(query.get('ms'))),
  '/slow-body': (_, response) => {
    response.writeHead(200, { 'Content-Length': 10 }).write('half');
  },
  '/truncated': (_, response) => {
    response.writeHead(200, { 'Content-Length': 1000 }).write('{"cut": "sho');
    setTimeout(() => response.destroy(), 20);
  },
  '/broken-gzip': (_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(TEXT).subarray(0, 40)),
  '/drop': request => request.socket.destroy(),
  '/gzip': (_, response) => encoded(response, 'gzip', gzipSync(TEXT)),
  '/br': (_, response) => encoded(response, 'br', brotliCompressSync(TEXT)),
  '/deflate': (_, response) => encoded(response, 'deflate', deflateSync(TEXT)),
  '/raw-deflate': (_, response) => encoded(response, 'deflate', deflateRawSync(TEXT)),
  '/big': (_, response, query) => big(response, Number(query.get('bytes'))),
  '/bomb': (_, response) => encoded(response, 'gzip', gzipSync(Buffer.alloc(51 * MEGABYTE))),
  '/headers': (_, response) =>
    response
      .writeHead(
        200,
        [
          ['Set-Cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['X-Odd-CASE', 'yes'],
          ['X-Simulated-Latency-Ms', '5'],
          ['Link', '<https://api.cases.test/2>; rel="next"'],
        ].flat(),
      )
      .end('headers'),
  '/text': (_, response, query) =>
    response
      .writeHead(200, { 'Content-Type': query.get('type') ?? 'text/plain' })
      .end(Buffer.from(query.get('hex') ?? '', 'hex')),
  '/none': (_, response) => response.writeHead(204).end(),
};

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function encoded(response: ServerResponse, encoding: string, body: Buffer): void {
  response
    .writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Encoding': encoding })
    .end(body);
}

function big(response: ServerResponse, bytes: number): void {
  const block = Buffer.alloc(MEGABYTE, 'x');
  let left = bytes;
  const write = (): void => {
    while (left > 0) {
      const chunk = block.subarray(0, Math.min(left, MEGABYTE));
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', write);
        return;
      }
    }
    response.end();
  };
  write();
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://cases');
  const handler = ROUTES[url.pathname];
  if (handler) handler(request, response, url.searchParams);
  else response.writeHead(404, { 'Content-Type': 'text/html' }).end('<html>nothing here</html>');
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' ? address?.port : undefined);
});
