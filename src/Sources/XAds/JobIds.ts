const DIGITS = 36n;

/** Ids of jobs in one short text: 19 digits each are 12 or 13 letters and digits. */
export function packIds(ids: readonly string[]): string {
  return ids.map(id => BigInt(id).toString(36)).join('.');
}

export function unpackIds(packed: string): string[] {
  return packed.split('.').map(text => {
    let id = 0n;
    for (const digit of text) id = id * DIGITS + BigInt(parseInt(digit, 36));
    return String(id);
  });
}
