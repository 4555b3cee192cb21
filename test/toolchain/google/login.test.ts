import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { credentialsPath } from '../../../toolchain/google/CredentialsFile';
import { readLogin } from '../../../toolchain/google/Login';
import { answer, answering, clasp3, failure, homeWith, scratch, SECRETS } from './fake';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

function login(credentials: unknown, ...answers: Parameters<typeof answering>) {
  const home = homeWith(credentials);
  const { send, sent } = answering(...answers);
  const made = () => readLogin({}, home, send, () => NOW);
  return { made, sent, file: join(home, '.clasprc.json') };
}

const renewed = answer(200, { access_token: 'made-up-new-token', expires_in: 3599 });

function stored(file: string): Record<string, unknown> {
  return (JSON.parse(readFileSync(file, 'utf8')) as { tokens: { default: Record<string, unknown> } }).tokens
    .default;
}

describe('where the login is', () => {
  it('is where clasp looks for it, so that both are the same user', () => {
    const home = scratch();
    expect(credentialsPath({}, home)).toBe(join(home, '.clasprc.json'));
    expect(credentialsPath({ clasp_config_auth: join(home, 'ci.json') }, '/nowhere')).toBe(
      join(home, 'ci.json'),
    );
    mkdirSync(join(home, 'team'));
    expect(credentialsPath({ clasp_config_auth: join(home, 'team') }, home)).toBe(
      join(home, 'team', '.clasprc.json'),
    );
  });

  it.each([
    ['no file', undefined, /You are not logged in: there is no ~\/\.clasprc\.json.*npx clasp login/],
    ['a file that was cut off', '{"tokens": {"def', /not readable as a login.*secret holds the whole file/],
    ['an empty file', '', /not readable as a login/],
    ['after clasp logout', { tokens: {} }, /holds no login \(you logged out\).*npx clasp login/],
    ['only other users', { tokens: { work: clasp3() } }, /for other names only/],
    ['a service account', { type: 'service_account', private_key: 'made-up' }, /takes users only/],
    [
      "another tool's file",
      { type: 'authorized_user', refresh_token: SECRETS.refresh },
      /no login that clasp would use/,
    ],
  ])('%s: says so, and how to log in', (_what, content, text) => {
    const home = content === undefined ? scratch() : homeWith(content);
    expect(() => readLogin({}, home)).toThrowError(
      expect.objectContaining({ name: 'ToolError', kind: 'invalid' }),
    );
    expect(() => readLogin({}, home)).toThrowError(text);
  });

  it('a folder in place of the file is no login', () => {
    const home = scratch();
    mkdirSync(join(home, '.clasprc.json', '.clasprc.json'), { recursive: true });
    expect(() => readLogin({}, home)).toThrowError(/cannot be read \(EISDIR\)/);
  });
});

