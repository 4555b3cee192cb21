import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GoogleLogin } from '../../../environments/emulator/script-api/Accounts';
import { startScriptApi, type ScriptApi } from '../../../environments/emulator/script-api/ScriptApi';
import { ask, messageOf, statusOf, type Answer } from '../support/ask';

const ADA = 'ada@example.com';
const USER_INFO = 'GET www.googleapis.com/oauth2/v2/userinfo';

let google: ScriptApi;
let time = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  google = await startScriptApi({ now: () => time });
});

afterAll(() => google.close());

function refresh(login: GoogleLogin, changes: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const form = new URLSearchParams({
    client_id: login.clientId,
    client_secret: login.clientSecret,
    refresh_token: login.refreshToken,
    grant_type: 'refresh_token',
    ...changes,
  });
  return ask(google, undefined, 'POST oauth2.googleapis.com/token', form);
}

describe('access tokens', () => {
  it('say who sends the request and end after an hour', async () => {
    const login = google.login(ADA);
    expect((await ask(google, login, USER_INFO)).body).toMatchObject({ email: ADA, verified_email: true });
    time += 3_600_000;
    const answer = await ask(google, login, USER_INFO);
    expect([answer.status, statusOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(messageOf(answer)).toMatch(/^Request had invalid authentication credentials\. Expected OAuth 2/);
    const { body } = await refresh(login);
    expect(body).toMatchObject({ expires_in: 3599, token_type: 'Bearer' });
    const renewed = { ...login, accessToken: String(body['access_token']) };
    expect((await ask(google, renewed, USER_INFO)).status).toBe(200);
  });

  it('are needed', async () => {
    const answer = await ask(google, undefined, 'GET script.googleapis.com/v1/projects/1abc');
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).toContain('CREDENTIALS_MISSING');
  });

  it('tell their scopes and their end', async () => {
    const login = google.login(ADA, { scopes: ['https://www.googleapis.com/auth/script.projects'] });
    const path = `GET oauth2.googleapis.com/tokeninfo?access_token=`;
    expect((await ask(google, undefined, path + login.accessToken)).body).toMatchObject({
      scope: 'https://www.googleapis.com/auth/script.projects',
      expires_in: '3599',
    });
    expect((await ask(google, undefined, `${path}other`)).body).toMatchObject({ error: 'invalid_token' });
    expect((await ask(google, login, USER_INFO)).status).toBe(403);
  });
});

describe('refresh tokens', () => {
  it('count no more when the login was revoked, nor do its access tokens', async () => {
    const login = google.login('eve@example.com');
    google.accounts.revoke('eve@example.com');
    const answer = await refresh(login);
    expect([answer.status, answer.body]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    ]);
    expect((await ask(google, login, USER_INFO)).status).toBe(401);
  });

  it('belong to a client and its secret', async () => {
    const login = google.login(ADA);
    expect(await refresh(login, { client_id: 'other' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' },
    });
    expect(await refresh(login, { client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    google.login(ADA, { clientId: 'second' });
    expect((await refresh(login, { client_id: 'second' })).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('may be replaced by a refresh, which ends the old one', async () => {
    const login = google.login(ADA, { rotatesRefreshTokens: true });
    const { refreshToken } = login;
    const { body } = await refresh(login);
    expect(body['refresh_token']).toBe(login.refreshToken);
    expect((await refresh({ ...login, refreshToken })).body).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(login)).status).toBe(200);
  });
});

describe('the journal', () => {
  it('holds no token', async () => {
    const login = google.login(ADA);
    google.clearRequests();
    await refresh(login);
    await ask(google, login, USER_INFO);
    await ask(google, undefined, `GET oauth2.googleapis.com/tokeninfo?access_token=${login.accessToken}`);
    expect(google.requests()).toMatchObject([
      { path: '/token' },
      { user: ADA },
      { path: '/tokeninfo', query: {} },
    ]);
    expect(JSON.stringify(google.requests())).not.toMatch(/made-up-(access|refresh|client-secret)/);
  });
});
