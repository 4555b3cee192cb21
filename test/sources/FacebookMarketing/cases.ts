import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { NodeCase, SourceCases } from '../cases';

/** Questions that are too long for an address come as a form. */
function daysOf({ query, body }: LoggedRequest): [from: string, to: string] {
  const range = query['time_range'] ?? new URLSearchParams(body).get('time_range');
  if (!range) return ['', ''];
  const { since, until } = JSON.parse(range) as { since: string; until: string };
  return [since, until];
}

/** One day of two accounts. */
const INSIGHTS: NodeCase = {
  window: ['2026-02-27', '2026-02-27'],
  daysOf,
  empty: { settings: { ads: 0 } },
};

/** Pages are those of every node: two kinds of rows suffice. `parts` is how many rows a breakdown makes of one. */
function paged(parts = 1): NodeCase {
  const ads = Math.ceil(600 / parts);
  return { ...INSIGHTS, large: { settings: { ads }, requests: 4, rows: 2 * ads * parts } };
}

export const cases: SourceCases = {
  values: {
    AuthType: { value: 'oauth2', items: { AccessToken: 'EAAsimulatedTokenOfSomebody0123456789' } },
    AccountIDs: '1000000001, act_1000000002',
  },
  // One question each: 31 days fit on a page.
  tenAccounts: {
    node: 'ad-account/insights',
    values: {
      AccountIDs: Array.from({ length: 10 }, (_, index) => String(1_000_000_001 + index)).join(', '),
    },
    simulator: { ads: 1 },
    requests: 10,
  },
  nodes: {
    'ad-account-user': {
      large: { settings: { people: 450 }, requests: 8, rows: 900 },
      empty: { settings: { people: 0 } },
    },
    'ad-account': {},
    'ad-account/adcreatives': {
      large: { settings: { ads: 250 }, requests: 6, rows: 500 },
      empty: { settings: { ads: 0 } },
    },
    'ad-account/ads': {
      large: { settings: { ads: 450 }, requests: 6, rows: 900 },
      empty: { settings: { ads: 0 } },
    },
    'ad-group': {
      large: { settings: { ads: 450 }, requests: 6, rows: 900 },
      empty: { settings: { ads: 0 } },
    },
    'ad-account/insights': paged(),
    'ad-account/insights-by-age-and-gender': paged(12),
    'ad-account/insights-by-country': INSIGHTS,
    'ad-account/insights-by-device-platform': INSIGHTS,
    'ad-account/insights-by-link-url-asset': INSIGHTS,
    'ad-account/insights-by-product-id': INSIGHTS,
    'ad-account/insights-by-publisher-platform-and-position': INSIGHTS,
    'ad-account/insights-by-region': INSIGHTS,
    'ad-account/insights-by-adset': INSIGHTS,
    'ad-account/insights-by-campaign': INSIGHTS,
  },
};
