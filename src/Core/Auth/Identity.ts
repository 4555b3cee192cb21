import { EnvironmentAdapter } from '../EnvironmentAdapter';

/**
 * The name under which something is kept that belongs to entered credentials: a digest, so that the store's keys tell
 * nothing, and that newly entered credentials begin afresh.
 */
export function storeKey(purpose: string, entered: readonly string[]): string {
  const digest = EnvironmentAdapter.computeDigest('SHA_256', JSON.stringify(entered));
  return `sheetbound.${purpose}.${EnvironmentAdapter.base64EncodeWebSafe(digest).replace(/=/g, '')}`;
}
