import type { AbstractSource } from '../../Core/AbstractSource';
import type { AccountInfo } from '../../Core/AccountInfo';
import { DataException } from '../../Core/Exceptions';
import type { Steps } from '../../Core/FetchProtocol';
import { isRecord } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';
import { budgetOf } from './Errors';

/** Released on 1 October 2026, supported until 1 October 2027. */
export const API_VERSION = '2026-10';

/** What an import must know of a shop. */
export interface Shop extends AccountInfo {
  name: string;
  timeZone: string;
  currency: string;
  /** Handles of what the app may do there. */
  scopes: readonly string[];
}

const SHOP_QUERY = 'query{shop{name ianaTimezone currencyCode}currentAppInstallation{accessScopes{handle}}}';

/** GraphQL queries to the Admin API of one shop or another. Whatever is not a whole answer is an error. */
export class AdminApi {
  private readonly shops = new Map<string, Shop>();

  constructor(private readonly source: AbstractSource<object>) {}

  /** The data of an answer, and the points that it cost. */
  *query(shop: string, query: string): Steps<{ data: SourceRecord; spent: number }> {
    const response = yield* this.source.request(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, {
      method: 'post',
      contentType: 'application/json',
      headers: { Accept: 'application/json' },
      payload: JSON.stringify({ query }),
    });
    const body: unknown = this.source.parseJson(response);
    const data = isRecord(body) ? body['data'] : undefined;
    if (!isRecord(data)) throw this.notUnderstood(shop, 'has no data');
    this.refuseIgnoredFilter(shop, isRecord(body) ? body['extensions'] : undefined);
    this.tellVersion(response.getHeader('x-shopify-api-version'));
    return { data, spent: budgetOf(body)?.spent ?? 0 };
  }

  /** Asked for once. */
  *shop(domain: string): Steps<Shop> {
    const known = this.shops.get(domain);
    if (known) return known;
    const { data } = yield* this.query(domain, SHOP_QUERY);
    const { shop, currentAppInstallation: app } = data;
    if (!isRecord(shop) || typeof shop['ianaTimezone'] !== 'string')
      throw this.notUnderstood(domain, 'does not tell the time zone of the shop');
    const scopes = isRecord(app) && Array.isArray(app['accessScopes']) ? app['accessScopes'] : [];
    const info: Shop = {
      id: domain,
      name: String(shop['name'] ?? domain),
      timeZone: shop['ianaTimezone'],
      currency: String(shop['currencyCode'] ?? ''),
      scopes: scopes.filter(isRecord).map(scope => String(scope['handle'])),
    };
    this.shops.set(domain, info);
    return info;
  }

  notUnderstood(shop: string, what: string): DataException {
    return new DataException(
      `[${this.source.name}] The answer of ${shop} ${what}. Nothing of this window was written; try again later.`,
    );
  }

  /** A filter that Shopify does not know is left out without an error, and everything comes. */
  private refuseIgnoredFilter(shop: string, extensions: unknown): void {
    const searches = isRecord(extensions) && Array.isArray(extensions['search']) ? extensions['search'] : [];
    for (const search of searches.filter(isRecord)) {
      const warnings = Array.isArray(search['warnings']) ? search['warnings'].filter(isRecord) : [];
      const [warning] = warnings;
      if (warning)
        throw this.notUnderstood(
          shop,
          `ignores the filter ${String(warning['field'])}: ${String(warning['message'])}`,
        );
    }
  }

  private tellVersion(served: string | undefined): void {
    if (served === undefined || served === API_VERSION) return;
    this.source.warn(
      `Shopify answers in its version ${served}, no longer in ${API_VERSION}, which this connector was written for: fields may lack or mean something else. Update the connector.`,
    );
  }
}
