import type { FetchFailure, FetchRequest, FetchResult } from '../../../src/Core/EnvironmentAdapter';
import { checkRequest, describeUrl, type CheckedRequest } from '../../portable/FetchRequests';
import { PortableResponse } from '../../portable/PortableResponse';
import { followsTo, isRedirect, MAX_REDIRECTS, redirectedMethod, resolveUrl } from '../../portable/Redirects';
import { fromSigned, toSigned } from './Bytes';
import { readFailure } from './FetchFailures';
import { withCharset } from './Text';

type HTTPResponse = GoogleAppsScript.URL_Fetch.HTTPResponse;

/** `timeoutSeconds` is newer than the type declarations. */
interface GoogleRequest extends GoogleAppsScript.URL_Fetch.URLFetchRequest {
  timeoutSeconds: number;
}

/** A request on its way, with the place of its result. */
interface Journey {
  index: number;
  request: CheckedRequest;
  redirects: number;
}

type Answer = { response: HTTPResponse } | { error: FetchFailure };

/** Requests that one call of `fetchAll` carries; Google runs no more of them at the same time. */
const TOGETHER = 20;

/**
 * `fetchAll` of the port. Redirects are followed here and not by Google, which says neither what it does with
 * credentials nor when it has had enough.
 */
export function fetchOnAppsScript(
  requests: readonly FetchRequest[],
  remainingTime: () => number,
): FetchResult[] {
  const results: FetchResult[] = [];
  let journeys: Journey[] = [];
  requests.forEach((given, index) => {
    const request = checkRequest(given);
    if ('error' in request) results[index] = request;
    else journeys.push({ index, request, redirects: 0 });
  });
  while (journeys.length) {
    const answers = sendAll(journeys, remainingTime);
    journeys = journeys.flatMap((journey, position) => {
      const outcome = arrive(journey, answers[position] as Answer);
      if ('index' in outcome) return [outcome];
      results[journey.index] = outcome;
      return [];
    });
  }
  return results;
}

/** The result, or the next leg. An answer that cannot be read is as good as none, and may come the next time. */
function arrive(journey: Journey, answer: Answer): Journey | FetchResult {
  if ('error' in answer) return answer;
  try {
    return follow(journey, answer.response) ?? { response: wrap(answer.response) };
  } catch (error) {
    return { error: readFailure(error, journey.request, 0) };
  }
}

function sendAll(journeys: readonly Journey[], remainingTime: () => number): Answer[] {
  const answers: Answer[] = [];
  for (let start = 0; start < journeys.length; start += TOGETHER) {
    const group = journeys.slice(start, start + TOGETHER).map(journey => journey.request);
    answers.push(...sendTogether(group, remainingTime));
  }
  return answers;
}

/** One request that gets no answer costs Google's `fetchAll` all answers, so they are then asked for one by one. */
function sendTogether(requests: readonly CheckedRequest[], remainingTime: () => number): Answer[] {
  const [only] = requests;
  if (only && requests.length === 1) return [sendOne(only)];
  try {
    return UrlFetchApp.fetchAll(requests.map(toGoogle)).map(response => ({ response }));
  } catch {
    return requests.map(request => (remainingTime() > 0 ? sendOne(request) : { error: noTimeLeft(request) }));
  }
}

function sendOne(request: CheckedRequest): Answer {
  const startedAt = Date.now();
  try {
    const { url, ...options } = toGoogle(request);
    return { response: UrlFetchApp.fetch(url, options) };
  } catch (error) {
    return { error: readFailure(error, request, Date.now() - startedAt) };
  }
}

function noTimeLeft({ url }: CheckedRequest): FetchFailure {
  return { kind: 'timeout', message: `No time was left to ask ${describeUrl(url)}` };
}

function toGoogle(request: CheckedRequest): GoogleRequest {
  const { url, method, headers, body, contentType, timeoutSeconds } = request;
  return {
    url,
    method,
    headers,
    muteHttpExceptions: true,
    followRedirects: false,
    timeoutSeconds,
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : toSigned(body) }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** The next leg of a redirect; undefined when the answer is one. */
function follow(journey: Journey, response: HTTPResponse): Journey | { error: FetchFailure } | undefined {
  const { request } = journey;
  const status = response.getResponseCode();
  if (!request.followRedirects || status < 300 || status > 399) return undefined;
  const location = wrap(response).getHeader('location');
  if (!isRedirect(status, location)) return undefined;
  const place = describeUrl(request.url);
  if (journey.redirects === MAX_REDIRECTS)
    return {
      error: { kind: 'redirects', message: `More than ${MAX_REDIRECTS} redirects, the last from ${place}` },
    };
  const url = resolveUrl(request.url, location);
  if (!/^https?:\/\//i.test(url))
    return {
      error: { kind: 'invalid', message: `Redirected from ${place} to an address that is not http(s)` },
    };
  return { ...journey, request: redirected(request, status, url), redirects: journey.redirects + 1 };
}

function redirected(request: CheckedRequest, status: number, url: string): CheckedRequest {
  const method = redirectedMethod(status, request.method) as CheckedRequest['method'];
  const keepsBody = request.body !== undefined && method === request.method;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name]) => followsTo(name, request.url, url) && (keepsBody || !/^content-/i.test(name)),
    ),
  );
  const next: CheckedRequest = { ...request, url, method, headers };
  if (keepsBody) return next;
  delete next.body;
  delete next.contentType;
  return next;
}

function wrap(response: HTTPResponse): PortableResponse {
  return new PortableResponse({
    status: response.getResponseCode(),
    headers: response.getAllHeaders() as Record<string, string | string[]>,
    content: () => fromSigned(response.getContent()),
    text: (charset, lenient) => readText(response, charset, lenient),
  });
}

function readText(response: HTTPResponse, charset: string, lenient: boolean): string {
  const read = (label: string): string => withCharset(label, name => response.getContentText(name));
  if (!lenient) return read(charset);
  try {
    return read(charset);
  } catch {
    return read('utf-8');
  }
}
