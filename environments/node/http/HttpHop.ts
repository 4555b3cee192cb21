import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { routeUrl } from '../HostMap';
import { agentFor } from './Agents';
import type { HttpRequest, HttpRoutes } from './HttpTypes';

/** Milliseconds to reach a host, name lookup and TLS included; the rest of the time belongs to its answer. */
const CONNECT_TIMEOUT = 30_000;

/** Sends one request to one address and gives the answer when its headers are there; the body is still to be read. */
export async function sendHop(
  request: HttpRequest,
  routes: HttpRoutes,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  try {
    return await attempt(request, routes, signal);
  } catch (error) {
    if (!isStaleConnection(error, request)) throw error;
    return attempt(request, routes, signal);
  }
}

class StaleConnectionError extends Error {}

function attempt(request: HttpRequest, routes: HttpRoutes, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, routes, signal);
    const watch = watchConnecting(outgoing, request.timeout);
    outgoing.on('response', answer => {
      clearTimeout(watch.timer);
      resolve(answer);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(watch.timer);
      const stale = outgoing.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted;
      reject(stale ? new StaleConnectionError(error.message, { cause: error }) : error);
    });
    outgoing.end(request.body);
  });
}

/** A kept connection that the server closed just now says nothing about the request: it may go again, if repeatable. */
function isStaleConnection(error: unknown, { method }: HttpRequest): boolean {
  return error instanceof StaleConnectionError && method !== 'post' && method !== 'patch';
}

function open(request: HttpRequest, routes: HttpRoutes, signal: AbortSignal): ClientRequest {
  const logical = new URL(request.url);
  const real = new URL(routeUrl(request.url, routes.hosts));
  const headers: Record<string, string> = { Host: logical.host, ...Object.fromEntries(request.headers) };
  if (request.body) headers['Content-Length'] = String(request.body.byteLength);
  else if (request.method !== 'get') headers['Content-Length'] = '0';
  const send = real.protocol === 'https:' ? httpsRequest : httpRequest;
  return send(real, {
    method: request.method.toUpperCase(),
    headers,
    agent: agentFor(real, routes.proxies),
    rejectUnauthorized: request.verifyCertificates ?? true,
    signal,
  });
}

function watchConnecting(outgoing: ClientRequest, timeout: number): { timer?: NodeJS.Timeout } {
  const watch: { timer?: NodeJS.Timeout } = {};
  outgoing.on('socket', socket => {
    if (!socket.connecting) return;
    const error = Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' });
    watch.timer = setTimeout(() => outgoing.destroy(error), Math.min(timeout, CONNECT_TIMEOUT));
    const connected = 'encrypted' in socket ? 'secureConnect' : 'connect';
    socket.once(connected, () => {
      clearTimeout(watch.timer);
    });
  });
  return watch;
}
