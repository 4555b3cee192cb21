import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startScriptApi, type ScriptApi } from '../../../environments/emulator/script-api/ScriptApi';
import type { GoogleStateOptions } from '../../../environments/emulator/script-api/GoogleState';
import { exchange } from '../../../environments/node/http/HttpExchange';
import { connectGoogle, type Google } from '../../../toolchain/google/Google';
import type { Send } from '../../../toolchain/google/Send';
import { credentials } from './loopback';

/** Who is logged in at first. */
export const ANN = 'ann@example.com';

/** A checkout, a home folder with a login and the loopback Google, all used from this process. */
export interface World {
  root: string;
  home: string;
  remote: ScriptApi;
  /** Sends to the loopback Google. */
  send: Send;
  /** Connects as who is logged in; `send` may be one that goes wrong. Waits take no time. */
  google(send?: Send): Google;
  login(email: string, scopes?: readonly string[]): void;
}

const ends: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const end of ends) await end();
});

export async function world(options: GoogleStateOptions = {}): Promise<World> {
  const base = mkdtempSync(join(tmpdir(), 'sheetbound-world-'));
  const [root, home] = [join(base, 'checkout'), join(base, 'home')];
  for (const folder of [root, home]) mkdirSync(folder);
  const remote = await startScriptApi(options);
  ends.push(async () => {
    await remote.close();
    rmSync(base, { recursive: true, force: true });
  });
  const hosts = { '*.googleapis.com': remote.url };
  const send: Send = request => exchange(request, { hosts });
  const login = (email: string, scopes?: readonly string[]): void => {
    const made = remote.login(email, scopes ? { scopes: [...scopes] } : {});
    writeFileSync(join(home, '.clasprc.json'), JSON.stringify(credentials(made)));
  };
  login(ANN);
  return {
    root,
    home,
    remote,
    send,
    login,
    google: (other = send) => connectGoogle({}, { home, send: other, wait: () => Promise.resolve() }),
  };
}
