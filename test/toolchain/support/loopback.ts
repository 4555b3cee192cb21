import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GoogleLogin, LoginOptions } from '../../../environments/emulator/script-api/Accounts';
import type { GoogleStateOptions } from '../../../environments/emulator/script-api/GoogleState';
import { startScriptApi, type ScriptApi } from '../../../environments/emulator/script-api/ScriptApi';

export interface Finished {
  /** Null: ended by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  finished: Promise<Finished>;
}

/** The loopback Google, a home folder with a login for it, and processes that know no other Google. */
export interface Loopback {
  readonly google: ScriptApi;
  /** A new folder with `.clasprc.json`. Everything of this loopback is below it or below `folder()`. */
  readonly home: string;
  /** Who is logged in at first. */
  readonly email: string;
  /** The environment for a child process: HOME, the way to the loopback, no proxies, no colours. */
  readonly env: Readonly<Record<string, string>>;
  /** Logs in anew as somebody and writes `.clasprc.json`. */
  login(email: string, options?: LoginOptions): GoogleLogin;
  /** Writes `.clasprc.json` for this login, with members changed as given. */
  writeLogin(login: GoogleLogin, changes?: Readonly<Record<string, unknown>>): void;
  logout(): void;
  /** A new empty folder, removed by `close`. */
  folder(): string;
  /** The real clasp with these words. */
  clasp(
    words: readonly string[],
    cwd: string,
    variables?: Readonly<Record<string, string>>,
  ): Promise<Finished>;
  /** Any script of Node's with these words; `start` when it is to be killed on its way. */
  node(
    words: readonly string[],
    cwd: string,
    variables?: Readonly<Record<string, string>>,
  ): Promise<Finished>;
  start(words: readonly string[], cwd: string, variables?: Readonly<Record<string, string>>): Running;
  close(): Promise<void>;
}

/** Who is logged in unless a test says otherwise. */
export const ADA = 'ada@example.com';

const PRELOAD = pathToFileURL(resolve('test/toolchain/support/preload.mjs')).href;
const CLASP = resolve('node_modules/@google/clasp/build/src/index.js');

export async function startLoopback(options: GoogleStateOptions = {}): Promise<Loopback> {
  const google = await startScriptApi(options);
  const base = mkdtempSync(join(tmpdir(), 'sheetbound-google-'));
  const home = join(base, 'home');
  mkdirSync(home);
  const env = environmentFor(google.url, home);
  let folders = 0;
  const start = (words: readonly string[], cwd: string, variables = {}): Running =>
    startNode(words, cwd, { ...env, ...variables });
  const loopback: Loopback = {
    google,
    home,
    email: ADA,
    env,
    login: (email, loginOptions) => {
      const login = google.login(email, loginOptions);
      writeCredentials(home, login);
      return login;
    },
    writeLogin: (login, changes) => {
      writeCredentials(home, login, changes);
    },
    logout: () => {
      rmSync(join(home, '.clasprc.json'), { force: true });
    },
    folder: () => {
      folders += 1;
      const path = join(base, `folder-${folders}`);
      mkdirSync(path);
      return path;
    },
    clasp: (words, cwd, variables) => start([CLASP, ...words], cwd, variables).finished,
    node: (words, cwd, variables) => start(words, cwd, variables).finished,
    start,
    close: async () => {
      await google.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
  loopback.login(ADA);
  return loopback;
}

/** The file as `clasp login` 3.4 writes it. */
export function credentials(login: GoogleLogin, changes: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    tokens: {
      default: {
        client_id: login.clientId,
        client_secret: login.clientSecret,
        type: 'authorized_user',
        refresh_token: login.refreshToken,
        access_token: login.accessToken,
        expiry_date: login.expiryDate,
        ...changes,
      },
    },
  };
}

function writeCredentials(
  home: string,
  login: GoogleLogin,
  changes?: Readonly<Record<string, unknown>>,
): void {
  const text = JSON.stringify(credentials(login, changes), null, 2);
  writeFileSync(join(home, '.clasprc.json'), text, { mode: 0o600 });
}

/** What a process is given: nothing that leads to the real Google, to a proxy or to somebody's own login. */
function environmentFor(url: string, home: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined &&
      !/^(https?_proxy|all_proxy|no_proxy|node_options|clasp_config_.*|google_.*|vitest.*|node_v8_coverage)$/i.test(
        name,
      ),
  ) as [string, string][];
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    NODE_OPTIONS: `--import=${PRELOAD}`,
    SHEETBOUND_TEST_GOOGLE: url,
    NO_COLOR: '1',
  };
}

function startNode(words: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const finished = new Promise<Finished>((done, fail) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', fail);
    child.once('close', code => {
      done({ code, stdout, stderr });
    });
  });
  return { child, finished };
}
