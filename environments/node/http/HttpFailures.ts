import { describeUrl } from '../../portable/FetchRequests';
import { MAX_REDIRECTS } from '../../portable/Redirects';
import { BodyError, BodyTooLargeError } from './HttpBody';
import type { HttpFailure } from './HttpTypes';

/** A failure that the exchange itself noticed. */
export class HttpExchangeError extends Error {
  readonly reason: 'redirects' | 'invalid';
  readonly url: string;

  constructor(reason: 'redirects' | 'invalid', url: string) {
    super(reason);
    this.reason = reason;
    this.url = url;
  }
}

const DNS_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'];
const UNREACHABLE_CODES = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES'];
const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO)/;

/** Words an error of Node's for the one who reads it. */
export function describeFailure(error: unknown, url: string, timedOut: boolean): HttpFailure {
  const place = describeUrl(url);
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (timedOut || code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT')
    return { kind: 'timeout', cause: 'timeout', message: `No answer in time from ${place}` };
  if (error instanceof BodyTooLargeError)
    return { kind: 'too-large', cause: 'too-large', message: `The answer of ${place} is larger than 50 MB` };
  if (error instanceof BodyError)
    return { kind: 'network', cause: 'body', message: `The answer of ${place} broke off: ${detail}` };
  if (error instanceof HttpExchangeError) return describeOwn(error);
  if (code === 'EPRIVATE')
    return { kind: 'invalid', cause: 'invalid', message: `${place} leads into a private network` };
  if (DNS_CODES.includes(code))
    return { kind: 'network', cause: 'dns', message: `No such host, or no name server: ${place}` };
  if (UNREACHABLE_CODES.includes(code))
    return { kind: 'network', cause: 'unreachable', message: `Nothing answers at ${place} (${code})` };
  if (TLS_CODES.test(code))
    return { kind: 'network', cause: 'tls', message: `No secure connection to ${place}: ${detail}` };
  if (code === 'ERR_INVALID_URL' || code === 'ERR_INVALID_CHAR')
    return { kind: 'invalid', cause: 'invalid', message: `Not a valid request: ${place}` };
  return { kind: 'network', cause: 'broken', message: `The connection to ${place} broke: ${detail}` };
}

function describeOwn({ reason, url }: HttpExchangeError): HttpFailure {
  const place = describeUrl(url);
  if (reason === 'redirects')
    return {
      kind: 'redirects',
      cause: 'redirects',
      message: `More than ${MAX_REDIRECTS} redirects, the last from ${place}`,
    };
  return {
    kind: 'invalid',
    cause: 'invalid',
    message: `Redirected to an address that is not http(s): ${place}`,
  };
}

/** Node wraps the errors of several addresses of a host in one. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: { code?: unknown }[] };
  return String(code ?? errors?.[0]?.code ?? '');
}
