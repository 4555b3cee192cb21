import { workerData, type MessagePort } from 'node:worker_threads';
import { exchange } from './HttpExchange';
import { describeFailure } from './HttpFailures';
import type { HttpRequest, HttpResult, HttpRoutes } from './HttpTypes';

/** What the waiting thread sends: `done` becomes 1 when the results are in the port. */
export interface HttpCall {
  requests: readonly HttpRequest[];
  routes: HttpRoutes;
  /** Requests on their way at the same time. */
  concurrency: number;
  done: SharedArrayBuffer;
}

const { port } = workerData as { port: MessagePort };
let abandon: ((error: unknown) => void) | undefined;

port.on('message', (call: HttpCall) => {
  const results: HttpResult[] = [];
  let pending = true;
  const finish = (fallback?: unknown): void => {
    if (!pending) return;
    pending = false;
    abandon = undefined;
    const complete = call.requests.map(
      (request, index) => results[index] ?? { failure: describeFailure(fallback, request.url, false) },
    );
    reply(call, complete);
  };
  abandon = finish;
  sendAll(call, results).then(() => {
    finish();
  }, finish);
});

// An error that no request owns must not leave the other thread waiting for its time limit.
process.on('uncaughtException', error => {
  abandon?.(error);
});

async function sendAll({ requests, routes, concurrency }: HttpCall, results: HttpResult[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < requests.length) {
      const index = next++;
      const request = requests[index];
      if (request) results[index] = await exchange(request, routes);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, requests.length) }, lane));
}

function reply(call: HttpCall, results: HttpResult[]): void {
  const buffers = results.flatMap(result =>
    'answer' in result ? [result.answer.body.buffer as ArrayBuffer] : [],
  );
  port.postMessage(results, buffers);
  const done = new Int32Array(call.done);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}
