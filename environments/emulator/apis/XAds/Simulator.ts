import {
  DEFAULT_SETTINGS,
  Simulator,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorSettings,
} from '../Simulator';
import { accountBody } from './Account';
import { errorReply, page, Refusal } from './Answers';
import { Budgets } from './Budgets';
import { Entities, ENTITY_DEFAULTS, type EntitySettings } from './Entities';
import { Jobs, JOB_DEFAULTS, type JobSettings } from './Jobs';
import { readOAuthHeader, signatureOf } from './Signature';
import { Statistics, STATISTICS_DEFAULTS, type StatisticsSettings } from './Statistics';

export interface XAdsSettings extends SimulatorSettings, EntitySettings, JobSettings, StatisticsSettings {
  consumerKey: string;
  consumerSecret: string;
  accessToken: string;
  accessTokenSecret: string;
  /** The app was not approved for the Ads API. */
  withoutAdsAccess: boolean;
  /** Ad accounts that the user sees, with the zones in which they count their days. */
  accounts: Readonly<Record<string, string>>;
  /** Accounts that were deleted: listed with `with_deleted` only. */
  deletedAccounts: readonly string[];
  /** Versions that answer; those below the newest with a warning. */
  versions: readonly string[];
  /** Synchronous statistics in fifteen minutes. */
  statsLimit: number;
  /** Requests of an endpoint below an account in fifteen minutes. */
  accountLimit: number;
  /** Requests of an endpoint without an account in fifteen minutes. */
  globalLimit: number;
}

const API = 'ads-api.x.com';
const CDN = 'ton.twimg.com';
/** Seconds by which the clock of whoever signs may be ahead: tests let it run, the simulator's stands still. */
const LATEST = 172_800;
const EARLIEST = 300;

/** The X Ads API, version 12, and the host of its result files. */
export class XAdsSimulator extends Simulator<XAdsSettings> {
  readonly hosts = [API, CDN];
  private readonly nonces = new Set<string>();
  private readonly budgets = new Budgets();
  private readonly jobs = new Jobs();
  private readonly entities = new Entities();
  private readonly statistics = new Statistics(this.jobs);

  constructor() {
    super({
      ...DEFAULT_SETTINGS,
      ...ENTITY_DEFAULTS,
      ...JOB_DEFAULTS,
      ...STATISTICS_DEFAULTS,
      consumerKey: 'simulated-consumer-key',
      consumerSecret: 'simulated-consumer-secret',
      accessToken: 'simulated-access-token',
      accessTokenSecret: 'simulated-access-token-secret',
      withoutAdsAccess: false,
      accounts: {
        '18ce54d4x5t': 'America/Los_Angeles',
        gq1844: 'Europe/Kyiv',
        '18ce55gze1y': 'Asia/Kolkata',
      },
      deletedAccounts: [],
      versions: ['11', '12'],
      statsLimit: 250,
      accountLimit: 10_000,
      globalLimit: 5,
    });
  }

  override reset(): void {
    super.reset();
    this.nonces.clear();
    this.budgets.clear();
    this.jobs.clear();
  }

  answer(request: SimulatedRequest): SimulatedReply {
    if (request.host === CDN) return this.download(request);
    try {
      const now = this.authenticate(request);
      return this.withinBudget(request, now);
    } catch (error) {
      if (error instanceof Refusal) return errorReply(error.status, error.error);
      throw error;
    }
  }

  refuse(status: number): SimulatedReply {
    const errors: Record<number, [code: string, message: string]> = {
      400: ['INVALID_PARAMETER', 'Expected integer, got "x" for count'],
      401: ['UNAUTHORIZED_ACCESS', 'This request is not properly authenticated'],
      403: ['ACCOUNT_NOT_FOUND', 'Account was not found'],
      404: ['NOT_FOUND', 'Resource was not found'],
      429: ['TOO_MANY_REQUESTS', 'Too many requests, please try again later'],
      500: ['INTERNAL_ERROR', 'An internal error occurred'],
      503: ['OVER_CAPACITY', 'The service is over capacity'],
    };
    const [code, message] = errors[status] ?? ['INTERNAL_ERROR', 'An error occurred'];
    return errorReply(status, { code, message });
  }

  private download(request: SimulatedRequest): SimulatedReply {
    if (request.headers.authorization !== undefined || request.method !== 'GET')
      return { status: 400, headers: { 'content-type': 'text/html' }, body: '<html>Bad request</html>' };
    return this.jobs.download(request.path, this.settings);
  }

  /** The time of whoever signed, in seconds. */
  private authenticate(request: SimulatedRequest): number {
    const { settings } = this;
    const header = readOAuthHeader(request.headers.authorization);
    if (!header || header.consumerKey !== settings.consumerKey || header.token !== settings.accessToken)
      throw unauthorized();
    if (
      signatureOf(request, header, settings.consumerSecret, settings.accessTokenSecret) !== header.signature
    )
      throw unauthorized();
    const now = Math.floor(Date.parse(settings.now) / 1000);
    if (header.timestamp < now - EARLIEST || header.timestamp > now + LATEST) throw unauthorized();
    const use = `${header.timestamp} ${header.nonce}`;
    if (this.nonces.has(use)) throw unauthorized();
    this.nonces.add(use);
    if (settings.withoutAdsAccess)
      throw new Refusal(403, {
        code: 'UNAUTHORIZED_CLIENT_APPLICATION',
        message: 'The client application making this request does not have access to this API',
      });
    return Math.max(now, header.timestamp);
  }

