import { invalidParameter, TOO_EARLY, type GraphFault } from './Errors';
import { INSIGHT_LISTS, INSIGHT_NUMBERS, INSIGHT_TEXTS } from './Fields';
import { parseFieldList, Refusal } from './Query';

/** A question to the insights edge that makes sense. */
export interface InsightsQuery {
  level: Level;
  fields: readonly string[];
  breakdowns: readonly string[];
  /** First and last day. */
  since: string;
  until: string;
  /** One row a day, else one row for all days. */
  daily: boolean;
  /** Attribution windows that actions are split by. */
  windows: readonly string[];
  /** States of what rows are about; undefined: all but those that were deleted. */
  states: readonly string[] | undefined;
}

export type Level = 'account' | 'campaign' | 'adset' | 'ad';

const LEVELS: readonly string[] = ['account', 'campaign', 'adset', 'ad'];
const KNOWN = new Set([...INSIGHT_TEXTS, ...INSIGHT_NUMBERS, ...INSIGHT_LISTS]);
const WINDOWS = [
  '1d_click',
  '7d_click',
  '28d_click',
  '1d_view',
  '1d_ev',
  'dda',
  'default',
  'skan_click',
  'skan_view',
];

/** Which breakdowns go together, each written in the order of the alphabet. */
const COMBINATIONS = new Set([
  '',
  'age',
  'gender',
  'age,gender',
  'country',
  'region',
  'device_platform',
  'publisher_platform',
  'platform_position,publisher_platform',
  'product_id',
  'link_url_asset',
  'age,link_url_asset',
  'gender,link_url_asset',
  'age,gender,link_url_asset',
]);

/** Months that Facebook keeps. */
const MONTHS_KEPT = 37;

export function parseInsights(query: URLSearchParams, now: string): InsightsQuery {
  const level = query.get('level') ?? 'account';
  if (!LEVELS.includes(level))
    throw new Refusal(invalidParameter(`level must be one of ${LEVELS.join(', ')}`));
  const increment = query.get('time_increment') ?? 'all_days';
  if (!['1', 'all_days'].includes(increment))
    throw new Refusal(invalidParameter(`time_increment ${increment} is not simulated`));
  return {
    level: level as Level,
    fields: fieldsOf(query),
    breakdowns: breakdownsOf(query),
    ...rangeOf(query, now),
    daily: increment === '1',
    windows: windowsOf(query),
    states: statesOf(query),
  };
}

function fieldsOf(query: URLSearchParams): string[] {
  const fields = [...parseFieldList(query.get('fields') ?? 'impressions,spend').keys()];
  const unknown = fields.find(field => !KNOWN.has(field));
  if (unknown !== undefined) throw new Refusal(unknownMetric(unknown));
  return fields;
}

function unknownMetric(field: string): GraphFault {
  return invalidParameter(
    `${field} is not valid for fields param. please check https://developers.facebook.com/docs/marketing-api/reference/ads-insights/ for all valid values`,
  );
}

function breakdownsOf(query: URLSearchParams): string[] {
  const breakdowns = (query.get('breakdowns') ?? '').split(',').filter(Boolean);
  if (!COMBINATIONS.has([...breakdowns].sort().join(',')))
    throw new Refusal(
      invalidParameter(
        `Current combination of data breakdown columns (action_type, ${breakdowns.join(', ')}) is invalid`,
      ),
    );
  return breakdowns;
}

function windowsOf(query: URLSearchParams): string[] {
  const text = query.get('action_attribution_windows');
  if (text === null) return [];
  const windows = JSON.parse(text) as string[];
  const unknown = windows.find(window => !WINDOWS.includes(window));
  if (unknown === undefined) return windows;
  throw new Refusal(invalidParameter(`action_attribution_windows[0] must be one of ${WINDOWS.join(', ')}`));
}

/** States that an object of each level may be in. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  campaign: ['ACTIVE', 'PAUSED', 'DELETED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES'],
  adset: ['ACTIVE', 'PAUSED', 'DELETED', 'CAMPAIGN_PAUSED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES'],
  ad: [
    'ACTIVE',
    'PAUSED',
    'DELETED',
    'PENDING_REVIEW',
    'DISAPPROVED',
    'PREAPPROVED',
    'PENDING_BILLING_INFO',
    'CAMPAIGN_PAUSED',
    'ARCHIVED',
    'ADSET_PAUSED',
    'IN_PROCESS',
    'WITH_ISSUES',
  ],
};

interface Filter {
  field?: unknown;
  operator?: unknown;
  value?: unknown;
}

/** Of all filters, the one that Facebook's page about deleted objects names. */
function statesOf(query: URLSearchParams): readonly string[] | undefined {
  const text = query.get('filtering');
  if (text === null) return undefined;
  const filters = JSON.parse(text) as Filter[];
  const [filter] = filters;
  const level = /^(campaign|adset|ad)\.effective_status$/.exec(String(filter?.field))?.[1] ?? '';
  if (filters.length !== 1 || level === '' || filter?.operator !== 'IN')
    throw new Refusal(
      invalidParameter(
        `Filtering field ${String(filter?.field)} with operation ${String(filter?.operator).toLowerCase()} is not supported`,
      ),
    );
  const states = filter.value as readonly string[];
  const known = STATES[level] ?? [];
  if (states.some(state => !known.includes(state)))
    throw new Refusal(invalidParameter(`filtering[0][value] must be one of ${known.join(', ')}`));
  return states;
}

function rangeOf(query: URLSearchParams, now: string): { since: string; until: string } {
  let range: { since?: unknown; until?: unknown };
  try {
    range = JSON.parse(query.get('time_range') ?? '') as typeof range;
  } catch {
    throw new Refusal(invalidParameter('param time_range must be an object.'));
  }
  const since = dayOf(range.since, 'since');
  const until = dayOf(range.until, 'until');
  if (since > until)
    throw new Refusal(invalidParameter('time_range[since] must be before time_range[until]'));
  if (since < monthsBefore(now, MONTHS_KEPT)) throw new Refusal(TOO_EARLY);
  return { since, until };
}

function dayOf(value: unknown, name: string): string {
  const day = String(value);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isFinite(time) && new Date(time).toISOString().startsWith(day)) return day;
  throw new Refusal(invalidParameter(`time_range[${name}] must be a valid date in the format YYYY-MM-DD`));
}

export function monthsBefore(now: string, months: number): string {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}
