import { homedir } from 'node:os';
import { sep } from 'node:path';
import { ToolError } from '../ToolError';
import type { Credentials } from './Credentials';
import { claspClient, credentialsPath, privateCopy, readCredentials, saveRenewed } from './CredentialsFile';
import { sendThrough, type Send } from './Send';
import { renewToken } from './TokenRenewal';

/**
 * Milliseconds before its end at which a token counts as used up. clasp renews 5 minutes before; by renewing earlier
 * no clasp process has to, for several of them at once would write the file over each other.
 */
const RENEW_BEFORE = 10 * 60_000;

/** Who talks to Google: clasp's login. */
export interface Login {
  /** The credentials file as people read it, `~` for the home folder. */
  readonly shown: string;
  /** A token that is good for some minutes. `rejected`: a token that Google did not take; then another one. */
  accessToken(rejected?: string): Promise<string>;
  /** The credentials file for clasp (`-A`), with a token that is good for some minutes. */
  claspFile(): Promise<string>;
}

/** Throws a `ToolError` when nobody is logged in. Sends nothing; the token is renewed when it is first needed. */
export function readLogin(
  variables: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
  send: Send = sendThrough(variables),
  now: () => number = Date.now,
): Login {
  const path = credentialsPath(variables, home);
  const shown = path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
  return new ClaspLogin(path, shown, readCredentials(path, shown), send, now);
}

class ClaspLogin implements Login {
  private renewal: Promise<void> | undefined;
  private copy: string | undefined;

  constructor(
    private readonly path: string,
    readonly shown: string,
    private credentials: Credentials,
    private readonly send: Send,
    private readonly now: () => number,
  ) {}

  async accessToken(rejected?: string): Promise<string> {
    if (this.isUsedUp() || this.credentials.accessToken === rejected) {
      // Several requests may find the token used up at once.
      this.renewal ??= this.renew().finally(() => {
        this.renewal = undefined;
      });
      await this.renewal;
    }
    return this.credentials.accessToken ?? '';
  }

  async claspFile(): Promise<string> {
    await this.accessToken();
    return this.copy ?? this.path;
  }

  private isUsedUp(): boolean {
    const { accessToken, expiresAt, refreshToken } = this.credentials;
    if (!accessToken) return true;
    if (expiresAt === undefined) return refreshToken !== undefined;
    return expiresAt - RENEW_BEFORE <= this.now() && (refreshToken !== undefined || expiresAt <= this.now());
  }

  private async renew(): Promise<void> {
    // Another process may have renewed it, or a person logged in anew.
    const used = await this.reread();
    if (used.accessToken !== this.credentials.accessToken) {
      this.credentials = used;
      if (!this.isUsedUp()) return;
    }
    if (used.refreshToken === undefined)
      throw new ToolError(
        `[Google] Your login in ${this.shown} has run out and cannot be renewed: it holds no refresh token. Nothing was sent. Run \`npx clasp login\`.`,
        'invalid',
      );
    const renewed = await renewToken(used, this.send, this.now);
    this.credentials = renewed;
    this.keep(used, renewed);
  }

  private async reread(): Promise<Credentials> {
    const found = readCredentials(this.path, this.shown);
    if (found.refreshToken !== undefined || found.clientId) return found;
    return readCredentials(this.path, this.shown, await claspClient());
  }

  /** A file that cannot be written (a mounted secret) is no fault unless Google changed the refresh token. */
  private keep(used: Credentials, renewed: Credentials): void {
    try {
      saveRenewed(this.path, used, renewed);
      this.copy = undefined;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (renewed.refreshToken !== used.refreshToken)
        throw new ToolError(
          `[Google] Google changed the key of your login, and it could not be kept in ${this.shown} (${code ?? message}). Make the file writable and run \`npx clasp login\`.`,
          'failed',
          { cause: error },
        );
      this.copy = privateCopy(this.path, used, renewed);
    }
  }
}
