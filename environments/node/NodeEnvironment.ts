import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Environment, PropertyScope } from '../../src/Core/EnvironmentAdapter';
import { normalizeBase64 } from '../portable/Base64';
import { parseCsv } from '../portable/Csv';
import { FetchFailureError } from '../portable/FetchFailureError';
import { lockTimeout } from '../portable/LockTimeout';
import { formatStrictly, parseStrictly, unknownZone, type DateFunctions } from '../portable/StrictDates';
import { blockFor } from './BlockFor';
import { formatSimpleDate } from './dates/SimpleDateFormat';
import { parseSimpleDate } from './dates/SimpleDateParse';
import { findZone, type Zone } from './dates/Zones';
import { FileLock } from './FileLock';
import type { HostMap } from './HostMap';
import type { HttpRoutes } from './http/HttpTypes';
import { proxiesFromEnvironment } from './http/Proxies';
import { sharedHttpClient, type SyncHttpClient } from './http/SyncHttpClient';
import { gzipBytes, ungzipBytes, unzipFiles, zipFiles } from './NodeArchives';
import { cacheStore } from './NodeCache';
import { digest, hmac, plainBytes, signRsaSha256 } from './NodeCrypto';
import { fetchOnNode } from './NodeFetch';
import { fileState, memoryState, propertyStore } from './NodeProperties';
import { decodeBytes } from './NodeText';

export interface NodeEnvironmentOptions {
  /** Requests to these hosts go elsewhere, to simulators say. */
  hosts?: HostMap;
  /** IANA zone; default: the machine's. */
  timeZone?: string;
  /** JSON file that keeps properties and cache; its lock is a file beside it. Default: in memory. */
  stateFile?: string;
  /** A stop was asked for once its first Int32 is not 0: no time remains, and sleep returns early. */
  stopFlag?: SharedArrayBuffer;
  /** Milliseconds since 1970 at which this execution has to end. Default: never. */
  deadline?: number;
  /** Holds `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`; default: the environment of the process. */
  proxyEnv?: Readonly<Record<string, string | undefined>>;
  /** Default: one for all environments of this thread. */
  client?: SyncHttpClient;
}

/** The port on Node. Everything blocks the calling thread, which is therefore better not the one of a server. */
export function createNodeEnvironment(options: NodeEnvironmentOptions = {}): Environment {
  const zone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  nodeDates.checkZone(zone);
  return {
    name: 'Node',
    timeZone: () => zone,
    ...network(options),
    ...clock(options),
    ...encodings,
    ...state(options),
    formatDate: (date, timeZone, pattern) => formatStrictly(nodeDates, date, timeZone, pattern),
    parseDate: (text, timeZone, pattern) => parseStrictly(nodeDates, text, timeZone, pattern),
    getOAuthToken: () => undefined,
  };
}

function network(options: NodeEnvironmentOptions): Pick<Environment, 'fetch' | 'fetchAll'> {
  const routes: HttpRoutes = { proxies: proxiesFromEnvironment(options.proxyEnv ?? process.env) };
  if (options.hosts) routes.hosts = options.hosts;
  const fetchAll: Environment['fetchAll'] = requests =>
    fetchOnNode(options.client ?? sharedHttpClient(), routes, requests);
  return {
    fetchAll,
    fetch(url, fetchOptions) {
      const [result] = fetchAll([{ ...fetchOptions, url }]);
      if (result && 'response' in result) return result.response;
      throw new FetchFailureError(result?.error ?? { kind: 'network', message: 'No answer came' });
    },
  };
}

function clock({
  stopFlag,
  deadline = Infinity,
}: NodeEnvironmentOptions): Pick<Environment, 'sleep' | 'now' | 'remainingTime'> {
  const stopped = (): boolean =>
    stopFlag !== undefined && Atomics.load(new Int32Array(stopFlag, 0, 1), 0) !== 0;
  return {
    now: () => Date.now(),
    remainingTime: () => (stopped() ? 0 : Math.max(0, deadline - Date.now())),
    sleep: milliseconds => {
      blockFor(milliseconds, stopFlag);
    },
  };
}

function bytesOf(value: string | Uint8Array): Buffer {
  if (typeof value === 'string') return Buffer.from(value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

const encodings = {
  getUuid: () => randomUUID(),
  encodeText: text => plainBytes(Buffer.from(text)),
  decodeText: (bytes, charset = 'utf-8') => decodeBytes(bytes, charset),
  base64Encode: value => bytesOf(value).toString('base64'),
  base64EncodeWebSafe: value => bytesOf(value).toString('base64').replace(/\+/g, '-').replace(/\//g, '_'),
  base64Decode: text => plainBytes(Buffer.from(normalizeBase64(text), 'base64')),
  computeDigest: digest,
  computeHmac: hmac,
  computeRsaSha256Signature: signRsaSha256,
  parseCsv,
  zip: zipFiles,
  unzip: unzipFiles,
  gzip: gzipBytes,
  ungzip: ungzipBytes,
} satisfies Partial<Environment>;

function state({
  stateFile,
}: NodeEnvironmentOptions): Pick<Environment, 'properties' | 'cache' | 'withLock'> {
  const keeper = stateFile === undefined ? memoryState() : fileState(stateFile);
  const lock = stateFile === undefined ? undefined : new FileLock(`${stateFile}.lock`);
  return {
    properties: (scope: PropertyScope) => propertyStore(keeper, scope),
    cache: () => cacheStore(keeper, () => Date.now()),
    withLock(waitMilliseconds, action) {
      if (lock && !lock.tryAcquire(waitMilliseconds))
        throw lockTimeout(
          `[State] ${basename(stateFile ?? '')} is in use by ${lock.describeHolder()}. Nothing was done.`,
        );
      try {
        return action();
      } finally {
        lock?.release();
      }
    },
  };
}

function requireZone(name: string): Zone {
  const zone = findZone(name);
  if (!zone) throw unknownZone(name);
  return zone;
}

const nodeDates: DateFunctions = {
  checkZone: requireZone,
  format: (date, timeZone, pattern) => formatSimpleDate(date.getTime(), requireZone(timeZone), pattern),
  parse(text, timeZone, pattern) {
    const time = parseSimpleDate(text, requireZone(timeZone), pattern, Date.now());
    if (time === undefined) throw new Error(`"${text}" does not match ${pattern}.`);
    return new Date(time);
  },
};
