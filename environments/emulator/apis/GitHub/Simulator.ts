import {
  DEFAULT_SETTINGS,
  Simulator,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorSettings,
} from '../Simulator';
import { contributorBody, repositoryBody, repositoryId } from './Repository';

export interface GitHubSettings extends SimulatorSettings {
  /** Tokens that are taken; empty: every one of the right shape. */
  tokens: readonly string[];
  /** Contributors with an account, per repository. GitHub links the first 500 e-mail addresses. Default 150. */
  contributors: number;
  /** Contributors without an account. They are listed with `anon=1` only. Default 5. */
  anonymous: number;
  /** Names as `owner/repo`, in lower case. Every other repository exists and is public. */
  missing: readonly string[];
  private: readonly string[];
  empty: readonly string[];
  tooLarge: readonly string[];
  /** Old name -> new name: answered by a redirect. */
  renamed: Readonly<Record<string, string>>;
  /** Requests an hour without and with a token. The hour does not pass by itself: `reset` begins a new one. */
  anonymousLimit: number;
  tokenLimit: number;
}

const DOCS = 'https://docs.github.com/rest';
const API = 'https://api.github.com';
const VERSIONS = ['2022-11-28', '2026-03-10'];
const TOKEN = /^(gh[pousr]_\w{4,}|github_pat_\w{4,}|[0-9a-f]{40})$/;
const LARGEST_PAGE = 100;
const NAMES: Pick<GitHubSettings, 'missing' | 'private' | 'empty' | 'tooLarge' | 'renamed'> = {
  missing: ['octocat/does-not-exist'],
  private: ['octocat/private'],
  empty: ['octocat/empty'],
  tooLarge: ['torvalds/linux'],
  renamed: { 'octocat/old-name': 'octocat/Hello-World' },
};

/** GitHub's REST API, as much of it as repositories and contributors need. */
export class GitHubSimulator extends Simulator<GitHubSettings> {
  readonly hosts = ['api.github.com'];
  private used = { token: 0, anonymous: 0 };
  /** Full names by id, for the links to `/repositories/{id}` that GitHub gives out. */
  private names = new Map<string, string>();

  constructor() {
    super({
      ...DEFAULT_SETTINGS,
      ...NAMES,
      tokens: [],
      contributors: 150,
      anonymous: 5,
      anonymousLimit: 60,
      tokenLimit: 5000,
    });
  }

  override reset(): void {
    super.reset();
    this.used = { token: 0, anonymous: 0 };
    this.names.clear();
  }

  answer(request: SimulatedRequest): SimulatedReply {
    if (!request.headers['user-agent']) return NO_USER_AGENT;
    const token = tokenOf(request);
    if (token !== undefined && !this.accepts(token)) return explain(401, 'Bad credentials');
    const headers = this.count(token);
    const reply = this.checkedAnswer(request, token, headers);
    return { ...reply, headers: { ...headers, ...reply.headers } };
  }

  refuse(status: number): SimulatedReply {
    const reset = String(Math.floor(Date.parse(this.settings.now) / 1000) + 3600);
    const messages: Record<number, string> = {
      401: 'Bad credentials',
      403: 'Resource not accessible by personal access token',
      404: 'Not Found',
      429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    };
    const reply = explain(status, messages[status] ?? 'Server Error');
    return { ...reply, headers: { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': reset } };
  }

  private accepts(token: string): boolean {
    const { tokens } = this.settings;
    return tokens.length ? tokens.includes(token) : TOKEN.test(token);
  }

  private count(token: string | undefined): Record<string, string> {
    const kind = token === undefined ? 'anonymous' : 'token';
    const limit = token === undefined ? this.settings.anonymousLimit : this.settings.tokenLimit;
    this.used[kind] += 1;
    const used = Math.min(limit, this.used[kind]);
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - used),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(Math.floor(Date.parse(this.settings.now) / 1000) + 3600),
      'x-ratelimit-resource': 'core',
    };
  }

  private checkedAnswer(
    request: SimulatedRequest,
    token: string | undefined,
    limits: Record<string, string>,
  ): SimulatedReply {
    const overLimit = token === undefined ? this.used.anonymous : this.used.token;
    if (overLimit > Number(limits['x-ratelimit-limit'])) return explain(403, limitMessage(token));
    const version = request.headers['x-github-api-version'] ?? '2022-11-28';
    if (!VERSIONS.includes(version)) return explain(400, `The API version ${version} is not supported.`);
    const accept = request.headers.accept ?? '*/*';
    if (!/json|\*\/\*/.test(accept))
      return explain(415, `Unsupported 'Accept' header: '${accept}'. Must accept 'application/json'.`);
    if (request.method !== 'GET') return explain(404, 'Not Found');
    const reply = this.route(request, token, version);
    return { ...reply, headers: { 'x-github-api-version-selected': version, ...reply.headers } };
  }

