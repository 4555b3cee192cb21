import { bearer, tokenExchange, type Auth, type AuthContext, type SendTokenRequest } from '../../Core/Auth';
import { EnvironmentAdapter } from '../../Core/EnvironmentAdapter';
import { DataException } from '../../Core/Exceptions';
import { isRecord } from '../../Core/Json';
import { judgeAnswer } from './Errors';
import { GRAPH } from './Graph';

export interface Entered {
  token: string;
  appId: string | undefined;
  appSecret: string | undefined;
}

const DAY = 86_400_000;
/** A token with fewer days left is exchanged for one of about 60. */
const RENEW_DAYS = 5;

/**
 * Signs with the access token. With the app that it belongs to, it is looked at once a day or so and exchanged before it
 * ends; one that never ends, of a system user say, stays. Tokens travel in headers and forms, never in addresses.
 */
export function credentials(context: AuthContext, { token, appId, appSecret }: Entered): Auth {
  if (appId === undefined || appSecret === undefined) return bearer(token);
  return tokenExchange({
    ...context,
    token,
    entered: [appId],
    secrets: [appSecret],
    renewBefore: RENEW_DAYS * DAY,
    inspect: (candidate, send) => endOf(inspect(candidate, `${appId}|${appSecret}`, send)),
    exchange: (candidate, send) => exchange(candidate, appId, appSecret, context.speaker, send),
    judge: judgeAnswer,
  });
}

function inspect(token: string, appToken: string, send: SendTokenRequest): unknown {
  const { data } = send({
    url: `${GRAPH}/debug_token`,
    method: 'post',
    headers: { Authorization: `Bearer ${appToken}` },
    payload: { method: 'get', input_token: token },
  });
  return data;
}

/** When a token ends, in milliseconds since 1970. Facebook writes 0 for "never". */
function endOf(data: unknown): number | undefined {
  if (!isRecord(data) || data['is_valid'] !== true) return undefined;
  const seconds = Number(data['expires_at'] ?? 0);
  return seconds > 0 ? seconds * 1000 : Infinity;
}

function exchange(
  token: string,
  appId: string,
  appSecret: string,
  speaker: string,
  send: SendTokenRequest,
): { token: string; endsAt: number } {
  const payload = {
    grant_type: 'fb_exchange_token',
    client_id: appId,
    client_secret: appSecret,
    fb_exchange_token: token,
  };
  const answer = send({ url: `${GRAPH}/oauth/access_token`, method: 'post', payload });
  const { access_token: next, expires_in: seconds } = answer;
  if (typeof next !== 'string' || next === '')
    throw new DataException(
      `[${speaker}] Facebook answered the exchange of the access token without a new one. Nothing was written; try again later.`,
    );
  return {
    token: next,
    endsAt: seconds === undefined ? Infinity : EnvironmentAdapter.now() + Number(seconds) * 1000,
  };
}
