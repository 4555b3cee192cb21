import { between, fraction, hash } from '../Random';
import { AD_FIELDS, CREATIVE_FLAGS, CREATIVE_LISTS, CREATIVE_OBJECTS, CREATIVE_TEXTS } from './Fields';

export const ADS: ReadonlySet<string> = new Set(AD_FIELDS);
export const CREATIVES: ReadonlySet<string> = new Set([
  ...CREATIVE_TEXTS,
  ...CREATIVE_FLAGS,
  ...CREATIVE_LISTS,
  ...CREATIVE_OBJECTS,
]);

const STATUSES = ['ACTIVE', 'PAUSED', 'CAMPAIGN_PAUSED', 'WITH_ISSUES'];
const TIMES = ['created_time', 'updated_time', 'ad_schedule_start_time', 'ad_schedule_end_time'];
const LISTS = ['adlabels', 'issues_info', 'recommendations', 'tracking_specs'];
const OBJECTS = ['ad_review_feedback', 'creative_asset_groups_spec'];

/** Ids have more digits than a number can hold, so that nobody gets away with numbers. */
export function objectId(kind: number, account: string, index: number): string {
  return `${kind}2021${account.slice(-6).padStart(6, '0')}${String(index).padStart(7, '0')}`;
}

export const campaignIndex = (ad: number): number => Math.floor(ad / 4);
export const adsetIndex = (ad: number): number => Math.floor(ad / 2);
export const adId = (account: string, ad: number): string => objectId(12, account, ad);
export const adsetId = (account: string, ad: number): string => objectId(23, account, adsetIndex(ad));
export const campaignId = (account: string, ad: number): string => objectId(34, account, campaignIndex(ad));
export const creativeId = (account: string, ad: number): string => objectId(45, account, ad);

/** One field of an ad. */
export function adValue(account: string, ad: number, field: string, seed: number): unknown {
  const id = adId(account, ad);
  const status = STATUSES[hash(`${seed} ${id}`) % STATUSES.length];
  const fixed: Record<string, unknown> = {
    id,
    account_id: account,
    name: `Ad ${ad + 1} "spring", blue`,
    adset_id: adsetId(account, ad),
    campaign_id: campaignId(account, ad),
    adset: { id: adsetId(account, ad) },
    campaign: { id: campaignId(account, ad) },
    status: status === 'PAUSED' ? 'PAUSED' : 'ACTIVE',
    configured_status: status === 'PAUSED' ? 'PAUSED' : 'ACTIVE',
    effective_status: status,
    created_time: '2026-01-05T10:00:00+0200',
    updated_time: '2026-02-05T23:30:00-0800',
    source_ad_id: '0',
  };
  if (field in fixed) return fixed[field];
  if (fraction(seed, id, field, 'blank') < 0.4) return undefined;
  if (TIMES.includes(field)) return '2026-02-01T00:00:00-0500';
  if (LISTS.includes(field)) return [{ of: field, level: 'AD' }];
  if (OBJECTS.includes(field)) return { global: { of: field } };
  if (field === 'source_ad') return { id: adId(account, ad + 1) };
  if (field === 'bid_amount') return between(1, 900, seed, id, field);
  if (field === 'ad_active_time') return String(between(0, 999_999, seed, id, field));
  return `${field} of ${id}`;
}

/** One field of a creative. */
export function creativeValue(account: string, ad: number, field: string, seed: number): unknown {
  const id = creativeId(account, ad);
  if (field === 'id') return id;
  if (field === 'account_id') return account;
  if (field === 'name') return `Creative ${ad + 1}`;
  if (fraction(seed, id, field, 'blank') < 0.4) return undefined;
  if (CREATIVE_FLAGS.includes(field)) return fraction(seed, id, field) < 0.5;
  if (CREATIVE_LISTS.includes(field)) return [{ of: field }];
  if (CREATIVE_OBJECTS.includes(field)) return { of: field, link: 'https://shop.example.com/?a=1&b="2"' };
  return field === 'body' ? '=Buy "now",\nonly today' : `${field} of ${id}`;
}
