import type { FetchRequest, FetchResult } from '../../src/Core/EnvironmentAdapter';
import { checkRequest, type CheckedRequest } from '../portable/FetchRequests';
import { PortableResponse } from '../portable/PortableResponse';
import type { HttpAnswer, HttpRequest, HttpRoutes } from './http/HttpTypes';
import type { SyncHttpClient } from './http/SyncHttpClient';
import { decodeBytes } from './NodeText';

/** Simulators announce the latency of the real API here; it concerns the emulator's clock only. */
export const SIMULATED_LATENCY_HEADER = 'x-simulated-latency-ms';

const USER_AGENT = 'Mozilla/5.0 (compatible; sheetbound)';

/** `fetchAll` of the port over the synchronous client. */
export function fetchOnNode(
  client: SyncHttpClient,
  routes: HttpRoutes,
  requests: readonly FetchRequest[],
): FetchResult[] {
  const checked = requests.map(checkRequest);
  const sendable = checked.flatMap(request => ('error' in request ? [] : [toHttpRequest(request)]));
  const results = client.send(sendable, routes)[Symbol.iterator]();
  return checked.map(request => {
    if ('error' in request) return request;
    const result = results.next().value;
    if (result && 'answer' in result) return { response: toResponse(result.answer) };
    const { kind = 'network', message = 'No answer came' } = result?.failure ?? {};
    return { error: { kind, message } };
  });
}

function toHttpRequest(request: CheckedRequest): HttpRequest {
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const given = [...headers.keys()].map(name => name.toLowerCase());
  if (!given.includes('user-agent')) headers.set('User-Agent', USER_AGENT);
  headers.set('Accept-Encoding', 'gzip, deflate, br');
  if (request.contentType !== undefined) headers.set('Content-Type', request.contentType);
  const { url, method, followRedirects, publicOnly, body } = request;
  return {
    url,
    method,
    headers: [...headers],
    followRedirects,
    publicOnly,
    timeout: request.timeoutSeconds * 1000,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? Buffer.from(body) : body }),
  };
}

function toResponse({ status, headers, body }: HttpAnswer): PortableResponse {
  const all: Record<string, string | string[]> = {};
  const spelling = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === SIMULATED_LATENCY_HEADER) continue;
    const key = spelling.get(lower) ?? name;
    spelling.set(lower, key);
    const before = all[key];
    if (before === undefined) all[key] = value;
    else all[key] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return new PortableResponse({
    status,
    headers: all,
    content: () => body,
    text: (charset, lenient) => decodeBytes(body, charset, lenient),
  });
}
