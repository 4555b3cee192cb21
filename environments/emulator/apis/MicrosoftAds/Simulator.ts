import {
  DEFAULT_SETTINGS,
  Simulator,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorSettings,
} from '../Simulator';
import { searchAccounts } from './AccountSearch';
import { fault, storageFault } from './Answers';
import { bulkFile, keywordsIn, readBulkOrder } from './BulkFile';
import { Jobs, type JobSettings } from './Jobs';
import { Login, refuse, type LoginSettings } from './Login';
import { readOrder, reportFile } from './Reporting';
import { campaignsOf, type WorldSettings } from './World';

export interface MicrosoftAdsSettings extends SimulatorSettings, LoginSettings, JobSettings, WorldSettings {
  /** Developer tokens that are taken; empty: every one of 8 letters and digits at least. */
  developerTokens: readonly string[];
  /** Accounts that the user may not see. Every other one exists. */
  foreignAccounts: readonly string[];
  /** Accounts without any figures. */
  emptyAccounts: readonly string[];
  /** How many accounts the customer has. Default 12. */
  accounts: number;
  /** Codes that the next requests to the API are refused with, in turn. */
  refusals: readonly number[];
  /** HTTP status of those refusals; 0: as usual. Errors come with 200 as well. */
  refusalStatus: number;
  /** Most keywords of a download of a whole account; of some campaigns twice as many. Default four million. */
  mostKeywords: number;
}

const LOGIN = 'login.microsoftonline.com';
const CUSTOMERS = 'clientcenter.api.bingads.microsoft.com';
const REPORTING = 'reporting.api.bingads.microsoft.com';
const BULK = 'bulk.api.bingads.microsoft.com';
const STORAGE = 'bingadsappsstorageprod.blob.core.windows.net';
const OLD_STORAGE = 'download.api.bingads.microsoft.com';

const DEVELOPER_TOKEN = /^[A-Za-z0-9]{8,}$/;
const SCOPES = ['https://ads.microsoft.com/msads.manage', 'https://ads.microsoft.com/ads.manage'];

/** The REST services of Microsoft Advertising, version 13: signing in, accounts, reports, bulk files and their storage. */
export class MicrosoftAdsSimulator extends Simulator<MicrosoftAdsSettings> {
  readonly hosts = [LOGIN, CUSTOMERS, REPORTING, BULK, STORAGE, OLD_STORAGE];
  private readonly login = new Login();
  private readonly jobs = new Jobs(STORAGE);
  private refused = 0;

  constructor() {
    super({
      ...DEFAULT_SETTINGS,
      refreshTokens: [],
      clientSecret: '',
      scopes: SCOPES,
      rotates: true,
      revokes: false,
      tokenUses: 0,
      polls: 0,
      outcome: 'done',
      lostJobs: 0,
      staleAddresses: 0,
      mostJobs: 0,
      campaigns: 3,
      groups: 2,
      ads: 1,
      keywords: 2,
      developerTokens: [],
      foreignAccounts: ['999999999'],
      emptyAccounts: [],
      accounts: 12,
      refusals: [],
      refusalStatus: 0,
      mostKeywords: 4_000_000,
    });
  }

  override configure(changes: Partial<MicrosoftAdsSettings>): void {
    super.configure(changes);
    if (changes.refusals) this.refused = 0;
    if (changes.lostJobs !== undefined || changes.staleAddresses !== undefined) this.jobs.recount();
  }

  override reset(): void {
    super.reset();
    this.login.reset();
    this.jobs.reset();
    this.refused = 0;
  }

  answer(request: SimulatedRequest): SimulatedReply {
    if (request.host === LOGIN) return this.login.answer(request, this.settings);
    if (request.host === STORAGE || request.host === OLD_STORAGE) return this.download(request);
    return this.gate(request) ?? this.route(request);
  }

