import { DataException } from '../../Core/Exceptions';
import { isRecord } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';

/** What the Ads API answers with: everything is in `data`. */
export function dataOf(body: unknown): unknown {
  return isRecord(body) ? body['data'] : undefined;
}

/**
 * The records of a list; now and then X writes the only one without its list ("Error codes and responses"). Throws on
 * anything else: it must never be taken for an empty one.
 */
export function listOf(speaker: string, body: unknown): SourceRecord[] {
  const data = dataOf(body);
  if (Array.isArray(data) && data.every(isRecord)) return data;
  if (isRecord(data) && Object.keys(data).length) return [data];
  throw notUnderstood(speaker, 'is not a list');
}

export function notUnderstood(speaker: string, what: string): DataException {
  return new DataException(
    `[${speaker}] X's answer ${what}. Nothing of this window was written; try again later.`,
  );
}
