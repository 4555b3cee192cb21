import { fraction } from '../Random';

export interface Series {
  code: string;
  label: string;
  description: string;
  /** Canadian dollars for one unit, roughly. */
  level: number;
  /** First day with a value. */
  since: string;
  /** Last day with a value: discontinued series stay in their group. */
  until?: string;
}

/** Code, English name, level; the three that the Bank stopped publishing in 2019 come last. */
const CURRENCIES: [string, string, number, string?][] = [
  ['AUD', 'Australian dollar', 0.91],
  ['BRL', 'Brazilian real', 0.25],
  ['CNY', 'Chinese renminbi', 0.19],
  ['EUR', 'European euro', 1.49],
  ['HKD', 'Hong Kong dollar', 0.174],
  ['INR', 'Indian rupee', 0.0163],
  ['IDR', 'Indonesian rupiah', 0.000086],
  ['JPY', 'Japanese yen', 0.0091],
  ['MXN', 'Mexican peso', 0.071],
  ['NZD', 'New Zealand dollar', 0.82],
  ['NOK', 'Norwegian krone', 0.128],
  ['PEN', 'Peruvian new sol', 0.37],
  ['RUB', 'Russian ruble', 0.0148],
  ['SAR', 'Saudi riyal', 0.363],
  ['SGD', 'Singapore dollar', 1.02],
  ['ZAR', 'South African rand', 0.075],
  ['KRW', 'South Korean won', 0.00098],
  ['SEK', 'Swedish krona', 0.13],
  ['CHF', 'Swiss franc', 1.55],
  ['TWD', 'Taiwanese dollar', 0.043],
  ['TRY', 'Turkish lira', 0.036],
  ['GBP', 'UK pound sterling', 1.76],
  ['USD', 'US dollar', 1.36],
  ['MYR', 'Malaysian ringgit', 0.33, '2019-12-31'],
  ['THB', 'Thai baht', 0.043, '2019-12-31'],
  ['VND', 'Vietnamese dong', 0.000057, '2019-12-31'],
];

export interface Group {
  name: string;
  label: string;
  description: string;
  /** Put between `FX` and the pair. */
  infix: '' | 'M' | 'A';
  frequency: 'daily' | 'monthly' | 'annual';
}

export const GROUPS: readonly Group[] = [
  {
    name: 'FX_RATES_DAILY',
    label: 'Daily exchange rates',
    description: 'Simulated daily average exchange rates, once each business day at 16:30 ET.',
    infix: '',
    frequency: 'daily',
  },
  {
    name: 'FX_RATES_MONTHLY',
    label: 'Monthly exchange rates',
    description: 'Simulated monthly average exchange rates.',
    infix: 'M',
    frequency: 'monthly',
  },
  {
    name: 'FX_RATES_ANNUAL',
    label: 'Annual exchange rates',
    description: 'Simulated annual average exchange rates.',
    infix: 'A',
    frequency: 'annual',
  },
];

/** The series of a group; `count` beyond the real 26 adds invented currencies (XAA, XAB, ...). */
export function seriesOf(group: Group, count: number): Series[] {
  return Array.from({ length: count }, (_, index) => {
    const [currency, name, level, until] = CURRENCIES[index] ?? [invented(index), 'Invented currency', 2];
    return {
      code: `FX${group.infix}${currency}CAD`,
      label: `${currency}/CAD`,
      description: `${name} to Canadian dollar ${group.frequency} exchange rate`,
      level,
      since: '2017-01-03',
      ...(until === undefined ? {} : { until }),
    };
  });
}

function invented(index: number): string {
  const letter = (value: number) => String.fromCharCode(65 + (value % 26));
  return `X${letter(Math.floor(index / 26))}${letter(index)}`;
}

/** Between 97 % and 103 % of the level, with as many decimals as the Bank prints. */
export function rateOf(series: Series, day: string, seed: number): string {
  const rate = series.level * (0.97 + 0.06 * fraction(seed, series.code, day));
  return rate.toFixed(series.level < 0.001 ? 8 : series.level < 0.1 ? 6 : 4);
}
