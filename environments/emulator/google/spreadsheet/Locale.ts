/** How a spreadsheet of this locale reads and shows what is typed. */
export interface Locale {
  readonly name: string;
  readonly decimal: string;
  /** Separators of thousands that are read; the first is shown. A blank is read everywhere. */
  readonly groups: readonly string[];
  readonly order: 'mdy' | 'dmy';
  /** Between the numbers of a date. */
  readonly dateSeparators: readonly string[];
  readonly currency: string;
  readonly currencyFormat: { whole: string; decimal: string };
  /** Spellings of January to December, longest first. */
  readonly months: readonly (readonly string[])[];
  readonly booleans: { true: readonly string[]; false: readonly string[] };
  /** What a Date that is written into an automatic cell is shown with. */
  readonly dateFormat: string;
  readonly firstSheet: string;
}

const ENGLISH_MONTHS = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];
const GERMAN_MONTHS = [
  ['januar', 'jan'],
  ['februar', 'feb'],
  ['märz', 'mär', 'mrz'],
  ['april', 'apr'],
  ['mai'],
  ['juni', 'jun'],
  ['juli', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['oktober', 'okt'],
  ['november', 'nov'],
  ['dezember', 'dez'],
];
const FRENCH_MONTHS = [
  ['janvier', 'janv'],
  ['février', 'févr'],
  ['mars'],
  ['avril', 'avr'],
  ['mai'],
  ['juin'],
  ['juillet', 'juil'],
  ['août'],
  ['septembre', 'sept'],
  ['octobre', 'oct'],
  ['novembre', 'nov'],
  ['décembre', 'déc'],
];

const EN_US: Locale = {
  name: 'en_US',
  decimal: '.',
  groups: [','],
  order: 'mdy',
  dateSeparators: ['/', '-'],
  currency: '$',
  currencyFormat: { whole: '"$"#,##0', decimal: '"$"#,##0.00' },
  months: ENGLISH_MONTHS,
  booleans: { true: ['true'], false: ['false'] },
  dateFormat: 'M/d/yyyy',
  firstSheet: 'Sheet1',
};
const DE_DE: Locale = {
  name: 'de_DE',
  decimal: ',',
  groups: ['.'],
  order: 'dmy',
  dateSeparators: ['.', '/', '-'],
  currency: '€',
  currencyFormat: { whole: '#,##0 "€"', decimal: '#,##0.00 "€"' },
  months: GERMAN_MONTHS,
  booleans: { true: ['wahr', 'true'], false: ['falsch', 'false'] },
  dateFormat: 'dd.MM.yyyy',
  firstSheet: 'Tabellenblatt1',
};

const LOCALES: readonly Locale[] = [
  EN_US,
  {
    ...EN_US,
    name: 'en_GB',
    order: 'dmy',
    currency: '£',
    currencyFormat: { whole: '"£"#,##0', decimal: '"£"#,##0.00' },
    dateFormat: 'dd/MM/yyyy',
  },
  DE_DE,
  {
    ...DE_DE,
    name: 'de_CH',
    decimal: '.',
    groups: ['’', "'"],
    currency: 'CHF',
    currencyFormat: { whole: '"CHF" #,##0', decimal: '"CHF" #,##0.00' },
  },
  {
    ...DE_DE,
    name: 'fr_FR',
    groups: ['\u202f', '\u00a0'],
    dateSeparators: ['/', '-'],
    months: FRENCH_MONTHS,
    booleans: { true: ['vrai', 'true'], false: ['faux', 'false'] },
    dateFormat: 'dd/MM/yyyy',
    firstSheet: 'Feuille 1',
  },
];

/** Locales that the emulator knows, by Google's name (`en_US`). Undefined for others, which Google may well have. */
export function findLocale(name: string): Locale | undefined {
  return LOCALES.find(locale => locale.name === name || locale.name.startsWith(`${name}_`));
}

/** Refuses a locale that Google may have and the emulator has not. */
export function requireLocale(name: string): Locale {
  const locale = findLocale(name);
  if (!locale)
    throw new Error(
      `[Emulator] The spreadsheet locale ${name} is not emulated. There are: ${LOCALES.map(each => each.name).join(', ')}.`,
    );
  return locale;
}
