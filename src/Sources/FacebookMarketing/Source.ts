import type { Config } from '../../Core/AbstractConfig';
import { AbstractSource, type FetchContext } from '../../Core/AbstractSource';
import type { AccountInfo } from '../../Core/AccountInfo';
import type { Answered, Verdict } from '../../Core/AnswerErrors';
import type { Auth } from '../../Core/Auth';
import { toCivilDate } from '../../Core/CivilDate';
import { collectPages } from '../../Core/CollectPages';
import { EnvironmentAdapter, type FetchResponse } from '../../Core/EnvironmentAdapter';
import { isTooLarge, type Fault } from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { parseFieldsSchema } from '../../Core/FieldsSchema';
import { isRecord } from '../../Core/Json';
import { mapPages } from '../../Core/MapPages';
import type { Part } from '../../Core/Parts';
import type { SourceRecord } from '../../Core/Schema';
import { ShortLinks } from '../../Core/ShortLinks';
import { accountIds, actionParameters, faultsIn } from './Choices';
import { credentials } from './Credentials';
import { judgeAnswer } from './Errors';
import fieldsSchema from './FieldsSchema.json';
import { askObject, askPages, type GraphQuery, type PageSize } from './Graph';
import { fieldsWithoutReach, insightsNode, insightsQuery, reportKey, type InsightsNode } from './Insights';
import { askAsJob } from './Jobs';
import { parameters } from './Parameters';
import { adFields, linkOf, toAd, toLinkRow, withLink } from './Records';
import { isAppUsedUp, usageDelay } from './Usage';

/** Rows of a page where the node does not say. */
const DEFAULT_ROWS = 200;
const ACCOUNTS_PER_PAGE = 500;
/** Fewer rows of insights are no lighter: then it is the question that is too large. */
const LEAST_INSIGHTS = 10;

/** Ad accounts, ads, creatives and daily insights from Meta's Marketing API. An account is an ad account. */
export class FacebookMarketingSource extends AbstractSource<typeof parameters> {
  /** Facebook limits what an account costs, not how much is asked at once. */
  override concurrency = 10;

