import { homedir } from 'node:os';
import { DriveApi } from './DriveApi';
import { GoogleApi, type GoogleApiOptions } from './GoogleApi';
import { readLogin, type Login } from './Login';
import { ScriptApi } from './ScriptApi';
import { sendThrough, type Send } from './Send';

/** Google, as the user who is logged in with clasp. */
export interface Google {
  login: Login;
  script: ScriptApi;
  drive: DriveApi;
  /** The user's e-mail address; undefined when the login does not tell. Throws only for a login that is not accepted. */
  account(): Promise<string | undefined>;
}

export interface GoogleOptions extends GoogleApiOptions {
  /** Default: the user's home folder. */
  home?: string;
  /** For tests. */
  send?: Send;
}

/** As clasp finds it: on Windows `HOME` (of Git's shell, say) does not count. */
function homeOf({ HOME }: Readonly<Record<string, string | undefined>>): string {
  return (process.platform !== 'win32' && HOME) || homedir();
}

/** Throws a `ToolError` when nobody is logged in; sends nothing yet. */
export function connectGoogle(
  variables: Readonly<Record<string, string | undefined>>,
  { home = homeOf(variables), send = sendThrough(variables), ...options }: GoogleOptions = {},
): Google {
  const login = readLogin(variables, home, send, options.now);
  const api = new GoogleApi(login, send, options);
  return {
    login,
    script: new ScriptApi(api),
    drive: new DriveApi(api),
    account: () => readAccount(api),
  };
}

async function readAccount(api: GoogleApi): Promise<string | undefined> {
  await api.login.accessToken();
  try {
    const url = 'https://www.googleapis.com/oauth2/v2/userinfo';
    const { email } = (await api.get(url, { doing: 'read who you are' })) as { email?: unknown };
    return typeof email === 'string' ? email : undefined;
  } catch (error) {
    if ((error as { status?: unknown }).status !== 403) throw error;
    return undefined;
  }
}
