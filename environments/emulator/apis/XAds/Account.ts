import { between, fraction, hash } from '../Random';

/** Ad accounts, campaigns and what hangs below them, as the Ads API shows them: functions of seed, account and number. */
type Body = Record<string, unknown>;

const OBJECTIVES = ['ENGAGEMENTS', 'WEBSITE_CLICKS', 'APP_INSTALLS', 'REACH', 'VIDEO_VIEWS'];
const INDUSTRIES = ['TRAVEL', 'RETAIL', 'TECHNOLOGY', 'EDUCATION'];
/** One in so many entities was deleted, and served all the same. */
const DELETED_EVERY = 7;

/** Base-36 identifiers, as X gives them: different for every account, kind and number. */
export function entityId(account: string, kind: string, index: number): string {
  return `${(hash(`${account} ${kind}`) % 1_000_000).toString(36)}${(index + 1).toString(36).padStart(3, '0')}`;
}

/** The number that an identifier was made of; undefined for one of another account or kind. */
export function indexOf(account: string, kind: string, id: string, count: number): number | undefined {
  const index = parseInt(id.slice(-3), 36) - 1;
  return index >= 0 && index < count && entityId(account, kind, index) === id ? index : undefined;
}

export function isDeleted(index: number): boolean {
  return index % DELETED_EVERY === DELETED_EVERY - 1;
}

/** 64 bits, longer than a number can hold. */
export function postId(account: string, index: number): string {
  return String(1_166_476_031_668_015_104n + BigInt(hash(account)) * 100_000n + BigInt(index * 977));
}

export function cardId(account: string, index: number): string {
  return String(1_044_294_149_527_166_979n + BigInt(hash(account)) * 100_000n + BigInt(index * 971));
}

export function accountBody(account: string, timeZone: string, seed: number, deleted: boolean): Body {
  const isBusiness = fraction(seed, account, 'business') < 0.7;
  return {
    name: `Simulated account ${account}`,
    business_name: isBusiness ? '=Simulated, "Ltd"' : null,
    timezone: timeZone,
    timezone_switch_at: '2016-07-21T07:00:00Z',
    country_code: 'US',
    id: account,
    created_at: '2016-07-21T22:42:09Z',
    updated_at: '2026-02-20T06:42:14Z',
    industry_type: INDUSTRIES[between(0, 3, seed, account, 'industry')],
    business_id: isBusiness ? `b${hash(account).toString(36)}` : null,
    approval_status: 'ACCEPTED',
    deleted,
  };
}

export function campaignBody(account: string, index: number, seed: number): Body {
  const of = (what: string) => fraction(seed, account, 'campaign', index, what);
  const isServable = of('servable') < 0.6;
  const isCapped = of('cap') < 0.5;
  return {
    name: `Campaign ${index + 1}`,
    budget_optimization: of('budget') < 0.5 ? 'CAMPAIGN' : 'LINE_ITEM',
    reasons_not_servable: isServable ? [] : ['PAUSED_BY_ADVERTISER', 'INCOMPLETE'],
    servable: isServable,
    purchase_order_number: of('order') < 0.5 ? `PO-${index}` : null,
    effective_status: isServable ? 'RUNNING' : 'UNKNOWN',
    daily_budget_amount_local_micro: between(1, 500, seed, account, index, 'daily') * 100_000 + 1,
    funding_instrument_id: entityId(account, 'funding', 0),
    duration_in_days: isCapped ? 7 : null,
    standard_delivery: of('delivery') < 0.8,
    total_budget_amount_local_micro: of('total') < 0.7 ? 37_500_000_000 : null,
    id: entityId(account, 'campaign', index),
    entity_status: isServable ? 'ACTIVE' : 'PAUSED',
    frequency_cap: isCapped ? 3 : null,
    currency: 'USD',
    created_at: '2025-06-03T21:38:07Z',
    updated_at: '2026-02-11T21:53:54Z',
    deleted: isDeleted(index),
  };
}

export function lineItemBody(account: string, index: number, campaigns: number, seed: number): Body {
  const of = (what: string) => fraction(seed, account, 'line item', index, what);
  const maybe = (what: string, value: unknown) => (of(what) < 0.5 ? value : null);
  return {
    advertiser_user_id: '756201191646691328',
    name: `Ad group ${index + 1}`,
    placements: of('placements') < 0.5 ? ['ALL_ON_TWITTER'] : ['TWITTER_TIMELINE', 'TWITTER_SEARCH'],
    start_time: '2025-06-16T00:00:00Z',
    bid_amount_local_micro: maybe('bid', between(1, 99, seed, account, index) * 10_000),
    advertiser_domain: maybe('domain', 'example.com'),
    target_cpa_local_micro: maybe('cpa', 2_500_000),
    primary_web_event_tag: maybe('tag', 'o3jv8'),
    goal: 'LINK_CLICKS',
    daily_budget_amount_local_micro: maybe('daily', 140_000_000),
    product_type: 'PROMOTED_TWEETS',
    end_time: maybe('end', '2026-12-31T00:00:00Z'),
    funding_instrument_id: entityId(account, 'funding', 0),
    bid_strategy: of('strategy') < 0.5 ? 'AUTO' : 'MAX',
    duration_in_days: maybe('duration', 7),
    standard_delivery: maybe('delivery', true),
    total_budget_amount_local_micro: maybe('total', 9_990_000_000),
    objective: OBJECTIVES[between(0, 4, seed, account, index, 'objective')],
    id: entityId(account, 'line item', index),
    entity_status: 'ACTIVE',
    automatic_tweet_promotion: maybe('automatic', false),
    frequency_cap: maybe('cap', 5),
    android_app_store_identifier: maybe('android', 'com.example.app'),
    categories: ['IAB3', 'IAB3-1'],
    currency: 'USD',
    pay_by: 'IMPRESSION',
    created_at: '2025-06-03T22:00:00Z',
    ios_app_store_identifier: maybe('ios', '333903271'),
    updated_at: '2026-02-01T02:01:18Z',
    campaign_id: entityId(account, 'campaign', index % campaigns),
    creative_source: 'MANUAL',
    audience_expansion: maybe('expansion', 'EXPANDED'),
    deleted: isDeleted(index),
  };
}

export function promotedTweetBody(account: string, index: number, lineItems: number, tweets: number): Body {
  return {
    line_item_id: entityId(account, 'line item', index % lineItems),
    id: entityId(account, 'promoted tweet', index),
    entity_status: 'ACTIVE',
    created_at: '2025-06-04T10:00:00Z',
    updated_at: '2026-01-04T10:00:00Z',
    approval_status: index % 9 === 8 ? 'UNDER_REVIEW' : 'ACCEPTED',
    tweet_id: postId(account, index % tweets),
    deleted: isDeleted(index),
  };
}
