import type { SimulatedRequest } from './Simulator';

/** One request that arrived, without its secrets. */
export interface LoggedRequest {
  method: string;
  host: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  /** 0: the connection was dropped. */
  status: number;
}

const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|.*(api-?key|token|secret))$/i;
const SECRET_QUERY = /(token|secret|password|api_?key|^key|signature|^sig|^code)$/i;

/** Keeps the scheme, so that a test sees that a token came, and never which. */
function maskHeader(name: string, value: string): string {
  if (!SECRET_HEADER.test(name)) return value;
  const scheme = /^(\S+)\s+\S/.exec(value);
  return scheme ? `${scheme[1]} ***` : '***';
}

export function logRequest(request: SimulatedRequest, status: number): LoggedRequest {
  const query = [...request.query].map(([name, value]) => [name, SECRET_QUERY.test(name) ? '***' : value]);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, maskHeader(name, value)]);
  return {
    method: request.method,
    host: request.host,
    path: request.path,
    query: Object.fromEntries(query) as Record<string, string>,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: request.body,
    status,
  };
}
