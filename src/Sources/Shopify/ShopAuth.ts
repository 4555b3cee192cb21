import type { Auth } from '../../Core/Auth/Auth';
import type { FetchRequest } from '../../Core/EnvironmentAdapter';
import type { Steps } from '../../Core/FetchProtocol';
import { hostOf } from '../../Core/Paginators';

/** The header in which the Admin API takes tokens. */
export const TOKEN_HEADER = 'X-Shopify-Access-Token';

export interface ShopAuth extends Auth {
  /** Gets the token of a shop, as steps: see `Auth.prepare`. */
  prepareFor(shop: string): Steps<void>;
}

/** An app has another token in each shop: requests are signed with that of the shop they go to. */
export function authByShop(authOf: (shop: string) => Auth): ShopAuth {
  const known = new Map<string, Auth>();
  const forShop = (shop: string): Auth => {
    const auth = known.get(shop) ?? authOf(shop);
    known.set(shop, auth);
    return auth;
  };
  const forRequest = ({ url }: FetchRequest): Auth => forShop(hostOf(url).replace(/^https?:\/\//, ''));
  return {
    *prepareFor(shop) {
      yield* forShop(shop).prepare?.() ?? [];
    },
    sign: request => forRequest(request).sign(request),
    renew: refused => forRequest(refused).renew?.(refused),
    secrets: () => [...known.values()].flatMap(auth => auth.secrets()),
  };
}
