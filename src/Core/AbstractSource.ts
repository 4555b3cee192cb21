import type { ConfigOf } from './AbstractConfig';
import type { AccountInfo } from './AccountInfo';
import type { Answered, Verdict } from './AnswerErrors';
import type { Auth, AuthContext } from './Auth/Auth';
import type { FetchOptions, FetchRequest, FetchResponse } from './EnvironmentAdapter';
import { DataException, type Fault, type HttpRequestException } from './Exceptions';
import type { FetchedRecords, Pages, Steps, WaitCommand } from './FetchProtocol';
import { parseJson } from './Json';
import { guardLoop, hostOf, type Page, type Paginator } from './Paginators';
import type { LooseParameters } from './Parameters';
import { inParts, type Part } from './Parts';
import { redact } from './Redaction';
import { awaitReport, forgetReport, submitOnce, type ReportJob } from './Reports';
import { requestWithRetry, runSteps, type RetryPolicy } from './Requesting';
import { isTransient } from './Retry';
import { Turns } from './Turns';
import type { FieldsSchema, NodeDefinition, SourceRecord } from './Schema';
import { standardValue } from './StandardParameters';

/** What is asked for by one `fetchData`, beside the days. */
export interface FetchContext {
  /** Id of the node. */
  node: string;
  definition: NodeDefinition;
  /** Ids of the selected fields, the unique keys among them. */
  fields: readonly string[];
  /** The account, where the node runs per account. */
  account: string | undefined;
}

/** Small JSON data of one window that survives a pause: the id of a report that was submitted, say. */
export type SourceState = Record<string, unknown>;

/** `sign: false`: the request goes out without credentials, to a host that must not see them. Default true. */
export interface RequestOptions extends FetchOptions {
  sign?: boolean;
}

/** How many slices are fetched together when neither node nor source says otherwise. */
export const DEFAULT_CONCURRENCY = 5;

/**
 * Fetches from one API. A subclass declares its parameters, its `fieldsSchema`, and `fetchData`; everything else has
 * a default. All methods are synchronous; `request` and `wait` are for generators and let the run pause and other
 * slices go on meanwhile.
 */
export abstract class AbstractSource<P = LooseParameters> {
  readonly config: ConfigOf<P>;
  /** Nodes and their fields. Without it the source has one node whose fields are those of its records. */
  fieldsSchema?: FieldsSchema;
  /** Slices fetched together, unless the node says otherwise. */
  concurrency = DEFAULT_CONCURRENCY;
  /** Least milliseconds between two requests of this source, whichever slice sends them. */
  interval = 0;
  /** Requests sent so far, repetitions included. */
  requestCount = 0;
  /**
   * State of the window (of one node and account) that is being fetched; another window has another one. JSON, at most
   * 4,096 characters; durable before every request and wait of a generator, forgotten once the rows are stored.
   */
  state: SourceState = {};
  private auth: Auth | undefined;
  private accounts: ReadonlyMap<string, AccountInfo> | undefined;
  private warned: string[] = [];
  private readonly turns = new Turns();

  constructor(config: ConfigOf<P>) {
    this.config = config;
  }

  /** Who speaks in messages: the name that the configuration was made with. */
  get name(): string {
    return this.config.speaker();
  }

  /**
   * The records of a window. Both dates are UTC midnights and inclusive; for a node that is not a time series they
   * span everything asked for. Return an array, or be a generator that yields pages of records.
   */
  abstract fetchData(startDate: Date, endDate: Date, context: FetchContext): FetchedRecords;

  /** The accounts to ask for, one slice each. Default: none, so nodes run once. Called after validation; may fetch. */
  getAccounts(): readonly string[] {
    return [];
  }

  /** Whether nodes run once per account. Part of the shape of the import, so it must not cost a request to know. */
  get hasAccounts(): boolean {
    return this.getAccounts !== AbstractSource.prototype.getAccounts;
  }

  /**
   * What signs the requests of this source: a strategy of `Core/Auth`. Called once, before the first request, so the
   * configuration is valid then. Default: none.
   */
  createAuth?(): Auth;

