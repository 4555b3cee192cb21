import type { FetchFailure } from '../../../src/Core/EnvironmentAdapter';
import type { HostMap } from '../HostMap';

/** One request to the HTTP worker. The URL is absolute and encoded. */
export interface HttpRequest {
  url: string;
  /** Lower case. */
  method: string;
  headers: readonly (readonly [name: string, value: string])[];
  body?: Uint8Array;
  followRedirects: boolean;
  /** Milliseconds for the whole exchange, redirects and body included. */
  timeout: number;
  /** Default true: gzip, deflate and br are decoded. */
  decode?: boolean;
  /** Default true. */
  verifyCertificates?: boolean;
  /** Refuses to connect to private addresses, unless the host is mapped or a proxy is asked. Default false. */
  publicOnly?: boolean;
}

export interface HttpAnswer {
  status: number;
  /** As the server wrote them, in its order. */
  headers: [name: string, value: string][];
  body: Uint8Array;
}

/** `cause`: what went wrong below, for those who must word it in their own way. */
export interface HttpFailure extends FetchFailure {
  cause:
    'dns' | 'unreachable' | 'tls' | 'timeout' | 'body' | 'too-large' | 'redirects' | 'invalid' | 'broken';
}

export type HttpResult = { answer: HttpAnswer } | { failure: HttpFailure };

/** Names as in the usual environment variables; lists as in `NO_PROXY`. */
export interface ProxySettings {
  http?: string;
  https?: string;
  no?: string;
}

/** Where requests really go. */
export interface HttpRoutes {
  hosts?: HostMap;
  proxies?: ProxySettings;
}

/** Bytes of an answer's body, decoded; a larger one fails with kind `too-large`. */
export const MAX_BODY_BYTES = 50 * 1024 * 1024;
