import type { Config } from '../../Core/AbstractConfig';
import { AbstractSource, type FetchContext, type RequestOptions } from '../../Core/AbstractSource';
import type { AccountInfo } from '../../Core/AccountInfo';
import type { Answered, Verdict } from '../../Core/AnswerErrors';
import { oauth1, type Auth } from '../../Core/Auth';
import { toCivilDate } from '../../Core/CivilDate';
import { collectPages } from '../../Core/CollectPages';
import { EnvironmentAdapter, type FetchResponse } from '../../Core/EnvironmentAdapter';
import { isTooLarge, type Fault } from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { parseFieldsSchema } from '../../Core/FieldsSchema';
import { isRecord } from '../../Core/Json';
import { cursor, withQuery } from '../../Core/Paginators';
import { halvesOf } from '../../Core/Parts';
import type { SourceRecord } from '../../Core/Schema';
import { toAccountInfo } from './Accounts';
import {
  ActiveLists,
  activeOf,
  batchesOf,
  eventsOf,
  rangeOf,
  servedOn,
  type Days,
  type Served,
} from './ActiveEntities';
import { dataOf, listOf, notUnderstood } from './Answers';
import { Budgets } from './Budgets';
import { downloadVerdict, isTooLong, verdictOf } from './Errors';
import fieldsSchema from './FieldsSchema.json';
import { toPost } from './Posts';
import { accountIds, parameters, settingFaults } from './Settings';
import { jobPages } from './StatsJobs';
import { statsRows, warningOfMissing } from './StatsRows';

const API = 'https://ads-api.x.com';
/** X takes no larger page of cards, and none larger of anything else than `DataMaxCount`. */
const MOST_CARDS = 200;
const POSTS = { tweet_type: 'PUBLISHED', timeline_type: 'NULLCAST', trim_user: true };
const STATISTICS = { entity: 'PROMOTED_TWEET', granularity: 'DAY', metric_groups: 'ENGAGEMENT,BILLING' };
const BY_COUNTRY = { segmentation_type: 'LOCATIONS' };
/**
 * Requests for the statistics of one window: ten windows at once stay below the 250 that X answers in a quarter of an
 * hour. One that was cut off by that limit would begin anew after the pause, again and again; reports outlive a pause.
 */
const MOST_AT_ONCE = 20;

type Query = Readonly<Record<string, string | number | boolean>>;

