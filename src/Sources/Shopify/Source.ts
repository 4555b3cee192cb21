import type { Config } from '../../Core/AbstractConfig';
import { AbstractSource, type FetchContext } from '../../Core/AbstractSource';
import type { AccountInfo } from '../../Core/AccountInfo';
import type { Answered, Verdict } from '../../Core/AnswerErrors';
import { apiKey } from '../../Core/Auth/ApiKey';
import type { Auth } from '../../Core/Auth/Auth';
import { clientCredentials } from '../../Core/Auth/ClientCredentials';
import { toCivilDate } from '../../Core/CivilDate';
import type { FetchResponse } from '../../Core/EnvironmentAdapter';
import { isHttpRequestException, isNamed, messageOf, type Fault } from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { parseFieldsSchema } from '../../Core/FieldsSchema';
import { hostOf } from '../../Core/Paginators';
import { runSteps } from '../../Core/Requesting';
import { AdminApi } from './AdminApi';
import { judgeAnswer, judgeToken, paceOf } from './Errors';
import fieldsSchema from './FieldsSchema.json';
import { NodeReader } from './NodeReader';
import { parameters } from './Parameters';
import type { NodeQuery } from './Queries';
import queries from './Queries.json';
import { authByShop, TOKEN_HEADER, type ShopAuth } from './ShopAuth';
import { isShopDomain, shopDomains } from './Shops';

/** Scopes without which Shopify leaves things out and says nothing, by the type of the things. */
const SILENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Order: { read_all_orders: 'orders that were placed more than 60 days ago' },
  FulfillmentOrder: {
    read_merchant_managed_fulfillment_orders: "fulfillment orders of the shop's own locations",
    read_third_party_fulfillment_orders: 'fulfillment orders of fulfillment services',
  },
};

/** Orders, customers, products and the rest of a shop, from Shopify's GraphQL Admin API. An account is a shop. */
export class ShopifySource extends AbstractSource<typeof parameters> {
  /** Each shop has a bucket of points of its own. */
  override concurrency = 10;
  private readonly queries: Readonly<Record<string, NodeQuery>>;
  private readonly api = new AdminApi(this);
  private shopAuth: ShopAuth | undefined;

  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
    this.queries = parseFieldsSchema(queries) as unknown as Record<string, NodeQuery>;
  }

  override getAccounts(): readonly string[] {
    return shopDomains(this.config.ShopDomain.value ?? '');
  }

  override validate(): readonly Fault[] {
    const shops = this.getAccounts();
    const { AuthType, AccessToken } = this.config;
    const faults: Fault[] = shops
      .filter(shop => !isShopDomain(shop))
      .map(shop => ({
        parameter: 'ShopDomain',
        message: `Shop domain: "${shop}" is not the permanent domain of a shop, such as my-shop.myshopify.com.`,
      }));
    const isToken = AuthType.value === 'access_token' || AccessToken.value !== undefined;
    if (AuthType.value === undefined && AccessToken.value === undefined)
      faults.push({ parameter: 'AuthType', message: 'Authentication: a value is needed.' });
    if (AuthType.value !== undefined && AccessToken.value !== undefined)
      faults.push({
        parameter: 'AccessToken',
        message: 'Access token (old setting): remove it, for Authentication was chosen.',
      });
    else if (isToken && shops.length > 1)
      faults.push({
        parameter: 'ShopDomain',
        message:
          'Shop domain: an access token belongs to one shop. Make an import for each, or use an app of your organisation.',
      });
    return faults;
  }

  override createAuth(): Auth {
    const { AuthType, AccessToken } = this.config;
    if (AuthType.value !== 'client_credentials') {
      const entered = AuthType.value === 'access_token' ? AuthType.items.AccessToken : AccessToken;
      return apiKey({ header: TOKEN_HEADER, value: entered.value ?? '' });
    }
    const { ClientId, ClientSecret } = AuthType.items;
    return (this.shopAuth ??= authByShop(shop =>
      clientCredentials({
        ...this.authContext(),
        header: TOKEN_HEADER,
        tokenUrl: `https://${shop}/admin/oauth/access_token`,
        clientId: ClientId.value,
        clientSecret: ClientSecret.value,
        judge: judgeToken,
      }),
    ));
  }

  /** All at once. One that refuses is told of with the others, and refuses again when it is read. */
  override *readAccounts(): Steps<readonly AccountInfo[]> {
    const shops = this.getAccounts();
    const infos: AccountInfo[] = [];
    while (infos.length < shops.length) {
      const some = shops.slice(infos.length, infos.length + this.concurrency);
      infos.push(...runSteps(some.map(shop => this.readAccount(shop))));
    }
    return infos;
  }

  private *readAccount(id: string): Steps<AccountInfo> {
    try {
      yield* this.prepare(id);
      const { name, timeZone, currency } = yield* this.api.shop(id);
      return { id, name, timeZone, currency };
    } catch (error) {
      if (!isHttpRequestException(error) && !isNamed(error, 'DataException')) throw error;
      return { id, problem: messageOf(error) };
    }
  }

  /** Shops that are read at once get their tokens at once; to sign is to wait for them one by one. */
  private *prepare(shop: string): Steps<void> {
    this.createAuth();
    if (this.shopAuth) yield* this.shopAuth.prepareFor(shop);
  }

  override judge(answer: Answered): Verdict | undefined {
    return judgeAnswer(answer, this.config.AuthType.value === 'client_credentials');
  }

  /** Each shop has a bucket of its own. */
  override budgetOf(url: string): string {
    return hostOf(url);
  }

  override pace(response: FetchResponse): number {
    return paceOf(response);
  }

  *fetchData(startDate: Date, endDate: Date, { node, account = '', fields }: FetchContext): Pages {
    const query = this.queries[node];
    if (!query) throw new Error(`Node "${node}" has no query.`);
    yield* this.prepare(account);
    const isByDays = query.filter !== undefined;
    const shop = isByDays || query.type in SILENT ? yield* this.api.shop(account) : undefined;
    if (shop) this.tellOfLeftOut(query.type, account, shop.scopes);
    const reader = new NodeReader(this, this.api, { query, shop: account, timeZone: shop?.timeZone });
    const to = toCivilDate(endDate);
    // What has no days cannot be halved by days, should it be too large.
    const from = isByDays ? toCivilDate(startDate) : to;
    yield* this.inParts({ from, to, fields }, ['id'], part => reader.read(part));
  }

  /** A scope to write includes that to read. */
  private tellOfLeftOut(type: string, shop: string, scopes: readonly string[]): void {
    for (const [scope, things] of Object.entries(SILENT[type] ?? {}))
      if (!scopes.includes(scope) && !scopes.includes(scope.replace('read_', 'write_')))
        this.warn(
          `${shop}: the app lacks the scope ${scope}, so Shopify leaves out ${things}. Give it to the app and install it anew if you need them.`,
        );
  }
}
