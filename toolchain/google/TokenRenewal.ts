import { ToolError } from '../ToolError';
import type { Credentials } from './Credentials';
import { networkError } from './GoogleErrors';
import { jsonBody, type Send } from './Send';

const TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** Milliseconds for one renewal. */
const TIME_LIMIT = 30_000;

/** Answers of Google's token endpoint; of a refusal only `error` is sure to be there. */
interface TokenAnswer {
  access_token?: unknown;
  expires_in?: unknown;
  refresh_token?: unknown;
  error?: unknown;
  error_subtype?: unknown;
  error_description?: unknown;
}

/** Asks Google for a new access token. Renewing has no side effect, so a failure of the network is tried once more. */
export async function renewToken(
  credentials: Credentials,
  send: Send,
  now: () => number,
): Promise<Credentials> {
  const result = await askTwice(credentials, send);
  if ('failure' in result) throw networkError('renew your login', result.failure, 'Nothing was sent yet.');
  const { status, body } = result.answer;
  const answer = (jsonBody(body) ?? {}) as TokenAnswer;
  const { access_token: token, expires_in: seconds, refresh_token: rotated } = answer;
  if (status !== 200 || typeof token !== 'string') throw refusal(status, answer);
  return {
    ...credentials,
    accessToken: token,
    expiresAt: now() + (typeof seconds === 'number' ? seconds : 0) * 1000,
    refreshToken: typeof rotated === 'string' && rotated ? rotated : credentials.refreshToken,
  };
}

async function askTwice(credentials: Credentials, send: Send): ReturnType<Send> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    refresh_token: credentials.refreshToken ?? '',
  });
  const request = {
    url: TOKEN_URL,
    method: 'post',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']] as const,
    body: new TextEncoder().encode(form.toString()),
    followRedirects: false,
    timeout: TIME_LIMIT,
  };
  const first = await send(request);
  return 'failure' in first || first.answer.status >= 500 ? send(request) : first;
}

/** Words of the token endpoint are fixed ones; only those are repeated, never what else an answer may hold. */
function refusal(status: number, { error, error_subtype: subtype }: TokenAnswer): ToolError {
  const reason = typeof error === 'string' && /^[a-z_]+$/.test(error) ? error : `status ${status}`;
  const fail = (text: string) => new ToolError(`[Google] ${text} Nothing was sent yet.`, 'invalid');
  if (reason === 'invalid_grant' && subtype === 'invalid_rapt')
    return fail('Your organisation asks you to log in again (invalid_rapt). Run `npx clasp login`.');
  if (reason === 'invalid_grant')
    return fail(
      'Your login has expired or was revoked (invalid_grant). Run `npx clasp login`; in CI, renew the secret from the new file.',
    );
  if (reason === 'invalid_client' || reason === 'unauthorized_client' || reason === 'deleted_client')
    return fail(
      `The OAuth client of your login is not accepted (${reason}). Run \`npx clasp login\` (with \`--creds\` if you use a client of your own).`,
    );
  if (reason === 'admin_policy_enforced' || reason === 'access_denied')
    return fail(
      `The administrator of your organisation does not allow this login (${reason}). Ask them to allow clasp, or use another account.`,
    );
  if (status === 429 || status >= 500)
    return new ToolError(
      `[Google] Your login could not be renewed: Google's login service failed (${status}). Nothing was sent yet. Try again in a minute.`,
    );
  return fail(`Your login could not be renewed (${reason}). Run \`npx clasp login\`.`);
}
