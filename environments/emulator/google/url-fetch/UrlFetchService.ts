import type { HostMap } from '../../../node/HostMap';
import type {
  HttpAnswer,
  HttpFailure,
  HttpResult,
  HttpRoutes,
  ProxySettings,
} from '../../../node/http/HttpTypes';
import type { SyncHttpClient } from '../../../node/http/SyncHttpClient';
import type { ServiceHost } from '../ServiceHost';
import { serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';
import { failureError, statusError } from './FetchErrors';
import { readParams, toHttpRequest, type FetchParams } from './FetchParams';
import { createResponse, simulatedLatency } from './HttpResponse';
import { isReachable, isWhitelisted } from './Reachability';

export interface UrlFetchOptions {
  /** Simulators by host. */
  hosts: HostMap;
  fetch: SyncHttpClient;
  proxies?: ProxySettings;
  /** Takes so many calls out of the daily quota; false when they are not left. Default: without end. */
  quota?: (calls: number) => boolean;
  /** Of the manifest; undefined: every address may be fetched. */
  urlFetchWhitelist?: readonly string[] | undefined;
}

const SCOPE = 'https://www.googleapis.com/auth/script.external_request';

/** Google's UrlFetchApp over real HTTP. What simulators announce as latency passes on the virtual clock. */
export function createUrlFetchApp(host: ServiceHost, options: UrlFetchOptions): object {
  const run = (method: string, requests: readonly FetchParams[]): unknown[] => {
    host.requireScope(SCOPE, `UrlFetchApp.${method}`);
    const results = send(host, options, requests);
    return results.map((result, index) => toResponse(host, requests[index], result));
  };
  return serviceObject(host, 'UrlFetchApp', {
    fetch: (...args: unknown[]) => run('fetch', [readCall(host, 'fetch', args)])[0],
    fetchAll: (...args: unknown[]) => {
      const [requests] = args;
      if (!Array.isArray(requests) || args.length !== 1)
        throw signatureError(host, 'UrlFetchApp.fetchAll', args);
      return host.realm.array(
        run(
          'fetchAll',
          requests.map(request => readRequest(host, request)),
        ),
      );
    },
    getRequest: (...args: unknown[]) => describeRequest(host, readCall(host, 'getRequest', args), args[1]),
  });
}

function readCall(host: ServiceHost, method: string, args: readonly unknown[]): FetchParams {
  const [url, params] = args;
  if (args.length < 1 || args.length > 2 || (args.length === 2 && !isOptions(params)))
    throw signatureError(host, `UrlFetchApp.${method}`, args);
  return readParams(host, url, isOptions(params) ? params : {});
}

function readRequest(host: ServiceHost, request: unknown): FetchParams {
  return isOptions(request) ? readParams(host, request.url, request) : readParams(host, request, {});
}

function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function send(host: ServiceHost, options: UrlFetchOptions, requests: readonly FetchParams[]): HttpResult[] {
  for (const { url } of requests) refuseUnlisted(host, url, options.urlFetchWhitelist);
  if (options.quota?.(requests.length) === false)
    throw host.exception('Service invoked too many times for one day: urlfetch.');
  const routes: HttpRoutes = { hosts: options.hosts };
  if (options.proxies) routes.proxies = options.proxies;
  const reachable = requests.filter(({ url }) => isReachable(url, options.hosts));
  const sent = options.fetch.send(reachable.map(toHttpRequest), routes);
  const byRequest = new Map(reachable.map((request, index) => [request, sent[index]]));
  const results = requests.map(request => byRequest.get(request) ?? unreachable);
  const waits = results.map((result, index) => waitFor(result, requests[index]));
  host.elapse(Math.max(0, ...waits));
  return results.map((result, index) =>
    (waits[index] ?? 0) < timeLimit(requests[index]) ? result : late(result),
  );
}

const unreachable: HttpResult = {
  failure: { kind: 'network', cause: 'dns', message: 'Private addresses cannot be reached from Google' },
};

function refuseUnlisted(host: ServiceHost, url: string, prefixes: readonly string[] | undefined): void {
  if (prefixes && !isWhitelisted(url, prefixes))
    throw host.exception(
      `Request to ${url} failed because the URL has not been whitelisted in the script manifest.`,
    );
}

function timeLimit(request: FetchParams | undefined): number {
  return (request?.timeoutSeconds ?? Infinity) * 1000;
}

/** Virtual milliseconds until the answer, or until it is given up. */
function waitFor(result: HttpResult, request: FetchParams | undefined): number {
  if ('answer' in result) return Math.min(simulatedLatency(result.answer), timeLimit(request));
  return result.failure.kind === 'timeout' ? timeLimit(request) : 0;
}

/** An answer whose announced latency is beyond the time limit never came. */
function late(result: HttpResult): HttpResult {
  if ('failure' in result) return result;
  const failure: HttpFailure = { kind: 'timeout', cause: 'timeout', message: 'No answer in time' };
  return { failure };
}

function toResponse(host: ServiceHost, request: FetchParams | undefined, result: HttpResult): object {
  const url = request?.url ?? '';
  if ('failure' in result) throw failureError(host, url, result.failure);
  const answer: HttpAnswer = result.answer;
  if (answer.status >= 400 && request?.muteHttpExceptions !== true) throw statusError(host, url, answer);
  return createResponse(host, url, answer);
}

/** What `getRequest` shows: the request that `fetch` would send. */
function describeRequest(host: ServiceHost, params: FetchParams, options: unknown): object {
  const given = isOptions(options) ? options : {};
  const details: Record<string, unknown> = {
    url: params.url,
    method: params.method,
    headers: host.realm.object(params.headers),
  };
  if (params.method !== 'get')
    details.contentType = params.contentType ?? given.contentType ?? 'application/x-www-form-urlencoded';
  if (given.payload !== undefined) details.payload = given.payload;
  for (const name of ['followRedirects', 'muteHttpExceptions', 'validateHttpsCertificates'])
    if (given[name] !== undefined) details[name] = given[name];
  return host.realm.object(details);
}
