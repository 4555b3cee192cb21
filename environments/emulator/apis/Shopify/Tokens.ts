/** Who may do what, for tests. */
export interface TokenSettings {
  /** Tokens of custom apps and the shop that each belongs to. */
  tokens: Readonly<Record<string, string>>;
  /** The app of the organisation, and its secret. */
  clientId: string;
  clientSecret: string;
  /** Shops in which the app is not installed. */
  withoutApp: readonly string[];
  /** Requests after which a fetched token is no longer taken; 0: never. Default 0. */
  tokenUses: number;
}

export interface TokenAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** Tokens that were given out live for a day; the same client gets another one each time. */
export class Tokens {
  private readonly fetched = new Map<string, { shop: string; uses: number }>();

  constructor(private readonly given: () => TokenSettings) {}

  private get settings(): TokenSettings {
    return this.given();
  }

  /** `POST /admin/oauth/access_token`. */
  grant(shop: string, body: string, scopes: readonly string[]): TokenAnswer {
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials')
      return oauthError('unsupported_grant_type', 'The grant type is not supported.');
    if (form.get('client_id') !== this.settings.clientId)
      return oauthError('application_cannot_be_found', 'Unable to find Shopify API application.');
    if (form.get('client_secret') !== this.settings.clientSecret)
      return oauthError('invalid_client', 'The client secret is wrong.');
    if (this.settings.withoutApp.includes(shop))
      return oauthError('app_not_installed', 'The application is not installed on this shop.');
    const token = `shpat_fetched_${this.fetched.size + 1}_${shop.replace(/\W/g, '')}`;
    this.fetched.set(token, { shop, uses: 0 });
    return { status: 200, body: { access_token: token, scope: scopes.join(','), expires_in: 86_399 } };
  }

  /** Counts the use. */
  accepts(token: string | undefined, shop: string): boolean {
    if (token === undefined) return false;
    const known = this.fetched.get(token);
    if (!known) return this.settings.tokens[token] === shop;
    known.uses += 1;
    return known.shop === shop && (this.settings.tokenUses === 0 || known.uses <= this.settings.tokenUses);
  }
}

/** Shopify tells errors of the grant in a page. */
function oauthError(error: string, message: string): TokenAnswer {
  return {
    status: 400,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html>\n<html><head><title>Oauth error</title></head><body><h1>400</h1><p>Oauth error ${error}: ${message}</p></body></html>\n`,
  };
}
