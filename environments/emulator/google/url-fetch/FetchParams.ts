import { encodeUrl } from '../../../portable/FetchRequests';
import type { HttpRequest } from '../../../node/http/HttpTypes';
import type { ServiceHost } from '../ServiceHost';
import { encodePayload } from './Payload';

/** A request as the script gave it, checked as Google does. */
export interface FetchParams {
  url: string;
  /** Lower case. */
  method: string;
  headers: Record<string, string>;
  contentType: string | undefined;
  body: Uint8Array | undefined;
  followRedirects: boolean;
  muteHttpExceptions: boolean;
  validateHttpsCertificates: boolean;
  timeoutSeconds: number;
}

const LIMITS = { url: 2082, headers: 100, headerBytes: 8 * 1024, body: 50 * 1024 * 1024 };
const METHODS = ['get', 'delete', 'patch', 'post', 'put'];
const FORBIDDEN_HEADERS = /^(host|content-length|connection|transfer-encoding|upgrade)$/i;
const DEFAULT_TIMEOUT_SECONDS = 360;
const AGENT =
  'Mozilla/5.0 (compatible; Google-Apps-Script; beanserver; +https://script.google.com; id: emulator)';

/** Reads what was given to `fetch`, `fetchAll` or `getRequest`; throws Google's errors. */
export function readParams(
  host: ServiceHost,
  url: unknown,
  options: Readonly<Record<string, unknown>>,
): FetchParams {
  const text = String(url ?? '');
  if (text === '') throw host.exception('Attribute provided with no value: url');
  const checkedUrl = checkUrl(host, text, options.escaping !== false);
  const headers = checkHeaders(host, options.headers);
  const hasPayload = options.payload !== undefined && options.payload !== null;
  const method = String(options.method ?? (hasPayload ? 'post' : 'get')).toLowerCase();
  if (!METHODS.includes(method)) throw host.exception('Attribute provided with invalid value: method');
  const payload = hasPayload && method !== 'get' ? encodePayload(host, options.payload) : undefined;
  if (payload && payload.body.length > LIMITS.body)
    throw host.exception('Limit exceeded: URL Fetch POST size.');
  const ownType = Object.keys(headers).find(name => name.toLowerCase() === 'content-type');
  const given = options.contentType === undefined ? ownType && headers[ownType] : String(options.contentType);
  if (payload && ownType !== undefined) delete headers[ownType];
  return {
    url: checkedUrl,
    method,
    headers,
    contentType: payload && (given ?? payload.contentType ?? 'application/x-www-form-urlencoded'),
    body: payload?.body,
    followRedirects: options.followRedirects !== false,
    muteHttpExceptions: options.muteHttpExceptions === true,
    validateHttpsCertificates: options.validateHttpsCertificates !== false,
    timeoutSeconds: checkTimeout(host, options.timeoutSeconds),
  };
}

function checkUrl(host: ServiceHost, text: string, escaping: boolean): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const legal = /^https?:\/\/[^/?#@\s]+[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/i.test(url);
  if (!legal || !URL.canParse(url)) throw host.exception(`Invalid argument: ${text}`);
  if (url.length > LIMITS.url) throw host.exception('Limit Exceeded: URLFetch URL Length.');
  return escaping ? encodeUrl(url) : url;
}

function checkHeaders(host: ServiceHost, given: unknown): Record<string, string> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw host.exception('Attribute provided with invalid value: headers');
  const entries = Object.entries(given).map(([name, value]): [string, string] => {
    if (value === null || value === undefined)
      throw host.exception('Attribute provided with invalid value: Header:null');
    if (FORBIDDEN_HEADERS.test(name))
      throw host.exception(`Attribute provided with invalid value: Header:${name}`);
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(String(value)))
      throw host.exception(`Invalid argument: Header:${name}`);
    return [name, String(value)];
  });
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  if (entries.length > LIMITS.headers) throw host.exception('Limit Exceeded: URLFetch Header Count.');
  if (bytes > LIMITS.headerBytes) throw host.exception('Limit Exceeded: URLFetch Header Size.');
  return Object.fromEntries(entries);
}

function checkTimeout(host: ServiceHost, given: unknown): number {
  if (given === undefined || given === null) return DEFAULT_TIMEOUT_SECONDS;
  const seconds = Number(given);
  if (!(seconds > 0)) throw host.exception('Attribute provided with invalid value: timeoutSeconds');
  return seconds;
}

/** The request as it goes over the wire. A script that asks for an encoding by itself gets the raw bytes. */
export function toHttpRequest(params: FetchParams): HttpRequest {
  const headers = Object.entries(params.headers);
  const own = (name: string): [string, string] | undefined =>
    headers.find(([key]) => key.toLowerCase() === name);
  const agent = own('user-agent');
  const encoding = own('accept-encoding');
  const sent = headers.filter(header => header !== agent);
  sent.push(['User-Agent', agent ? `${agent[1]} ${AGENT}` : AGENT]);
  if (!encoding) sent.push(['Accept-Encoding', 'gzip, deflate, br']);
  if (params.contentType !== undefined) sent.push(['Content-Type', params.contentType]);
  return {
    url: params.url,
    method: params.method,
    headers: sent,
    ...(params.body ? { body: params.body } : {}),
    followRedirects: params.followRedirects,
    timeout: params.timeoutSeconds * 1000,
    decode: encoding === undefined,
    verifyCertificates: params.validateHttpsCertificates,
  };
}
