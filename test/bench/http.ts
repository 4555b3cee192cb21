import { Agent, get } from 'node:http';
import { Worker } from 'node:worker_threads';
import type { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { median, round, type Figure } from './Figure';

const SERVER = `
const { createServer } = require('node:http');
const { parentPort } = require('node:worker_threads');
const body = JSON.stringify({ data: 'x'.repeat(1000) });
const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(body));
server.keepAliveTimeout = 60000;
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const REQUESTS = 400;
const ROUNDS = 25;

/** A small GET through the blocking adapter beside the same request by plain asynchronous code, in turns. */
export async function measureHttp(): Promise<Figure[]> {
  const server = new Worker(SERVER, { eval: true });
  const port = await new Promise<number>(resolve => server.once('message', resolve));
  const url = `http://127.0.0.1:${port}/`;
  // The package as it is built: run from TypeScript, a worker pays for the loader.
  const entry = new URL('../../dist/node.js', import.meta.url).href;
  const node = (await import(entry)) as { createNodeEnvironment: typeof createNodeEnvironment };
  const environment = node.createNodeEnvironment({});
  const ratios: number[] = [];
  const times = { blocking: [] as number[], fetch: [] as number[], http: [] as number[] };
  const agent = new Agent({ keepAlive: true });
  for (let turn = 0; turn <= ROUNDS; turn++) {
    const blocking = await timed(async () => {
      for (let index = 0; index < REQUESTS; index++) environment.fetch(url).getContentText();
    });
    const plain = await timed(async () => {
      for (let index = 0; index < REQUESTS; index++) await (await fetch(url)).text();
    });
    const http = await timed(async () => {
      for (let index = 0; index < REQUESTS; index++) await plainGet(url, agent);
    });
    // The first round warms everything up.
    if (turn === 0) continue;
    ratios.push(blocking / plain);
    times.blocking.push(blocking / REQUESTS);
    times.fetch.push(plain / REQUESTS);
    times.http.push(http / REQUESTS);
  }
  agent.destroy();
  await server.terminate();
  return [
    {
      what: 'small GET: blocking adapter / plain async fetch with keep-alive',
      baseline: '1.2',
      reach: 1.3,
      value: round(median(ratios)),
      unit: 'x',
    },
    { what: 'small GET: blocking adapter', value: round(median(times.blocking), 3), unit: 'ms' },
    { what: 'small GET: async fetch', value: round(median(times.fetch), 3), unit: 'ms' },
    { what: 'small GET: async node:http', value: round(median(times.http), 3), unit: 'ms' },
  ];
}

async function timed(action: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

function plainGet(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    }).on('error', reject);
  });
}
