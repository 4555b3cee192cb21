import { exchange } from '../../environments/node/http/HttpExchange';
import { proxiesFromEnvironment } from '../../environments/node/http/Proxies';
import type { HttpRequest, HttpResult, HttpRoutes } from '../../environments/node/http/HttpTypes';

/** One HTTP exchange; never rejects. */
export type Send = (request: HttpRequest) => Promise<HttpResult>;

/** Sends through the proxies that `variables` name (`HTTPS_PROXY`, `NO_PROXY`). `hosts` is for tests. */
export function sendThrough(
  variables: Readonly<Record<string, string | undefined>>,
  hosts?: HttpRoutes['hosts'],
): Send {
  const routes: HttpRoutes = { proxies: proxiesFromEnvironment(variables), ...(hosts ? { hosts } : {}) };
  return request => exchange(request, routes);
}

/** The body as JSON; undefined when it is none. */
export function jsonBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
