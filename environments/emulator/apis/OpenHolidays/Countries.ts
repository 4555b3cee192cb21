export interface Country {
  code: string;
  name: string;
  languages: readonly string[];
  subdivisions: readonly string[];
}

/** Code, English name, official languages, some subdivisions: the countries that the API covers. */
const ROWS: [string, string, string, string][] = [
  ['AD', 'Andorra', 'CA', '07 02'],
  ['AL', 'Albania', 'SQ', ''],
  ['AT', 'Austria', 'DE', 'WI TI SZ KÄ'],
  ['BE', 'Belgium', 'NL FR DE', 'BR VL WA'],
  ['BG', 'Bulgaria', 'BG', ''],
  ['BR', 'Brazil', 'PT', 'SP RJ'],
  ['BY', 'Belarus', 'BE RU', ''],
  ['CH', 'Switzerland', 'DE FR IT RM', 'ZH BE GE TI'],
  ['CZ', 'Czechia', 'CS', 'PR'],
  ['DE', 'Germany', 'DE', 'BY BE NW SN'],
  ['EE', 'Estonia', 'ET', ''],
  ['ES', 'Spain', 'ES', 'MD CT AN'],
  ['FR', 'France', 'FR', 'ZA ZB ZC'],
  ['HR', 'Croatia', 'HR', ''],
  ['HU', 'Hungary', 'HU', ''],
  ['IE', 'Ireland', 'EN GA', ''],
  ['IT', 'Italy', 'IT', 'BZ LO'],
  ['LI', 'Liechtenstein', 'DE', ''],
  ['LT', 'Lithuania', 'LT', ''],
  ['LU', 'Luxembourg', 'LB FR DE', ''],
  ['LV', 'Latvia', 'LV', ''],
  ['MC', 'Monaco', 'FR', ''],
  ['MD', 'Moldova', 'RO', ''],
  ['MT', 'Malta', 'MT EN', ''],
  ['MX', 'Mexico', 'ES', 'JA'],
  ['NL', 'Netherlands', 'NL', 'NO MI ZU'],
  ['PL', 'Poland', 'PL', 'MZ MA'],
  ['PT', 'Portugal', 'PT', 'LI PO'],
  ['RO', 'Romania', 'RO', ''],
  ['RS', 'Serbia', 'SR', ''],
  ['SE', 'Sweden', 'SV', ''],
  ['SI', 'Slovenia', 'SL', ''],
  ['SK', 'Slovakia', 'SK', ''],
  ['SM', 'San Marino', 'IT', ''],
  ['VA', 'Vatican City', 'IT', ''],
  ['ZA', 'South Africa', 'EN', 'GP'],
];

export const COUNTRIES: readonly Country[] = ROWS.map(([code, name, languages, subdivisions]) => ({
  code,
  name,
  languages: languages.split(' '),
  subdivisions: subdivisions ? subdivisions.split(' ').map(part => `${code}-${part}`) : [],
}));
