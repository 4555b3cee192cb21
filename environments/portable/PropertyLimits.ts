/** Bytes of one value and of all values of a store: below what Google refuses, and the same everywhere. */
export const PROPERTY_LIMITS = { value: 9_000, store: 500_000 };

/** Throws when a value cannot be stored. `bytesOf` counts UTF-8 bytes. */
export function checkPropertyValues(
  values: Readonly<Record<string, string>>,
  bytesOf: (text: string) => number,
): void {
  for (const [key, value] of Object.entries(values)) {
    if (key === '') throw new Error('A property needs a name. Nothing was stored.');
    if (value.length * 3 <= PROPERTY_LIMITS.value) continue;
    const bytes = bytesOf(value);
    if (bytes > PROPERTY_LIMITS.value)
      throw new Error(
        `The property ${key} has ${bytes} bytes; the limit is ${PROPERTY_LIMITS.value}. Nothing was stored.`,
      );
  }
}
