/** FNV-1a over the UTF-16 units, 32 bits. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return mix(state);
}

/** Spreads small differences over all bits (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let state = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on the keys only: asking for a row does not need the rows before it. */
export function fraction(...keys: (string | number)[]): number {
  return hash(keys.join('\u0000')) / 2 ** 32;
}

/** An integer from `low` to `high`, both included. */
export function between(low: number, high: number, ...keys: (string | number)[]): number {
  return low + Math.floor(fraction(...keys) * (high - low + 1));
}

/** A version 4 UUID that depends on the keys only. */
export function uuidOf(...keys: (string | number)[]): string {
  const hex = [0, 1, 2, 3].map(part =>
    hash(`${part}\u0000${keys.join('\u0000')}`)
      .toString(16)
      .padStart(8, '0'),
  );
  const all = hex.join('');
  const variant = '89ab'[parseInt(all.charAt(16), 16) % 4];
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-${variant}${all.slice(17, 20)}-${all.slice(20)}`;
}
