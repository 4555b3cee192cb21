import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSource } from '../../environments/node/cli/Connectors';
import { loginCommand } from '../../environments/node/cli/LoginCommand';
import type { LoginOptions } from '../../environments/node/cli/LoginOptions';
import { logoutCommand } from '../../environments/node/cli/LogoutCommand';
import { readCheck, readRun } from '../../environments/node/cli/RunOptions';
import { withSignIn } from '../../environments/node/cli/WithSignIn';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { writeStateFile } from '../../environments/node/StateFile';
import { Grants } from '../../environments/node/sign-in/Grants';
import { GrantStore } from '../../src/Core/Auth/GrantStore';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { until } from '../cli/harness';
import { ADS } from './support/AdsSource';
import { CANARY, HOST } from './support/AuthorizationServer';
import { useAuthorizationServer } from './support/useAuthorizationServer';

const server = useAuthorizationServer();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetbound-login-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const state = () => join(folder, 'state.json');

class Screen {
  out = '';
  err = '';
  readonly input = new PassThrough();
  readonly terminal;

  constructor(variables: Record<string, string> = { ADS_SECRET: 'secretCANARY-1' }) {
    const [out, err] = [new PassThrough(), new PassThrough()];
    out.on('data', (data: Buffer) => (this.out += data.toString()));
    err.on('data', (data: Buffer) => (this.err += data.toString()));
    this.terminal = { out, err, variables };
  }

  /** The address that is to be opened, once it is printed. */
  async address(): Promise<string> {
    const find = () => / {2}(https:\/\/login\S+)/.exec(this.err)?.[1];
    await until(() => find() !== undefined);
    return find() ?? '';
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => probe.close(resolve));
  return port;
}

async function begin(screen: Screen, change: Partial<LoginOptions> = {}): Promise<Promise<number>[]> {
  const where = change.redirect === undefined ? { port: String(await freePort()) } : {};
  const options: LoginOptions = {
    param: ['Auth.ClientId=client-1'],
    secret: [],
    host: [`${HOST}=${server().origin}`],
    state: state(),
    ...where,
    ...change,
  };
  return [loginCommand(ADS, options, screen.terminal, screen.input)];
}

/** What a browser shows in the end. */
async function browse(address: string): Promise<string> {
  const { location, text } = await server().visit(address);
  if (location === null) return text;
  return (await fetch(location)).text();
}

async function signIn(change: Partial<LoginOptions> = {}, screen = new Screen()): Promise<Screen> {
  const [ended] = await begin(screen, change);
  await browse(await screen.address());
  expect(await ended).toBe(0);
  return screen;
}

function messageOf(ended: Promise<unknown> | undefined): Promise<string> {
  return Promise.resolve(ended).then(
    () => 'It did not fail.',
    (error: unknown) => (error as Error).message,
  );
}

/** The settings of a run with what is kept filled in. */
function filled(values: Record<string, unknown> = {}) {
  const declarations = makeSource(ADS).config.declarations();
  return withSignIn('Ads', declarations, values, state());
}