  private readonly shortLinks = new ShortLinks(sentence => this.warn(sentence));

  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
  }

  override getAccounts(): readonly string[] {
    return accountIds(this.config.AccountIDs.value);
  }

  override validate(): readonly Fault[] {
    return faultsIn(this.config);
  }

  override createAuth(): Auth {
    const { AppId, AppSecret, AccessToken } = this.config.AuthType.items;
    return credentials(this.authContext(), {
      token: AccessToken.value ?? this.config.AccessToken.value ?? '',
      appId: AppId.value,
      appSecret: AppSecret.value,
    });
  }

  override judge(answer: Answered): Verdict | undefined {
    return judgeAnswer(answer);
  }

  /** Facebook counts what an ad account costs, beside what the app does with all of them. */
  override budgetOf(url: string, response?: FetchResponse): string {
    const isOfApp = response && isAppUsedUp({ header: name => response.getHeader(name) });
    return isOfApp ? '' : (/\/act_\d+/.exec(url)?.[0] ?? '');
  }

  override pace(response: FetchResponse): number {
    return usageDelay({ header: name => response.getHeader(name) });
  }

  override *readAccounts(): Steps<readonly AccountInfo[]> {
    const fields = 'account_id,name,timezone_name,currency';
    const query = { path: 'me/adaccounts', params: { fields } };
    return (yield* collectPages(askPages(this, query, { rows: ACCOUNTS_PER_PAGE }))).map(toAccountInfo);
  }

  fetchData(startDate: Date, endDate: Date, context: FetchContext): Pages {
    const { node, account = '', fields } = context;
    const insights = insightsNode(node);
    const part = { from: toCivilDate(startDate), to: toCivilDate(endDate), fields };
    if (insights) return this.insights(insights, part, context);
    if (node === 'ad-account') return this.account(account, { ...part, from: part.to });
    return node === 'ad-account-user' ? this.people(account, fields) : this.edge(context);
  }

  /** In halves of its fields where Facebook finds all of them too much for one answer. */
  private account(account: string, whole: Part): Pages {
    const path = `act_${account}`;
    const ask = (fields: readonly string[]) =>
      askObject(this, { path, params: { fields: fields.join(',') } });
    return this.inParts(whole, ['id', 'account_id'], function* ({ fields }): Pages {
      yield [yield* ask(fields)];
    });
  }

  /** Facebook lists people by the business portfolio that the account is in. */
  private *people(account: string, fields: readonly string[]): Pages {
    const owner = yield* askObject(this, { path: `act_${account}`, params: { fields: 'business' } });
    const business = isRecord(owner['business']) ? owner['business']['id'] : undefined;
    if (business === undefined) {
      this.warn(
        `Account ${account} is in no business portfolio, or the token lacks the permission business_management: Facebook then lists no people.`,
      );
      return;
    }
    const names = fields.filter(field => field !== 'account_id').join(',');
    const params = { business: String(business), fields: names };
    yield* askPages(this, { path: `act_${account}/assigned_users`, params }, { rows: this.pageSize() });
  }

  private *edge({ node, account, fields, definition }: FetchContext): Pages {
    const isAds = node !== 'ad-account/adcreatives';
    const path = `act_${account}/${isAds ? 'ads' : 'adcreatives'}`;
    const params = { fields: isAds ? adFields(fields) : fields.join(',') };
    const pages = askPages(this, { path, params }, { rows: this.pageSize(definition.limit) });
    yield* isAds ? mapPages(pages, records => records.map(toAd)) : pages;
  }

  private *insights(node: InsightsNode, whole: Part, { account = '', definition }: FetchContext): Pages {
    this.warnOfReach(node, whole);
    const { AttributionWindows, ActionBreakdowns, ProcessShortLinks } = this.config;
    const actions = actionParameters(AttributionWindows.value, ActionBreakdowns.value);
    const size = { rows: this.pageSize(definition.limit), least: LEAST_INSIGHTS };
    const hasLinks = node.breakdowns.includes('link_url_asset');
    const keys = [...(definition.uniqueKeys ?? []), 'account_id'];
    const pages = this.inParts(whole, keys, part => {
      const query = insightsQuery(account, node, part, actions);
      const found = this.insightsPart(query, reportKey(part, whole, keys), size);
      return hasLinks ? mapPages(found, records => records.map(toLinkRow)) : found;
    });
    yield* hasLinks && ProcessShortLinks.value
      ? mapPages(pages, records => this.resolveLinks(records))
      : pages;
  }

  /** Asked for directly; once a question of this window was too large, as a job that Facebook works off by itself. */
  private *insightsPart(query: GraphQuery, key: string, size: PageSize): Pages {
    if (this.state['asJobs'] !== true) {
      try {
        yield* askPages(this, query, size);
        return;
      } catch (error) {
        if (!isTooLarge(error)) throw error;
        this.state = { ...this.state, asJobs: true };
      }
    }
    yield* askAsJob(this, query, key, size);
  }

  /** Where the links of these rows lead; the same row where that is not to be known. */
  private *resolveLinks(rows: readonly SourceRecord[]): Steps<readonly SourceRecord[]> {
    const resolved: SourceRecord[] = [];
    for (const row of rows) {
      const target = yield* this.shortLinks.resolve(linkOf(row) ?? '');
      resolved.push(target === undefined ? row : withLink(row, target));
    }
    return resolved;
  }

  private warnOfReach(node: InsightsNode, whole: Part): void {
    const blank = fieldsWithoutReach(node, whole, toCivilDate(new Date(EnvironmentAdapter.now())));
    if (blank.length)
      this.warn(
        `Facebook leaves ${blank.join(', ')} blank where a breakdown (${node.breakdowns.join(', ')}) begins more than 13 months ago.`,
      );
  }

  private pageSize(limit = DEFAULT_ROWS): number {
    return this.config.Limit.value ?? limit;
  }
}

function toAccountInfo(account: SourceRecord): AccountInfo {
  const text = (field: string) => (typeof account[field] === 'string' ? account[field] : undefined);
  const [name, timeZone, currency] = [text('name'), text('timezone_name'), text('currency')];
  return {
    id: String(account['account_id']),
    ...(name === undefined ? {} : { name }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(currency === undefined ? {} : { currency }),
  };
}
