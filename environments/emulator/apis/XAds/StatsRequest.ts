import { DateTime } from 'luxon';
import { invalid, listOf, oneOf, Refusal, required } from './Answers';
import { METRICS } from './Metrics';

const ENTITIES = [
  'ACCOUNT',
  'CAMPAIGN',
  'FUNDING_INSTRUMENT',
  'LINE_ITEM',
  'PROMOTED_ACCOUNT',
  'PROMOTED_TWEET',
];
const ACTIVE_ENTITIES = ENTITIES.filter(entity => entity !== 'ACCOUNT');
const PLACEMENTS = ['ALL_ON_TWITTER', 'SPOTLIGHT', 'TREND', 'PUBLISHER_NETWORK'];
const GRANULARITIES = ['DAY', 'HOUR', 'TOTAL'];
const GROUPS = [
  ...Object.keys(METRICS),
  'VIDEO',
  'WEB_CONVERSION',
  'MOBILE_CONVERSION',
  'LIFE_TIME_VALUE_MOBILE_CONVERSION',
];
const MOST_ENTITIES = 20;

export interface TimeRange {
  start: DateTime;
  /** Exclusive. */
  end: DateTime;
}

export interface StatsRequest extends TimeRange {
  entityIds: string[];
  groups: string[];
  placement: string;
  /** Civil days of the account's zone. */
  days: string[];
}

/** A day without time is midnight in the zone of the account; an instant has to be a whole hour. */
function instant(params: URLSearchParams, name: string, zone: string): DateTime {
  const text = required(params, name);
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}(:?\d{2})?)?)?$/.test(text))
    throw invalid(name, text, `Expected time, got "${text}" for ${name}`);
  const time = DateTime.fromISO(text, text.length > 10 ? { setZone: false, zone: 'utc' } : { zone });
  if (!time.isValid) throw invalid(name, text, `Expected time, got "${text}" for ${name}`);
  if (time.minute !== 0 && text.length > 10 && !/T\d{2}:00/.test(text))
    throw invalid(name, text, `${name} must be expressed in whole hours`);
  return time.setZone(zone);
}

export function readRange(params: URLSearchParams, zone: string, longestDays: number): TimeRange {
  const start = instant(params, 'start_time', zone);
  const end = instant(params, 'end_time', zone);
  if (end <= start)
    throw new Refusal(400, {
      code: 'INVALID_TIME_WINDOW',
      message: 'end_time must be later than start_time',
      parameter: 'end_time',
    });
  if (end.diff(start, 'days').days > longestDays)
    throw new Refusal(400, {
      code: 'INVALID_TIME_WINDOW',
      message: `The time range may not be longer than ${longestDays} days`,
      parameter: 'end_time',
    });
  return { start, end };
}

/** `GET active_entities`: a range of at most 90 days, and an entity that has one. */
export function readActiveRequest(params: URLSearchParams, zone: string): TimeRange & { entity: string } {
  return { entity: oneOf(params, 'entity', ACTIVE_ENTITIES), ...readRange(params, zone, 90) };
}

export function readStatsRequest(params: URLSearchParams, zone: string, longestDays: number): StatsRequest {
  oneOf(params, 'entity', ENTITIES);
  const entityIds = listOf(params, 'entity_ids', MOST_ENTITIES);
  const groups = listOf(params, 'metric_groups', GROUPS.length);
  const unknown = groups.find(group => !GROUPS.includes(group));
  if (unknown !== undefined)
    throw invalid('metric_groups', unknown, `Expected metric group, got "${unknown}" for metric_groups`);
  const placement = oneOf(params, 'placement', PLACEMENTS);
  const granularity = oneOf(params, 'granularity', GRANULARITIES);
  const range = readRange(params, zone, longestDays);
  if (granularity === 'DAY') requireMidnights(range);
  return { ...range, entityIds, groups, placement, days: daysOf(range) };
}

function requireMidnights({ start, end }: TimeRange): void {
  for (const [name, time] of [
    ['start_time', start],
    ['end_time', end],
  ] as const)
    if (!time.equals(time.startOf('day')))
      throw invalid(
        name,
        time.toISO() ?? '',
        `${name} must be aligned with midnight in the account's time zone for DAY granularity`,
      );
}

export function daysOf({ start, end }: TimeRange): string[] {
  const days: string[] = [];
  for (let day = start; day < end; day = day.plus({ days: 1 })) days.push(day.toFormat('yyyy-MM-dd'));
  return days;
}
