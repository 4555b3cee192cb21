import { CONFIG_ATTRIBUTES } from '../../Constants';
import type { Config } from '../../Core/AbstractConfig';
import { AbstractSource, type FetchContext } from '../../Core/AbstractSource';
import { collectPages } from '../../Core/CollectPages';
import { EnvironmentAdapter, type FetchOptions, type FetchResponse } from '../../Core/EnvironmentAdapter';
import {
  DataException,
  HttpRequestException,
  isHttpRequestException,
  type Fault,
} from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { parseFieldsSchema } from '../../Core/FieldsSchema';
import { linkHeader, type Page } from '../../Core/Paginators';
import { defineParameters } from '../../Core/Parameters';
import type { SourceRecord } from '../../Core/Schema';
import fieldsSchema from './FieldsSchema.json';
import {
  isTimedLimit,
  isTooLargeToList,
  isUntimedSecondaryLimit,
  reasonOf,
  SECONDARY_LIMIT_DELAY,
} from './RateLimits';
import { hasAccount, toContributor, toRepository } from './Records';

const parameters = defineParameters({
  AccessToken: {
    requiredType: 'string',
    label: 'Access token',
    description:
      'Personal access token that may read the repositories. Without one: public repositories only, 60 requests an hour.',
    attributes: [CONFIG_ATTRIBUTES.SECRET],
  },
  RepositoryName: {
    requiredType: 'string',
    isRequired: true,
    label: 'Repositories',
    description: 'One or more as owner/name, separated by commas.',
    placeholder: 'octocat/Hello-World, octocat/Spoon-Knife',
  },
});

const API = 'https://api.github.com';
/** Its successor, 2026-03-10, no longer has `has_downloads`. GitHub supports this one until March 2028 at least. */
const API_VERSION = '2022-11-28';
const PAGE_SIZE = 100;
const REPOSITORY = /^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/;

