import type { FetchFailure, FetchRequest } from '../../src/Core/EnvironmentAdapter';

/** Google's limits on a request. They hold on Node too, so that a source that works there works in a spreadsheet. */
export const FETCH_LIMITS = {
  urlLength: 2082,
  headers: 100,
  headerBytes: 8 * 1024,
  bodyBytes: 50 * 1024 * 1024,
};

/** Seconds until a request is given up when its source does not say. */
export const DEFAULT_TIMEOUT_SECONDS = 60;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const PLATFORM_HEADERS = /^(host|content-length|connection|transfer-encoding|upgrade|expect|te|trailer)$/i;

/** A request that passed the checks: lower-case method, encoded URL, defaults filled in. */
export interface CheckedRequest {
  url: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Without `Content-Type` when there is a payload and without `Accept-Encoding`: the platform decodes by itself. */
  headers: Record<string, string>;
  body?: string | Uint8Array;
  contentType?: string;
  followRedirects: boolean;
  timeoutSeconds: number;
  publicOnly: boolean;
}

/** What is wrong with a request, or the request ready to be sent. Nothing was sent yet. */
export function checkRequest(request: FetchRequest): CheckedRequest | { error: FetchFailure } {
  const url = encodeUrl(request.url);
  const method = (request.method ?? 'get').toLowerCase() as CheckedRequest['method'];
  const message =
    urlFault(url) ?? methodFault(method, request) ?? headerFault(request) ?? timeoutFault(request);
  if (message !== undefined)
    return { error: { kind: 'invalid', message: `${message} (${describeUrl(request.url)})` } };
  const headers = { ...request.headers };
  const ownType = takeHeader(headers, 'content-type');
  takeHeader(headers, 'accept-encoding');
  const checked: CheckedRequest = {
    url,
    method,
    headers,
    followRedirects: request.followRedirects ?? true,
    timeoutSeconds: request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    publicOnly: request.publicOnly ?? false,
  };
  if (request.payload === undefined) {
    if (ownType !== undefined) headers['Content-Type'] = ownType;
    return checked;
  }
  checked.contentType = request.contentType ?? ownType ?? 'application/x-www-form-urlencoded';
  checked.body = encodePayload(request.payload);
  return checked;
}

/** Scheme, host and path of a URL: what messages may show. */
export function describeUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
}

/** Percent-encodes what may not stand in a URL, as UTF-8; what is encoded already stays as it is. */
export function encodeUrl(url: string): string {
  const [, start = '', rest = ''] = /^(\s*[a-z]+:\/\/[^/?#]*)?(.*)$/is.exec(url) ?? [];
  const bare = rest.replace(/#.*$/s, '').replace(/\s+$/, '');
  const encoded = bare
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]+/g, text => encodeURIComponent(text));
  return start.trim() + encoded;
}

function urlFault(url: string): string | undefined {
  if (!/^https?:\/\/[^/?#\s]+/i.test(url))
    return 'The address must begin with https:// or http:// and a host';
  if (/^https?:\/\/[^/?#]*@/i.test(url))
    return 'The address must not hold a user name or password: use a header';
  if (url.length > FETCH_LIMITS.urlLength)
    return `The address has ${url.length} characters; the limit is ${FETCH_LIMITS.urlLength}`;
  return undefined;
}

function methodFault(method: string, request: FetchRequest): string | undefined {
  if (!METHODS.includes(method)) return `The method ${method} is none of ${METHODS.join(', ')}`;
  if (method === 'get' && request.payload !== undefined)
    return 'A get request has no payload: set the method';
  return undefined;
}

function headerFault({ headers = {} }: FetchRequest): string | undefined {
  const names = Object.keys(headers);
  const refused = names.find(name => PLATFORM_HEADERS.test(name));
  if (refused !== undefined) return `The header ${refused} is set by the platform and cannot be given`;
  const malformed = names.find(
    name =>
      !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) ||
      !/^[\t\x20-\x7e\x80-\xff]*$/.test(String(headers[name])),
  );
  if (malformed !== undefined) return `The header ${malformed} has characters that no header may have`;
  if (names.length > FETCH_LIMITS.headers) return `There are ${names.length} headers; the limit is 100`;
  const bytes = names.reduce((sum, name) => sum + name.length + String(headers[name]).length + 4, 0);
  return bytes > FETCH_LIMITS.headerBytes ? `The headers have ${bytes} bytes; the limit is 8 KB` : undefined;
}

function timeoutFault({ timeoutSeconds }: FetchRequest): string | undefined {
  if (timeoutSeconds === undefined || timeoutSeconds > 0) return undefined;
  return 'timeoutSeconds must be more than 0';
}

function takeHeader(headers: Record<string, string>, lowerCaseName: string): string | undefined {
  const name = Object.keys(headers).find(key => key.toLowerCase() === lowerCaseName);
  if (name === undefined) return undefined;
  const value = headers[name];
  delete headers[name];
  return value;
}

/** Whatever context made them: a library is handed those of the script that includes it. */
function isBytes(value: object): value is Uint8Array {
  return Object.prototype.toString.call(value) === '[object Uint8Array]';
}

function encodePayload(payload: NonNullable<FetchRequest['payload']>): string | Uint8Array {
  if (typeof payload === 'string' || isBytes(payload)) return payload;
  const encode = (text: string) => encodeURIComponent(String(text).replace(/\p{Cs}/gu, '\ufffd'));
  return Object.entries(payload)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}
