import type { Worker } from 'node:worker_threads';
import type { HostMap } from '../../../environments/node/HostMap';
import { startWorker } from '../../../environments/node/WorkerFile';
import type { AuthorizationSettings } from './AuthorizationWorker';

/** Where sources of these tests believe the server to be. */
export const HOST = 'login.ads.example';

/** What must never be printed, logged or kept in the open; every secret of the server holds it. */
export const CANARY = 'CANARY';

/**
 * An authorisation server that takes nothing on trust: it refuses an address that is not registered, another verifier,
 * a code that was used, an unknown client. In a thread of its own, because whoever asks it blocks.
 */
export class AuthorizationServer {
  private constructor(
    private readonly worker: Worker,
    readonly origin: string,
  ) {}

  static async start(): Promise<AuthorizationServer> {
    const worker = startWorker('../../test/sign-in/support/AuthorizationWorker');
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    return new AuthorizationServer(worker, `http://127.0.0.1:${port}`);
  }

  get hosts(): HostMap {
    return { [HOST]: this.origin };
  }

  async configure(settings: Partial<AuthorizationSettings>): Promise<void> {
    await this.control('settings', JSON.stringify(settings));
  }

  async reset(): Promise<void> {
    await this.control('reset');
  }

  /** What it was asked, in order. */
  requests(): Promise<string[]> {
    return this.control('requests');
  }

  /** What a browser does with an address: where it is sent to, or what it shows. */
  async visit(address: string): Promise<{ location: string | null; text: string }> {
    const { pathname, search } = new URL(address);
    const response = await fetch(`${this.origin}${pathname}${search}`, { redirect: 'manual' });
    return { location: response.headers.get('location'), text: await response.text() };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private async control(what: string, body?: string): Promise<string[]> {
    const response = await fetch(`${this.origin}/control/${what}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body }),
    });
    return (await response.json()) as string[];
  }
}
