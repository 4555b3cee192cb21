import { between, fraction, hash } from '../Random';
import { COUNTRIES } from './Countries';

/** Metrics of promoted posts by group, as the Ads API groups them. */
export const METRICS: Readonly<Record<string, readonly string[]>> = {
  ENGAGEMENT: [
    'impressions',
    'tweets_send',
    'qualified_impressions',
    'follows',
    'app_clicks',
    'retweets',
    'unfollows',
    'likes',
    'engagements',
    'clicks',
    'card_engagements',
    'poll_card_vote',
    'replies',
    'url_clicks',
    'carousel_swipes',
  ],
  BILLING: ['billed_engagements', 'billed_charge_local_micro'],
};

export type Series = (number | null)[] | null;

const LARGEST: Readonly<Record<string, number>> = {
  impressions: 90_000,
  billed_charge_local_micro: 99_000_000,
  engagements: 3_000,
};

/** Whether a promoted post was served: a third of them never is, the others on four days of five. */
export function isServed(seed: number, account: string, index: number, day: string): boolean {
  return !isIdle(index) && fraction(seed, account, index, day, 'served') < 0.8;
}

export function isIdle(index: number): boolean {
  return index % 3 === 2;
}

/** Where a promoted post is served. */
export function placementsOf(index: number): string[] {
  return [
    'ALL_ON_TWITTER',
    ...(index % 4 === 0 ? ['SPOTLIGHT'] : []),
    ...(index % 6 === 1 ? ['TREND'] : []),
    ...(index % 12 === 3 ? ['PUBLISHER_NETWORK'] : []),
  ];
}

export interface Served {
  seed: number;
  account: string;
  index: number;
  placement: string;
  days: readonly string[];
}

/** One array for each metric with a bucket for each day; null for a bucket, or for all, where there is nothing. */
export function metricsOf(
  served: Served,
  groups: readonly string[],
  country?: string,
): Record<string, Series> {
  const names = groups.flatMap(group => METRICS[group] ?? []);
  return Object.fromEntries(names.map(name => [name, seriesOf(served, name, country)]));
}

function seriesOf(served: Served, metric: string, country: string | undefined): Series {
  const { seed, account, index, placement, days } = served;
  if (!placementsOf(index).includes(placement)) return null;
  const values = days.map(day => {
    if (!isServed(seed, account, index, day)) return null;
    if (country !== undefined && !countriesOf(index, day).includes(country)) return null;
    const keys = [seed, account, index, placement, day, metric, country ?? ''] as const;
    // What is never counted for an ad is null for it on every day.
    if (metric !== 'impressions' && fraction(seed, account, index, metric) < 0.3) return null;
    return between(0, LARGEST[metric] ?? 200, ...keys);
  });
  return values.every(value => value === null) ? null : values;
}

/** Countries in which an ad was seen on a day. */
export function countriesOf(index: number, day: string): string[] {
  const first = hash(`${index} ${day}`) % COUNTRIES.length;
  return [0, 4].map(step => COUNTRIES[(first + step) % COUNTRIES.length]?.targeting_value ?? '');
}
