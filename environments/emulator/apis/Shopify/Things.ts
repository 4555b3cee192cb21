import { between, fraction, hash } from '../Random';

/** An object of the schema. Functions are called when the field is asked for; a list stands for a connection, too. */
export type Thing = { __typename: string; [field: string]: unknown };

/** What the data of a shop depends on. */
export interface WorldSettings {
  seed: number;
  now: string;
  /** Things of each kind. */
  count: number;
  /** Things in each connection within another thing: line items, metafields. */
  nested: number;
}

const DAY = 86_400_000;
/** Things changed last on one of so many days before now, evenly. */
const SPREAD_DAYS = 56;

/** Makes the things of one shop: the same for the same seed. */
export class Maker {
  constructor(
    readonly shop: string,
    readonly settings: WorldSettings,
  ) {}

  /** Numbers are beyond what a double holds exactly, as Shopify's may be. */
  id(type: string, index: number): string {
    const number =
      BigInt(hash(`${this.shop} ${type}`)) * 10_000_000n + BigInt(index) + 9_007_199_254_740_993n;
    return `gid://shopify/${type}/${number}`;
  }

  pick<T>(choices: readonly T[], ...keys: (string | number)[]): T {
    return choices[between(0, choices.length - 1, this.settings.seed, this.shop, ...keys)] as T;
  }

  between(low: number, high: number, ...keys: (string | number)[]): number {
    return between(low, high, this.settings.seed, this.shop, ...keys);
  }

  chance(share: number, ...keys: (string | number)[]): boolean {
    return fraction(this.settings.seed, this.shop, ...keys) < share;
  }

  /** When the thing last changed: the first one most recently. */
  updatedAt(index: number): string {
    const { now, count } = this.settings;
    return this.instant(
      Date.parse(now) - 3_600_000 - Math.floor((index * SPREAD_DAYS * DAY) / Math.max(1, count)),
    );
  }

  /** Days before the last change. */
  before(index: number, days: number): string {
    return this.instant(Date.parse(this.updatedAt(index)) - days * DAY);
  }

  money(low: number, high: number, ...keys: (string | number)[]): Thing {
    const cents = this.between(low * 100, high * 100, ...keys);
    return { __typename: 'MoneyV2', amount: this.amount(cents), currencyCode: 'USD' };
  }

  /** `10.0`, `9.95`: Shopify drops a last zero, but for one. */
  amount(cents: number): string {
    return (cents / 100).toFixed(2).replace(/0$/, '');
  }

  bag(low: number, high: number, ...keys: (string | number)[]): Thing {
    return { __typename: 'MoneyBag', shopMoney: this.money(low, high, ...keys) };
  }

  address(type: 'MailingAddress' | 'ShopAddress', index: number): Thing {
    const [city, province, country, zip] = this.pick(PLACES, 'place', index);
    return { __typename: type, id: this.id(type, index), city, province, country, zip };
  }

  /** Some are blank in most shops. */
  tags(index: number): string[] {
    return this.chance(0.7, 'tags', index)
      ? ['vip', 'spring "26"', '=1+1'].slice(0, this.between(1, 3, 'tag', index))
      : [];
  }

  metafields(type: string, index: number): () => Thing[] {
    const { nested } = this.settings;
    const base = (hash(type) % 9000) * 1_000_000 + index * 1000;
    return () =>
      Array.from({ length: nested }, (_, place) => ({
        __typename: 'Metafield',
        id: this.id('Metafield', base + place),
        namespace: 'custom',
        key: `field_${place + 1}`,
        value: place % 2 ? String(this.between(0, 99, type, index, place)) : `Value "${place}", with a comma`,
        type: place % 2 ? 'number_integer' : 'single_line_text_field',
        ownerType: type.toUpperCase(),
        createdAt: this.before(index, 9),
        updatedAt: this.updatedAt(index),
      }));
  }

  private instant(milliseconds: number): string {
    return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}

const PLACES: readonly [city: string, province: string | null, country: string, zip: string][] = [
  ['Boston', 'Massachusetts', 'United States', '02108'],
  ['Kyiv', 'Kyiv', 'Ukraine', '01001'],
  ['Toronto', 'Ontario', 'Canada', 'M5H 2N2'],
  ['Zürich', null, 'Switzerland', '8001'],
];
