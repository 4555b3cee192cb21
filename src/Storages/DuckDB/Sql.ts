/** A name of any characters as an identifier. DuckDB has no spelling for an empty name or one with a NUL. */
export function quoteName(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new Error('A table or column needs a name without the character NUL.');
  return `"${name.replace(/"/g, '""')}"`;
}

/** A text as a literal. There are no escapes but the doubled quote; NUL cannot stand in a statement. */
export function quoteText(text: string): string {
  return text
    .split('\0')
    .map(part => `'${part.replace(/'/g, "''")}'`)
    .join(' || chr(0) || ');
}

/** How DuckDB compares names: without regard to the case of A to Z. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]/g, letter => letter.toLowerCase());
}

/** `a` and `b` hold the same: NULL equals NULL. */
export function allSame(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([a, b]) => `${a} IS NOT DISTINCT FROM ${b}`).join(' AND ') || 'TRUE';
}

/** At least one pair differs: NULL differs from everything else. */
export function anyDiffers(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([a, b]) => `${a} IS DISTINCT FROM ${b}`).join(' OR ') || 'FALSE';
}