  refuse(status: number, request: SimulatedRequest): SimulatedReply {
    if (request.host === STORAGE || request.host === OLD_STORAGE) return storageFault(status);
    if (request.host === LOGIN)
      return status === 401 || status === 400
        ? refuse('invalid_client', 7000215, 'Invalid client secret provided.', status)
        : {
            status,
            body: {
              error: 'temporarily_unavailable',
              error_description: 'AADSTS90033: A transient error has occurred.',
            },
          };
    const code = { 401: 109, 403: 106, 429: 117, 500: 0 }[status];
    return code === undefined
      ? { status, body: { Message: 'No HTTP resource was found.' } }
      : fault(code, null, status);
  }

  /** What every request of the API is held against before its service sees it. */
  private gate(request: SimulatedRequest): SimulatedReply | undefined {
    const { headers, method } = request;
    const code = this.settings.refusals[this.refused];
    if (code !== undefined) {
      this.refused += 1;
      return fault(code, null, this.settings.refusalStatus || undefined);
    }
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return { status: 415 };
    if (headers.authorization === undefined || headers.developertoken === undefined) return fault(116);
    if (!this.takesDeveloper(headers.developertoken)) return fault(105);
    const state = this.login.check(headers.authorization.replace(/^Bearer /, ''), this.settings);
    return state === 'good' ? undefined : fault(state === 'expired' ? 109 : 105);
  }

  private takesDeveloper(token: string): boolean {
    const { developerTokens } = this.settings;
    return developerTokens.length ? developerTokens.includes(token) : DEVELOPER_TOKEN.test(token);
  }

  private route(request: SimulatedRequest): SimulatedReply {
    const [, service, version, ...rest] = request.path.split('/');
    if (version !== 'v13') return fault(303, `${service} ${version}`);
    const body = parse(request.body);
    if (!body) return fault(100);
    const operation = `${request.host} ${rest.join('/')}`;
    if (operation === `${CUSTOMERS} Accounts/Search`) return searchAccounts(body, this.settings.accounts);
    if (!/^\d+$/.test(request.headers.customerid ?? '')) return fault(116, 'CustomerId');
    if (operation === `${REPORTING} GenerateReport/Submit`) return this.submit(body);
    if (operation === `${REPORTING} GenerateReport/Poll`) return this.jobs.pollReport(body, this.settings);
    if (operation === `${BULK} Campaigns/DownloadByAccountIds`) return this.order(body, false);
    if (operation === `${BULK} Campaigns/DownloadByCampaignIds`) return this.order(body, true);
    if (operation === `${BULK} BulkDownloadStatus/Query`) return this.jobs.pollDownload(body, this.settings);
    return { status: 404, body: { Message: 'No HTTP resource was found.' } };
  }

  private submit(body: Readonly<Record<string, unknown>>): SimulatedReply {
    const { settings } = this;
    const order = readOrder(body, settings.now);
    if ('status' in order) return order;
    if (settings.foreignAccounts.includes(order.account)) return fault(106);
    const isEmpty = settings.emptyAccounts.includes(order.account);
    const file = () => (isEmpty ? undefined : reportFile(order, settings));
    const id = this.jobs.add(`${order.type}.csv`, file, settings);
    return id === undefined ? fault(207) : { status: 200, body: { ReportRequestId: id } };
  }

  private order(body: Readonly<Record<string, unknown>>, isByCampaigns: boolean): SimulatedReply {
    const { settings } = this;
    const order = readBulkOrder(body, isByCampaigns);
    if ('status' in order) return order;
    if (settings.foreignAccounts.includes(order.account)) return fault(106);
    const most = settings.mostKeywords * (isByCampaigns ? 2 : 1);
    if (order.entities.includes('Keywords') && keywordsIn(order, settings) > most)
      return fault(
        3207,
        isByCampaigns
          ? null
          : campaignsOf(order.account, settings)
              .map(({ id }) => id)
              .join(','),
      );
    const id = this.jobs.add('bulk.csv', () => bulkFile(order, settings), settings);
    return id === undefined ? fault(4204) : { status: 200, body: { DownloadRequestId: id } };
  }

  /** Credentials are not for the storage: it takes a signed address, and refuses whoever sends more. */
  private download(request: SimulatedRequest): SimulatedReply {
    const { authorization, developertoken } = request.headers;
    if (authorization !== undefined || developertoken !== undefined) return storageFault(400);
    return this.jobs.download(request, this.settings);
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
