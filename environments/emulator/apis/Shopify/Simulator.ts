import { executeSync, parse, type DocumentNode } from 'graphql';
import {
  DEFAULT_SETTINGS,
  Simulator,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorSettings,
} from '../Simulator';
import { adminRoot } from './AdminRoot';
import { resolveField, schema, type QueryContext } from './AdminSchema';
import { Bucket } from './Bucket';
import { BULK_DEFAULTS, BulkOperations, FILE_HOST, type BulkSettings } from './BulkOperations';
import { MOST_POINTS, queryCost, type PageSizes } from './QueryCost';
import { ALL_SCOPES } from './Scopes';
import { Tokens, type TokenSettings } from './Tokens';
import { validationErrors, type ApiError } from './Validation';
import { World } from './World';

export interface ShopifySettings extends SimulatorSettings, TokenSettings, BulkSettings {
  /** Things of each kind in each shop. Default 24. */
  count: number;
  /** Things in each connection within another thing: line items, metafields. Default 3. */
  nested: number;
  /** What the app may do. */
  scopes: readonly string[];
  /** Points that the bucket holds, and gets back a second. Default 2000 and 100, as on the smallest plan. */
  bucket: number;
  restoreRate: number;
  /** Points that are added to the cost of every query, as Shopify adds them to some fields. Default 0. */
  extraCost: number;
  /** The version that answers, whichever was asked for. Default 2026-10. */
  servedVersion: string;
}

/** Shops and the zones in which they count their days. */
export const SHOPS: Readonly<Record<string, string>> = {
  'demo-1.myshopify.com': 'America/New_York',
  'demo-2.myshopify.com': 'Europe/Kyiv',
  'demo-3.myshopify.com': 'UTC',
  'demo-4.myshopify.com': 'Asia/Kolkata',
  'demo-5.myshopify.com': 'Australia/Sydney',
  'demo-6.myshopify.com': 'America/Los_Angeles',
  'demo-7.myshopify.com': 'Europe/London',
  'demo-8.myshopify.com': 'Asia/Tokyo',
  'demo-9.myshopify.com': 'America/Sao_Paulo',
  'demo-10.myshopify.com': 'Pacific/Auckland',
};

const DEFAULTS: ShopifySettings = {
  ...DEFAULT_SETTINGS,
  ...BULK_DEFAULTS,
  count: 24,
  nested: 3,
  tokens: { shpat_simulated_token: 'demo-1.myshopify.com' },
  clientId: 'simulated-client-id',
  clientSecret: 'shpss_simulated_secret',
  withoutApp: [],
  tokenUses: 0,
  scopes: ALL_SCOPES,
  bucket: 2_000,
  restoreRate: 100,
  extraCost: 0,
  servedVersion: '2026-10',
};

interface ShopState {
  bulk: BulkOperations;
  bucket: Bucket;
}

/** Shopify's GraphQL Admin API of ten shops, its token service, and the host of the files of bulk operations. */
export class ShopifySimulator extends Simulator<ShopifySettings> {
  readonly hosts = [...Object.keys(SHOPS), FILE_HOST];
  private worlds = new Map<string, World>();
  private shops = new Map<string, ShopState>();
  private tokens = new Tokens(() => this.settings);

  constructor() {
    super(DEFAULTS);
  }

  /** What has happened so far stays; the data may be other ones from now on. */
  override configure(changes: Partial<ShopifySettings>): void {
    super.configure(changes);
    this.worlds.clear();
  }

  override reset(): void {
    super.reset();
    this.worlds.clear();
    this.shops.clear();
    this.tokens = new Tokens(() => this.settings);
  }

  answer(request: SimulatedRequest): SimulatedReply {
    if (request.host === FILE_HOST) return this.file(request);
    if (request.method === 'POST' && request.path === '/admin/oauth/access_token')
      return this.tokens.grant(request.host, request.body, this.settings.scopes);
    const version = /^\/admin\/api\/(\d{4}-\d{2}|unstable)\/graphql\.json$/.exec(request.path)?.[1];
    if (version === undefined || request.method !== 'POST')
      return { status: 404, body: { errors: 'Not Found' } };
    if (!this.tokens.accepts(request.headers['x-shopify-access-token'], request.host))
      return this.refuse(401);
    const reply = this.graphql(request);
    const headers = { 'x-shopify-api-version': this.settings.servedVersion, ...reply.headers };
    return { ...reply, headers };
  }

  refuse(status: number): SimulatedReply {
    const errors = REFUSALS[status] ?? 'Something went wrong';
    return { status, body: { errors } };
  }

