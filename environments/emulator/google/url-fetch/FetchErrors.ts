import type { HttpAnswer, HttpFailure } from '../../../node/http/HttpTypes';
import type { ServiceHost } from '../ServiceHost';
import { responseText } from './HttpResponse';

/** Google's error for a status of 400 and above: scheme and host only, and the beginning of the body. */
export function statusError(host: ServiceHost, url: string, answer: HttpAnswer): Error {
  const { origin } = new URL(url);
  const body = responseText(host, answer);
  const excerpt = body.length <= 150 ? body : `${body.slice(0, 147)}...`;
  return host.exception(
    `Request failed for ${origin} returned code ${answer.status}. Truncated server response: ${excerpt} (use muteHttpExceptions option to examine full response)`,
  );
}

/** Google's error when no answer came; it shows the whole address. */
export function failureError(host: ServiceHost, url: string, failure: HttpFailure): Error {
  return host.exception((WORDS[failure.cause] ?? WORDS.broken)(url));
}

const WORDS: Readonly<Record<HttpFailure['cause'], (url: string) => string>> = {
  dns: url => `DNS error: ${url}`,
  unreachable: url => `Address unavailable: ${url}`,
  tls: url => `SSL Error ${url}`,
  timeout: url => `Timeout: ${url}`,
  body: url => `Unexpected error: ${url}`,
  'too-large': () => 'Limit exceeded: URL Fetch response size.',
  redirects: url => `Unexpected error: ${url}`,
  invalid: url => `Invalid argument: ${url}`,
  broken: url => `Unexpected error: ${url}`,
};
