import type { IncomingMessage } from 'node:http';
import { followsTo, isRedirect, MAX_REDIRECTS, redirectedMethod, resolveUrl } from '../../portable/Redirects';
import { readBody } from './HttpBody';
import { describeFailure, HttpExchangeError } from './HttpFailures';
import { sendHop, type TimeLimit } from './HttpHop';
import type { HttpRequest, HttpResult, HttpRoutes } from './HttpTypes';

/** Does one request with its redirects. Never rejects: what goes wrong is a failure in the result. */
export async function exchange(request: HttpRequest, routes: HttpRoutes): Promise<HttpResult> {
  const limit: TimeLimit = { passed: false, current: undefined };
  const timer = setTimeout(() => {
    limit.passed = true;
    limit.current?.destroy(new Error('time limit'));
  }, request.timeout);
  let url = request.url;
  try {
    const reached = await followRedirects(request, routes, limit);
    url = reached.url;
    const { answer } = reached;
    const body = await readBody(answer, request.decode ?? true);
    return { answer: { status: answer.statusCode ?? 0, headers: headerPairs(answer.rawHeaders), body } };
  } catch (error) {
    return { failure: describeFailure(error, url, limit.passed) };
  } finally {
    clearTimeout(timer);
    if (limit.passed) limit.current?.destroy();
  }
}

async function followRedirects(
  first: HttpRequest,
  routes: HttpRoutes,
  limit: TimeLimit,
): Promise<{ answer: IncomingMessage; url: string }> {
  let request = first;
  for (let redirects = 0; ; redirects++) {
    const answer = await sendHop(request, routes, limit);
    const status = answer.statusCode ?? 0;
    const location = answer.headers.location;
    if (!request.followRedirects || !isRedirect(status, location)) return { answer, url: request.url };
    answer.resume();
    if (redirects === MAX_REDIRECTS) throw new HttpExchangeError('redirects', request.url);
    request = redirected(request, status, location);
  }
}

function redirected(request: HttpRequest, status: number, location: string): HttpRequest {
  const url = resolveUrl(request.url, location);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw new HttpExchangeError('invalid', url);
  const method = redirectedMethod(status, request.method);
  const { body, ...rest } = request;
  const keepsBody = body !== undefined && method === request.method;
  const headers = request.headers.filter(
    ([name]) => followsTo(name, request.url, url) && (keepsBody || !/^content-/i.test(name)),
  );
  return { ...rest, url, method, headers, ...(keepsBody ? { body } : {}) };
}

function headerPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return pairs;
}
