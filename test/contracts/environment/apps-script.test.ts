import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Emulator } from '../../../environments/emulator/google/Emulator';
import type { HostMap } from '../../../environments/node/HostMap';
import { bundleCases } from './BundleCases';
import { ENVIRONMENT_CASES } from './cases';
import { makeWorld, startCaseServer } from './CaseWorlds';

describe('the environment of Apps Script, in the emulator', () => {
  const world = makeWorld();
  let hosts: HostMap;
  let code: string;
  let stop: () => Promise<unknown>;
  beforeAll(async () => {
    code = await bundleCases();
    const server = await startCaseServer();
    hosts = server.hosts;
    stop = () => server.worker.terminate();
  });
  afterAll(() => stop());

  it.each(ENVIRONMENT_CASES.map(item => [item.name, item] as const))('%s', (name, { given }) => {
    const emulator = new Emulator({ code, hosts, spreadsheet: { timeZone: 'Europe/Zurich' } });
    if (given) emulator.holdLock('script', 60_000);
    const execution = emulator.user('owner@example.com').run('runCase', name, world);
    expect(execution).toMatchObject({ status: 'completed', result: 'kept' });
  });
});
