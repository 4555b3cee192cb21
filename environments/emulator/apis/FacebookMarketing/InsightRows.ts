import { hash } from '../Random';
import { currencyOf } from './Account';
import { adId, adsetId, adsetIndex, campaignId, campaignIndex } from './Catalogue';
import { INSIGHT_LISTS, INSIGHT_NUMBERS } from './Fields';
import { monthsBefore, type InsightsQuery, type Level } from './InsightsQuery';

type Record_ = Record<string, unknown>;

/** What each breakdown splits a row into. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  age: ['18-24', '25-34', '65+', 'Unknown'],
  gender: ['female', 'male', 'unknown'],
  country: ['US', 'DE', 'unknown'],
  region: ['California', 'Bavaria', 'Unknown'],
  device_platform: ['mobile_app', 'mobile_web', 'desktop'],
  product_id: ['1001, Blue shoes, size 7', '1002, "Red" shoes'],
  link_url_asset: [
    {
      id: '23842700000000001',
      website_url: 'https://shop.example.com/spring?a=1',
      display_url: 'shop.example.com',
    },
    { id: '23842700000000002', website_url: 'https://shop.example.com/sale' },
  ],
};

const PLACES = [
  ['facebook', 'feed'],
  ['facebook', 'facebook_stories'],
  ['instagram', 'feed'],
  ['instagram', 'instagram_stories'],
];

/** Left out of answers with breakdowns that begin this many months ago. */
const REACH_MONTHS = 13;
const REACH = ['reach', 'frequency', 'cpp'];
/** Never left out, as a row without them would not be there. */
const ALWAYS = ['impressions', 'spend', 'clicks'];

/** All rows that a question has, each made when it is asked for. */
export class InsightRows {
  private readonly days: readonly string[];
  private readonly combinations: readonly Record_[];
  private readonly fields: readonly Field[];

  constructor(
    private readonly account: string,
    private readonly query: InsightsQuery,
    private readonly world: { ads: number; deletedAds: number; seed: number; now: string },
    keepsReach: boolean,
  ) {
    this.days = daysOf(query, world.now);
    this.combinations = combine(query.breakdowns);
    const isOld = query.breakdowns.length > 0 && query.since < monthsBefore(world.now, REACH_MONTHS);
    const fields = query.fields.filter(field => !(isOld && !keepsReach && REACH.includes(field)));
    this.fields = fields.map(toField);
  }

  get total(): number {
    return this.units * this.days.length * this.combinations.length;
  }

  /** How many values a page of so many rows has. */
  valuesOf(rows: number): number {
    return rows * (this.fields.length + this.query.breakdowns.length);
  }

  row(index: number): Record_ {
    const { combinations, days, query } = this;
    const unit = Math.floor(index / (combinations.length * days.length));
    const day = days[Math.floor(index / combinations.length) % days.length] ?? query.since;
    const ad = unit * ADS_PER_UNIT[query.level];
    const { seed } = this.world;
    const noise = hash(`${seed} ${this.account} ${ad} ${day} ${index % combinations.length}`);
    const row: Record_ = {};
    for (const field of this.fields) {
      const value = field.isMetric ? metric(field, noise, query.windows) : this.describe(field.name, ad);
      if (value !== undefined) row[field.name] = value;
    }
    const date_stop = query.daily ? day : (days[days.length - 1] ?? query.until);
    return { ...row, date_start: day, date_stop, ...combinations[index % combinations.length] };
  }

  /** What was deleted is there for those only who ask for it. */
  private get units(): number {
    const { ads, deletedAds } = this.world;
    const last = ads - (this.query.states?.includes('DELETED') ? 0 : deletedAds) - 1;
    if (last < 0) return 0;
    return { account: 1, campaign: campaignIndex(last) + 1, adset: adsetIndex(last) + 1, ad: last + 1 }[
      this.query.level
    ];
  }

