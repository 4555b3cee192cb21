import { afterAll, beforeAll } from 'vitest';
import type { EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import { startCaseServer } from '../../contracts/environment/CaseWorlds';
import { errorOf, resultOf } from './script';

/** A host that the server of the environment cases answers for. */
export const API = 'https://api.cases.test';

/** What the server saw of a request. */
export interface Echo {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Starts the server of the environment cases for the tests of a file, and runs scripts whose requests reach it. */
export function fetchingScripts() {
  let server: Awaited<ReturnType<typeof startCaseServer>>;
  beforeAll(async () => {
    server = await startCaseServer();
  });
  afterAll(() => server.worker.terminate());

  type Options = Partial<EmulatorOptions>;
  const run = (body: string, options: Options = {}) => resultOf(body, { hosts: server.hosts, ...options });
  return {
    run,
    refusal: (body: string, options: Options = {}) => errorOf(body, { hosts: server.hosts, ...options }),
    /** The request that `options` (JavaScript text) make. */
    sent(options: string, path = '/echo'): Echo {
      const text = run(`return UrlFetchApp.fetch('${API}${path}', ${options}).getContentText();`) as string;
      const echo = JSON.parse(text) as Echo;
      return { ...echo, body: Buffer.from(echo.body, 'base64').toString('utf8') };
    },
    hosts: () => server.hosts,
  };
}