  private withinBudget(request: SimulatedRequest, now: number): SimulatedReply {
    const [, version = '', ...path] = request.path.split('/').map(decodeURIComponent);
    const warnings = this.versionHeaders(version);
    const { limits, isOver } = this.count(path, now);
    const headers = { ...warnings, ...limits };
    if (isOver) return { ...this.refuse(429), headers };
    try {
      const reply = this.route(request, path);
      return { ...reply, headers: { ...headers, ...reply.headers } };
    } catch (error) {
      if (error instanceof Refusal) return { ...errorReply(error.status, error.error), headers };
      throw error;
    }
  }

  private versionHeaders(version: string): Record<string, string> {
    const { versions } = this.settings;
    if (!versions.includes(version))
      throw new Refusal(400, { code: 'INVALID', message: `Version ${version} is not available.` });
    const newest = versions[versions.length - 1] ?? version;
    const warning = `Version ${version} is deprecated; use version ${newest}.`;
    return { 'x-current-api-version': newest, ...(version === newest ? {} : { 'x-api-warn': warning }) };
  }

  /** Where an account has a budget of its own, the one of the user is a large one for all of its accounts. */
  private count(path: readonly string[], now: number): { limits: Record<string, string>; isOver: boolean } {
    const { statsLimit, accountLimit, globalLimit } = this.settings;
    const user = (key: string, limit: number) => {
      const { remaining, reset, isOver } = this.budgets.take(key, limit, now);
      return { limits: budgetHeaders('x-rate-limit', limit, remaining, reset), isOver };
    };
    if (path[0] === 'stats' && path[1] === 'accounts') return user('stats', statsLimit);
    const account = path.includes('accounts') ? path[path.indexOf('accounts') + 1] : undefined;
    if (account === undefined)
      return user(path.join('/'), path[0] === 'targeting_criteria' ? 400 : globalLimit);
    const { remaining, reset, isOver } = this.budgets.take(path.join('/'), accountLimit, now);
    const whole = user(path.join('/').replace(account, '*'), accountLimit * 10);
    const own = budgetHeaders('x-account-rate-limit', accountLimit, remaining, reset);
    return { limits: { ...whole.limits, ...own }, isOver: isOver || whole.isOver };
  }

  private route(request: SimulatedRequest, path: readonly string[]): SimulatedReply {
    const { query, method } = request;
    const [first, second, third] = path;
    if (first === 'targeting_criteria' && second === 'locations' && method === 'GET')
      return this.entities.locations(query);
    if (first === 'accounts' && second === undefined && method === 'GET') return this.accounts(query);
    if (first === 'accounts' && method === 'GET') {
      const account = this.visible(second ?? '', query);
      if (third === undefined) return this.account(account, query);
      return this.entities.list(account, path.slice(2), query, this.settings);
    }
    if (first === 'stats') {
      const id = (second === 'jobs' ? path[3] : third) ?? '';
      const zone = this.settings.accounts[this.visible(id, query)] ?? 'UTC';
      return this.statistics.answer(request, path.slice(1), { id, zone }, this.settings);
    }
    throw new Refusal(404, { code: 'ROUTE_NOT_FOUND', message: 'The requested resource was not found' });
  }

  private visible(account: string, query: URLSearchParams): string {
    const { accounts, deletedAccounts } = this.settings;
    if (!Object.hasOwn(accounts, account))
      throw new Refusal(403, { code: 'ACCOUNT_NOT_FOUND', message: `Account ${account} was not found` });
    if (deletedAccounts.includes(account) && query.get('with_deleted') !== 'true')
      throw new Refusal(404, { code: 'NOT_FOUND', message: `Account ${account} was not found` });
    return account;
  }

  private accounts(query: URLSearchParams): SimulatedReply {
    const { accounts, deletedAccounts, seed } = this.settings;
    const asked = query.get('account_ids')?.split(',');
    const found = Object.keys(accounts)
      .filter(id => !asked || asked.includes(id))
      .filter(id => query.get('with_deleted') === 'true' || !deletedAccounts.includes(id));
    const bodies = found.map(id =>
      accountBody(id, accounts[id] ?? 'UTC', seed, deletedAccounts.includes(id)),
    );
    return page(bodies, query);
  }

  private account(id: string, query: URLSearchParams): SimulatedReply {
    const { accounts, deletedAccounts, seed } = this.settings;
    const data = accountBody(id, accounts[id] ?? 'UTC', seed, deletedAccounts.includes(id));
    return {
      status: 200,
      body: { request: { params: { ...Object.fromEntries(query), account_id: id } }, data },
    };
  }
}

function unauthorized(): Refusal {
  return new Refusal(401, {
    code: 'UNAUTHORIZED_ACCESS',
    message: 'This request is not properly authenticated',
  });
}

function budgetHeaders(
  prefix: string,
  limit: number,
  remaining: number,
  reset: number,
): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(limit),
    [`${prefix}-remaining`]: String(remaining),
    [`${prefix}-reset`]: String(reset),
  };
}