describe('a token', () => {
  it('that is good for long is used as it is', async () => {
    const { made, sent } = login(clasp3(), renewed);
    expect(await made().accessToken()).toBe(SECRETS.access);
    expect(sent).toEqual([]);
  });

  it.each([
    ['clasp 3, run out', clasp3({ expiry_date: NOW - 1 })],
    ['clasp 3, before clasp itself would renew it', clasp3({ expiry_date: NOW + 6 * 60_000 })],
    ['clasp 3, just logged in', clasp3({ expiry_date: undefined })],
    [
      'clasp 2',
      {
        token: { refresh_token: SECRETS.refresh, access_token: 'old', expiry_date: 1 },
        oauth2ClientSettings: { clientId: 'made-up-client', clientSecret: SECRETS.client },
      },
    ],
  ])('%s: is renewed and kept for clasp, for the owner only', async (_what, credentials) => {
    const { made, sent, file } = login(credentials, renewed);
    const { accessToken, claspFile } = { accessToken: 'made-up-new-token', claspFile: file };
    const session = made();
    expect(await session.accessToken()).toBe(accessToken);
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'made-up-client',
      client_secret: SECRETS.client,
      refresh_token: SECRETS.refresh,
    });
    expect(stored(file)).toMatchObject({
      access_token: accessToken,
      expiry_date: NOW + 3_599_000,
      refresh_token: SECRETS.refresh,
      type: 'authorized_user',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await session.claspFile()).toBe(claspFile);
    expect(sent).toHaveLength(1);
  });

  it('of clasp 1 is renewed with the client of the installed clasp', async () => {
    const { made, sent } = login({ access_token: 'old', refresh_token: SECRETS.refresh }, renewed);
    const session = made();
    expect(await session.accessToken()).toBe('old');
    expect(await session.accessToken('old')).toBe('made-up-new-token');
    expect(new URLSearchParams(sent[0]?.body).get('client_id')).toMatch(/\.apps\.googleusercontent\.com$/);
  });

  it('is renewed once for many requests at a time', async () => {
    const { made, sent } = login(clasp3({ expiry_date: 1 }), renewed);
    const session = made();
    await Promise.all([session.accessToken(), session.accessToken(), session.claspFile()]);
    expect(sent).toHaveLength(1);
  });

  it('that Google rejected is renewed, unless another process has done so', async () => {
    const { made, sent, file } = login(clasp3(), renewed);
    const session = made();
    writeFileSync(file, JSON.stringify(clasp3({ access_token: 'made-up-by-clasp' })));
    expect(await session.accessToken(SECRETS.access)).toBe('made-up-by-clasp');
    expect(sent).toEqual([]);
    expect(await session.accessToken('made-up-by-clasp')).toBe('made-up-new-token');
  });

  it('renewed with a new key keeps that key, and everything else of the file', async () => {
    const rotated = answer(200, { access_token: 'new', expires_in: 3599, refresh_token: 'made-up-rotated' });
    const { tokens } = clasp3({ expiry_date: 1, id_token: 'kept' });
    const session = login({ other: 1, tokens: { ...tokens, work: { a: 1 } } }, rotated);
    await session.made().accessToken();
    expect(stored(session.file)).toMatchObject({ refresh_token: 'made-up-rotated', id_token: 'kept' });
    expect(JSON.parse(readFileSync(session.file, 'utf8'))).toMatchObject({
      other: 1,
      tokens: { work: { a: 1 } },
    });
  });

  it('does not overwrite a login that a person made meanwhile', async () => {
    const home = homeWith(clasp3({ expiry_date: 1 }));
    const file = join(home, '.clasprc.json');
    const { send } = answering(renewed);
    const session = readLogin(
      {},
      home,
      request => {
        writeFileSync(file, JSON.stringify(clasp3({ refresh_token: 'made-up-of-today' })));
        return send(request);
      },
      () => NOW,
    );
    await session.accessToken();
    expect(stored(file)).toMatchObject({ refresh_token: 'made-up-of-today', access_token: SECRETS.access });
  });

  it('is written through a link, which stays one', async () => {
    const home = scratch();
    const real = join(homeWith(clasp3({ expiry_date: 1 })), '.clasprc.json');
    symlinkSync(real, join(home, '.clasprc.json'));
    await readLogin({}, home, answering(renewed).send, () => NOW).accessToken();
    expect(stored(real)['access_token']).toBe('made-up-new-token');
    expect(readFileSync(join(home, '.clasprc.json'), 'utf8')).toBe(readFileSync(real, 'utf8'));
  });

  it('goes to clasp in a copy of its own when the file cannot be written', async () => {
    // A link to nowhere beside it: the folder takes no temporary file, as a mounted secret would not.
    const { made, file } = login(clasp3({ expiry_date: 1 }), renewed);
    mkdirSync(`${file}.${process.pid}.tmp`);
    const copy = await made().claspFile();
    expect(copy).not.toBe(file);
    expect(stored(copy)['access_token']).toBe('made-up-new-token');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(stored(file)['access_token']).toBe(SECRETS.access);
    expect(existsSync(file)).toBe(true);
  });

  it('whose new key cannot be kept is told about, for the old one may be void', async () => {
    const { made, file } = login(
      clasp3({ expiry_date: 1 }),
      answer(200, { access_token: 'new', expires_in: 1, refresh_token: 'made-up-rotated' }),
    );
    mkdirSync(`${file}.${process.pid}.tmp`);
    await expect(made().accessToken()).rejects.toThrowError(/changed the key of your login.*npx clasp login/);
  });
});

describe('a login that Google does not renew', () => {
  it.each([
    [
      'revoked',
      answer(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
      /expired or was revoked \(invalid_grant\)\. Run `npx clasp login`; in CI/,
    ],
    [
      'reauthentication',
      answer(400, { error: 'invalid_grant', error_subtype: 'invalid_rapt' }),
      /asks you to log in again/,
    ],
    [
      'client gone',
      answer(401, { error: 'deleted_client' }),
      /OAuth client of your login is not accepted \(deleted_client\)/,
    ],
    ['administrator', answer(400, { error: 'admin_policy_enforced' }), /administrator of your organisation/],
    ['Google down', answer(503, 'try later'), /login service failed \(503\).*Try again/],
    ['no network', failure('dns'), /Could not renew your login: .*HTTPS_PROXY/],
    ['a captive portal', answer(200, '<html>'), /could not be renewed \(status 200\)/],
  ])('%s: says what to do and nothing secret', async (_what, result, text) => {
    const { made } = login(clasp3({ expiry_date: 1 }), result);
    const error = await made()
      .accessToken()
      .catch((thrown: unknown) => thrown as Error);
    expect(String(error)).toMatch(text);
    for (const secret of Object.values(SECRETS)) expect(String(error)).not.toContain(secret);
  });

  it('without a refresh token lasts as long as its token', async () => {
    const bare = { expiry_date: NOW + HOUR, refresh_token: undefined };
    expect(await login(clasp3(bare)).made().accessToken()).toBe(SECRETS.access);
    await expect(
      login(clasp3({ ...bare, expiry_date: NOW }))
        .made()
        .accessToken(),
    ).rejects.toThrowError(/holds no refresh token.*npx clasp login/);
  });

  it('tries once more when the connection broke', async () => {
    const { made, sent } = login(clasp3({ expiry_date: 1 }), failure('broken'), renewed);
    expect(await made().accessToken()).toBe('made-up-new-token');
    expect(sent).toHaveLength(2);
  });
});

it('a file without read permission says so', () => {
  const home = homeWith(clasp3());
  chmodSync(join(home, '.clasprc.json'), 0o000);
  if (process.getuid?.() === 0) expect(() => readLogin({}, home)).not.toThrow();
  else expect(() => readLogin({}, home)).toThrowError(/cannot be read \(EACCES\)/);
});
