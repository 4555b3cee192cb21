import { addDays, type CivilDate } from '../../Core/CivilDate';
import type { Part } from '../../Core/Parts';
import type { GraphQuery } from './Graph';

/** How a node asks the insights edge. */
export interface InsightsNode {
  level: 'ad' | 'adset' | 'campaign';
  breakdowns: readonly string[];
}

const NODE = /^ad-account\/insights(?:-by-(.+))?$/;

const BREAKDOWNS: Readonly<Record<string, readonly string[]>> = {
  'age-and-gender': ['age', 'gender'],
  country: ['country'],
  'device-platform': ['device_platform'],
  'link-url-asset': ['link_url_asset'],
  'product-id': ['product_id'],
  'publisher-platform-and-position': ['publisher_platform', 'platform_position'],
  region: ['region'],
};

/** Fields that are made of another one, or come without being asked for. */
const DERIVED = /^(link_url_asset.*|date_start|date_stop)$/;

const LIVE = ['ACTIVE', 'PAUSED', 'IN_PROCESS', 'WITH_ISSUES', 'ARCHIVED', 'DELETED'];
/**
 * All states of what a row is about. Without a filter Facebook leaves out what was deleted meanwhile, although money was
 * spent on it: the rows of ads would be less than those of their campaigns.
 */
const STATES: Readonly<Record<InsightsNode['level'], readonly string[]>> = {
  campaign: LIVE,
  adset: [...LIVE, 'CAMPAIGN_PAUSED'],
  ad: [
    ...LIVE,
    'CAMPAIGN_PAUSED',
    'ADSET_PAUSED',
    'PENDING_REVIEW',
    'DISAPPROVED',
    'PREAPPROVED',
    'PENDING_BILLING_INFO',
  ],
};

/** Facebook leaves these out of answers with breakdowns that begin more than 13 months ago. */
const REACH = ['reach', 'frequency', 'cpp'];
const REACH_DAYS = 395;

/** Undefined for a node that is no time series. */
export function insightsNode(id: string): InsightsNode | undefined {
  const match = NODE.exec(id);
  if (!match) return undefined;
  const [, by = ''] = match;
  return {
    level: by === 'adset' || by === 'campaign' ? by : 'ad',
    breakdowns: BREAKDOWNS[by] ?? [],
  };
}

/** The question for some days and fields: one row a day, so that a range takes one request. */
export function insightsQuery(
  account: string,
  { level, breakdowns }: InsightsNode,
  { from, to, fields }: Part,
  actions: Readonly<Record<string, string>>,
): GraphQuery {
  const metrics = fields.filter(field => !DERIVED.test(field) && !breakdowns.includes(field));
  return {
    path: `act_${account}/insights`,
    params: {
      level,
      time_increment: '1',
      time_range: JSON.stringify({ since: from, until: to }),
      fields: metrics.join(','),
      filtering: JSON.stringify([
        { field: `${level}.effective_status`, operator: 'IN', value: STATES[level] },
      ]),
      ...(breakdowns.length ? { breakdowns: breakdowns.join(',') } : {}),
      ...actions,
    },
  };
}

/** Which of the selected fields will be blank, because the window begins too long ago. */
export function fieldsWithoutReach(
  { breakdowns }: InsightsNode,
  { from, fields }: Part,
  today: CivilDate,
): string[] {
  if (!breakdowns.length || from >= addDays(today, -REACH_DAYS)) return [];
  return fields.filter(field => REACH.includes(field));
}

/**
 * Tells the reports of one window apart, in few characters: by days, and parts of the fields by how many and the last of
 * those that are no keys, because keys are in all parts.
 */
export function reportKey({ from, to, fields }: Part, whole: Part, keys: readonly string[]): string {
  const days = [from, to].map(day => day.slice(2).replace(/-/g, '')).join('-');
  if (fields.length === whole.fields.length) return days;
  const others = fields.filter(field => !keys.includes(field));
  return `${days} ${others.length} ${others[others.length - 1] ?? ''}`;
}
