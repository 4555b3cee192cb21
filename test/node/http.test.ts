import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResult, HttpRoutes } from '../../environments/node/http/HttpTypes';
import { proxiesFromEnvironment, proxyFor } from '../../environments/node/http/Proxies';
import { createSyncHttpClient } from '../../environments/node/http/SyncHttpClient';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { startWorker } from '../../environments/node/WorkerFile';
import { selfSigned } from './selfSigned';

const client = createSyncHttpClient();
let servers: Worker;
let ports: Record<'plain' | 'tls' | 'proxy' | 'rude', number>;

beforeAll(async () => {
  servers = startWorker('../../test/node/workers/HttpThings', { workerData: selfSigned('secure.test') });
  [ports] = (await once(servers, 'message')) as [typeof ports];
});
afterAll(async () => {
  client.close();
  await servers.terminate();
});

function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { url, method: 'get', headers: [], followRedirects: true, timeout: 20_000, ...more };
}

function text(result: HttpResult | undefined): string {
  if (!result) return 'nothing';
  return 'answer' in result ? Buffer.from(result.answer.body).toString() : result.failure.cause;
}

function ask(url: string, more: Partial<HttpRequest> = {}, routes: HttpRoutes = {}): string {
  return text(client.send([get(url, more)], routes)[0]);
}

describe('connections', () => {
  it('are kept: many requests, one connection', () => {
    const plain = `http://127.0.0.1:${ports.plain}`;
    ask(`${plain}/a`);
    const before = ask(`${plain}/connections`);
    for (let i = 0; i < 20; i++) ask(`${plain}/a`);
    expect(ask(`${plain}/connections`)).toBe(before);
  });

  it('that the server closed meanwhile are replaced, unless the request may have done something', () => {
    const rude = `http://127.0.0.1:${ports.rude}/`;
    expect([ask(rude), ask(rude), ask(rude)]).toEqual(['once', 'once', 'once']);
    expect([ask(rude), ask(rude, { method: 'post' })]).toContain('broken');
  });

  it('run in parallel, 20 at the same time', () => {
    const requests = Array.from({ length: 20 }, () => get(`http://127.0.0.1:${ports.plain}/together/20`));
    expect(client.send(requests).map(text)).toEqual(requests.map(() => 'together'));
  });
});

describe('a worker that does not answer', () => {
  it('is given up at the hard limit and replaced', () => {
    const impatient = createSyncHttpClient({ grace: -1_000 });
    const [lost] = impatient.send([get(`http://127.0.0.1:${ports.plain}/never`, { timeout: 1_100 })]);
    expect(lost).toMatchObject({ failure: { kind: 'timeout' } });
    expect(text(impatient.send([get(`http://127.0.0.1:${ports.plain}/a`)])[0])).toContain('GET /a');
    impatient.close();
  });

  it('ended by somebody else is replaced', () => {
    const own = createSyncHttpClient();
    own.send([get(`http://127.0.0.1:${ports.plain}/a`)]);
    own.close();
    expect(text(own.send([get(`http://127.0.0.1:${ports.plain}/a`)])[0])).toContain('GET /a');
    own.close();
  });
});

describe('https', () => {
  it('is refused without a certificate that counts, and given when nobody asks for one', () => {
    const url = `https://127.0.0.1:${ports.tls}/a`;
    expect(ask(url)).toBe('tls');
    expect(ask(url, { verifyCertificates: false })).toBe(`GET /a of 127.0.0.1:${ports.tls}`);
  });
});

describe('proxies', () => {
  const proxies = () => ({
    http: `http://127.0.0.1:${ports.proxy}`,
    https: `http://127.0.0.1:${ports.proxy}`,
  });
  const seen = (): string => ask(`http://127.0.0.1:${ports.plain}/proxied`);

  it('get plain requests with the whole address', () => {
    const url = `http://127.0.0.1:${ports.plain}/through`;
    expect(ask(url, {}, { proxies: proxies() })).toContain('GET /through');
    expect(seen()).toContain(`GET ${url}`);
  });

  it('are tunnelled through for https, so that they see the host only', () => {
    expect(ask('https://secure.test/secret', { verifyCertificates: false }, { proxies: proxies() })).toBe(
      'GET /secret of secure.test',
    );
    expect(seen()).toContain('CONNECT secure.test:443');
    expect(seen()).not.toContain('/secret');
  });

  it('are taken from the variables of the environment', () => {
    const proxyEnv = { HTTP_PROXY: `127.0.0.1:${ports.proxy}` };
    const url = `http://127.0.0.1:${ports.plain}/by-variable`;
    expect(createNodeEnvironment({ proxyEnv }).fetch(url).getResponseCode()).toBe(200);
    expect(seen()).toContain(`GET ${url}`);
  });

  it('are left out for the hosts of NO_PROXY', () => {
    const settings = proxiesFromEnvironment({
      HTTPS_PROXY: 'http://ignored:1',
      https_proxy: 'http://p:1',
      NO_PROXY: 'localhost, .internal.test *.wild.test,exact.test:8443',
    });
    const proxy = (url: string) => proxyFor(new URL(url), settings);
    for (const direct of [
      'https://localhost/',
      'https://a.internal.test/',
      'https://b.wild.test/',
      'https://exact.test:8443/',
    ])
      expect(proxy(direct), direct).toBeUndefined();
    for (const other of ['https://exact.test/', 'https://notinternal.test/', 'https://mylocalhost/'])
      expect(proxy(other), other).toBe('http://p:1');
    expect(proxy('http://exact.test/')).toBeUndefined();
    expect(proxyFor(new URL('https://x/'), { ...settings, no: '*' })).toBeUndefined();
  });
});
