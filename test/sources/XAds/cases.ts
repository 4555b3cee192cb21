import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import { addDays } from '../../../src/Core/CivilDate';
import type { SourceCases } from '../cases';

/** The first and last day of a request for statistics; an order of a report has them in its body. */
function daysOf({ method, path, query, body }: LoggedRequest): [string, string] {
  if (path.endsWith('/active_entities')) return ['', ''];
  const asked = method === 'POST' ? new URLSearchParams(body) : new URLSearchParams(query);
  const end = asked.get('end_time');
  return end === null ? ['', ''] : [asked.get('start_time') ?? '', addDays(end, -1)];
}

const TEN = Array.from({ length: 10 }, (_, index) => `18ce54d4x${index}`);
const WEEK: [string, string] = ['2026-02-16', '2026-02-22'];

export const cases: SourceCases = {
  values: { AccountIDs: '18ce54d4x5t, gq1844' },
  secrets: {
    ConsumerKey: 'simulated-consumer-key',
    ConsumerSecret: 'simulated-consumer-secret',
    AccessToken: 'simulated-access-token',
    AccessTokenSecret: 'simulated-access-token-secret',
  },
  nodes: {
    accounts: {},
    campaigns: {
      large: { settings: { campaigns: 2500 }, requests: 6, rows: 5000 },
      empty: { settings: { campaigns: 0 } },
    },
    line_items: {
      large: { settings: { lineItems: 1001 }, requests: 4, rows: 2002 },
      empty: { settings: { lineItems: 0 } },
    },
    promoted_tweets: {
      large: { settings: { promotedTweets: 2000 }, requests: 4, rows: 4000 },
      empty: { settings: { promotedTweets: 0 } },
    },
    tweets: {
      large: { settings: { tweets: 1200 }, requests: 4, rows: 2400 },
      empty: { settings: { tweets: 0 } },
    },
    targeting_locations: {},
    cards: {
      large: { settings: { cards: 450 }, requests: 6, rows: 900 },
      empty: { settings: { cards: 0 } },
    },
    cards_all: {
      large: { settings: { tweets: 90, cards: 45 }, requests: 8, rows: 90 },
      empty: { settings: { cards: 0 } },
    },
    stats: { window: WEEK, empty: { settings: { promotedTweets: 0 } }, daysOf },
    stats_by_country: { window: WEEK, empty: { settings: { promotedTweets: 0 } }, daysOf },
  },
  // The active ads of each account, and for each week one request for each of two placements.
  tenAccounts: {
    node: 'stats',
    values: { AccountIDs: TEN.join(', ') },
    simulator: {
      promotedTweets: 1,
      accounts: Object.fromEntries(
        TEN.map((id, index) => [id, index % 2 ? 'Europe/Kyiv' : 'America/New_York']),
      ),
    },
    requests: 10 + 10 * 5 * 2,
  },
};
