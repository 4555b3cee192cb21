import { addDays, countDays } from '../../Core/CivilDate';
import { isRecord } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';
import type { Days } from './ActiveEntities';
import { listOf, notUnderstood } from './Answers';

/** Where X does not say in which country an ad was seen. */
const UNKNOWN_COUNTRY = 'UNKNOWN';

/**
 * One record for each promoted post and day (and country, where the answer is segmented) on which X has any figure: its
 * metrics are lists with one entry for each day. What has no figure stays null.
 */
export function statsRows(
  speaker: string,
  body: unknown,
  placement: string,
  days: Days,
  isSegmented: boolean,
): SourceRecord[] {
  const count = countDays(days.from, days.to);
  return listOf(speaker, body).flatMap(({ id, id_data }) => {
    if (typeof id !== 'string' || !Array.isArray(id_data))
      throw notUnderstood(speaker, 'holds an ad without identifier or figures');
    return (id_data as unknown[]).flatMap(part => {
      const { segment, metrics } = isRecord(part) ? part : {};
      if (!isRecord(metrics)) throw notUnderstood(speaker, `has no metrics for ${id}`);
      const keys = { id, placement, ...(isSegmented ? { country: countryOf(segment) } : {}) };
      return daysOf(speaker, metrics, count).flatMap((values, index) =>
        values ? [{ ...keys, date: addDays(days.from, index), ...values }] : [],
      );
    });
  });
}

/** A warning where ads are missing that were asked for; X names every one, with null where it has no figures. */
export function warningOfMissing(
  speaker: string,
  body: unknown,
  ids: Iterable<string>,
  { from, to }: Days,
): string | undefined {
  const found = new Set(listOf(speaker, body).map(({ id }) => id));
  const missing = [...ids].filter(id => !found.has(id));
  if (!missing.length) return undefined;
  return `[${speaker}] X left out ${missing.length} of the ads that it was asked for (${missing.slice(0, 3).join(', ')}), ${from} to ${to}: their figures are missing. Import these days again.`;
}

function countryOf(segment: unknown): string {
  const value: unknown = isRecord(segment) ? segment['segment_value'] : undefined;
  return typeof value === 'string' && value !== '' ? value : UNKNOWN_COUNTRY;
}

/** The metrics of each day; undefined for a day on which all of them are null: the ad was not served then. */
function daysOf(
  speaker: string,
  metrics: Readonly<Record<string, unknown>>,
  count: number,
): (SourceRecord | undefined)[] {
  const series = Object.entries(metrics).filter((each): each is [string, unknown[]] =>
    Array.isArray(each[1]),
  );
  const [odd] = series.filter(([, values]) => values.length !== count);
  if (odd) throw notUnderstood(speaker, `has ${odd[1].length} values of ${odd[0]} for ${count} days`);
  return Array.from({ length: count }, (_, index) => {
    const values = series.map(([name, all]) => [name, all[index] ?? null] as const);
    return values.some(([, value]) => value !== null) ? Object.fromEntries(values) : undefined;
  });
}
