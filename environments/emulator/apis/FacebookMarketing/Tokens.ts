import { between } from '../Random';
import { BAD_TOKEN, EXPIRED_TOKEN, invalidParameter, NO_TOKEN, type GraphFault } from './Errors';
import { Refusal } from './Query';

export interface TokenSettings {
  /** Days that an entered token has left; 0: it never ends, like that of a system user. Default 59. */
  tokenDays: number;
  /** Tokens that have ended. */
  expiredTokens: readonly string[];
  /** Apps by their id, with their secrets. */
  apps: Readonly<Record<string, string>>;
  /** What somebody who signs in gets for this code. */
  code: string;
}

const TOKEN = /^[A-Za-z0-9]{20,}$/;
const EXCHANGED_SECONDS = 5_183_944;

const BAD_SECRET: GraphFault = { code: 1, message: 'Error validating client secret.' };
const BAD_APP: GraphFault = {
  code: 101,
  message: 'Error validating application. Cannot get application info due to a system error.',
};

/** Tokens of people and apps: those that are entered live as the settings say, those given out here as Facebook says. */
export class Tokens {
  /** Token -> end, seconds since 1970. */
  private readonly issued = new Map<string, number>();

  clear(): void {
    this.issued.clear();
  }

  /** Throws unless the token opens data. */
  require(token: string | undefined, settings: TokenSettings, now: number): string {
    if (!token) throw new Refusal(NO_TOKEN);
    if (!TOKEN.test(token)) throw new Refusal(BAD_TOKEN);
    if (this.isOver(token, settings, now)) throw new Refusal(EXPIRED_TOKEN);
    return token;
  }

  /** `GET /debug_token`: asked for with the token of the app, `id|secret`. */
  debug(query: URLSearchParams, appToken: string | undefined, settings: TokenSettings, now: number): unknown {
    const [appId = '', secret = ''] = (appToken ?? '').split('|');
    requireApp(appId, secret, settings);
    const token = query.get('input_token');
    if (!token) throw new Refusal(invalidParameter('The parameter input_token is required'));
    const isValid = TOKEN.test(token) && !this.isOver(token, settings, now);
    const shown = { app_id: appId, type: 'USER', application: 'Simulated', is_valid: isValid };
    if (!isValid)
      return {
        data: { ...shown, error: { code: 190, message: EXPIRED_TOKEN.message, subcode: 463 }, scopes: [] },
      };
    return {
      data: { ...shown, expires_at: this.endOf(token, settings, now), scopes: ['ads_read'], user_id: '1' },
    };
  }

  /** `oauth/access_token`: a long-lived token for another one, or a first one for a code. */
  exchange(query: URLSearchParams, settings: TokenSettings, now: number): unknown {
    requireApp(query.get('client_id') ?? '', query.get('client_secret') ?? '', settings);
    if (query.get('grant_type') === 'fb_exchange_token')
      this.require(query.get('fb_exchange_token') ?? undefined, settings, now);
    else if (!query.get('redirect_uri'))
      throw new Refusal({ code: 191, message: 'Missing redirect_uri parameter.' });
    else if (query.get('code') !== settings.code)
      throw new Refusal({ ...invalidParameter('Invalid verification code format.'), subcode: 36009 });
    const access_token = `EAAexchanged${this.issued.size + 1}n${between(1e8, 9e8, this.issued.size, now)}`;
    this.issued.set(access_token, now + EXCHANGED_SECONDS);
    return { access_token, token_type: 'bearer', expires_in: EXCHANGED_SECONDS };
  }

  private isOver(token: string, settings: TokenSettings, now: number): boolean {
    const end = this.endOf(token, settings, now);
    return settings.expiredTokens.includes(token) || (end !== 0 && end <= now);
  }

  private endOf(token: string, { tokenDays }: TokenSettings, now: number): number {
    return this.issued.get(token) ?? (tokenDays === 0 ? 0 : now + Math.round(tokenDays * 86_400));
  }
}

function requireApp(id: string, secret: string, { apps }: TokenSettings): void {
  if (!(id in apps)) throw new Refusal(BAD_APP);
  if (apps[id] !== secret) throw new Refusal(BAD_SECRET);
}
