import { createHash, randomUUID } from 'node:crypto';
import {
  installEnvironment,
  type Environment,
  type FetchRequest,
  type FetchResponse,
  type FetchResult,
} from '../../../src/Core/EnvironmentAdapter';

export interface FakeAnswer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  failure?: string;
}

/** An environment whose clock stands still unless it is told to sleep, and whose network is a function. */
export class FakeEnvironment {
  time = Date.parse('2026-03-15T12:00:00Z');
  deadline = Infinity;
  zone = 'UTC';
  requests: FetchRequest[] = [];
  /** Sizes of the groups in which requests went out together. */
  batches: number[] = [];
  slept: number[] = [];
  answer: (request: FetchRequest) => FakeAnswer = () => ({ status: 404 });
  /** Milliseconds that each group of requests takes. */
  latency = 0;

  install(): this {
    const missing = () => {
      throw new Error('The core does not need this of an environment.');
    };
    const environment: Partial<Environment> = {
      name: 'Fake',
      timeZone: () => this.zone,
      now: () => this.time,
      remainingTime: () => this.deadline - this.time,
      sleep: milliseconds => {
        this.slept.push(milliseconds);
        this.time += milliseconds;
      },
      fetch: (url, options) => {
        const [result] = this.send([{ ...options, url }]);
        if (result && 'response' in result) return result.response;
        throw Object.assign(new Error('no answer'), { failure: result?.error });
      },
      fetchAll: requests => this.send(requests),
      formatDate: (date, zone) =>
        new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(date),
      getUuid: () => randomUUID(),
      computeDigest: (_algorithm, value) => createHash('sha256').update(value).digest(),
      base64EncodeWebSafe: value => Buffer.from(value).toString('base64url'),
      withLock: (_wait, action) => action(),
    };
    installEnvironment(
      new Proxy(environment, { get: (target, name) => Reflect.get(target, name) ?? missing }) as Environment,
    );
    return this;
  }

  private send(requests: readonly FetchRequest[]): FetchResult[] {
    this.batches.push(requests.length);
    this.time += this.latency;
    return requests.map(request => {
      this.requests.push(request);
      const answer = this.answer(request);
      return answer.failure
        ? { error: { kind: 'network', message: answer.failure } }
        : { response: toResponse(answer) };
    });
  }
}

function toResponse({ status = 200, body = {}, headers = {} }: FakeAnswer): FetchResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    getResponseCode: () => status,
    getContentText: () => text,
    getContent: () => new TextEncoder().encode(text),
    getHeaders: () => headers,
    getAllHeaders: () => headers,
    getHeader: name =>
      Object.entries(headers).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1],
  };
}
