/** Options of one HTTP request, under the names that the guide's examples use. */
export interface FetchOptions {
  /** Default `get`. */
  method?: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** At most 100 and 8 KB. `Accept-Encoding` is ours: bodies come decoded. Host and Content-Length are refused. */
  headers?: Record<string, string>;
  /** None with `get`; at most 50 MB. Text is sent as UTF-8, bytes as they are, an object as form fields. */
  payload?: string | Uint8Array | Record<string, string>;
  /** Default `application/x-www-form-urlencoded` when there is a payload. */
  contentType?: string;
  /** Default true. At most 20 redirects are followed; credentials in headers do not cross hosts. */
  followRedirects?: boolean;
  /** Seconds until the request is given up. Default 60. */
  timeoutSeconds?: number;
  /**
   * For an address that came out of somebody's data: refuses (kind `invalid`) to connect to a host whose name leads
   * into a private network. Default false. Google's servers reach none; behind a proxy, the proxy decides.
   */
  publicOnly?: boolean;
}

export interface FetchRequest extends FetchOptions {
  url: string;
}

/** An answer of any status. Header names are looked up without regard to case by `getHeader`. */
export interface FetchResponse {
  getResponseCode(): number;
  /** Decoded with the charset of the Content-Type, else UTF-8. */
  getContentText(charset?: string): string;
  getContent(): Uint8Array;
  /** One value a name; several values of a name are joined by `, `. */
  getHeaders(): Record<string, string>;
  /** Names as the server wrote them; several values of a name are an array. */
  getAllHeaders(): Record<string, string | string[]>;
  /** The first value of a header, whatever the case of its name. */
  getHeader(name: string): string | undefined;
}

/** What became of one request of `fetchAll`: an answer (of any status), or the error that kept it from coming. */
export type FetchResult = { response: FetchResponse } | { error: FetchFailure };

/** Why no answer came. */
export interface FetchFailure {
  /** `unlisted`: the deployment does not allow requests to this host. */
  kind: 'network' | 'timeout' | 'quota' | 'too-large' | 'redirects' | 'invalid' | 'unlisted';
  /** Readable, in English, without the query part of the URL. */
  message: string;
}

export type DigestAlgorithm = 'MD5' | 'SHA_1' | 'SHA_256' | 'SHA_384' | 'SHA_512';

/** A named file, in or out of a ZIP archive. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

/** A small, durable map of strings. */
export interface PropertyStore {
  get(key: string): string | undefined;
  getAll(): Record<string, string>;
  /** Durable when it returns. A value is at most 9,000 bytes, all values at most 500,000. */
  set(key: string, value: string): void;
  setAll(values: Record<string, string>): void;
  delete(key: string): void;
}

/**
 * Values of whoever runs the script that may vanish at any time, and must not be missed then: fetched access tokens,
 * say. What nobody may lose belongs into a `PropertyStore`.
 */
export interface CacheStore {
  get(key: string): string | undefined;
  /** For at most so many seconds, and never more than 21,600. A key has 1 to 250 characters, a value at most 100,000 bytes. */
  set(key: string, value: string, seconds: number): void;
  delete(key: string): void;
}

/** `document`: everyone who edits the file. `user`: whoever runs the script. */
export type PropertyScope = 'document' | 'user';

/**
 * The port between connectors and a platform. Everything is synchronous. Strings are hashed and encoded as UTF-8,
 * bytes are `Uint8Array`. An implementation passes the whole table of cases in `test/contracts/environment`.
 */
export interface Environment {
  /** Of the runtime, for texts. */
  readonly name: string;
  /** IANA zone of the file that rows are written to; decides what "today" is when the source does not say. */
  timeZone(): string;

  /** An answer of any HTTP status. Throws an error named `FetchFailureError`, with `failure`, when none came. */
  fetch(url: string, options?: FetchOptions): FetchResponse;
  /** In parallel; results in the order of the requests; one failing request does not lose the others. */
  fetchAll(requests: readonly FetchRequest[]): FetchResult[];

  /** Blocks for so many milliseconds. */
  sleep(milliseconds: number): void;
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Milliseconds that this execution may still use; `Infinity` without a limit; 0 once a stop was asked for. */
  remainingTime(): number;

  /** SimpleDateFormat pattern, IANA zone. Throws on a zone or pattern letter that does not exist. */
  formatDate(date: Date, timeZone: string, pattern: string): string;
  /**
   * Inverse of `formatDate`, strict: throws unless the whole text matches and the day exists. A wall time that a clock
   * change skips is moved on by what was skipped; one that comes twice is the second.
   */
  parseDate(text: string, timeZone: string, pattern: string): Date;

