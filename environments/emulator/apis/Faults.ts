import type { SimulatedReply, SimulatedRequest, Simulator } from './Simulator';

/** What shall go wrong. Faults are tried in the order in which they were asked for; the first that fits acts. */
export interface Fault {
  /** Part of `METHOD host/path?query`. Default: every request. */
  match?: string;
  /** So many fitting requests are answered properly first. Default 0. */
  after?: number;
  /** How often. Default 1. */
  times?: number;
  /** Default: that of the true answer. */
  status?: number;
  headers?: Record<string, string>;
  /**
   * `json` (default): the API's own error body, or the true answer when there is no error status. `html`: a proxy's
   * error page. `truncated`: the body ends in its middle, `Content-Length` agrees. `cut`: the connection ends before
   * the announced length. `empty`: nothing. `{ text }`: exactly this.
   */
  body?: 'json' | 'html' | 'truncated' | 'cut' | 'empty' | { text: string };
  /** The `Retry-After` header: seconds, or an HTTP date. */
  retryAfter?: number | string;
  /** Really wait before answering. */
  slowMs?: number;
  /** Drop the connection without any answer. */
  closeConnection?: boolean;
}

export interface FaultyReply extends SimulatedReply {
  slowMs?: number;
  closeConnection?: boolean;
  /** Announce the whole body, send half of it, hang up. */
  cut?: boolean;
}

const HTML =
  '<!DOCTYPE html>\n<html><head><title>Service unavailable</title></head><body><h1>Service unavailable</h1><p>The gateway did not get an answer in time.</p></body></html>\n';

/** The faults that are still to happen. */
export class Faults {
  private pending: { fault: Fault; skip: number; left: number }[] = [];

  add(fault: Fault): void {
    this.pending.push({ fault, skip: fault.after ?? 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.pending = [];
  }

  /** The fault for this request, used up by the call. */
  take(request: SimulatedRequest): Fault | undefined {
    const line = describeRequest(request);
    const fitting = this.pending.filter(one => one.left > 0 && line.includes(one.fault.match ?? ''));
    const due = fitting.find(one => one.skip === 0);
    for (const one of fitting) if (one.skip > 0) one.skip -= 1;
    if (due) due.left -= 1;
    return due?.fault;
  }
}

/** Decoded, so that a test can match what it wrote. */
export function describeRequest(request: SimulatedRequest): string {
  const query = request.query.toString();
  return `${request.method} ${request.host}${decodeURI(request.path)}${query ? `?${decodeURIComponent(query)}` : ''}`;
}

/** What the client gets when `fault` is due. A fault with an error status never reaches the simulator's own logic. */
export function spoil(fault: Fault, simulator: Simulator, request: SimulatedRequest): FaultyReply {
  if (fault.closeConnection) return { status: 0, closeConnection: true, slowMs: fault.slowMs ?? 0 };
  const refused = fault.status !== undefined && fault.status >= 400;
  const base = refused ? simulator.refuse(fault.status ?? 500, request) : simulator.answer(request);
  const reply: FaultyReply = { ...base, slowMs: fault.slowMs ?? 0, headers: { ...base.headers } };
  if (fault.status !== undefined) reply.status = fault.status;
  spoilBody(fault, reply);
  Object.assign(reply.headers ?? {}, fault.headers);
  if (fault.retryAfter !== undefined)
    Object.assign(reply.headers ?? {}, { 'retry-after': String(fault.retryAfter) });
  return reply;
}

function spoilBody(fault: Fault, reply: FaultyReply): void {
  if (fault.body === 'html') {
    reply.body = HTML;
    reply.headers = { ...reply.headers, 'content-type': 'text/html; charset=utf-8' };
  } else if (fault.body === 'truncated') {
    const bytes = bodyBytes(reply.body);
    reply.headers = { 'content-type': contentTypeOf(reply.body), ...reply.headers };
    reply.body = bytes.subarray(0, Math.max(1, bytes.length >> 1));
  } else if (fault.body === 'empty') delete reply.body;
  else if (fault.body === 'cut') reply.cut = true;
  else if (typeof fault.body === 'object') reply.body = fault.body.text;
}

export function bodyBytes(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}

/** What a reply is sent as, unless it says so itself. */
export function contentTypeOf(body: unknown): string {
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json; charset=utf-8';
}
