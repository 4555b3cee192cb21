import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { routeUrl } from '../HostMap';
import { agentFor } from './Agents';
import { isPublicIp, PrivateAddressError } from './PublicLookup';
import type { HttpRequest, HttpRoutes } from './HttpTypes';

/** Milliseconds to reach a host, name lookup and TLS included; the rest of the time belongs to its answer. */
const CONNECT_TIMEOUT = 30_000;

/** The time limit of an exchange: ends whatever hop is on its way. */
export interface TimeLimit {
  passed: boolean;
  current: ClientRequest | undefined;
}

/** Sends one request to one address and gives the answer when its headers are there; the body is still to be read. */
export async function sendHop(
  request: HttpRequest,
  routes: HttpRoutes,
  limit: TimeLimit,
): Promise<IncomingMessage> {
  try {
    return await attempt(request, routes, limit);
  } catch (error) {
    if (!isStaleConnection(error, request)) throw error;
    return attempt(request, routes, limit);
  }
}

class StaleConnectionError extends Error {}

function attempt(request: HttpRequest, routes: HttpRoutes, limit: TimeLimit): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, routes);
    limit.current = outgoing;
    watchConnecting(outgoing, request.timeout);
    outgoing.on('response', resolve);
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && error.code === 'ECONNRESET' && !limit.passed;
      reject(stale ? new StaleConnectionError(error.message, { cause: error }) : error);
    });
    outgoing.end(request.body);
  });
}

/** A kept connection that the server closed just now says nothing about the request: it may go again, if repeatable. */
function isStaleConnection(error: unknown, { method }: HttpRequest): boolean {
  return error instanceof StaleConnectionError && method !== 'post' && method !== 'patch';
}

function open(request: HttpRequest, routes: HttpRoutes): ClientRequest {
  const logical = new URL(request.url);
  const routed = routeUrl(request.url, routes.hosts, logical);
  const real = routed === request.url ? logical : new URL(routed);
  const hostname = real.hostname.replace(/^\[|\]$/g, '');
  const publicOnly = request.publicOnly === true && real === logical;
  if (publicOnly && isIP(hostname) && !isPublicIp(hostname)) throw new PrivateAddressError(hostname);
  const headers: Record<string, string> = { Host: logical.host, ...Object.fromEntries(request.headers) };
  if (request.body) headers['Content-Length'] = String(request.body.byteLength);
  else if (request.method !== 'get') headers['Content-Length'] = '0';
  const send = real.protocol === 'https:' ? httpsRequest : httpRequest;
  return send({
    protocol: real.protocol,
    hostname,
    port: real.port,
    path: real.pathname + real.search,
    method: request.method.toUpperCase(),
    headers,
    agent: agentFor(real, routes.proxies, publicOnly),
    rejectUnauthorized: request.verifyCertificates ?? true,
  });
}

function watchConnecting(outgoing: ClientRequest, timeout: number): void {
  outgoing.once('socket', socket => {
    if (!socket.connecting) return;
    const timer = setTimeout(
      () => {
        outgoing.destroy(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' }));
      },
      Math.min(timeout, CONNECT_TIMEOUT),
    );
    const stop = (): void => {
      clearTimeout(timer);
    };
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', stop);
    outgoing.once('close', stop);
  });
}
