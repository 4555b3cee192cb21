import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Worker } from 'node:worker_threads';
import type { HostMap } from '../../../environments/node/HostMap';
import { startWorker } from '../../../environments/node/WorkerFile';
import type { CaseWorld } from './EnvironmentCase';

/** A key that exists for one run of the cases only. */
export function makeWorld(): CaseWorld {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKey, signature: sign('sha256', Buffer.from('header.pâyload'), privateKey).toString('hex') };
}

/** Starts the server that the cases ask, and routes their hosts to it. */
export async function startCaseServer(): Promise<{ hosts: HostMap; worker: Worker }> {
  const worker = startWorker('../../test/contracts/environment/CaseServer');
  const [port] = (await once(worker, 'message')) as [number];
  const server = `http://127.0.0.1:${port}`;
  const hosts = {
    'api.cases.test': server,
    'cdn.cases.test': server,
    'refused.cases.test': `http://127.0.0.1:${await unusedPort()}`,
  };
  return { hosts, worker };
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 1;
}