describe('sheetbound login', () => {
  it('keeps what the API gave where only its owner reads it, and prints none of it', async () => {
    const { out, err } = await signIn();
    expect(out + err).not.toContain(CANARY);
    expect(out).toContain('Ads: signed in, as Auth=oauth2 with ClientId client-1.');
    expect(out).toContain(`Forget it: npx sheetbound logout Ads --state ${state()}`);
    expect(statSync(state()).mode & 0o777).toBe(0o600);
    expect(readFileSync(state(), 'utf8')).toContain('refreshCANARY');
  });

  it('lets later commands do without token, secret, id and choice', async () => {
    await signIn();
    const { values } = filled();
    expect(makeSource(ADS, values).config.faults()).toEqual([]);
    expect(values).toMatchObject({
      Auth: { value: 'oauth2', items: { ClientId: 'client-1', ClientSecret: 'secretCANARY-1' } },
    });
  });

  it('gives way to another choice, another app, and a token of one’s own', async () => {
    await signIn();
    const other = { value: 'oauth2', items: { ClientId: 'client-2' } };
    const own = { value: 'oauth2', items: { RefreshToken: 'mine' } };
    for (const values of [{ Auth: 'token' }, { Auth: other }, { Auth: own }])
      expect(filled(values)).toEqual({ values, faults: [] });
  });

  it('keeps the sign-ins of several apps side by side, and asks which is meant', async () => {
    await signIn();
    await server().configure({ clientId: 'client-2' });
    await signIn({ param: ['Auth.ClientId=client-2'] });
    expect(filled().faults).toEqual([
      `Auth.ClientId: ${state()} keeps several sign-ins (client-1, client-2); say which: --param Auth.ClientId=ID`,
    ]);
    const { values } = filled({ Auth: { value: 'oauth2', items: { ClientId: 'client-2' } } });
    expect(makeSource(ADS, values).config.faults()).toEqual([]);
  });

  it('is forgotten by logout, for one app or for all', async () => {
    await signIn();
    await server().configure({ clientId: 'client-2' });
    await signIn({ param: ['Auth.ClientId=client-2'] });
    const screen = new Screen();
    expect(logoutCommand(ADS, { state: state(), client: 'client-1' }, screen.terminal)).toBe(0);
    expect(filled().values).toMatchObject({ Auth: { items: { ClientId: 'client-2' } } });
    // As a run leaves it when the API changes the refresh token.
    const [kept] = new Grants(state()).list('Ads');
    installEnvironment(createNodeEnvironment({ stateFile: state() }));
    const token = kept?.secrets['RefreshToken'] ?? '';
    new GrantStore({ speaker: 'Ads', scope: 'user', entered: ['x', token], token }).write({
      token: 'nextCANARY',
    });
    logoutCommand(ADS, { state: state() }, screen.terminal);
    expect(filled()).toEqual({ values: {}, faults: [] });
    expect(readFileSync(state(), 'utf8')).not.toContain(CANARY);
    logoutCommand(ADS, { state: state() }, screen.terminal);
    await until(() => screen.out.includes('keeps no sign-in. Nothing was changed.'));
  });

  it('takes what a source names from the environment', async () => {
    await signIn({ param: [] }, new Screen({ ADS_CLIENT: 'client-1', ADS_SECRET: 'secretCANARY-1' }));
    expect(filled().values).toMatchObject({ Auth: { items: { ClientId: 'client-1' } } });
  });

  it('answers one JSON document on request', async () => {
    const screen = await signIn({ json: true });
    expect(JSON.parse(screen.out)).toEqual({
      exitCode: 0,
      source: 'Ads',
      isSignedIn: true,
      state: state(),
      option: 'Auth=oauth2',
      clientId: 'client-1',
      secrets: ['RefreshToken', 'AccessToken', 'ClientSecret'],
    });
  });

  it('listens by name under both addresses of this machine', async () => {
    const port = await freePort();
    const screen = await signIn({ redirect: `http://localhost:${port}/callback` });
    expect(screen.err).toContain(`  http://localhost:${port}/callback\n`);
  });
});

describe('run and check', () => {
  const options = () => ({
    param: ['AuthType=oauth2', 'AccountIDs=1'],
    secret: [],
    host: [],
    state: state(),
  });

  it('find in their state file what a login left there, and keep it out of everything printed', () => {
    new Grants(state()).keep({
      source: 'FacebookMarketing',
      choice: 'AuthType',
      option: 'oauth2',
      clientItem: 'AppId',
      clientId: '1',
      secrets: { AccessToken: 'accessCANARY', AppSecret: 'secretCANARY' },
      at: '2026-03-01T00:00:00Z',
    });
    for (const job of [readRun, readCheck].map(read => read('FacebookMarketing', options(), {}))) {
      expect(job.values).toMatchObject({ AuthType: { items: { AccessToken: 'accessCANARY', AppId: '1' } } });
      expect(job.secrets).toEqual(expect.arrayContaining(['accessCANARY', 'secretCANARY']));
      expect(job.state).toBe(state());
    }
  });

  it('say how to sign in where nobody has', () => {
    expect(() => readRun('FacebookMarketing', options(), {})).toThrow(
      'Sign in for it: npx sheetbound login FacebookMarketing',
    );
  });

  it('refuse what a newer version kept, and leave it as it is', () => {
    const text = JSON.stringify({ version: 2, source: 'FacebookMarketing' });
    const key = `sheetbound.signIn.FacebookMarketing.${'a'.repeat(22)}`;
    writeStateFile(state(), { document: {}, user: { [key]: text }, cache: {} });
    expect(() => readRun('FacebookMarketing', options(), {})).toThrow('was written by a newer version');
    expect(readFileSync(state(), 'utf8')).toContain(key);
  });
});

