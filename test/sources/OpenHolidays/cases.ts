import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { SourceCases } from '../cases';

const daysOf = ({ query }: LoggedRequest): [string, string] => [
  query['validFrom'] ?? '',
  query['validTo'] ?? '',
];

export const cases: SourceCases = {
  values: { CountryIsoCode: 'BE, DE' },
  tenAccounts: {
    node: 'schoolHolidays',
    values: { CountryIsoCode: 'AT, BE, CH, CZ, DE, ES, FR, IT, NL, PL' },
    requests: 10,
  },
  nodes: {
    publicHolidays: {
      window: ['2026-01-01', '2026-12-31'],
      empty: { window: ['2026-11-10', '2026-11-11'] },
      alwaysBlank: ['groups'],
      daysOf,
    },
    schoolHolidays: {
      window: ['2026-01-01', '2026-12-31'],
      empty: { window: ['2026-11-10', '2026-11-11'] },
      alwaysBlank: ['comment'],
      daysOf,
    },
  },
};
