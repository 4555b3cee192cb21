import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { FileLock } from '../../../environments/node/FileLock';
import type { HostMap } from '../../../environments/node/HostMap';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { ENVIRONMENT_CASES } from './cases';
import { makeWorld, startCaseServer } from './CaseWorlds';

describe('the environment of Node', () => {
  const world = makeWorld();
  let hosts: HostMap;
  let stop: () => Promise<unknown>;
  let folder: string;
  beforeAll(async () => {
    const server = await startCaseServer();
    hosts = server.hosts;
    stop = () => server.worker.terminate();
  });
  afterAll(() => stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'environment-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(ENVIRONMENT_CASES.map(item => [item.name, item] as const))('%s', (_, { given, run }) => {
    const stateFile = join(folder, 'state.json');
    const other = new FileLock(`${stateFile}.lock`);
    if (given) other.tryAcquire(0);
    run(createNodeEnvironment({ hosts, stateFile, timeZone: 'Europe/Zurich', proxyEnv: {} }), world);
    other.release();
  });
});
