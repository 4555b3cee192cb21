import { between, fraction, hash } from '../Random';
import {
  ACCOUNT_FLAGS,
  ACCOUNT_LISTS,
  ACCOUNT_NUMBERS,
  ACCOUNT_OBJECTS,
  ACCOUNT_TEXTS,
  ACCOUNT_TIMES,
} from './Fields';

export const ACCOUNT_FIELDS: ReadonlySet<string> = new Set([
  ...ACCOUNT_TEXTS,
  ...ACCOUNT_NUMBERS,
  ...ACCOUNT_FLAGS,
  ...ACCOUNT_LISTS,
  ...ACCOUNT_OBJECTS,
  ...ACCOUNT_TIMES,
]);

const ZONES = ['America/New_York', 'Europe/Kyiv', 'Asia/Tokyo', 'Europe/London', 'America/Los_Angeles'];
const CURRENCIES = ['USD', 'EUR', 'JPY', 'GBP'];
/** Those that are money, in the smallest unit. */
const MONEY = ['amount_spent', 'balance', 'spend_cap', 'min_campaign_group_spend_cap'];

export function zoneOf(id: string): string {
  return ZONES[hash(id) % ZONES.length] ?? 'UTC';
}

export function currencyOf(id: string): string {
  return CURRENCIES[hash(`currency ${id}`) % CURRENCIES.length] ?? 'USD';
}

export function businessOf(id: string): string {
  return `90${id}`;
}

/** One field of an ad account; undefined where this account has none, which Facebook then leaves out. */
export function accountValue(id: string, field: string, seed: number, withBusiness: boolean): unknown {
  const fixed: Record<string, unknown> = {
    id: `act_${id}`,
    account_id: id,
    name: `Account ${id}, "main"`,
    account_status: 1,
    disable_reason: 0,
    currency: currencyOf(id),
    timezone_name: zoneOf(id),
    timezone_offset_hours_utc: -5,
    fb_entity: 85,
    age: 1521.2746643519,
    created_time: '2022-01-01T10:00:00-0500',
    business: withBusiness ? { id: businessOf(id), name: 'Simulated business' } : undefined,
  };
  if (field in fixed) return fixed[field];
  if (fraction(seed, id, field, 'blank') < 0.3) return undefined;
  if (MONEY.includes(field)) return String(between(0, 9_000_000, seed, id, field));
  if (ACCOUNT_FLAGS.includes(field)) return fraction(seed, id, field) < 0.5;
  if (ACCOUNT_NUMBERS.includes(field)) return between(0, 9, seed, id, field);
  if (ACCOUNT_LISTS.includes(field)) return [{ of: field, value: between(1, 28, seed, id, field) }];
  if (ACCOUNT_OBJECTS.includes(field)) return { [field]: between(0, 1, seed, id, field) };
  return `${field} of ${id}`;
}
