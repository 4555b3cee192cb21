import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { SourceCases } from '../cases';

interface CivilDay {
  Year: number;
  Month: number;
  Day: number;
}

/** The range of days of a report that is ordered. */
function daysOf({ path, body }: LoggedRequest): [from: string, to: string] {
  if (!path.endsWith('/GenerateReport/Submit')) return ['', ''];
  const { Time: time } = (
    JSON.parse(body) as {
      ReportRequest: { Time: { CustomDateRangeStart: CivilDay; CustomDateRangeEnd: CivilDay } };
    }
  ).ReportRequest;
  return [dayOf(time.CustomDateRangeStart), dayOf(time.CustomDateRangeEnd)];
}

function dayOf({ Year, Month, Day }: CivilDay): string {
  return [Year, String(Month).padStart(2, '0'), String(Day).padStart(2, '0')].join('-');
}

/** Filled in for rows of other kinds only, or not at all since version 12 of the API. */
const NEVER_IN_CAMPAIGNS = [
  'CurrencyCode',
  'DeviceType',
  'OSNames',
  'StateOrProvinceCode',
  'City',
  'DisplayUrl',
  'Domain',
  'Promotion',
  'DevicePreference',
  'FeedId',
  'SitelinkExtensionLinkText',
  'PhoneNumber',
  'Impressions',
  'Clicks',
  'Spend',
  'CTR',
  'AvgCPC',
  'AvgCPM',
  'Avgposition',
  'Conversions',
  'CPA',
];

export const cases: SourceCases = {
  values: {
    AccountIDs: '118000001, 118000002',
    CustomerID: '21000001',
    AuthType: {
      value: 'oauth2',
      items: {
        ClientId: '6731de76-14a6-49ae-97bc-6eba6914391e',
        DeveloperToken: 'DEV0TOKEN4SIMULATED',
        ClientSecret: 'simulated~client~secret',
        RefreshToken: 'M.C5_simulated-refresh-token',
      },
    },
  },
  tenAccounts: {
    node: 'ad_performance_report',
    values: { AccountIDs: Array.from({ length: 10 }, (_, index) => 118_000_001 + index).join(', ') },
    // A token; for each account to order a report, to ask for it, and to fetch it.
    requests: 1 + 10 * 3,
  },
  nodes: {
    campaigns: {
      alwaysBlank: NEVER_IN_CAMPAIGNS,
      empty: { settings: { campaigns: 0 } },
    },
    ad_performance_report: {
      window: ['2026-02-23', '2026-02-27'],
      alwaysBlank: ['FinalAppUrl'],
      empty: { settings: { emptyAccounts: ['118000001', '118000002'] } },
      daysOf,
    },
    user_location_performance_report: {
      window: ['2026-02-23', '2026-02-27'],
      empty: { settings: { campaigns: 0 } },
      blankKeys: ['AdGroupId', 'AssetGroupId'],
      daysOf,
    },
  },
};