/** Repositories and their contributors from GitHub's REST API. An account is a repository, `owner/name`. */
export class GitHubSource extends AbstractSource<typeof parameters> {
  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
  }

  /** Whole addresses of repositories are taken as well; names are one whatever their case. */
  override getAccounts(): readonly string[] {
    const names = (this.config.RepositoryName.value ?? '')
      .split(/[,;\s]+/)
      .map(name => name.replace(/^(https?:\/\/)?(www\.)?github\.com\//i, '').replace(/(\.git)?\/*$/, ''));
    const byLowerCase = new Map<string, string>();
    for (const name of names)
      if (name && !byLowerCase.has(name.toLowerCase())) byLowerCase.set(name.toLowerCase(), name);
    return [...byLowerCase.values()];
  }

  override validate(): readonly Fault[] {
    return this.getAccounts()
      .filter(name => !REPOSITORY.test(name))
      .map(name => ({
        parameter: 'RepositoryName',
        message: `Repositories: "${name}" is not of the form owner/name, e.g. octocat/Hello-World.`,
      }));
  }

  fetchData(_startDate: Date, _endDate: Date, { node, account = '' }: FetchContext) {
    if (node === 'contributors') return this.contributors(account);
    return node === 'repositoryStats' ? this.statistics(account) : this.repository(account);
  }

  override isValidToRetry(error: HttpRequestException): boolean {
    if (isUntimedSecondaryLimit(error)) return false;
    return isTimedLimit(error) || super.isValidToRetry(error);
  }

  /** Adds what GitHub demands after a secondary limit without an end: a minute, then twice as long each time. */
  override *request(url: string, options: FetchOptions = {}): Steps<FetchResponse> {
    for (let attempt = 0; ; attempt++) {
      try {
        return yield* super.request(url, options);
      } catch (error) {
        if (!isHttpRequestException(error)) throw error;
        const again = isUntimedSecondaryLimit(error) && attempt < this.config.MaxFetchRetries.value;
        if (!again) throw this.explain(error, url);
      }
      yield* this.wait(SECONDARY_LIMIT_DELAY * 2 ** attempt);
    }
  }

  private *repository(account: string): Pages {
    yield [toRepository(yield* this.readRepository(account), account)];
  }

  private *contributors(account: string): Pages {
    const url = `${API}/repos/${account}/contributors?per_page=${PAGE_SIZE}`;
    yield* this.paginate(url, this.options(), linkHeader(), (body, page) =>
      this.contributorsOf(body, page.response).map(one => toContributor(one, account)),
    );
  }

  private *statistics(account: string): Pages {
    const repository = yield* this.readRepository(account);
    const contributors = yield* this.countContributors(account);
    const today = EnvironmentAdapter.formatDate(
      new Date(EnvironmentAdapter.now()),
      EnvironmentAdapter.timeZone(),
      'yyyy-MM-dd',
    );
    yield [{ repository: account, date: today, stars: repository['stargazers_count'], contributors }];
  }

  private *readRepository(account: string): Steps<SourceRecord> {
    const response = yield* this.request(`${API}/repos/${account}`, this.options());
    const body: unknown = this.parseJson(response);
    if (typeof body !== 'object' || body === null || !('id' in body) || !('full_name' in body))
      throw this.notUnderstood('is not a repository');
    return body as SourceRecord;
  }

  /** Null where GitHub cannot list them: an unknown number is not 0, and the stars of that day are worth keeping. */
  private *countContributors(account: string): Steps<number | null> {
    try {
      return (yield* collectPages(this.contributors(account))).length;
    } catch (error) {
      if (!isHttpRequestException(error) || !isTooLargeToList(error)) throw error;
      console.warn(error.message);
      return null;
    }
  }

  /** An empty repository is answered with 204 and no body. */
  private contributorsOf(body: Page['body'], response: FetchResponse): SourceRecord[] {
    if (response.getResponseCode() === 204) return [];
    if (!Array.isArray(body)) throw this.notUnderstood('is not a list of contributors');
    return (body as SourceRecord[]).filter(hasAccount);
  }

  private options(): FetchOptions {
    const token = this.config.AccessToken.value;
    return {
      headers: {
        Accept: 'application/vnd.github+json',
        'X-GitHub-Api-Version': API_VERSION,
        'User-Agent': 'sheetbound',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
    };
  }

  /** GitHub's answer, and what to do. A limit is told apart from a refusal by its status: 429, not 403. */
  private explain(error: HttpRequestException, url: string): HttpRequestException {
    const isLimit = isTimedLimit(error) || isUntimedSecondaryLimit(error);
    const advice = isLimit ? this.limitAdvice() : this.refusalAdvice(error);
    if (!advice) return error;
    const { statusCode, payload, serverDelay } = error;
    const answer = `${url.split('?')[0]} answered ${statusCode}: ${reasonOf(error)}`;
    return new HttpRequestException(this.redact(`[${this.name}] ${answer}. ${advice}`), {
      statusCode: isLimit ? 429 : statusCode,
      payload,
      serverDelay,
    });
  }

  private limitAdvice(): string {
    return this.config.AccessToken.value === undefined
      ? 'Without an access token GitHub answers 60 requests an hour: enter one, or wait an hour.'
      : 'The limit of requests is reached; it is lifted within the hour.';
  }

  private refusalAdvice(error: HttpRequestException): string {
    if (isTooLargeToList(error))
      return 'GitHub lists no contributors of repositories this large: deselect the contributors of this one.';
    if (error.statusCode !== 404) return '';
    return this.config.AccessToken.value === undefined
      ? 'Check the spelling; a private repository needs an access token.'
      : 'Check the spelling, and that the access token may read this repository.';
  }

  private notUnderstood(what: string): DataException {
    return new DataException(
      `[${this.name}] GitHub's answer ${what}. Nothing of it was written; try again later.`,
    );
  }
}
