import {
  addDays,
  earliest,
  latest,
  MILLISECONDS_PER_DAY,
  toCivilDate,
  toDate,
  type CivilDate,
} from '../../Core/CivilDate';
import { listOf, notUnderstood } from './Answers';

/** A window of days, both included. */
export interface Days {
  from: CivilDate;
  to: CivilDate;
}

/** As the API takes it: the end is exclusive. */
export interface TimeRange {
  start_time: CivilDate;
  end_time: CivilDate;
}

/** Ids of promoted posts by the placement that they were served in. */
export type Served = Map<string, Set<string>>;

/** A day without a time is midnight in the zone of the account, whatever its offset is on that day. */
export function rangeOf({ from, to }: Days): TimeRange {
  return { start_time: from, end_time: addDays(to, 1) };
}

/** X takes 90 days at most; a day less leaves room for the hour that a clock change adds. */
const LONGEST_EVENTS = 89;

/**
 * The change events to look at. X books some of them later than what they are about, so they reach until tomorrow, or
 * as far as X allows.
 */
export function eventsOf({ from, to }: Days, now: number): TimeRange {
  const end_time = earliest(latest(addDays(to, 1), tomorrowOf(now)), addDays(from, LONGEST_EVENTS));
  return { start_time: from, end_time };
}

/** Days for which X corrects figures. */
const SETTLING = 14;

/** How far a list of active ads has to reach for these days: what was booked later is in it, too. */
function reachOf({ to }: Days, now: number): CivilDate {
  return latest(addDays(to, 1), earliest(tomorrowOf(now), addDays(to, 1 + SETTLING)));
}

function tomorrowOf(now: number): CivilDate {
  return addDays(toCivilDate(new Date(now)), 1);
}

/** An ad that has figures in a range of time, or had some corrected then. */
export interface ActiveEntity {
  entity_id: string;
  placements: string[];
  activity_start_time: string;
  activity_end_time: string;
}

/** The entries of a list of active ads. Throws when one of them cannot be asked for: its spend would be lost. */
export function activeOf(speaker: string, body: unknown): ActiveEntity[] {
  return listOf(speaker, body).map(entity => {
    const { entity_id, placements, activity_start_time: first, activity_end_time: last } = entity;
    if (typeof entity_id !== 'string' || !Array.isArray(placements))
      throw notUnderstood(speaker, 'holds an active ad without identifier or placements');
    return {
      entity_id,
      placements: placements.map(String),
      activity_start_time: String(first),
      activity_end_time: String(last),
    };
  });
}

/** Lists of active ads by account: one serves all windows that it covers. */
export class ActiveLists {
  private readonly lists = new Map<string, { range: TimeRange; entities: readonly ActiveEntity[] }>();

  set(account: string, range: TimeRange, entities: readonly ActiveEntity[]): void {
    this.lists.set(account, { range, entities });
  }

  /** What was active on these days; undefined where no list covers them and the time in which they are corrected. */
  get(account: string, days: Days, now: number): Served | undefined {
    const list = this.lists.get(account);
    if (!list || list.range.start_time > days.from || reachOf(days, now) > list.range.end_time)
      return undefined;
    return servedOn(days, list.entities);
  }
}

/** No zone is further from UTC, in milliseconds. */
const FURTHEST_ZONE = (14 * MILLISECONDS_PER_DAY) / 24;

/**
 * What has statistics on the days. The days are those of the account's zone, which need not be known for it: an ad that
 * was active some hours before or after is asked for and has no figures.
 */
export function servedOn({ from, to }: Days, entities: readonly ActiveEntity[]): Served {
  const start = toDate(from).getTime() - FURTHEST_ZONE;
  const end = toDate(to).getTime() + MILLISECONDS_PER_DAY + FURTHEST_ZONE;
  const served: Served = new Map();
  for (const { entity_id, placements, activity_start_time, activity_end_time } of entities) {
    // A time that is missing or no time leaves the ad in.
    const isOutside = Date.parse(activity_start_time) >= end || Date.parse(activity_end_time) < start;
    if (isOutside) continue;
    for (const placement of placements) {
      const ids = served.get(placement) ?? new Set();
      served.set(placement, ids.add(entity_id));
    }
  }
  return served;
}

/** At most `size` ids at once, each batch of one placement. */
export function batchesOf(served: Served, size: number): { placement: string; ids: string[] }[] {
  return [...served].flatMap(([placement, all]) => {
    const ids = [...all];
    return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ({
      placement,
      ids: ids.slice(index * size, (index + 1) * size),
    }));
  });
}
