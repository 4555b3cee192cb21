import type { Auth } from '../../Core/Auth/Auth';
import type { FetchRequest } from '../../Core/EnvironmentAdapter';
import { hostOf } from '../../Core/Paginators';

/** The header in which the Admin API takes tokens. */
export const TOKEN_HEADER = 'X-Shopify-Access-Token';

/** An app has another token in each shop: requests are signed with that of the shop they go to. */
export function authByShop(authOf: (shop: string) => Auth): Auth {
  const known = new Map<string, Auth>();
  const forRequest = ({ url }: FetchRequest): Auth => {
    const shop = hostOf(url).replace(/^https?:\/\//, '');
    const auth = known.get(shop) ?? authOf(shop);
    known.set(shop, auth);
    return auth;
  };
  return {
    sign: request => forRequest(request).sign(request),
    renew: refused => forRequest(refused).renew?.(refused),
    secrets: () => [...known.values()].flatMap(auth => auth.secrets()),
  };
}
