import type { PropertyStore } from './EnvironmentAdapter';
import { StateException } from './Exceptions';

/** Largest value that is written as one property, in UTF-8 bytes at worst (three to a UTF-16 unit). */
const LONGEST_VALUE = 2_900;

const POINTER = /^@(\d+)\/(\d+)$/;

/**
 * One value of any size in a store whose values are limited to 9 KB. A long value is written in pieces under a new
 * generation, which becomes current by one single-key write: a kill leaves the old value or the new one, never a mix.
 * Throws a `StateException` when pieces are missing: that is damage, and never the same as no value.
 * `where` names the value in it.
 */
export function readChunked(
  store: PropertyStore,
  key: string,
  all: Record<string, string> = store.getAll(),
  where = `The stored value "${key}"`,
): string | undefined {
  const head = all[key];
  const pointer = head === undefined ? null : POINTER.exec(head);
  if (!pointer) return head;
  const [, generation = '', count = '0'] = pointer;
  const pieces = Array.from({ length: Number(count) }, (_, index) => all[pieceKey(key, generation, index)]);
  const missing = pieces.filter(piece => piece === undefined).length;
  if (missing)
    throw new StateException(
      `${where} is damaged (${missing} of its ${pieces.length} pieces are missing). Nothing was fetched. Restore it, or remove it to import from the start date again; rows are updated by key, so none is doubled.`,
    );
  return pieces.join('');
}

export function writeChunked(store: PropertyStore, key: string, value: string): void {
  const old = POINTER.exec(store.get(key) ?? '');
  if (value.length <= LONGEST_VALUE && !POINTER.test(value)) {
    store.set(key, value);
  } else {
    const generation = String(Number(old?.[1] ?? 0) + 1);
    const pieces = cut(value).map((piece, index) => [pieceKey(key, generation, index), piece] as const);
    store.setAll(Object.fromEntries(pieces));
    store.set(key, `@${generation}/${pieces.length}`);
    // A kill may have left pieces of other generations behind; they would fill the store in the end.
    sweep(store, key, new Set(pieces.map(([name]) => name)));
    return;
  }
  if (old) dropGeneration(store, key, old[1] ?? '', Number(old[2]));
}

/** Not within a surrogate pair: half of one does not survive being stored. */
function cut(value: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < value.length;) {
    const last = value.charCodeAt(start + LONGEST_VALUE - 1);
    const length = last >= 0xd800 && last <= 0xdbff ? LONGEST_VALUE - 1 : LONGEST_VALUE;
    pieces.push(value.slice(start, start + length));
    start += length;
  }
  return pieces;
}

function sweep(store: PropertyStore, key: string, kept: ReadonlySet<string>): void {
  for (const name of Object.keys(store.getAll()))
    if (name.startsWith(`${key}@`) && /^\d+\.\d+$/.test(name.slice(key.length + 1)) && !kept.has(name))
      store.delete(name);
}

export function deleteChunked(store: PropertyStore, key: string): void {
  store.delete(key);
  sweep(store, key, new Set());
}

function dropGeneration(store: PropertyStore, key: string, generation: string, count: number): void {
  for (let index = 0; index < count; index++) store.delete(pieceKey(key, generation, index));
}

function pieceKey(key: string, generation: string, index: number): string {
  return `${key}@${generation}.${index}`;
}
