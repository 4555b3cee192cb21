import type { Auth, AuthContext } from './Auth';
import { headerOf, withHeader } from './Headers';
import { TokenKeeper, type TokenFetcher } from './TokenKeeper';

/** How a fetched token travels. */
export interface TokenCarrier {
  /** Default `Authorization`. */
  header?: string;
  /** Before the token. Default `Bearer ` in `Authorization`, nothing in another header. */
  prefix?: string;
}

/** Signs with tokens that are fetched, kept and renewed. `secrets`: what was entered; tokens are added to it. */
export function tokenAuth(
  context: AuthContext,
  fetcher: TokenFetcher,
  carrier: TokenCarrier,
  secrets: Set<string>,
): Auth {
  const keeper = new TokenKeeper(context, fetcher, secrets);
  const { header = 'Authorization', prefix = header === 'Authorization' ? 'Bearer ' : '' } = carrier;
  return {
    sign: request => withHeader(request, header, prefix + keeper.current()),
    renew(refused) {
      keeper.renew(headerOf(refused, header)?.slice(prefix.length));
    },
    ...(fetcher.fetchInSteps ? { prepare: () => keeper.prepare() } : {}),
    secrets: () => [...secrets],
  };
}
