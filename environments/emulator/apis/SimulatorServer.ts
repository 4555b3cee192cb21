import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CarriedSecrets } from './CarriedSecrets';
import { bodyBytes, contentTypeOf, Faults, spoil, type Fault, type FaultyReply } from './Faults';
import { logRequest, type LoggedRequest } from './RequestLog';
import type { SimulatedRequest, Simulator, SimulatorSettings } from './Simulator';

/** Requests below this path steer the simulator instead of reaching it. */
export const CONTROL_PATH = '/__simulator/';

const SMALLEST_COMPRESSED = 1024;

/** Serves one simulator over HTTP on loopback: a port for each of its hosts, faults and the log shared by all. */
export class SimulatorServer {
  private readonly faults = new Faults();
  private readonly secrets = new CarriedSecrets();
  private log: LoggedRequest[] = [];

  constructor(private readonly simulator: Simulator) {}

  /** Real host name -> origin on this machine. */
  async listen(): Promise<Record<string, string>> {
    const entries = await Promise.all(
      this.simulator.hosts.map(async host => [host, await this.listenFor(host)] as const),
    );
    return Object.fromEntries(entries);
  }

  private listenFor(host: string): Promise<string> {
    const server = createServer((incoming, outgoing) => void this.serve(host, incoming, outgoing));
    server.keepAliveTimeout = 60_000;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      );
    });
  }

  private async serve(host: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(host, incoming);
    try {
      if (request.path.startsWith(CONTROL_PATH)) {
        send(outgoing, incoming, { status: 200, body: this.control(request) ?? {} });
        return;
      }
      const reply = this.reply(request);
      this.log.push(logRequest(request, reply.status));
      this.secrets.request(request);
      this.secrets.reply(reply.body);
      const headers = {
        'x-simulated-latency-ms': String(this.simulator.settings.latencyMs),
        ...reply.headers,
      };
      if (reply.slowMs) await new Promise(resolve => setTimeout(resolve, reply.slowMs));
      send(outgoing, incoming, { ...reply, headers });
    } catch (error) {
      send(outgoing, incoming, { status: 400, body: { simulator: (error as Error).message } });
    }
  }

  private reply(request: SimulatedRequest): FaultyReply {
    const fault = this.faults.take(request);
    return fault ? spoil(fault, this.simulator, request) : this.simulator.answer(request);
  }

  private control(request: SimulatedRequest): unknown {
    const command = request.path.slice(CONTROL_PATH.length);
    const body = (request.body ? JSON.parse(request.body) : {}) as unknown;
    if (command === 'requests') return this.log;
    if (command === 'secrets') return this.secrets.all;
    if (command === 'settings') return this.simulator.settings;
    if (command === 'configure') return this.simulator.configure(body as Partial<SimulatorSettings>);
    if (command === 'fail') return this.faults.add(body as Fault);
    if (command === 'reset') return this.reset(body as Partial<SimulatorSettings>);
    throw new Error(
      `No such command: ${command}. There are: configure, fail, requests, reset, secrets, settings.`,
    );
  }

  private reset(settings: Partial<SimulatorSettings>): void {
    this.faults.clear();
    this.log = [];
    this.secrets.clear();
    this.simulator.reset();
    this.simulator.configure(settings);
  }
}

async function readRequest(host: string, incoming: IncomingMessage): Promise<SimulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = '/', query = ''] = splitOnce(incoming.url ?? '/');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: incoming.method ?? 'GET',
    host,
    path,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function splitOnce(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function send(outgoing: ServerResponse, incoming: IncomingMessage, reply: FaultyReply): void {
  if (reply.closeConnection) {
    incoming.socket.destroy();
    return;
  }
  const plain = bodyBytes(reply.body);
  const compress =
    plain.length >= SMALLEST_COMPRESSED && /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '');
  const bytes = compress && !reply.cut ? gzipSync(plain, { level: 1 }) : plain;
  if (compress && !reply.cut) outgoing.setHeader('content-encoding', 'gzip');
  if (reply.body !== undefined) outgoing.setHeader('content-type', contentTypeOf(reply.body));
  for (const [name, value] of Object.entries(reply.headers ?? {})) outgoing.setHeader(name, value);
  outgoing.statusCode = reply.status;
  if (reply.status !== 204 && reply.status !== 304) outgoing.setHeader('content-length', bytes.length);
  if (reply.cut) outgoing.write(bytes.subarray(0, bytes.length >> 1), () => incoming.socket.destroy());
  else outgoing.end(bytes);
}
