import { addDays } from '../../../../src/Core/CivilDate';
import { between, uuidOf } from '../Random';
import type { Country } from './Countries';

export interface LocalizedText {
  language: string;
  text: string;
}

/** As the API spells it; optional members are absent where they say nothing. */
export interface Holiday {
  id: string;
  startDate: string;
  endDate: string;
  type: 'Public' | 'Bank' | 'Optional' | 'School' | 'BackToSchool' | 'EndOfLessons';
  name: LocalizedText[];
  regionalScope: 'National' | 'Regional' | 'Local';
  temporalScope: 'FullDay' | 'HalfDay';
  nationwide: boolean;
  subdivisions?: { code: string; shortName: string }[];
  groups?: { code: string; shortName: string }[];
  comment?: LocalizedText[];
  tags?: string[];
}

interface Rule {
  key: string;
  /** English and German names; other languages get the English one marked with theirs. */
  name: [string, string];
  /** `MM-DD`, or days after Easter Sunday. */
  start: string | number;
  /** Default 1. */
  days?: number;
  /** Position of the subdivision that has it. Default: all of the country. */
  region?: number;
  halfDay?: boolean;
  type?: Holiday['type'];
  comment?: string;
  tags?: string[];
}

const EVERYWHERE: Rule[] = [
  { key: 'new-year', name: ["New Year's Day", 'Neujahr'], start: '01-01' },
  { key: 'epiphany', name: ['Epiphany', 'Heilige Drei Könige'], start: '01-06', region: 0 },
  { key: 'easter-monday', name: ['Easter Monday', 'Ostermontag'], start: 1 },
  { key: 'labour-day', name: ['Labour Day', 'Tag der Arbeit'], start: '05-01' },
  { key: 'ascension', name: ['Ascension Day', 'Christi Himmelfahrt'], start: 39 },
  { key: 'assumption', name: ['Assumption Day', 'Mariä Himmelfahrt'], start: '08-15', region: 1 },
  {
    key: 'christmas-eve',
    name: ['Christmas Eve', 'Heiligabend'],
    start: '12-24',
    halfDay: true,
    type: 'Bank',
  },
  { key: 'christmas', name: ['Christmas', 'Weihnachten'], start: '12-25', days: 2 },
  {
    key: 'new-year-eve',
    name: ["New Year's Eve", 'Silvester'],
    start: '12-31',
    halfDay: true,
    type: 'Optional',
    comment: 'Shops close early',
    tags: ['Recommended', 'Exception'],
  },
];

const NATIONAL_DAYS: Record<string, Rule> = {
  CH: { key: 'national-day', name: ['Swiss National Day', 'Schweizer Bundesfeier'], start: '08-01' },
  DE: { key: 'national-day', name: ['Day of German Unity', 'Tag der Deutschen Einheit'], start: '10-03' },
  AT: { key: 'national-day', name: ['National Day', 'Nationalfeiertag'], start: '10-26' },
  FR: { key: 'national-day', name: ['Bastille Day', 'Nationalfeiertag'], start: '07-14' },
  NL: { key: 'national-day', name: ["King's Day", 'Königstag'], start: '04-27' },
  BR: { key: 'carnival', name: ['Carnival', 'Karneval'], start: -48, days: 2 },
};

const SCHOOL: Rule[] = [
  { key: 'sport', name: ['Sports holidays', 'Sportferien'], start: '02-09', days: 13, type: 'School' },
  { key: 'spring', name: ['Spring holidays', 'Frühlingsferien'], start: -6, days: 14, type: 'School' },
  { key: 'summer', name: ['Summer holidays', 'Sommerferien'], start: '07-11', days: 40, type: 'School' },
  { key: 'end', name: ['End of lessons', 'Letzter Schultag'], start: '07-10', type: 'EndOfLessons' },
  { key: 'back', name: ['Back to school', 'Schulbeginn'], start: '08-20', type: 'BackToSchool' },
  {
    key: 'autumn',
    name: ['Autumn holidays', 'Herbstferien'],
    start: '10-03',
    days: 14,
    type: 'School',
    tags: ['Recommended'],
  },
  {
    key: 'winter',
    name: ['Christmas holidays', 'Weihnachtsferien'],
    start: '12-21',
    days: 14,
    type: 'School',
  },
];

/** The public, bank and optional holidays of a year, ordered by start; `extra` local ones are added to any number. */
export function publicHolidays(country: Country, year: number, seed: number, extra: number): Holiday[] {
  const national = NATIONAL_DAYS[country.code];
  const rules = [...EVERYWHERE, ...(national ? [national] : [])].filter(
    rule => rule.region === undefined || rule.region < country.subdivisions.length,
  );
  const local = Array.from({ length: extra }, (_, index) => localRule(country, year, seed, index));
  return [...rules, ...local].map(rule => holidayOf(country, rule, year)).sort(byStart);
}

/** School holidays of a year: by subdivision where the country has them. They may end in the next year. */
export function schoolHolidays(country: Country, year: number): Holiday[] {
  const regions = country.subdivisions.length ? country.subdivisions.map((_, index) => index) : [undefined];
  return regions
    .flatMap(region =>
      SCHOOL.map(rule => holidayOf(country, region === undefined ? rule : { ...rule, region }, year)),
    )
    .map(holiday =>
      country.code === 'BE' ? { ...holiday, groups: [{ code: 'BE-FR', shortName: 'FR' }] } : holiday,
    )
    .sort(byStart);
}

function localRule(country: Country, year: number, seed: number, index: number): Rule {
  const month = between(1, 12, seed, country.code, year, index, 'month');
  const day = between(1, 28, seed, country.code, year, index, 'day');
  return {
    key: `local-${index}`,
    name: [`Local feast ${index + 1}`, `Lokales Fest ${index + 1}`],
    start: `${pad(month)}-${pad(day)}`,
  };
}

function holidayOf(country: Country, rule: Rule, year: number): Holiday {
  const startDate =
    typeof rule.start === 'string' ? `${year}-${rule.start}` : addDays(easter(year), rule.start);
  const code = rule.region === undefined ? undefined : country.subdivisions[rule.region];
  const local = rule.key.startsWith('local-');
  return {
    id: uuidOf('OpenHolidays', country.code, code ?? '', rule.key, year),
    startDate,
    endDate: addDays(startDate, (rule.days ?? 1) - 1),
    type: rule.type ?? 'Public',
    name: localized(country, rule.name),
    regionalScope: local ? 'Local' : code ? 'Regional' : 'National',
    temporalScope: rule.halfDay ? 'HalfDay' : 'FullDay',
    nationwide: !code && !local,
    ...(code ? { subdivisions: [{ code, shortName: code.slice(3) }] } : {}),
    ...(rule.tags ? { tags: rule.tags } : {}),
    ...(rule.comment ? { comment: [{ language: 'EN', text: rule.comment }] } : {}),
  };
}

function localized(country: Country, [english, german]: [string, string]): LocalizedText[] {
  const own = country.languages.filter(language => language !== 'EN' && language !== 'DE');
  return [
    { language: 'DE', text: german },
    { language: 'EN', text: english },
    ...own.map(language => ({ language, text: `${english} (${language})` })),
  ];
}

function byStart(a: Holiday, b: Holiday): number {
  return a.startDate < b.startDate ? -1 : a.startDate > b.startDate ? 1 : 0;
}

/** Easter Sunday, Gregorian (Butcher's rule). */
function easter(year: number): string {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${pad(month)}-${pad(day)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
