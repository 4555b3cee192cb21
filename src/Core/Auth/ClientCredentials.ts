import type { Answered, Verdict } from '../AnswerErrors';
import type { Steps } from '../FetchProtocol';
import type { AccessToken } from './AccessToken';
import { REENTER } from './Advice';
import type { Auth } from './Auth';
import { clientRequest, clientSecrets, tokenOf, type OAuthClient } from './OAuthClient';
import { tokenAuth } from './TokenAuth';
import {
  isFailure,
  requestToken,
  requestTokenInSteps,
  type TokenBody,
  type TokenEndpoint,
  type TokenFailure,
} from './TokenRequest';

export interface ClientCredentialsOptions extends OAuthClient {
  clientSecret: string;
  /** Default: nothing is said, the service decides. */
  scope?: string;
  /** What an answer of the token service means, where it is not as RFC 6749 has it. */
  judge?(answer: Answered): Verdict | undefined;
}

const REJECTED = `The client id or the client secret was rejected. Nothing was written. ${REENTER}`;

/** The app asks for itself, with its id and secret (RFC 6749 4.4). */
export function clientCredentials(options: ClientCredentialsOptions): Auth {
  const { tokenUrl, clientId, clientSecret, scope, extra = {} } = options;
  const secrets = new Set(clientSecrets(options));
  const endpoint: TokenEndpoint = {
    context: options,
    secrets,
    advice: {
      client: REJECTED,
      grant: REJECTED,
      scope: 'The app may not read this. Nothing was written. Give it the permission at the service.',
    },
    ...(options.judge ? { judge: options.judge } : {}),
  };
  const grant = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
  const tokenFrom = (answer: TokenBody | TokenFailure): AccessToken | TokenFailure =>
    isFailure(answer) ? answer : tokenOf(answer, options.speaker);
  const fetcher = {
    entered: [
      'client-credentials',
      tokenUrl,
      clientId,
      clientSecret,
      scope ?? '',
      ...Object.entries(extra).flat(),
    ],
    fetch: () => tokenFrom(requestToken(clientRequest(options, grant), endpoint)),
    *fetchInSteps(): Steps<AccessToken | TokenFailure> {
      return tokenFrom(yield* requestTokenInSteps(clientRequest(options, grant), endpoint));
    },
  };
  return tokenAuth(options, fetcher, options, secrets);
}
