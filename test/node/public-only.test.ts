import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicIp } from '../../environments/node/http/PublicLookup';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { startWorker } from '../../environments/node/WorkerFile';
import { selfSigned } from './selfSigned';

let servers: Worker;
let origin: string;

beforeAll(async () => {
  servers = startWorker('../../test/node/workers/HttpThings', { workerData: selfSigned('secure.test') });
  const [ports] = (await once(servers, 'message')) as [{ plain: number }];
  origin = `:${ports.plain}`;
});
afterAll(async () => {
  await servers.terminate();
});

describe('a request to a public address only', () => {
  const environment = createNodeEnvironment({ timeZone: 'UTC' });
  const ask = (url: string, publicOnly: boolean) => environment.fetchAll([{ url, publicOnly }])[0];

  it.each(['localhost', '127.0.0.1', '[::1]'])('does not connect to %s', host => {
    expect(ask(`http://${host}${origin}/a`, true)).toEqual({
      error: { kind: 'invalid', message: expect.stringContaining('private network') as string },
    });
  });

  it('does not use a connection that another request opened', () => {
    expect(ask(`http://localhost${origin}/a`, false)).toHaveProperty('response');
    expect(ask(`http://localhost${origin}/a`, true)).toHaveProperty('error.kind', 'invalid');
  });

  it('reaches a host that is mapped to this machine: a simulator is no private network', () => {
    const hosts = { 'sho.rt': `http://127.0.0.1${origin}` };
    const mapped = createNodeEnvironment({ timeZone: 'UTC', hosts });
    expect(mapped.fetchAll([{ url: 'https://sho.rt/a', publicOnly: true }])[0]).toHaveProperty('response');
  });
});

describe('an IP address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::',
    'no address',
  ])('%s is private', address => {
    expect(isPublicIp(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '192.0.1.1', '2606:4700::1111'])('%s is public', address => {
    expect(isPublicIp(address)).toBe(true);
  });
});
