import type { CacheStore } from '../../src/Core/EnvironmentAdapter';
import { cacheSeconds, checkCacheEntry } from '../portable/CacheLimits';
import { utf8Length } from '../portable/Unicode';
import type { StateKeeper } from './NodeProperties';
import type { StoredState } from './StateFile';

/** Entries at most; the oldest go first. */
const MOST_ENTRIES = 1_000;

/** A cache beside the properties. `now` in milliseconds since 1970. */
export function cacheStore(keeper: StateKeeper, now: () => number): CacheStore {
  return {
    get(key) {
      const { cache } = keeper.read();
      const entry = Object.hasOwn(cache, key) ? cache[key] : undefined;
      return entry && entry.until > now() ? entry.value : undefined;
    },
    set(key, value, seconds) {
      checkCacheEntry(key, value, utf8Length);
      const until = now() + cacheSeconds(seconds) * 1000;
      keeper.change(state => {
        state.cache = without(state, key, now());
        if (until > now()) state.cache[key] = { value, until };
      });
    },
    delete(key) {
      if (!Object.hasOwn(keeper.read().cache, key)) return;
      keeper.change(state => {
        state.cache = without(state, key, now());
      });
    },
  };
}

/** The other entries, as far as they still hold. */
function without({ cache }: StoredState, key: string, now: number): StoredState['cache'] {
  const kept = Object.entries(cache).filter(([name, { until }]) => name !== key && until > now);
  return Object.fromEntries(kept.slice(1 - MOST_ENTRIES));
}