  private route(request: SimulatedRequest, token: string | undefined, version: string): SimulatedReply {
    const parts = decodeURIComponent(request.path).slice(1).split('/');
    const byId = parts[0] === 'repositories';
    if (!byId && parts[0] !== 'repos') return explain(404, 'Not Found');
    const fullName = byId ? this.names.get(parts[1] ?? '') : `${parts[1]}/${parts[2]}`;
    const [section, ...more] = parts.slice(byId ? 2 : 3);
    if (!fullName || /\/(undefined)?$/.test(fullName) || more.length) return explain(404, 'Not Found');
    const target = this.settings.renamed[fullName.toLowerCase()];
    if (target !== undefined) return this.moved(target, section);
    if (!this.isVisible(fullName.toLowerCase(), token)) return explain(404, 'Not Found');
    this.names.set(String(repositoryId(fullName)), fullName);
    if (section === undefined) return this.repository(fullName, version);
    return section === 'contributors'
      ? this.contributors(fullName, request.query)
      : explain(404, 'Not Found');
  }

  private isVisible(name: string, token: string | undefined): boolean {
    const { missing, private: hidden } = this.settings;
    return !missing.includes(name) && (token !== undefined || !hidden.includes(name));
  }

  private moved(target: string, section: string | undefined): SimulatedReply {
    const id = repositoryId(target);
    this.names.set(String(id), target);
    const url = `${API}/repositories/${id}${section ? `/${section}` : ''}`;
    const body = { message: 'Moved Permanently', url, documentation_url: `${DOCS}/guides/best-practices` };
    return { status: 301, headers: { location: url }, body };
  }

  private repository(fullName: string, version: string): SimulatedReply {
    const isPrivate = this.settings.private.includes(fullName.toLowerCase());
    const body = repositoryBody(fullName, this.settings.seed, isPrivate);
    if (version !== '2022-11-28') delete body.has_downloads;
    return { status: 200, body };
  }

  private contributors(fullName: string, query: URLSearchParams): SimulatedReply {
    const name = fullName.toLowerCase();
    if (this.settings.empty.includes(name)) return { status: 204 };
    if (this.settings.tooLarge.includes(name)) return explain(403, TOO_LARGE);
    const { contributors, anonymous, seed } = this.settings;
    const withAnonymous = ['1', 'true'].includes(query.get('anon') ?? '');
    const total = contributors + (withAnonymous ? anonymous : 0);
    const size = pageSize(query.get('per_page'));
    const page = Math.max(1, Number(query.get('page')) || 1);
    const from = (page - 1) * size;
    const count = Math.max(0, Math.min(size, total - from));
    const body = Array.from({ length: count }, (_, offset) =>
      contributorBody(fullName, from + offset, total, from + offset < contributors, seed),
    );
    const link = linkHeader(repositoryId(fullName), query, page, Math.max(1, Math.ceil(total / size)));
    return { status: 200, body, headers: link ? { link } : {} };
  }
}

const TOO_LARGE =
  'The history or contributor list is too large to list contributors for this repository via the API.';

const NO_USER_AGENT: SimulatedReply = {
  status: 403,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.\r\n',
};

function explain(status: number, message: string): SimulatedReply {
  return { status, body: { message, documentation_url: DOCS, status: String(status) } };
}

function limitMessage(token: string | undefined): string {
  return token === undefined
    ? "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)"
    : 'API rate limit exceeded for user ID 1.';
}

function tokenOf(request: SimulatedRequest): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? undefined : header.replace(/^(Bearer|token)\s*/i, '');
}

/** Default 30; more than 100 is taken for 100. */
function pageSize(text: string | null): number {
  const asked = Number(text);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, LARGEST_PAGE) : 30;
}

function linkHeader(id: number, query: URLSearchParams, page: number, last: number): string {
  const to = (target: number, rel: string) => {
    const copy = new URLSearchParams(query);
    copy.set('page', String(target));
    return `<${API}/repositories/${id}/contributors?${copy.toString()}>; rel="${rel}"`;
  };
  const links = [];
  if (page > 1) links.push(to(page - 1, 'prev'));
  if (page < last) links.push(to(page + 1, 'next'), to(last, 'last'));
  if (page > 1) links.push(to(1, 'first'));
  return links.join(', ');
}
