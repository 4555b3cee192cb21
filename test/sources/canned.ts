import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { FetchFailureError } from '../../environments/portable/FetchFailureError';
import {
  installEnvironment,
  type Environment,
  type FetchFailure,
  type FetchRequest,
  type FetchResponse,
} from '../../src/Core/EnvironmentAdapter';

export interface Canned {
  status?: number;
  headers?: Record<string, string>;
  /** Bytes and text are as they are, anything else is JSON. */
  body?: unknown;
  /** No answer comes. */
  failure?: FetchFailure['kind'];
}

/** Answers in turn, whatever is asked; the last one again and again. Only sleeping moves the clock. Returns what was asked. */
export function installCanned(answers: Canned[], timeZone = 'UTC'): FetchRequest[] {
  const asked: FetchRequest[] = [];
  let clock = Date.parse('2026-03-02T03:30:00Z');
  const fetch: Environment['fetch'] = (url, options) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? {};
    asked.push({ ...options, url });
    if (answer.failure) throw new FetchFailureError({ kind: answer.failure, message: 'No answer.' });
    return respond(answer);
  };
  const environment: Environment = {
    ...createNodeEnvironment({ timeZone }),
    fetch,
    now: () => clock,
    timeZone: () => timeZone,
    sleep: milliseconds => {
      clock += milliseconds;
    },
    remainingTime: () => Infinity,
    formatDate: (date, zone) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(date),
  };
  installEnvironment(environment);
  return asked;
}

export function respond({ status = 200, headers = {}, body }: Canned): FetchResponse {
  const bytes = body instanceof Uint8Array ? body : undefined;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    getResponseCode: () => status,
    getContentText: () => text,
    getContent: () => bytes ?? new TextEncoder().encode(text),
    getHeaders: () => headers,
    getAllHeaders: () => headers,
    getHeader: name => headers[name.toLowerCase()],
  };
}
