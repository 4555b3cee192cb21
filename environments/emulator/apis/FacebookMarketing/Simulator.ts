import { Simulator, type SimulatedReply, type SimulatedRequest } from '../Simulator';
import { EDGES, readAccount, readRows, type Asked } from './Edges';
import { faultOf, faultReply, NO_PERMISSION, unknownObject, type GraphFault } from './Errors';
import { InsightRows } from './InsightRows';
import { parseInsights } from './InsightsQuery';
import { Jobs } from './Jobs';
import { page, Refusal } from './Query';
import { DEFAULTS, type FacebookMarketingSettings } from './Settings';
import { Tokens } from './Tokens';
import { Usage } from './Usage';

/** Of the Marketing API; the Graph API keeps its versions longer. */
const VERSIONS = ['v25.0', 'v26.0'];
const OLDEST = 25;
/** Jobs a day for which Facebook still tells a reach of more than 13 months ago. */
const REACH_JOBS = 10;

/** The Graph API, as much of it as the Marketing API's reports need. */
export class FacebookMarketingSimulator extends Simulator<FacebookMarketingSettings> {
  readonly hosts = ['graph.facebook.com'];
  private readonly tokens = new Tokens();
  private readonly jobs = new Jobs();
  private readonly usage = new Usage();
  private reachJobs = 0;

  constructor() {
    super(DEFAULTS);
  }

  override reset(): void {
    super.reset();
    this.tokens.clear();
    this.jobs.clear();
    this.usage.clear();
    this.reachJobs = 0;
  }

  answer(request: SimulatedRequest): SimulatedReply {
    try {
      return { status: 200, body: this.route(request), headers: this.usage.headers(this.settings) };
    } catch (error) {
      if (error instanceof Refusal) return faultReply(error.fault);
      throw error;
    }
  }

  refuse(status: number): SimulatedReply {
    return faultReply(faultOf(status));
  }

  /** A POST with `method=get` is a GET whose parameters are in the body. */
  private route(request: SimulatedRequest): unknown {
    const query = new URLSearchParams([...request.query, ...new URLSearchParams(request.body)]);
    const method = (query.get('method') ?? request.method).toLowerCase();
    const [version = '', ...path] = decodeURIComponent(request.path).split('/').filter(Boolean);
    requireVersion(version);
    const { settings } = this;
    const now = Math.floor(Date.parse(settings.now) / 1000);
    const given = tokenOf(request, query);
    if (path.join('/') === 'oauth/access_token') return this.tokens.exchange(query, settings, now);
    if (path.join('/') === 'debug_token') return this.tokens.debug(query, given, settings, now);
    const token = this.tokens.require(given, settings, now);
    this.usage.count(settings);
    const asked = { query, token, address: request.path, settings };
    return method === 'get' ? this.read(path, asked) : this.order(path, method, asked);
  }

  private read([id = '', edge, ...more]: readonly string[], asked: Asked): unknown {
    if (more.length) throw new Refusal(unknownPath(more.join('/')));
    if (id === 'me') return this.me(edge, asked);
    if (this.jobs.has(id)) return this.job(id, edge, asked);
    const account = this.accountOf(id);
    if (edge === undefined) return readAccount(account, asked);
    const read = EDGES[edge];
    if (!read) throw new Refusal(unknownPath(edge));
    return read(account, asked);
  }

  private order([id = '', edge]: readonly string[], method: string, { query, settings }: Asked): unknown {
    const account = this.accountOf(id, method);
    if (method !== 'post' || edge !== 'insights') throw new Refusal(unknownObject(id, method));
    this.reachJobs += 1;
    const question = parseInsights(query, settings.now);
    const rows = new InsightRows(account, question, settings, this.reachJobs <= REACH_JOBS);
    const outcome = rows.total > settings.jobRows ? 'too-large' : settings.jobOutcome;
    // What is lost is lost once: the next job is done.
    if (['lost', 'expired', 'skipped'].includes(outcome)) settings.jobOutcome = 'done';
    return { report_run_id: this.jobs.submit(account, rows, outcome) };
  }

  private accountOf(id: string, method = 'get'): string {
    const account = /^act_(\d+)$/.exec(id)?.[1];
    const { accounts, foreign } = this.settings;
    if (account !== undefined && foreign.includes(account)) throw new Refusal(NO_PERMISSION);
    if (account === undefined || !accounts.includes(account)) throw new Refusal(unknownObject(id, method));
    return account;
  }

  private me(edge: string | undefined, asked: Asked): unknown {
    if (edge === undefined) return { id: '1', name: 'Simulated person' };
    if (edge !== 'adaccounts') throw new Refusal(unknownPath(edge));
    const { accounts } = this.settings;
    const { query, address, token } = asked;
    return page(accounts.length, query, address, token, index => readAccount(accounts[index] ?? '', asked));
  }

  private job(id: string, edge: string | undefined, asked: Asked): unknown {
    if (edge === undefined) return this.jobs.look(id, this.settings);
    if (edge !== 'insights') throw new Refusal(unknownPath(edge));
    return readRows(this.jobs.rowsOf(id, this.settings), asked);
  }
}

function requireVersion(version: string): void {
  if (VERSIONS.includes(version)) return;
  const number = Number(/^v(\d+)\.0$/.exec(version)?.[1] ?? NaN);
  if (!(number < OLDEST)) throw new Refusal(unknownPath(version));
  throw new Refusal({
    code: 2635,
    message:
      '(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: v26.0.',
  });
}

function unknownPath(path: string): GraphFault {
  return { code: 2500, message: `Unknown path components: /${path}` };
}

function tokenOf(request: SimulatedRequest, query: URLSearchParams): string | undefined {
  const header = request.headers['authorization']?.replace(/^(Bearer|OAuth)\s+/i, '');
  return header ?? query.get('access_token') ?? undefined;
}