  private world(domain: string): World {
    const world = this.worlds.get(domain) ?? new World(domain, SHOPS[domain] ?? 'UTC', this.settings);
    this.worlds.set(domain, world);
    return world;
  }

  private shop(domain: string): ShopState {
    const known = this.shops.get(domain);
    if (known) return known;
    const given = (): ShopifySettings => this.settings;
    const bulk = new BulkOperations(domain, given, () => this.root(domain));
    const state = { bulk, bucket: new Bucket(given) };
    this.shops.set(domain, state);
    return state;
  }

  private root(domain: string): Record<string, unknown> {
    return adminRoot(this.world(domain), this.shop(domain).bulk, this.settings.now);
  }

  /** Whoever sends a token there gives it to strangers: this is refused, as a real storage would not. */
  private file({ method, path, headers }: SimulatedRequest): SimulatedReply {
    if ('x-shopify-access-token' in headers || 'authorization' in headers)
      return { status: 400, body: 'A token was sent to the host of files.' };
    const domain = decodeURIComponent(path).split('/')[1] ?? '';
    if (method !== 'GET' || !(domain in SHOPS)) return { status: 404, body: 'Not Found' };
    const { status, body, contentType } = this.shop(domain).bulk.file(decodeURIComponent(path));
    return { status, body, headers: { 'content-type': contentType } };
  }

  private graphql({ host, body, headers }: SimulatedRequest): SimulatedReply {
    const given = headers['content-type']?.startsWith('application/json') ? parsed(body) : undefined;
    if (typeof given?.query !== 'string') return BAD_REQUEST;
    let document: DocumentNode;
    try {
      document = parse(given.query);
    } catch (error) {
      return failed([
        { message: `syntax error, ${(error as Error).message}`, extensions: { code: 'PARSE_ERROR' } },
      ]);
    }
    const errors = validationErrors(schema, document);
    return errors.length ? failed(errors) : this.run(host, document);
  }

  private run(host: string, document: DocumentNode): SimulatedReply {
    const { bucket } = this.shop(host);
    const requested = this.cost(document);
    bucket.tick(this.settings.latencyMs);
    if (requested > MOST_POINTS) return failed([tooDear(requested)]);
    const cost = (spent: number | null) => ({
      cost: { requestedQueryCost: requested, actualQueryCost: spent, throttleStatus: bucket.status() },
    });
    if (!bucket.takes(requested))
      return { status: 200, body: { errors: [THROTTLED], extensions: cost(null) } };
    const context: QueryContext = {
      scopes: this.settings.scopes,
      isBulk: false,
      sizes: new Map(),
      searches: [],
    };
    const { data, errors } = executeSync({
      schema,
      document,
      rootValue: this.root(host),
      contextValue: context,
      fieldResolver: resolveField,
    });
    const spent = Math.min(requested, Math.max(1, this.cost(document, context.sizes)));
    bucket.spend(spent, requested);
    const search = context.searches.length ? { search: context.searches } : {};
    return {
      status: 200,
      body: {
        data,
        ...(errors ? { errors: errors.map(error => error.toJSON()) } : {}),
        extensions: { ...cost(spent), ...search },
      },
    };
  }

  private cost(document: DocumentNode, sizes?: PageSizes): number {
    const [operation] = document.definitions;
    if (operation?.kind !== 'OperationDefinition') return 0;
    return queryCost(schema, operation, sizes) + this.settings.extraCost;
  }
}

function parsed(body: string): { query?: unknown } | undefined {
  try {
    return JSON.parse(body) as { query?: unknown };
  } catch {
    return undefined;
  }
}

function failed(errors: readonly ApiError[]): SimulatedReply {
  return { status: 200, body: { errors } };
}

function tooDear(cost: number): ApiError {
  return {
    message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_POINTS}).\n\nSee https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\ncost of a query is calculated.\n\nTo query larger amounts of data with fewer limits, bulk operations should be used instead.\nSee https://shopify.dev/api/usage/bulk-operations/queries for usage details.\n`,
    extensions: {
      code: 'MAX_COST_EXCEEDED',
      cost,
      maxCost: MOST_POINTS,
      documentation: 'https://shopify.dev/api/usage/rate-limits',
    },
  };
}

const THROTTLED: ApiError = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
};

const BAD_REQUEST: SimulatedReply = {
  status: 400,
  body: { errors: { query: 'Required parameter missing or invalid' } },
};

const REFUSALS: Readonly<Record<number, string>> = {
  401: '[API] Invalid API key or access token (unrecognized login or wrong password)',
  402: 'Unavailable Shop',
  403: '[API] This action requires merchant approval for read_orders scope.',
  404: 'Not Found',
  423: 'Locked',
  429: 'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
  430: 'Shopify Security Rejection',
};