  getUuid(): string;
  encodeText(text: string): Uint8Array;
  /** Charsets: utf-8 (default), us-ascii, iso-8859-1, windows-1252, utf-16, utf-16le, utf-16be. A byte-order mark is dropped. */
  decodeText(bytes: Uint8Array, charset?: string): string;
  base64Encode(value: string | Uint8Array): string;
  /** The `-_` alphabet, with padding. */
  base64EncodeWebSafe(value: string | Uint8Array): string;
  /** Takes both alphabets, with or without padding. Throws on anything else. */
  base64Decode(text: string): Uint8Array;
  computeDigest(algorithm: DigestAlgorithm, value: string | Uint8Array): Uint8Array;
  computeHmac(algorithm: DigestAlgorithm, value: string | Uint8Array, key: string | Uint8Array): Uint8Array;
  /** RSASSA-PKCS1-v1_5 with SHA-256; the key is a PKCS#8 PEM. Bytes must be the UTF-8 of a text. */
  computeRsaSha256Signature(value: string | Uint8Array, privateKeyPem: string): Uint8Array;

  /** RFC 4180: quotes, doubled quotes, LF, CRLF or CR; every value is text; throws on an unclosed quote. */
  parseCsv(text: string, delimiter?: string): string[][];
  zip(files: readonly NamedBytes[]): Uint8Array;
  unzip(archive: Uint8Array): NamedBytes[];
  gzip(bytes: Uint8Array): Uint8Array;
  ungzip(bytes: Uint8Array): Uint8Array;

  properties(scope: PropertyScope): PropertyStore;
  /** Of the user who runs the script; outlives the execution where the platform can. */
  cache(): CacheStore;
  /**
   * Runs `action` while no other execution of this script or state file does so.
   * Throws an error named `LockTimeout` when the lock was not to be had within `waitMilliseconds`.
   */
  withLock<T>(waitMilliseconds: number, action: () => T): T;
  /** OAuth token of the user who runs the script; undefined where there is none. */
  getOAuthToken(): string | undefined;
}

let installed: Environment | (() => Environment) | undefined;

/**
 * Called once by the entry point of a runtime (and by tests). The entry point that was loaded is the decision. A function
 * is called when the environment is first used, for those that pay for every line that they run at their start.
 */
export function installEnvironment(environment: Environment | (() => Environment)): void {
  installed = environment;
}

function current(): Environment {
  if (!installed)
    throw new Error('No environment is installed: import an entry point such as sheetbound/node first.');
  if (typeof installed === 'function') installed = installed();
  return installed;
}

/** The environment that the running entry point installed. Sources and Core use this and name no platform. */
export const EnvironmentAdapter: Environment = {
  get name() {
    return current().name;
  },
  timeZone: () => current().timeZone(),
  fetch: (url, options) => current().fetch(url, options),
  fetchAll: requests => current().fetchAll(requests),
  sleep: milliseconds => current().sleep(milliseconds),
  now: () => current().now(),
  remainingTime: () => current().remainingTime(),
  formatDate: (date, timeZone, pattern) => current().formatDate(date, timeZone, pattern),
  parseDate: (text, timeZone, pattern) => current().parseDate(text, timeZone, pattern),
  getUuid: () => current().getUuid(),
  encodeText: text => current().encodeText(text),
  decodeText: (bytes, charset) => current().decodeText(bytes, charset),
  base64Encode: value => current().base64Encode(value),
  base64EncodeWebSafe: value => current().base64EncodeWebSafe(value),
  base64Decode: text => current().base64Decode(text),
  computeDigest: (algorithm, value) => current().computeDigest(algorithm, value),
  computeHmac: (algorithm, value, key) => current().computeHmac(algorithm, value, key),
  computeRsaSha256Signature: (value, key) => current().computeRsaSha256Signature(value, key),
  parseCsv: (text, delimiter) => current().parseCsv(text, delimiter),
  zip: files => current().zip(files),
  unzip: archive => current().unzip(archive),
  gzip: bytes => current().gzip(bytes),
  ungzip: bytes => current().ungzip(bytes),
  properties: scope => current().properties(scope),
  cache: () => current().cache(),
  withLock: (wait, action) => current().withLock(wait, action),
  getOAuthToken: () => current().getOAuthToken(),
};