  /**
   * The accounts that the credentials see, by as few requests as the API allows. `check` prints them, and days are cut
   * in their time zones. Default: not known.
   */
  readAccounts?(): Steps<readonly AccountInfo[]>;

  /**
   * IANA zone in which the account counts its days. Default: what `readAccounts` says; else that of the destination
   * file. Asked for only where it decides which days are fetched: not for days that are over everywhere, nor for
   * catalogues. Without an account it must not cost a request.
   */
  timeZone(account?: string): string | undefined {
    return account === undefined ? undefined : this.accountInfo(account)?.timeZone;
  }

  /** What `readAccounts` says of one account; undefined if it is not among them. Blocks the first time. */
  accountInfo(account: string): AccountInfo | undefined {
    if (!this.readAccounts) return undefined;
    this.accounts ??= new Map(runSteps([this.readAccounts()])[0]?.map(info => [info.id, info]));
    return this.accounts.get(account);
  }

  /** Faults beyond the types of single parameters, e.g. two that contradict each other. No request may be sent here. */
  validate(): readonly Fault[] {
    return [];
  }

  /**
   * What an answer means where its status does not tell: an error in a 200, a limit with status 403, a code that
   * stands for an expired token. Called for every answer. Default: undefined, the status tells.
   */
  judge(answer: Answered): Verdict | undefined;
  judge(): Verdict | undefined {
    return undefined;
  }

  /**
   * Name of the budget that a request draws from: an account's, a shop's. Default '', the budget of the whole source,
   * from which all requests draw. With an answer: the budget that its `pace` speaks of.
   */
  budgetOf(url: string, response?: FetchResponse): string;
  budgetOf(): string {
    return '';
  }

  /** Milliseconds that an answer asks to wait before the next request that draws from its budget. Default 0. */
  pace(response: FetchResponse): number;
  pace(): number {
    return 0;
  }

  /**
   * Whether a failed request is repeated. Default: what `judge` called throttled or passing; without a verdict no
   * answer, 408, 429 and 5xx. An override replaces the default.
   */
  isValidToRetry(error: HttpRequestException): boolean {
    const { kind, statusCode } = error;
    return kind ? kind === 'throttled' || kind === 'passing' : isTransient(statusCode);
  }

  /** One request with repetitions. Returns a 2xx answer, else throws an `HttpRequestException`. Blocks. */
  urlFetchWithRetry(url: string, options: RequestOptions = {}): FetchResponse {
    const [response] = runSteps([this.send({ ...options, url })]);
    return response as FetchResponse;
  }

  /** Several requests in parallel, each with its repetitions; answers in the order of the requests. Blocks. */
  urlFetchAllWithRetry(requests: readonly (string | (FetchRequest & RequestOptions))[]): FetchResponse[] {
    return runSteps(requests.map(each => this.send(typeof each === 'string' ? { url: each } : each)));
  }

  /** As `urlFetchWithRetry`, in a generator: `const response = yield* this.request(url)`. */
  *request(url: string, options: RequestOptions = {}): Steps<FetchResponse> {
    return yield* this.send({ ...options, url });
  }

  /** Waits in a generator: `yield* this.wait(30_000)`. The state is saved first; a long wait may pause the run. */
  *wait(milliseconds: number): Steps<void> {
    if (!Number.isFinite(milliseconds) || milliseconds < 0)
      throw new Error(`wait needs milliseconds, not ${milliseconds}`);
    const command: WaitCommand = { command: 'wait', milliseconds };
    yield command;
  }

