import type { AuthKind, ConnectorDesign } from '../ConnectorDesign';
import type { AuthPart, MakeAuthPart } from './AuthPart';
import { apiKeyHeader, basic, bearer } from './HeaderAuth';
import { noAuth } from './NoAuth';
import { clientCredentials, refreshToken } from './OAuthAuth';
import { apiKeyQuery } from './QueryAuth';

const PARTS: Record<AuthKind, MakeAuthPart> = {
  none: noAuth,
  'api-key-header': apiKeyHeader,
  'api-key-query': apiKeyQuery,
  bearer,
  basic,
  'oauth2-client': clientCredentials,
  'oauth2-refresh': refreshToken,
};

export function authPartOf(design: ConnectorDesign): AuthPart {
  return PARTS[design.auth](design);
}
