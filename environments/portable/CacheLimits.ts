/** Characters of a key, bytes of a value, seconds of a life: what Google keeps at most, and the same everywhere. */
export const CACHE_LIMITS = { key: 250, value: 100_000, seconds: 21_600 };

/** Throws when an entry cannot be kept. `bytesOf` counts UTF-8 bytes. Neither key nor value is in the message. */
export function checkCacheEntry(key: string, value: string, bytesOf: (text: string) => number): void {
  if (key === '' || key.length > CACHE_LIMITS.key)
    throw new Error(
      `A key of the cache has 1 to ${CACHE_LIMITS.key} characters, not ${key.length}. Nothing was kept.`,
    );
  if (value.length * 3 <= CACHE_LIMITS.value) return;
  const bytes = bytesOf(value);
  if (bytes > CACHE_LIMITS.value)
    throw new Error(
      `A value for the cache has ${bytes} bytes; the limit is ${CACHE_LIMITS.value}. Nothing was kept.`,
    );
}

/** Whole seconds within what is possible; 0: not worth keeping. */
export function cacheSeconds(seconds: number): number {
  return Math.max(0, Math.min(CACHE_LIMITS.seconds, Math.floor(seconds)));
}
