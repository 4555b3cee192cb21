import type { PropertyStore } from './EnvironmentAdapter';

/** Largest value that is written as one property, in UTF-8 bytes at worst (three to a UTF-16 unit). */
const LONGEST_VALUE = 2_900;

const POINTER = /^@(\d+)\/(\d+)$/;

/**
 * One value of any size in a store whose values are limited to 9 KB. A long value is written in pieces under a new
 * generation, which becomes current by one single-key write: a kill leaves the old value or the new one, never a mix.
 */
export function readChunked(
  store: PropertyStore,
  key: string,
  all: Record<string, string> = store.getAll(),
): string | undefined {
  const head = all[key];
  const pointer = head === undefined ? null : POINTER.exec(head);
  if (!pointer) return head;
  const [, generation = '', count = '0'] = pointer;
  const pieces = Array.from({ length: Number(count) }, (_, index) => all[pieceKey(key, generation, index)]);
  return pieces.some(piece => piece === undefined) ? '' : pieces.join('');
}

export function writeChunked(store: PropertyStore, key: string, value: string): void {
  const old = POINTER.exec(store.get(key) ?? '');
  if (value.length <= LONGEST_VALUE && !POINTER.test(value)) {
    store.set(key, value);
  } else {
    const generation = String(Number(old?.[1] ?? 0) + 1);
    const count = Math.ceil(value.length / LONGEST_VALUE);
    const pieces: Record<string, string> = {};
    for (let index = 0; index < count; index++)
      pieces[pieceKey(key, generation, index)] = value.slice(
        index * LONGEST_VALUE,
        (index + 1) * LONGEST_VALUE,
      );
    store.setAll(pieces);
    store.set(key, `@${generation}/${count}`);
  }
  if (old) dropGeneration(store, key, old[1] ?? '', Number(old[2]));
}

export function deleteChunked(store: PropertyStore, key: string): void {
  const old = POINTER.exec(store.get(key) ?? '');
  store.delete(key);
  if (old) dropGeneration(store, key, old[1] ?? '', Number(old[2]));
}

function dropGeneration(store: PropertyStore, key: string, generation: string, count: number): void {
  for (let index = 0; index < count; index++) store.delete(pieceKey(key, generation, index));
}

function pieceKey(key: string, generation: string, index: number): string {
  return `${key}@${generation}.${index}`;
}
