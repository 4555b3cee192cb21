import type { ConfigOf } from './AbstractConfig';
import type { FetchOptions, FetchRequest, FetchResponse } from './EnvironmentAdapter';
import type { Fault, HttpRequestException } from './Exceptions';
import type { Answer, Command, FetchedRecords, Steps, WaitCommand } from './FetchProtocol';
import { parseJson } from './Json';
import { guardLoop, type Page, type Paginator } from './Paginators';
import type { LooseParameters } from './Parameters';
import { redact } from './Redaction';
import { requestWithRetry, runSteps, type RetryPolicy } from './Requesting';
import { isTransient } from './Retry';
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
  /** Requests sent so far, repetitions included. */
  requestCount = 0;
  /**
   * State of the window (of one node and account) that is being fetched; another window has another one. JSON, at most
   * 4,096 characters; durable before every request and wait of a generator, forgotten once the rows are stored.
   */
  state: SourceState = {};

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

  /** IANA zone in which the account counts its days. Default: that of the destination file. */
  timeZone(account?: string): string | undefined;
  timeZone(): string | undefined {
    return undefined;
  }

  /** Faults beyond the types of single parameters, e.g. two that contradict each other. No request may be sent here. */
  validate(): readonly Fault[] {
    return [];
  }

  /** Whether a failed request is repeated. Default: no answer, 408, 429 and 5xx. An override replaces the default. */
  isValidToRetry(error: HttpRequestException): boolean {
    return isTransient(error.statusCode);
  }

  /** One request with repetitions. Returns a 2xx answer, else throws an `HttpRequestException`. Blocks. */
  urlFetchWithRetry(url: string, options: FetchOptions = {}): FetchResponse {
    const [response] = runSteps([requestWithRetry({ ...options, url }, this.retryPolicy())]);
    return response as FetchResponse;
  }

  /** Several requests in parallel, each with its repetitions; answers in the order of the requests. Blocks. */
  urlFetchAllWithRetry(requests: readonly (string | FetchRequest)[]): FetchResponse[] {
    const policy = this.retryPolicy();
    return runSteps(
      requests.map(each => requestWithRetry(typeof each === 'string' ? { url: each } : each, policy)),
    );
  }

  /** As `urlFetchWithRetry`, in a generator: `const response = yield* this.request(url)`. */
  *request(url: string, options: FetchOptions = {}): Steps<FetchResponse> {
    return yield* requestWithRetry({ ...options, url }, this.retryPolicy());
  }

  /** Waits in a generator: `yield* this.wait(30_000)`. The state is saved first; a long wait may pause the run. */
  *wait(milliseconds: number): Steps<void> {
    if (!(milliseconds >= 0)) throw new Error(`wait needs milliseconds, not ${milliseconds}`);
    const command: WaitCommand = { command: 'wait', milliseconds };
    yield command;
  }

  /**
   * All pages from `url` on: `yield* this.paginate(url, options, linkHeader(), body => body.items)`. Yields the
   * records of each page; throws when the API names a page twice.
   */
  *paginate(
    url: string,
    options: FetchOptions,
    next: Paginator,
    pick: (body: Page['body'], page: Omit<Page, 'count'>) => readonly SourceRecord[],
  ): Generator<readonly SourceRecord[] | Command, void, Answer> {
    const guard = guardLoop(this.name);
    let address: string | undefined = url;
    for (let number = 1; address !== undefined; number++) {
      guard(address);
      const response: FetchResponse = yield* this.request(address, options);
      const page = { body: this.parseJson(response), response, url: address, number };
      const records = pick(page.body, page);
      yield records;
      address = next({ ...page, count: records.length });
    }
  }

  /** The JSON of an answer; long integers stay text. Throws a `DataException` on anything else. An empty body is undefined. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  parseJson(response: FetchResponse): any {
    return response.getContentText().trim() === '' ? undefined : parseJson(response, this.name);
  }

  /** Takes this source's secrets out of a text. */
  redact(text: string): string {
    return redact(text, this.config.secrets());
  }

  private retryPolicy(): RetryPolicy {
    return {
      speaker: this.name,
      secrets: this.config.secrets(),
      maxRetries: Number(standardValue(this.config, 'MaxFetchRetries')),
      initialDelay: Number(standardValue(this.config, 'InitialRetryDelay')),
      isValidToRetry: error => this.isValidToRetry(error),
      onRequest: () => {
        this.requestCount++;
      },
    };
  }
}
