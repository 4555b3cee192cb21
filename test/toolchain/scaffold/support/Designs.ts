import {
  AUTH_KINDS,
  NODE_KINDS,
  PAGING_KINDS,
  type ConnectorDesign,
} from '../../../../toolchain/scaffold/ConnectorDesign';
import { completeDesign } from '../../../../toolchain/scaffold/ReadDesign';

/** Every kind of authentication with every kind of paging and of node. */
export const ALL_DESIGNS: readonly ConnectorDesign[] = AUTH_KINDS.flatMap(auth =>
  PAGING_KINDS.flatMap(paging => NODE_KINDS.map(kind => designOf(auth, paging, kind))),
);

/** Each pair of two kinds of authentication and paging would be 36: here each kind of either occurs with both nodes. */
export const SAMPLE: readonly ConnectorDesign[] = [
  designOf('none', 'none', 'time-series', { name: 'MadeZ' }),
  designOf('none', 'page', 'catalogue', { node: 'line_items' }),
  designOf('api-key-header', 'offset', 'time-series', { baseUrl: 'https://data.example.org/' }),
  designOf('api-key-query', 'next-url', 'catalogue', { node: 'sales-orders' }),
  designOf('api-key-query', 'link-header', 'time-series'),
  designOf('bearer', 'cursor', 'time-series', { node: 'accountStats' }),
  designOf('basic', 'link-header', 'catalogue', { name: 'MadeWithAVeryLongNameForThisConnector4Me' }),
  designOf('oauth2-refresh', 'page', 'time-series', { tokenUrl: 'https://login.example.net/token' }),
  designOf('oauth2-refresh', 'none', 'catalogue'),
  designOf('oauth2-client', 'cursor', 'catalogue'),
];

function designOf(
  auth: string,
  paging: string,
  kind: string,
  more: { name?: string; node?: string; baseUrl?: string; tokenUrl?: string } = {},
): ConnectorDesign {
  const name = [auth, paging, kind]
    .join('-')
    .replace(/(^|-)([a-z0-9])/g, (_match, _dash, letter: string) => letter.toUpperCase());
  return completeDesign({
    name: `Made${name}`,
    baseUrl: 'https://api.example.com/v1',
    node: 'orders',
    auth,
    paging,
    kind,
    ...more,
  });
}
