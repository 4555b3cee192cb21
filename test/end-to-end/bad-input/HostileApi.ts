import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * An API that answers as no API should. The first part of the path says how: one of `BEHAVIOURS`, or a body that
 * `workerData` has under that name. On a thread of its own, because whoever asks blocks theirs.
 */
const bodies = workerData as Readonly<Record<string, string>>;

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const MEGABYTE = 1024 * 1024;
const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>';

const BEHAVIOURS: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => unknown>> =
  {
    never: () => undefined,
    'late-by-announcement': response =>
      response.writeHead(200, { ...JSON_TYPE, 'X-Simulated-Latency-Ms': '90000' }).end('[]'),
    loop: (response, request) =>
      response.writeHead(302, { Location: `${request.url?.split('?')[0]}?token=canary-in-a-url` }).end(),
    csv: response => response.writeHead(200, { 'Content-Type': 'text/csv' }).end('id,name\r\n1,x\r\n'),
    truncated: response => response.writeHead(200, JSON_TYPE).end('[{"id":"new","startDate":"2026-03-0'),
    page: response => response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE),
    'error-page': response => response.writeHead(502, { 'Content-Type': 'text/html' }).end(PAGE),
    'another-shape': response => response.writeHead(200, JSON_TYPE).end('{"holidays":[]}'),
    'not-records': response => response.writeHead(200, JSON_TYPE).end('["new",null]'),
    empty: response => response.writeHead(200, JSON_TYPE).end(),
    huge: response => pour(response, 51),
  };

/** A list that is still JSON, but longer than what may be taken: memory and time end first elsewhere. */
function pour(response: ServerResponse, megabytes: number): void {
  response.writeHead(200, JSON_TYPE).write('[');
  const block = Buffer.alloc(MEGABYTE, ' ');
  const write = (left: number): void => {
    if (left === 0) response.end(']');
    else if (response.write(block)) write(left - 1);
    else response.once('drain', () => write(left - 1));
  };
  write(megabytes);
}

const server = createServer((request, response) => {
  const name = request.url?.split('/')[1] ?? '';
  const behaviour = BEHAVIOURS[name];
  const body = bodies[name];
  if (behaviour) behaviour(response, request);
  else if (body === undefined) response.writeHead(404, JSON_TYPE).end('{}');
  else response.writeHead(200, JSON_TYPE).end(body);
});

server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage((server.address() as AddressInfo).port);
});
