import { addDays, countDays, type CivilDate } from './CivilDate';
import { HttpRequestException, isTooLarge, messageOf } from './Exceptions';
import { collectPages } from './CollectPages';
import type { Pages } from './FetchProtocol';
import type { SourceRecord } from './Schema';

/** What is asked for at once. Both days are included. */
export interface Part {
  from: CivilDate;
  to: CivilDate;
  fields: readonly string[];
}

interface PartsHost {
  readonly name: string;
  state: Record<string, unknown>;
}

/**
 * Fetches `whole`. A part that is too large (an exception of that kind) is asked for in halves: by days, and one day
 * by fields, of which the keys stay in both halves and bring the rows together again. Which parts were too large is
 * remembered, so that a continued run does not ask for them again. Throws where nothing is left to halve.
 *
 * With keys, pages are passed on as they come, for a row that comes twice is one row. Without, a part is held back
 * until it is whole, and can be halved by days only.
 */
export function* inParts(
  source: PartsHost,
  whole: Part,
  keys: readonly string[],
  fetch: (part: Part) => Pages,
): Pages {
  if (!isKnown(source, partKey(whole, keys))) {
    try {
      if (keys.length) yield* fetch(whole);
      else yield yield* collectPages(fetch(whole));
      return;
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      requireHalves(source.name, whole, keys, error);
      remember(source, partKey(whole, keys));
    }
  }
  const [first, second] = halvesOf(whole, keys);
  if (!first || !second) throw new Error('A part that cannot be halved was remembered: Parts is at fault.');
  if (first.to !== second.to) {
    yield* inParts(source, first, keys, fetch);
    yield* inParts(source, second, keys, fetch);
    return;
  }
  const left = yield* collectPages(inParts(source, first, keys, fetch));
  const right = yield* collectPages(inParts(source, second, keys, fetch));
  yield mergeByKeys(left, right, keys);
}

/** Two halves of days, else of fields; none when there is one day and one field beside the keys. */
export function halvesOf({ from, to, fields }: Part, keys: readonly string[]): Part[] {
  const days = countDays(from, to);
  if (days > 1) {
    const end = addDays(from, Math.ceil(days / 2) - 1);
    return [
      { from, to: end, fields },
      { from: addDays(end, 1), to, fields },
    ];
  }
  const others = fields.filter(field => !keys.includes(field));
  if (!keys.length || others.length < 2) return [];
  const middle = Math.ceil(others.length / 2);
  return [others.slice(0, middle), others.slice(middle)].map(half => {
    const wanted = new Set([...keys, ...half]);
    return { from, to, fields: fields.filter(field => wanted.has(field)) };
  });
}

/** The records of both lists, those of equal keys as one. */
export function mergeByKeys(
  left: readonly SourceRecord[],
  right: readonly SourceRecord[],
  keys: readonly string[],
): SourceRecord[] {
  const merged = new Map<string, SourceRecord>();
  for (const record of [...left, ...right]) {
    const key = JSON.stringify(keys.map(field => record[field] ?? null));
    merged.set(key, { ...merged.get(key), ...record });
  }
  return [...merged.values()];
}

function requireHalves(speaker: string, part: Part, keys: readonly string[], error: unknown): void {
  if (halvesOf(part, keys).length) return;
  throw new HttpRequestException(
    `[${speaker}] ${part.from} is too large even for the smallest question: ${messageOf(error).replace(/^\[[^\]]*\] /, '')} Nothing of this window was written. Fewer breakdowns or fewer fields help.`,
    { kind: 'permanent' },
  );
}

/**
 * Tells the parts of one window apart, in few characters: by days, and by how many fields beside the keys and the last
 * of them, because halves are cut out in one piece.
 */
function partKey({ from, to, fields }: Part, keys: readonly string[]): string {
  const others = fields.filter(field => !keys.includes(field));
  return `${from} ${to} ${others.length} ${others[others.length - 1] ?? ''}`;
}

function known({ state }: PartsHost): readonly string[] {
  return Array.isArray(state['tooLarge']) ? (state['tooLarge'] as string[]) : [];
}

function isKnown(source: PartsHost, key: string): boolean {
  return known(source).includes(key);
}

/** Only so many: the state of a window is small, and asking once more is harmless. */
const MOST_REMEMBERED = 20;

function remember(source: PartsHost, key: string): void {
  if (known(source).length >= MOST_REMEMBERED) return;
  source.state = { ...source.state, tooLarge: [...known(source), key] };
}
