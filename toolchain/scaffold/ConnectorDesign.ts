/** How requests prove who asks: ways that `Core/Auth` knows. */
export const AUTH_KINDS = [
  'none',
  'api-key-header',
  'api-key-query',
  'bearer',
  'basic',
  'oauth2-client',
  'oauth2-refresh',
] as const;

/** How the API hands out a long list; each kind has its paginator in Core. */
export const PAGING_KINDS = ['none', 'page', 'offset', 'cursor', 'next-url', 'link-header'] as const;

/** A catalogue is what there is now; a time series is asked for by days. */
export const NODE_KINDS = ['catalogue', 'time-series'] as const;

export type AuthKind = (typeof AUTH_KINDS)[number];

/** Whether access tokens are fetched, from an address of their own. */
export function fetchesTokens(auth: string): boolean {
  return auth.startsWith('oauth2-');
}

export type PagingKind = (typeof PAGING_KINDS)[number];
export type NodeKind = (typeof NODE_KINDS)[number];

/** Everything that is decided about a new connector before its files are written. */
export interface ConnectorDesign {
  /** Folder and prefix of its classes, in PascalCase. */
  name: string;
  /** `https`, without a slash at its end, a query or a port. */
  baseUrl: string;
  auth: AuthKind;
  /** Where access tokens come from; with the kinds of OAuth 2 only. */
  tokenUrl?: string;
  paging: PagingKind;
  kind: NodeKind;
  /** Id of its node, and the last part of the address that is asked. */
  node: string;
}

/** Records on one page, and the most that the simulator hands out. */
export const PAGE_SIZE = 100;
