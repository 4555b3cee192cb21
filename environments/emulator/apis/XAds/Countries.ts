import { hash } from '../Random';

/** Some of the countries that X knows, with the identifiers that it gives them where those are widely published. */
const NAMES: readonly (readonly [code: string, name: string, id?: string])[] = [
  ['US', 'United States', '96683cc9126741d1'],
  ['GB', 'United Kingdom', '6416b8512febefc9'],
  ['JP', 'Japan', '06ef846bfc783874'],
  ['DE', 'Germany', 'fdcd221ac44fa326'],
  ['FR', 'France', 'f3bfc7dcc928977f'],
  ['CA', 'Canada', '3376992a082d67c7'],
  ['IN', 'India', 'b850c1bfd38f30e0'],
  ['BR', 'Brazil', '1b107df3ccc0aaa1'],
  ['ES', 'Spain', 'ecdce75d48b13b64'],
  ['UA', 'Ukraine'],
  ['PL', 'Poland'],
  ['MX', 'Mexico'],
  ['AU', 'Australia'],
  ['CH', 'Switzerland'],
  ['CI', "Côte d'Ivoire"],
];

export interface Country {
  name: string;
  targeting_type: 'LOCATION';
  targeting_value: string;
  location_type: 'COUNTRIES';
  country_code: string;
}

export const COUNTRIES: readonly Country[] = NAMES.map(([code, name, id]) => ({
  name,
  targeting_type: 'LOCATION',
  targeting_value: id ?? `${hex(code)}${hex(name)}`,
  location_type: 'COUNTRIES',
  country_code: code,
}));

function hex(text: string): string {
  return hash(text).toString(16).padStart(8, '0');
}
