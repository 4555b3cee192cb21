import type { SimulatedReply } from '../Simulator';
import { campaignBody, isDeleted, lineItemBody, promotedTweetBody } from './Account';
import { errorReply, flag, invalid, listOf, oneOf, page, Refusal } from './Answers';
import { cardBody, flatCardBody, tweetBody } from './Creatives';
import { cardId } from './Account';
import { COUNTRIES } from './Countries';

/** How many there are in each account; one in seven is deleted. */
export interface EntitySettings {
  seed: number;
  campaigns: number;
  lineItems: number;
  promotedTweets: number;
  tweets: number;
  cards: number;
}

export const ENTITY_DEFAULTS: Omit<EntitySettings, 'seed'> = {
  campaigns: 8,
  lineItems: 16,
  promotedTweets: 45,
  tweets: 12,
  cards: 9,
};

/** Lists of what is in an ad account. */
export class Entities {
  list(
    account: string,
    path: readonly string[],
    query: URLSearchParams,
    settings: EntitySettings,
  ): SimulatedReply {
    const { seed, campaigns, lineItems, promotedTweets, tweets, cards } = settings;
    const all = (count: number, body: (index: number) => unknown) =>
      page(listed(count, query).map(body), query, 1000, account);
    switch (path.join('/')) {
      case 'campaigns':
        return all(campaigns, index => campaignBody(account, index, seed));
      case 'line_items':
        return all(lineItems, index => lineItemBody(account, index, campaigns, seed));
      case 'promoted_tweets':
        return all(promotedTweets, index => promotedTweetBody(account, index, lineItems, tweets));
      case 'tweets':
        return this.tweets(account, query, settings);
      case 'cards':
        return page(
          listed(cards, query).map(index => cardBody(account, index)),
          query,
          200,
          account,
        );
      case 'cards/all':
        return this.cardsByUri(account, query, cards);
      default:
        return errorReply(404, { code: 'ROUTE_NOT_FOUND', message: 'The requested resource was not found' });
    }
  }

  locations(query: URLSearchParams): SimulatedReply {
    const type = query.get('location_type');
    if (type !== null)
      oneOf(query, 'location_type', ['CITIES', 'COUNTRIES', 'METROS', 'POSTAL_CODES', 'REGIONS']);
    const found = type === null || type === 'COUNTRIES' ? COUNTRIES : [];
    return page(
      found.filter(({ country_code }) => [null, country_code].includes(query.get('country_code'))),
      query,
    );
  }

  private tweets(
    account: string,
    query: URLSearchParams,
    { seed, tweets, cards }: EntitySettings,
  ): SimulatedReply {
    const type = oneOf(query, 'tweet_type', ['DRAFT', 'PUBLISHED', 'SCHEDULED']);
    if (query.has('timeline_type')) oneOf(query, 'timeline_type', ['ALL', 'NULLCAST', 'ORGANIC']);
    if (!flag(query, 'trim_user'))
      throw new Refusal(400, {
        code: 'INVALID_PARAMETER',
        message: 'The simulator knows posts with trim_user=true only',
        parameter: 'trim_user',
      });
    const hasAny = type === 'PUBLISHED' && query.get('timeline_type') !== 'ORGANIC';
    const bodies = Array.from({ length: hasAny ? tweets : 0 }, (_, index) => `~${index}~`);
    const reply = page(bodies, query, 1000, account);
    const text = JSON.stringify(reply.body).replace(/"~(\d+)~"/g, (_, index: string) =>
      tweetBody(account, Number(index), cards, seed),
    );
    return { ...reply, body: text };
  }

  private cardsByUri(account: string, query: URLSearchParams, cards: number): SimulatedReply {
    const uris = listOf(query, 'card_uris', 200);
    const bad = uris.find(uri => !/^card:\/\/\d+$/.test(uri));
    if (bad !== undefined) throw invalid('card_uris', bad, `Expected card URI, got "${bad}" for card_uris`);
    const known = new Map<string, number>(
      listed(cards, query).map(index => [`card://${cardId(account, index)}`, index] as const),
    );
    const data = uris.flatMap(uri => {
      const index = known.get(uri);
      return index === undefined ? [] : [flatCardBody(account, index)];
    });
    return { status: 200, body: { request: { params: { card_uris: uris, account_id: account } }, data } };
  }
}

function listed(count: number, query: URLSearchParams): number[] {
  const withDeleted = flag(query, 'with_deleted');
  return Array.from({ length: count }, (_, index) => index).filter(index => withDeleted || !isDeleted(index));
}