  /**
   * All pages from `url` on: `yield* this.paginate(url, options, linkHeader(), body => body.items)`. Yields the
   * records of each page; throws when the API names a page twice, or one of another host: credentials stay with one.
   */
  *paginate(
    url: string,
    options: RequestOptions,
    next: Paginator,
    pick: (body: Page['body'], page: Omit<Page, 'count'>) => readonly SourceRecord[],
  ): Pages {
    const guard = guardLoop(this.name);
    let address: string | undefined = url;
    for (let number = 1; address !== undefined; number++) {
      guard(address);
      if (hostOf(address) !== hostOf(url))
        throw new DataException(
          `[${this.name}] The next page is said to be at ${hostOf(address)}, not at ${hostOf(url)}. Credentials are not sent there. Nothing of this window was written.`,
        );
      const response: FetchResponse = yield* this.request(address, options);
      const page = { body: this.parseJson(response), response, url: address, number };
      const records = pick(page.body, page);
      yield records;
      address = next({ ...page, count: records.length });
    }
  }

  /**
   * Id of a report, submitted once: a run that pauses or is killed goes on with the same one. `key` tells the reports
   * of one window apart.
   */
  *submitOnce(key: string, submit: () => Steps<string>): Steps<string> {
    return yield* submitOnce(this, key, submit);
  }

  /** The next `submitOnce` of this key submits anew. */
  forgetReport(key: string): void {
    forgetReport(this, key);
  }

  /** Submits a report, once, and polls it until it is done: see `ReportJob`. */
  *report<T>(key: string, job: ReportJob<T>): Steps<T> {
    return yield* awaitReport(this, key, job);
  }

  /**
   * Fetches a window by days and fields, in halves where the API finds it too large: see `inParts`. `keys` are the
   * fields that identify a row.
   */
  *inParts(whole: Part, keys: readonly string[], fetch: (part: Part) => Pages): Pages {
    yield* inParts(this, whole, keys, fetch);
  }

  /** The JSON of an answer; long integers stay text. Throws a `DataException` on anything else. An empty body is undefined. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  parseJson(response: FetchResponse): any {
    return response.getContentText().trim() === '' ? undefined : parseJson(response, this.name);
  }

  /** Puts a sentence into the warnings of the run: what is less than was asked for, and what to do. Each once. */
  warn(sentence: string): void {
    const text = this.redact(sentence);
    if (!this.warned.includes(text)) this.warned.push(text);
  }

  /** The warnings since the last time, for the report. */
  takeWarnings(): readonly string[] {
    return this.warned.splice(0);
  }

  /** Takes this source's secrets out of a text, fetched tokens among them. */
  redact(text: string): string {
    return redact(text, this.secrets());
  }

  /** What a strategy of `Core/Auth` must know of its source. */
  authContext(): AuthContext {
    const { name: speaker, config } = this;
    const { maxRetries, initialDelay, onRequest } = this.retryPolicy();
    const sourceSecrets = () => config.secrets();
    return { speaker, secretScope: config.secretScope(), maxRetries, initialDelay, onRequest, sourceSecrets };
  }

  private secrets(): readonly string[] {
    return [...this.config.secrets(), ...(this.auth?.secrets() ?? [])];
  }

  private send({ sign = true, ...request }: FetchRequest & RequestOptions): Steps<FetchResponse> {
    return requestWithRetry(request, { ...this.retryPolicy(), ...(sign ? this.signing() : {}) });
  }

  private signing(): Pick<RetryPolicy, 'sign' | 'renew'> {
    const auth = (this.auth ??= this.createAuth?.());
    if (!auth) return {};
    return {
      sign: request => auth.sign(request),
      renew: refused => {
        auth.renew?.(refused);
        return auth.renew !== undefined;
      },
    };
  }

  private retryPolicy(): RetryPolicy {
    return {
      speaker: this.name,
      secrets: () => this.secrets(),
      maxRetries: Number(standardValue(this.config, 'MaxFetchRetries')),
      initialDelay: Number(standardValue(this.config, 'InitialRetryDelay')),
      isValidToRetry: error => this.isValidToRetry(error),
      judge: answer => this.judge(answer),
      takeTurn: url => this.turns.take(this.budgetOf(url), this.interval),
      onAnswer: (response, url) => this.turns.hold(this.budgetOf(url, response), this.pace(response)),
      onRequest: () => {
        this.requestCount++;
      },
    };
  }
}
