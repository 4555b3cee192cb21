import type { CacheEntry } from '../EmulatorState';
import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';

const KEY_LIMIT = 250;
const VALUE_LIMIT = 102_400;
const ENTRY_LIMIT = 1_000;
const EVICTED_AT_ONCE = 100;
const DEFAULT_SECONDS = 600;
const MAXIMUM_SECONDS = 21_600;

type Entries = Map<string, CacheEntry>;

function checkedKey(host: Execution, key: unknown): string {
  if (key === null || key === undefined || key === '') throw host.exception('Invalid argument: key');
  const text = String(key);
  if (text.length > KEY_LIMIT) throw host.exception('Argument too large: key');
  return text;
}

function lifetime(seconds: unknown): number {
  if (seconds === undefined || seconds === null) return DEFAULT_SECONDS;
  const number = Number(seconds);
  return Number.isNaN(number) ? DEFAULT_SECONDS : Math.min(MAXIMUM_SECONDS, Math.max(1, number));
}

/** One cache in the state of the world, its entries in the order of writing. */
class CacheStore {
  constructor(
    private readonly host: Execution,
    private readonly scope: string,
  ) {}

  private entries(): Entries {
    return new Map(Object.entries(this.host.stores.caches[this.scope] ?? {}));
  }

  private keep(entries: Entries): void {
    const now = this.host.now();
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key);
    if (entries.size > ENTRY_LIMIT)
      for (const key of [...entries.keys()].slice(0, EVICTED_AT_ONCE)) entries.delete(key);
    this.host.stores.caches[this.scope] = Object.fromEntries(entries);
  }

  get(key: string): string | undefined {
    const entry = this.entries().get(key);
    return entry && entry.expiresAt > this.host.now() ? entry.value : undefined;
  }

  put(values: Readonly<Record<string, unknown>>, seconds: unknown): void {
    const entries = this.entries();
    const expiresAt = this.host.now() + lifetime(seconds) * 1000;
    for (const [name, raw] of Object.entries(values)) {
      const key = checkedKey(this.host, name);
      const value = String(raw);
      if (Buffer.byteLength(value, 'utf8') > VALUE_LIMIT)
        throw this.host.exception('Argument too large: value');
      entries.delete(key);
      entries.set(key, { value, expiresAt });
    }
    this.keep(entries);
  }

  remove(keys: readonly string[]): void {
    const entries = this.entries();
    for (const key of keys) entries.delete(key);
    this.keep(entries);
  }
}

function createCache(host: Execution, scope: string): object {
  const store = new CacheStore(host, scope);
  return serviceObject(host, 'CacheService.Cache', {
    get: (key: unknown) => store.get(checkedKey(host, key)) ?? null,
    getAll: (keys: readonly unknown[]) => {
      const found: Record<string, string> = {};
      for (const key of keys) {
        const value = store.get(checkedKey(host, key));
        if (value !== undefined) found[String(key)] = value;
      }
      return host.realm.object(found);
    },
    put: (key: unknown, value: unknown, seconds?: unknown) => {
      store.put({ [checkedKey(host, key)]: value }, seconds);
    },
    putAll: (values: Record<string, unknown>, seconds?: unknown) => {
      store.put(values, seconds);
    },
    remove: (key: unknown) => {
      store.remove([checkedKey(host, key)]);
    },
    removeAll: (keys: readonly unknown[]) => {
      store.remove(keys.map(key => checkedKey(host, key)));
    },
  });
}

/** CacheService with Google's limits; entries expire on the virtual clock, the oldest go when there are too many. */
export function createCacheService(host: Execution): object {
  return serviceObject(host, 'CacheService', {
    getScriptCache: () => createCache(host, 'script'),
    getUserCache: () => createCache(host, `user:${host.user}`),
    getDocumentCache: () => (host.stores.documentProperties ? createCache(host, 'document') : null),
  });
}
