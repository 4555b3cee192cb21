import { between, fraction } from '../Random';

/** How much there is. */
export interface WorldSettings {
  seed: number;
  /** Campaigns of each account; every third is one of Performance Max. Default 3. */
  campaigns: number;
  /** Ad groups, or asset groups, of each campaign. Default 2. */
  groups: number;
  /** Ads of each ad group. Default 1. */
  ads: number;
  /** Keywords of each ad group. Default 2. */
  keywords: number;
}

export interface Account {
  id: string;
  name: string;
  number: string;
  currency: string;
  timeZone: string;
  status: string;
}

export interface Campaign {
  id: string;
  account: Account;
  name: string;
  index: number;
  type: 'Search & content' | 'Shopping' | 'Performance max';
}

export interface Group {
  id: string;
  campaign: Campaign;
  name: string;
  index: number;
}

export interface Ad {
  id: string;
  group: Group;
  index: number;
}

const FIRST_ACCOUNT = 118_000_001;
const TYPES = ['Search & content', 'Shopping', 'Performance max'] as const;
const ZONES = ['PacificTimeUSCanadaTijuana', 'AthensBuckarestIstanbul', 'OsakaSapporoTokyo'];
const CURRENCIES = ['USD', 'EUR', 'JPY'];
const STATUSES = ['Active', 'Active', 'Pause', 'Draft'];

/** The accounts that the customer has; every other one exists, too. */
export function accountId(index: number): string {
  return String(FIRST_ACCOUNT + index);
}

export function accountOf(id: string): Account {
  const turn = Number(id) % 1000;
  return {
    id,
    name: `Contoso, Inc. ${id}`,
    number: `F${id.slice(-7)}`,
    currency: pick(CURRENCIES, turn),
    timeZone: pick(ZONES, turn),
    status: pick(STATUSES, turn - 1),
  };
}

export function campaignsOf(account: string, settings: WorldSettings): Campaign[] {
  return numbers(settings.campaigns).map(index => ({
    id: idOf('campaign', settings.seed, account, index),
    account: accountOf(account),
    name: `Shoes, "${pick(['red', 'blue', 'green'], index)}" ${index + 1}`,
    index,
    type: pick(TYPES, index),
  }));
}

/** The first group of a campaign has the number of its campaign: numbers are unique within a type only. */
export function groupsOf(campaign: Campaign, settings: WorldSettings): Group[] {
  return numbers(settings.groups).map(index => ({
    id: index === 0 ? campaign.id : idOf('group', settings.seed, campaign.id, index),
    campaign,
    name: `${campaign.type === 'Performance max' ? 'Assets' : 'Group'} ${index + 1}\nof ${campaign.id}`,
    index,
  }));
}

export function adsOf(group: Group, settings: WorldSettings): Ad[] {
  if (isPerformanceMax(group.campaign)) return [];
  return numbers(settings.ads).map(index => ({
    id: idOf('ad', settings.seed, group.id, index),
    group,
    index,
  }));
}

export function isPerformanceMax({ type }: Campaign): boolean {
  return type === 'Performance max';
}

export function idOf(...keys: (string | number)[]): string {
  return String(between(10_000_000_000, 99_999_999_999, ...keys));
}

export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export function pick<T>(list: readonly T[], index: number): T {
  return list[((index % list.length) + list.length) % list.length] as T;
}

export function chosen<T>(list: readonly T[], ...keys: (string | number)[]): T {
  return list[Math.floor(fraction(...keys) * list.length)] as T;
}
