import type { Config } from '../../Core/AbstractConfig';
import { AbstractSource, type FetchContext } from '../../Core/AbstractSource';
import type { AccountInfo } from '../../Core/AccountInfo';
import type { Answered, Verdict } from '../../Core/AnswerErrors';
import { refreshToken, type Auth } from '../../Core/Auth';
import { toCivilDate } from '../../Core/CivilDate';
import { DataException, isHttpRequestException, isTooLarge, type Fault } from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { parseFieldsSchema } from '../../Core/FieldsSchema';
import { isRecord } from '../../Core/Json';
import type { Part } from '../../Core/Parts';
import type { ReportStatus } from '../../Core/Reports';
import { accountSearch, ACCOUNTS_PER_PAGE, idFaults, idsIn, toAccountInfo } from './Accounts';
import { campaignIdsOf, MOST_CAMPAIGNS, toEntities, type BulkScope } from './Bulk';
import { credentialFaults, credentialsOf } from './Credentials';
import { campaignsNamedBy, downloadVerdict, isFull, isGone, isLost, verdictOf } from './Errors';
import fieldsSchema from './FieldsSchema.json';
import { pagesOf, recordsOf } from './Files';
import { bulkJob, reportJob, type Job } from './Jobs';
import { parameters, SCOPES, TOKEN_URL } from './Parameters';
import { keysOf, reportKey, splittingFields, toPerformance } from './Reports';
import { ianaZone } from './TimeZones';

const SEARCH = 'https://clientcenter.api.bingads.microsoft.com/CustomerManagement/v13/Accounts/Search';
const API = /^https:\/\/(clientcenter|reporting|bulk)\.api\.bingads\.microsoft\.com\//;

/** How often the address of a file is asked for; each is valid for five minutes. */
const MOST_ADDRESSES = 3;

/** Milliseconds, and how often, until a report is taken that was refused while others are made: about half an hour in all. */
const FULL_DELAY = 60_000;
const MOST_ROUNDS = 12;

