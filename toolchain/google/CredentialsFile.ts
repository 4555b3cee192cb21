import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ToolError } from '../ToolError';
import {
  parseCredentials,
  withRenewed,
  type Credentials,
  type DefaultClient,
  type NoLogin,
} from './Credentials';

/** Name of the file in which clasp keeps its login. */
const FILE_NAME = '.clasprc.json';

/** Read and write for the owner only, as clasp makes it. */
const PRIVATE = 0o600;

const HOW_TO_LOG_IN = 'Run `npx clasp login` once, then this command again.';

/** The file that clasp takes its login from: `clasp_config_auth`, else `~/.clasprc.json`. A folder means the file in it. */
export function credentialsPath(
  variables: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const path = resolve(variables['clasp_config_auth'] || join(home, FILE_NAME));
  try {
    return statSync(path).isDirectory() ? join(path, FILE_NAME) : path;
  } catch {
    return path;
  }
}

/** Throws a `ToolError` that says how to log in when `path` holds no login. `shown`: the path as people read it. */
export function readCredentials(path: string, shown: string, ownClient?: DefaultClient): Credentials {
  const found = parseCredentials(readText(path, shown), () => ownClient);
  if (typeof found !== 'string') return found;
  throw new ToolError(`[Google] ${refusal(found, shown)} Nothing was sent.`, 'invalid');
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    const message = isAbsent
      ? `You are not logged in: there is no ${shown}. Nothing was sent. ${HOW_TO_LOG_IN}`
      : `Your login in ${shown} cannot be read (${code}). Nothing was sent. Make the file readable for you, or log in anew with \`npx clasp login\`.`;
    throw new ToolError(`[Google] ${message}`, 'invalid', { cause: error });
  }
}

function refusal(reason: NoLogin, shown: string): string {
  switch (reason) {
    case 'absent':
      return `You are not logged in: ${shown} holds no login (you logged out). ${HOW_TO_LOG_IN}`;
    case 'not-json':
      return `${shown} is not readable as a login: it is empty, cut off or no JSON. Log in anew with \`npx clasp login\`; in CI check that the secret holds the whole file.`;
    case 'other-users':
      return `${shown} holds logins for other names only (made with \`clasp --user\`), none for "default". ${HOW_TO_LOG_IN}`;
    case 'service-account':
      return `${shown} is the key of a service account. The Apps Script API takes users only: log in as a user with \`npx clasp login\`; for CI copy that user's file.`;
    case 'unknown-form':
      return `${shown} holds no login that clasp would use: it needs {"tokens": {"default": {...}}}. ${HOW_TO_LOG_IN}`;
  }
}

/**
 * Keeps a renewed token in the file, whole or not at all, for its owner only. False when the file was made anew
 * meanwhile. Throws what the file system says.
 */
export function saveRenewed(path: string, used: Credentials, renewed: Credentials): boolean {
  const text = withRenewed(readFileSync(path, 'utf8'), used, renewed);
  if (text === undefined) return false;
  writePrivately(realpathSync(path), text);
  return true;
}

/** A copy of the file with the renewed token in a folder of its own, for the rest of this process. */
export function privateCopy(path: string, used: Credentials, renewed: Credentials): string {
  const folder = mkdtempSync(join(tmpdir(), 'sheetbound-login-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const copy = join(folder, FILE_NAME);
  writePrivately(copy, withRenewed(readFileSync(path, 'utf8'), used, renewed) ?? readFileSync(path, 'utf8'));
  return copy;
}

function writePrivately(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'wx', PRIVATE);
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * The OAuth client of clasp itself, asked from the clasp that is installed. Files of clasp 1 do not name it; undefined
 * when it is not to be had, and such a login then lasts as long as its access token.
 */
export async function claspClient(): Promise<DefaultClient | undefined> {
  try {
    const main = createRequire(import.meta.url).resolve('@google/clasp');
    const url = pathToFileURL(join(dirname(main), 'auth', 'oauth_client.js')).href;
    const found = (await import(url)) as Record<string, unknown>;
    const [clientId, clientSecret] = [
      found['DEFAULT_CLASP_OAUTH_CLIENT_ID'],
      found['DEFAULT_CLASP_OAUTH_CLIENT_SECRET'],
    ];
    return typeof clientId === 'string' && typeof clientSecret === 'string'
      ? { clientId, clientSecret }
      : undefined;
  } catch {
    return undefined;
  }
}
