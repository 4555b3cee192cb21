import { MessageChannel, receiveMessageOnPort, type MessagePort, type Worker } from 'node:worker_threads';
import { describeUrl } from '../../portable/FetchRequests';
import { startWorker } from '../WorkerFile';
import type { HttpRequest, HttpResult, HttpRoutes } from './HttpTypes';
import type { HttpCall } from './HttpWorker';

/** Requests of one call that are on their way at the same time; more wait their turn. */
export const MAX_CONCURRENT_REQUESTS = 20;

/** Milliseconds beyond the requests' own limits after which the worker is taken for dead. */
const GRACE = 10_000;

/** HTTP that blocks the calling thread: a worker thread does the exchange. */
export interface SyncHttpClient {
  /** In parallel, results in the order of the requests. Never throws for what a server does. */
  send(requests: readonly HttpRequest[], routes?: HttpRoutes): HttpResult[];
  /** Ends the worker; the next `send` starts another. */
  close(): void;
}

interface Connection {
  worker: Worker;
  port: MessagePort;
}

/** `grace` is for tests: milliseconds, default 10,000. */
export function createSyncHttpClient({ grace = GRACE }: { grace?: number } = {}): SyncHttpClient {
  let connection: Connection | undefined;

  const connect = (): Connection => {
    const { port1, port2 } = new MessageChannel();
    const worker = startWorker('http/HttpWorker', { workerData: { port: port2 }, transferList: [port2] });
    const made = { worker, port: port1 };
    const forget = (): void => {
      if (connection === made) connection = undefined;
    };
    worker.on('error', forget).on('exit', forget).unref();
    return made;
  };

  const close = (): void => {
    const ended = connection;
    connection = undefined;
    ended?.port.close();
    void ended?.worker.terminate();
  };

  return {
    close,
    send(requests, routes = {}) {
      if (!requests.length) return [];
      connection ??= connect();
      const done = new SharedArrayBuffer(4);
      const call: HttpCall = { requests, routes, concurrency: MAX_CONCURRENT_REQUESTS, done };
      connection.port.postMessage(call);
      const waited = Atomics.wait(new Int32Array(done), 0, 0, longestWait(requests) + grace);
      const received = waited === 'timed-out' ? undefined : receiveMessageOnPort(connection.port);
      if (received) return received.message as HttpResult[];
      close();
      return requests.map(lostAnswer);
    },
  };
}

/** Every lane may have to wait for the limit of every request it takes. */
function longestWait(requests: readonly HttpRequest[]): number {
  const longest = Math.max(...requests.map(request => request.timeout));
  return longest * Math.ceil(requests.length / MAX_CONCURRENT_REQUESTS);
}

function lostAnswer(request: HttpRequest): HttpResult {
  const message = `No answer in time from ${describeUrl(request.url)}`;
  return { failure: { kind: 'timeout', cause: 'timeout', message } };
}

let shared: SyncHttpClient | undefined;

/** The client of this thread: one worker and one set of kept connections for all who do not bring their own. */
export function sharedHttpClient(): SyncHttpClient {
  shared ??= createSyncHttpClient();
  return shared;
}
