import { generateKeyPairSync, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceAccount, serviceAccountFaults } from '../../../src/Core/Auth';
import { context, errorOf, formOf, sentBy, TokenWorld } from './support/TokenWorld';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const FILE = {
  type: 'service_account',
  project_id: 'reports',
  private_key_id: 'key-1',
  private_key: privateKey,
  client_email: 'robot@reports.iam.gserviceaccount.com',
  token_uri: 'https://elsewhere.example/token',
};
const SCOPE = 'https://www.googleapis.com/auth/spreadsheets.readonly';

let world: TokenWorld;
beforeEach(() => {
  world = new TokenWorld();
  world.reply = () => ({ body: { access_token: 'access-1', expires_in: 3599 } });
  world.begin();
});
afterEach(() => {
  world.close();
});

function auth(more: Record<string, unknown> = {}, file: object = FILE) {
  return serviceAccount({ ...context(), key: JSON.stringify(file), scope: SCOPE, ...more });
}

/** Header and claims of the assertion that was sent; its signature is right. */
function sentAssertion(): Record<string, unknown>[] {
  const { grant_type, assertion = '' } = formOf(world.requests.at(-1));
  expect(grant_type).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
  expect(assertion).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const signed = Buffer.from(`${header}.${claims}`);
  expect(verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  return [header, claims].map(
    part => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>,
  );
}

describe('a service account', () => {
  it('signs an assertion that Google can verify, and is good for an hour', () => {
    expect(sentBy(auth())).toBe('Bearer access-1');
    expect(world.requests.map(({ url, method }) => [method, url])).toEqual([
      ['post', 'https://oauth2.googleapis.com/token'],
    ]);
    const issued = world.time / 1000;
    expect(sentAssertion()).toEqual([
      { alg: 'RS256', typ: 'JWT', kid: 'key-1' },
      {
        iss: FILE.client_email,
        scope: SCOPE,
        aud: 'https://oauth2.googleapis.com/token',
        iat: issued,
        exp: issued + 3600,
      },
    ]);
  });

  it('asks in the name of somebody, elsewhere, where it is told to', () => {
    sentBy(auth({ subject: 'anna@reports.example', tokenUrl: 'https://login.example/jwt' }));
    expect(world.requests[0]?.url).toBe('https://login.example/jwt');
    expect(sentAssertion()[1]).toMatchObject({
      sub: 'anna@reports.example',
      aud: 'https://login.example/jwt',
    });
  });

  it('takes a key whose line ends were spelt out on the way', () => {
    sentBy(auth({}, { ...FILE, private_key: privateKey.replace(/\n/g, '\\n') }));
    expect(sentAssertion()).toHaveLength(2);
  });

  it.each([
    [{ error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }, /was deleted.*clock here/],
    [{ error: 'unauthorized_client' }, /robot@reports.* may not ask for this.*administrator/],
    [{ error: 'invalid_scope' }, /robot@reports.* may not ask for this/],
  ])('says what to do about %j', (body, expected) => {
    world.reply = () => ({ status: 400, body });
    const error = errorOf(() => sentBy(auth({ subject: 'anna@reports.example' })));
    expect(error).toMatchObject({ statusCode: 401, kind: 'refused' });
    expect(error.message).toMatch(expected);
    expect(error.message).toContain('Nothing was written');
  });
});

describe('a key that cannot be used is known before any request', () => {
  const faultsOf = (file: unknown) =>
    serviceAccountFaults(
      typeof file === 'string' ? file : JSON.stringify(file),
      'Key',
      'Service account key',
    );

  it.each<[string, unknown, RegExp]>([
    ['a path', 'C:\\keys\\robot.json', /this is not JSON\. Paste the whole key file/],
    ['half of it', JSON.stringify(FILE).slice(0, 900), /this is not JSON/],
    ['a list', [FILE], /this is not JSON/],
    ['the file of a client', { installed: { client_id: 'x' } }, /file of an OAuth client/],
    ['the file of a user', { ...FILE, type: 'authorized_user' }, /file of an OAuth client/],
    ['another file', { a: 1 }, /"type" must be "service_account"/],
    ['no address', { ...FILE, client_email: undefined }, /no "client_email"/],
    ['no key', { ...FILE, private_key: '' }, /no "private_key"/],
    ['an older form', { ...FILE, private_key: '-----BEGIN RSA PRIVATE KEY-----\nx' }, /PKCS#1/],
    ['a damaged key', { ...FILE, private_key: privateKey.replace(/[\w+/]{20}\n/, '\n') }, /./],
  ])('%s', (_, file, expected) => {
    const [fault, ...more] = faultsOf(file);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ parameter: 'Key', message: expect.stringMatching(expected) as string });
    expect(fault?.message).toMatch(/^Service account key: /);
    expect(fault?.message).not.toMatch(/BEGIN PRIVATE KEY-----\n|[\w+/]{40}/);
  });

  it('and one that can be used, or is not given, has no faults', () => {
    expect(faultsOf(FILE)).toEqual([]);
    expect(serviceAccountFaults(undefined, 'Key', 'Key')).toEqual([]);
    expect(world.requests).toEqual([]);
  });
});
