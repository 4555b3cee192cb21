import { afterAll, beforeAll, beforeEach } from 'vitest';
import { AuthorizationServer } from './AuthorizationServer';

/** A service for the tests of one file; as new before each of them. `settings`: what it is told then. */
export function useAuthorizationServer(settings?: { redirects: string[] }): () => AuthorizationServer {
  let server: AuthorizationServer | undefined;
  const started = (): AuthorizationServer => {
    if (!server) throw new Error('The authorisation server is not there before the tests begin.');
    return server;
  };
  beforeAll(async () => {
    server = await AuthorizationServer.start();
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    await started().reset();
    if (settings) await started().configure(settings);
  });
  return started;
}