  /** Of what lies below the level there is nothing to say. */
  private describe(field: string, ad: number): unknown {
    const { account, query } = this;
    const depth = DEPTH.indexOf(query.level);
    const texts: Record<string, [depth: number, value: string]> = {
      account_id: [0, account],
      account_name: [0, `Account ${account}, "main"`],
      account_currency: [0, currencyOf(account)],
      campaign_id: [1, campaignId(account, ad)],
      campaign_name: [1, `Campaign ${campaignIndex(ad) + 1}; "always on"`],
      objective: [1, 'OUTCOME_SALES'],
      buying_type: [1, 'AUCTION'],
      adset_id: [2, adsetId(account, ad)],
      adset_name: [2, `Ad set ${adsetIndex(ad) + 1}`],
      optimization_goal: [2, 'OFFSITE_CONVERSIONS'],
      ad_id: [3, adId(account, ad)],
      ad_name: [3, `Ad ${ad + 1} "spring", blue`],
      attribution_setting: [0, '7d_click_1d_view'],
      created_time: [0, '2026-01-05'],
      updated_time: [0, '2026-02-05'],
    };
    const [needed, value] = texts[field] ?? [4, ''];
    return needed <= depth ? value : undefined;
  }
}

const DEPTH: readonly Level[] = ['account', 'campaign', 'adset', 'ad'];
const ADS_PER_UNIT: Readonly<Record<Level, number>> = { account: 1, campaign: 4, adset: 2, ad: 1 };

function daysOf({ since, until, daily }: InsightsQuery, now: string): string[] {
  const days: string[] = [];
  const last = now.slice(0, 10);
  for (let time = Date.parse(since); ; time += 86_400_000) {
    const day = new Date(time).toISOString().slice(0, 10);
    if (day > until || day > last) return daily ? days : days.slice(0, 1);
    days.push(day);
  }
}

function combine(breakdowns: readonly string[]): Record_[] {
  let rows: Record_[] = [{}];
  const places = breakdowns.includes('publisher_platform');
  if (places && breakdowns.includes('platform_position'))
    rows = PLACES.map(([publisher_platform, platform_position]) => ({
      publisher_platform,
      platform_position,
    }));
  else if (places) rows = [{ publisher_platform: 'facebook' }, { publisher_platform: 'instagram' }];
  for (const name of breakdowns)
    if (VALUES[name])
      rows = rows.flatMap(row => (VALUES[name] ?? []).map(value => ({ ...row, [name]: value })));
  return rows;
}

/** A field of a question, with what need not be found out for every row. */
interface Field {
  name: string;
  isMetric: boolean;
  isNumber: boolean;
  isDecimal: boolean;
  hash: number;
}

const DECIMAL = /^(spend|social_spend|cp[cmp]|frequency|.*(ctr|cost|rate|bid|percent|avg|competitive).*)$/;

function toField(name: string): Field {
  const isNumber = INSIGHT_NUMBERS.includes(name);
  const isMetric = isNumber || INSIGHT_LISTS.includes(name);
  return { name, isMetric, isNumber, isDecimal: DECIMAL.test(name), hash: hash(name) };
}

/** In [0, 1), by two numbers: cheap, because pages have tens of thousands of values. */
function chance(one: number, other: number): number {
  let state = Math.imul(one ^ other, 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 15), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}

/** Some have no value; Facebook leaves them out. */
function metric(field: Field, noise: number, windows: readonly string[]): unknown {
  if (!ALWAYS.includes(field.name) && chance(noise + 1, field.hash) < 0.2) return undefined;
  const value = chance(noise, field.hash);
  if (!field.isNumber) return list(field.name, String(1 + Math.floor(value * 90)), windows);
  if (!field.isDecimal) return String(Math.floor(value * 5000));
  return String(
    Math.round(value * 40 * (field.name === 'spend' ? 100 : 1e6)) / (field.name === 'spend' ? 100 : 1e6),
  );
}

function list(field: string, value: string, windows: readonly string[]): unknown {
  if (field.includes('result'))
    return [{ indicator: 'actions:link_click', values: [{ value, attribution_windows: ['default'] }] }];
  if (/curve|retention/.test(field)) return [{ action_type: 'video_view', value: [100, 80, 61, 40] }];
  const split = Object.fromEntries(windows.map(window => [window, value]));
  const kinds = field.startsWith('video') ? VIDEO : LINKS;
  return kinds.map(action_type => ({ action_type, value, ...split }));
}

const VIDEO = ['video_view'];
const LINKS = ['link_click', 'offsite_conversion.fb_pixel_purchase'];
