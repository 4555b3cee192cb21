import type {
  CacheStore,
  Environment,
  PropertyScope,
  PropertyStore,
} from '../../src/Core/EnvironmentAdapter';
import { normalizeBase64 } from '../portable/Base64';
import { cacheSeconds, checkCacheEntry } from '../portable/CacheLimits';
import { parseCsv } from '../portable/Csv';
import { FetchFailureError } from '../portable/FetchFailureError';
import { lockTimeout } from '../portable/LockTimeout';
import { checkPropertyValues } from '../portable/PropertyLimits';
import { formatStrictly, parseStrictly } from '../portable/StrictDates';
import { utf8Length, wellFormed } from '../portable/Unicode';
import { gzip, ungzip, unzip, zip } from './adapter/Archives';
import { fromSigned, toSigned } from './adapter/Bytes';
import { googleDates } from './adapter/Dates';
import { fetchOnAppsScript } from './adapter/Fetch';
import { digest, hmac, signRsaSha256 } from './adapter/Hashes';
import { decodeText, encodeText } from './adapter/Text';
import { host } from './Host';

export interface AppsScriptEnvironmentOptions {
  /** Milliseconds since 1970 at which this execution began. */
  startedAt: number;
  /** Milliseconds that it may work. Default 270,000: Google ends it at 360,000, in the middle of whatever it does. */
  budgetMs?: number;
}

/** Milliseconds of one `Utilities.sleep`; it takes no more. */
const LONGEST_SLEEP = 300_000;

/** The port inside Google: made anew in every execution. Calls no service until it is asked for something. */
export function createAppsScriptEnvironment(options: AppsScriptEnvironmentOptions): Environment {
  const end = options.startedAt + (options.budgetMs ?? 270_000);
  const remainingTime = (): number => Math.max(0, end - Date.now());
  const dates = googleDates();
  let zone: string | undefined;
  return {
    name: 'Apps Script',
    timeZone: () => (zone ??= fileTimeZone()),
    ...network(remainingTime),
    sleep,
    now: () => Date.now(),
    remainingTime,
    formatDate: (date, timeZone, pattern) => formatStrictly(dates, date, timeZone, pattern),
    parseDate: (text, timeZone, pattern) => parseStrictly(dates, text, timeZone, pattern),
    ...encodings,
    properties: propertyStore,
    cache: cacheStore,
    withLock: createLock(),
    getOAuthToken: () => ScriptApp.getOAuthToken() || undefined,
  };
}

function fileTimeZone(): string {
  const file = host().spreadsheet as GoogleAppsScript.Spreadsheet.Spreadsheet | null;
  return file ? file.getSpreadsheetTimeZone() : Session.getScriptTimeZone();
}

function network(remainingTime: () => number): Pick<Environment, 'fetch' | 'fetchAll'> {
  return {
    fetchAll: requests => fetchOnAppsScript(requests, remainingTime),
    fetch(url, options) {
      const [result] = fetchOnAppsScript([{ ...options, url }], remainingTime);
      if (result && 'response' in result) return result.response;
      throw new FetchFailureError(result?.error ?? { kind: 'network', message: 'No answer came' });
    },
  };
}

function sleep(milliseconds: number): void {
  for (let left = milliseconds; left > 0; left -= LONGEST_SLEEP)
    Utilities.sleep(Math.ceil(Math.min(left, LONGEST_SLEEP)));
}

const encodings = {
  getUuid: () => Utilities.getUuid(),
  encodeText,
  decodeText,
  base64Encode: value =>
    typeof value === 'string'
      ? Utilities.base64Encode(wellFormed(value), Utilities.Charset.UTF_8)
      : Utilities.base64Encode(toSigned(value)),
  base64EncodeWebSafe: value =>
    typeof value === 'string'
      ? Utilities.base64EncodeWebSafe(wellFormed(value), Utilities.Charset.UTF_8)
      : Utilities.base64EncodeWebSafe(toSigned(value)),
  base64Decode: text => fromSigned(Utilities.base64Decode(normalizeBase64(text))),
  computeDigest: digest,
  computeHmac: hmac,
  computeRsaSha256Signature: signRsaSha256,
  parseCsv,
  zip,
  unzip,
  gzip,
  ungzip,
} satisfies Partial<Environment>;

function propertyStore(scope: PropertyScope): PropertyStore {
  const store = (
    scope === 'document' ? host().documentProperties : host().userProperties
  ) as GoogleAppsScript.Properties.Properties | null;
  if (!store)
    throw new Error('This script belongs to no spreadsheet: it has no properties that its editors share.');
  const setAll = (values: Record<string, string>): void => {
    checkPropertyValues(values, utf8Length);
    store.setProperties(values);
  };
  return {
    get: key => store.getProperty(key) ?? undefined,
    getAll: () => store.getProperties(),
    set(key, value) {
      checkPropertyValues({ [key]: value }, utf8Length);
      store.setProperty(key, value);
    },
    setAll,
    delete(key) {
      store.deleteProperty(key);
    },
  };
}

/** Google's cache now and then fails like any service: what cannot be read is not there, what cannot be kept is lost. */
function cacheStore(): CacheStore {
  const { userCache } = host();
  return {
    get: key => attempt(() => userCache.get(key)) ?? undefined,
    set(key, value, seconds) {
      checkCacheEntry(key, value, utf8Length);
      const kept = cacheSeconds(seconds);
      attempt(() => {
        if (kept > 0) userCache.put(key, value, kept);
        else userCache.remove(key);
      });
    },
    delete(key) {
      attempt(() => {
        userCache.remove(key);
      });
    },
  };
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/**
 * Google's lock is free after one release, however often the execution took it; so only the outermost action takes
 * and releases it. An action that writes to the sheet flushes by itself.
 */
function createLock(): Environment['withLock'] {
  let depth = 0;
  return (waitMilliseconds, action) => {
    const { lock } = host();
    if (depth === 0 && !lock.tryLock(Math.max(0, waitMilliseconds)))
      throw lockTimeout(
        'Another execution of this script is in a step that must run alone. Nothing was done.',
      );
    depth++;
    try {
      return action();
    } finally {
      depth--;
      if (depth === 0) lock.releaseLock();
    }
  };
}