describe('a browser that brings something else', () => {
  it('is sent away, and the right one is waited for', async () => {
    const screen = new Screen();
    const [ended] = await begin(screen);
    const address = await screen.address();
    const { location } = await server().visit(address);
    const foreign = new URL(location ?? '');
    foreign.searchParams.set('state', 'of-somebody-else');
    expect(await (await fetch(foreign)).text()).toContain('This is not the sign-in that was begun here.');
    expect((await fetch(new URL('/favicon.ico', foreign))).status).toBe(404);
    expect(await browse(address)).toContain('You are signed in.');
    expect(await ended).toBe(0);
  });

  it.each([
    ['the user did not agree', { answer: 'deny' }, 'Access was not granted'],
    ['the secret is wrong', { clientSecret: 'otherCANARY' }, 'invalid_client'],
    ['no lasting token comes', { refreshTokens: false }, 'The API sent no refresh_token'],
  ] as const)('says why, in the browser and in the terminal: %s', async (_what, settings, words) => {
    await server().configure(settings);
    const screen = new Screen();
    const [ended] = await begin(screen);
    const failed = messageOf(ended);
    expect(await browse(await screen.address())).toContain(words);
    const message = await failed;
    expect(message).toContain(words);
    expect(message + screen.err).not.toContain(CANARY);
    expect(filled()).toEqual({ values: {}, faults: [] });
  });

  it('is refused by the API when the redirect address is not registered', async () => {
    await server().configure({ redirects: ['https://elsewhere.example/'] });
    const screen = new Screen();
    const [ended] = await begin(screen, { minutes: '0.01' });
    expect(await browse(await screen.address())).toBe('redirect_uri is not registered.');
    expect(await ended).toBe(3);
    expect(screen.err).toContain('Nobody came back in time; nothing was stored. Run the same command again.');
  });
});

describe('an API that sends browsers to https addresses only', () => {
  const redirect = 'https://ads.example/done';

  it('is signed in to by pasting where the browser ended', async () => {
    await server().configure({ redirects: [redirect] });
    const screen = new Screen();
    const [ended] = await begin(screen, { redirect });
    const { location } = await server().visit(await screen.address());
    screen.input.write('https://ads.example/elsewhere?code=1\n');
    await until(() => screen.err.includes('This is not the sign-in that was begun here.'));
    screen.input.write(`${location ?? ''}\n`);
    expect(await ended).toBe(0);
    expect(screen.err).not.toContain(CANARY);
  });

  it('says so when nobody can paste', async () => {
    const screen = new Screen();
    const [ended] = await begin(screen, { redirect });
    await screen.address();
    screen.input.end();
    expect(await messageOf(ended)).toContain('No address was pasted. Nothing was stored.');
  });
});

describe('a login that cannot begin', () => {
  it.each([
    [{ port: '99999' }, '--port 99999: is a number from 1 to 65535.'],
    [{ redirect: 'localhost' }, '--redirect localhost: write a whole address'],
    [{ minutes: 'soon' }, '--minutes soon: is a number of up to 60.'],
    [{ param: ['Auth=token'] }, '--param: name what to sign in to: Auth=oauth2.'],
    [{ param: ['Auth.ClientSecret=abc'] }, 'is secret and is not taken in clear'],
  ])('names every fault: %j', async (change, words) => {
    expect(await messageOf((await begin(new Screen(), change))[0])).toContain(words);
  });

  it('names the item that is missing', async () => {
    expect(await messageOf((await begin(new Screen(), { param: [] }))[0])).toContain(
      '[Ads] ClientId is needed to sign in. Nothing was sent.',
    );
  });

  it('says which port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    const message = await messageOf((await begin(new Screen(), { port: String(port) }))[0]);
    holder.close();
    expect(message).toContain(`[Login] Port ${port} is in use by another program`);
  });
});