/** Ad accounts, campaigns, posts and statistics from the X Ads API. An account is an ad account. */
export class XAdsSource extends AbstractSource<typeof parameters> {
  private readonly budgets = new Budgets();
  /** Cards of the posts of an account, once its posts were read to the end in this run. */
  private readonly cardUris = new Map<string, readonly string[]>();
  /** Ads of an account with the time in which they were served, as asked for in this run. */
  private readonly active = new ActiveLists();
  private hasWarned = false;

  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
    this.interval = Math.round((this.config.AdsApiDelay.value ?? 0) * 1000);
  }

  override getAccounts(): readonly string[] {
    return accountIds(this.config.AccountIDs.value);
  }

  override validate(): readonly Fault[] {
    return settingFaults(this.config, this.getAccounts());
  }

  override createAuth(): Auth {
    const { ConsumerKey, ConsumerSecret, AccessToken, AccessTokenSecret } = this.config;
    return oauth1({
      consumerKey: ConsumerKey.value,
      consumerSecret: ConsumerSecret.value,
      token: AccessToken.value,
      tokenSecret: AccessTokenSecret.value,
    });
  }

  override *readAccounts(): Steps<readonly AccountInfo[]> {
    const found = yield* collectPages(this.list('accounts', { count: 1000, with_deleted: true }));
    return found.map(toAccountInfo);
  }

  override judge(answer: Answered): Verdict | undefined {
    return answer.url.startsWith(`${API}/`)
      ? verdictOf(answer, EnvironmentAdapter.now())
      : downloadVerdict(answer);
  }

  /** Waits while the budget of the endpoint is used up, and passes on that X calls a version out of date. */
  override *request(url: string, options: RequestOptions = {}): Steps<FetchResponse> {
    const delay = this.budgets.delay(url, EnvironmentAdapter.now());
    if (delay > 0) yield* this.wait(delay);
    const response = yield* super.request(url, options);
    this.budgets.note(url, name => response.getHeader(name), EnvironmentAdapter.now());
    const warning = response.getHeader('x-api-warn');
    if (warning && !this.hasWarned) {
      this.hasWarned = true;
      this.warn(`[${this.name}] X says of its API: ${warning} Look for a newer release of this connector.`);
    }
    return response;
  }

  fetchData(startDate: Date, endDate: Date, { node, account = '' }: FetchContext): Pages {
    const days = { from: toCivilDate(startDate), to: toCivilDate(endDate) };
    const count = this.config.DataMaxCount.value;
    if (node === 'accounts') return this.account(account);
    if (node === 'tweets') return this.posts(account);
    if (node === 'cards_all') return this.cardsOfPosts(account);
    if (node === 'stats') return this.stats(account, days);
    if (node === 'stats_by_country') return this.stats(account, days, BY_COUNTRY);
    if (node === 'targeting_locations')
      return this.list('targeting_criteria/locations', { location_type: 'COUNTRIES', count });
    const most = node === 'cards' ? MOST_CARDS : count;
    return this.list(`accounts/${account}/${node}`, { count: Math.min(count, most), with_deleted: true });
  }

  private *account(account: string): Pages {
    const data = dataOf(yield* this.read(this.url(`accounts/${account}`, { with_deleted: true })));
    if (!isRecord(data) || typeof data['id'] !== 'string')
      throw notUnderstood(this.name, 'is not an ad account');
    yield [data];
  }

  /** All pages of a list; there is no limit to their number. */
  private *list(path: string, query: Query, take = (record: SourceRecord) => record): Pages {
    const next = cursor('cursor', (body: { next_cursor?: string }) => body.next_cursor);
    yield* this.paginate(this.url(path, query), {}, next, body => listOf(this.name, body).map(take));
  }

  private *posts(account: string): Pages {
    const uris = new Set<string>();
    const query = { count: this.config.DataMaxCount.value, ...POSTS };
    yield* this.list(`accounts/${account}/tweets`, query, post => {
      if (typeof post['card_uri'] === 'string') uris.add(post['card_uri']);
      return toPost(post);
    });
    this.cardUris.set(account, [...uris]);
  }

  private *cardsOfPosts(account: string): Pages {
    if (!this.cardUris.has(account)) yield* collectPages(this.posts(account));
    const uris = this.cardUris.get(account) ?? [];
    const size = this.config.CardsMaxCountPerRequest.value;
    for (let start = 0; start < uris.length; start += size) {
      const card_uris = uris.slice(start, start + size).join(',');
      const url = this.url(`accounts/${account}/cards/all`, { card_uris, with_deleted: true });
      yield listOf(this.name, yield* this.read(url));
    }
  }

  /** In halves of the days where X finds them too long: a change of the clocks makes seven days an hour longer. */
  private *stats(account: string, days: Days, segment: Readonly<Record<string, string>> = {}): Pages {
    try {
      yield* this.statsOfDays(account, days, segment);
    } catch (error) {
      if (!isTooLong(error) || days.from === days.to) throw error;
      for (const { from, to } of halvesOf({ ...days, fields: [] }, []))
        yield* this.stats(account, { from, to }, segment);
    }
  }

  private *statsOfDays(account: string, days: Days, segment: Readonly<Record<string, string>>): Pages {
    const served = yield* this.served(account, days);
    const size = this.config.StatsMaxEntityIds.value;
    const batches = batchesOf(served, size);
    if ('segmentation_type' in segment || batches.length > MOST_AT_ONCE) {
      const url = this.url(`stats/jobs/accounts/${account}`, {});
      const parameters = { ...STATISTICS, ...segment, ...rangeOf(days) };
      yield* jobPages(this, { url, days, parameters, batch: size }, served);
    } else for (const { placement, ids } of batches) yield* this.statsOf(account, days, placement, ids);
  }

  /** In halves where X finds so many ads too much for one answer. */
  private *statsOf(account: string, days: Days, placement: string, ids: readonly string[]): Pages {
    const query = { ...STATISTICS, entity_ids: ids.join(','), placement, ...rangeOf(days) };
    let body: unknown;
    try {
      body = yield* this.read(this.url(`stats/accounts/${account}`, query));
    } catch (error) {
      if (!isTooLarge(error) || ids.length < 2) throw error;
      const middle = Math.ceil(ids.length / 2);
      yield* this.statsOf(account, days, placement, ids.slice(0, middle));
      yield* this.statsOf(account, days, placement, ids.slice(middle));
      return;
    }
    const warning = warningOfMissing(this.name, body, ids, days);
    if (warning) this.warn(warning);
    yield statsRows(this.name, body, placement, days, false);
  }

  /** What was served on the days, deleted or not: nothing else has statistics. One list serves many windows. */
  private *served(account: string, days: Days): Steps<Served> {
    const now = EnvironmentAdapter.now();
    const known = this.active.get(account, days, now);
    if (known) return known;
    const query = { entity: STATISTICS.entity, ...eventsOf(days, now) };
    const body = yield* this.read(this.url(`stats/accounts/${account}/active_entities`, query));
    const entities = activeOf(this.name, body);
    this.active.set(account, query, entities);
    return servedOn(days, entities);
  }

  private url(path: string, query: Query): string {
    const base = `${API}/${this.config.Version.value}/${path}`;
    return Object.entries(query).reduce((url, [name, value]) => withQuery(url, name, value), base);
  }

  private *read(url: string): Steps<unknown> {
    return this.parseJson(yield* this.request(url));
  }
}