/** Microsoft Advertising: performance from its reports, settings of campaigns from its bulk service. */
export class MicrosoftAdsSource extends AbstractSource<typeof parameters> {
  /** Microsoft names no number: beyond it, reports are refused with a code (207) that is waited out. */
  override concurrency = 10;

  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
  }

  override getAccounts(): readonly string[] {
    return idsIn(this.config.AccountIDs.value, 'aid');
  }

  /** Days are cut where the reports are told to cut them, which costs no request to know. */
  override timeZone(): string | undefined {
    return ianaZone(this.config.ReportTimezone.value);
  }

  override validate(): readonly Fault[] {
    const { AccountIDs, CustomerID } = this.config;
    return [...idFaults(AccountIDs.value, CustomerID.value), ...credentialFaults(this.config)];
  }

  override createAuth(): Auth {
    const { clientId, clientSecret, token } = credentialsOf(this.config);
    return refreshToken({
      ...this.authContext(),
      tokenUrl: TOKEN_URL,
      clientId,
      ...(clientSecret === undefined ? {} : { clientSecret }),
      refreshToken: token,
      scopes: SCOPES,
    });
  }

  override judge(answer: Answered): Verdict | undefined {
    return API.test(answer.url) ? verdictOf(answer) : downloadVerdict(answer);
  }

  override *readAccounts(): Steps<readonly AccountInfo[]> {
    const [customer = ''] = idsIn(this.config.CustomerID.value, 'cid');
    const found: AccountInfo[] = [];
    for (let page = 0; ; page++) {
      const { Accounts: accounts } = yield* this.post(SEARCH, accountSearch(customer, page));
      if (!Array.isArray(accounts)) throw this.notUnderstood('has no list of accounts');
      const infos = accounts.flatMap(account => toAccountInfo(account) ?? []);
      if (found.some(({ id }) => id === infos[0]?.id)) throw this.notUnderstood('is a page that came before');
      found.push(...infos);
      if (accounts.length < ACCOUNTS_PER_PAGE) return found;
    }
  }

  fetchData(startDate: Date, endDate: Date, context: FetchContext): Pages {
    if (context.node === 'campaigns') return this.campaigns(context);
    const whole = { from: toCivilDate(startDate), to: toCivilDate(endDate), fields: context.fields };
    return this.inParts(whole, keysOf(context), part => this.performance(part, context));
  }

  private *performance(part: Part, context: FetchContext): Pages {
    const { node, account = '', definition } = context;
    const { Aggregation, ReportTimezone } = this.config;
    const settings = { aggregation: Aggregation.value, timeZone: ReportTimezone.value };
    const keys = keysOf(context);
    const job = reportJob({ node, account, part, definitions: definition.fields, ...settings });
    const records = yield* this.fileOf(reportKey(part, keys), job, account, keys);
    const splitting = splittingFields(records, keys, definition.fields).join(', ');
    if (splitting)
      this.warn(
        `[${this.name}] ${node} of ${account}: Microsoft gave several rows for one, which differ in ${splitting}; the last of them was kept, so that figures are missing. Leave that field out and import these days again.`,
      );
    for (const page of pagesOf(records)) yield page.map(record => toPerformance(record, definition.fields));
  }

  /** All of the account at once; some of its campaigns at a time where that is too large for Microsoft or for us. */
  private *campaigns(context: FetchContext): Pages {
    const { account = '' } = context;
    let campaigns: string[] = [];
    try {
      if (!this.state['isLarge']) return yield* this.entities('all', { account }, context);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      campaigns = campaignsNamedBy(error);
      // Microsoft names them each time it refuses; a file that is too large for us is not asked for again.
      if (!campaigns.length) this.state = { ...this.state, isLarge: true };
    }
    if (!campaigns.length) campaigns = yield* this.campaignIds(account);
    for (let start = 0; start < campaigns.length; start += MOST_CAMPAIGNS)
      yield* this.someCampaigns(campaigns.slice(start, start + MOST_CAMPAIGNS), context);
  }

  private *someCampaigns(campaigns: readonly string[], context: FetchContext): Pages {
    const { account = '' } = context;
    try {
      yield* this.entities(`${campaigns[0]} ${campaigns.length}`, { account, campaigns }, context);
    } catch (error) {
      if (!isTooLarge(error) || campaigns.length === 1) throw error;
      const middle = Math.ceil(campaigns.length / 2);
      yield* this.someCampaigns(campaigns.slice(0, middle), context);
      yield* this.someCampaigns(campaigns.slice(middle), context);
    }
  }

  private *entities(key: string, scope: BulkScope, { definition, fields }: FetchContext): Pages {
    const job = bulkJob(scope, fields.includes('QualityScore'));
    const records = yield* this.fileOf(key, job, scope.account, ['Type', 'Id']);
    for (const page of pagesOf(toEntities(records, scope.account, definition.fields))) yield page;
  }

  private *campaignIds(account: string): Steps<string[]> {
    const job = bulkJob({ account, entities: ['Campaigns'] }, false);
    return campaignIdsOf(yield* this.fileOf('ids', job, account, ['Type', 'Id']));
  }

  /** The rows of the file that a job ends in; none where it ends in none. */
  private *fileOf(
    key: string,
    job: Job,
    account: string,
    columns: readonly string[],
  ): Steps<Record<string, string>[]> {
    for (let attempt = 1; ; attempt++) {
      const address = yield* this.report(key, {
        submit: () => this.submit(job, account),
        poll: id => this.poll(job, id, account),
      });
      if (address === null) return [];
      try {
        const response = yield* this.request(address, { sign: false });
        return recordsOf(response.getContent(), columns, this.name);
      } catch (error) {
        if (isGone(error) && attempt < MOST_ADDRESSES) continue;
        if (!isHttpRequestException(error) || !this.isValidToRetry(error)) this.forgetReport(key);
        throw error;
      }
    }
  }

  /** Earlier reports, those of other programs among them, may take longer than a request is repeated for. */
  private *submit(job: Job, account: string): Steps<string> {
    for (let round = 1; ; round++)
      try {
        return yield* this.submitAtOnce(job, account);
      } catch (error) {
        if (!isFull(error) || round === MOST_ROUNDS) throw error;
        yield* this.wait(FULL_DELAY);
      }
  }

  private *submitAtOnce({ submit, idIn }: Job, account: string): Steps<string> {
    const { [idIn]: id } = yield* this.post(submit.url, submit.body, account);
    if ((typeof id !== 'string' && typeof id !== 'number') || id === '')
      throw this.notUnderstood('does not name the report');
    return String(id);
  }

  private *poll(job: Job, id: string, account: string): Steps<ReportStatus<string | null>> {
    try {
      const body = yield* this.post(job.poll.url, job.poll.body(id), account);
      const status = job.read(body);
      if (status) return status;
    } catch (error) {
      if (isLost(error)) return { status: 'lost' };
      throw error;
    }
    throw this.notUnderstood('does not say how the report stands');
  }

  private *post(url: string, body: object, account?: string): Steps<Readonly<Record<string, unknown>>> {
    const [customer = ''] = idsIn(this.config.CustomerID.value, 'cid');
    const response = yield* this.request(url, {
      method: 'post',
      contentType: 'application/json',
      headers: {
        Accept: 'application/json',
        DeveloperToken: credentialsOf(this.config).developerToken,
        CustomerId: customer,
        ...(account === undefined ? {} : { CustomerAccountId: account }),
      },
      payload: JSON.stringify(body),
    });
    const answer: unknown = this.parseJson(response);
    if (!isRecord(answer)) throw this.notUnderstood('is empty or a list');
    return answer;
  }

  private notUnderstood(what: string): DataException {
    return new DataException(
      `[${this.name}] Microsoft's answer ${what}. Nothing of this window was written; try again later.`,
    );
  }
}
