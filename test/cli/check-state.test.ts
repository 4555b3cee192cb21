import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import type { ImportJob } from '../../environments/node/cli/ImportJob';
import { importOnNode } from '../../environments/node/cli/NodeImport';
import { Outlet } from '../../environments/node/cli/Outlet';
import { readCheck } from '../../environments/node/cli/RunOptions';
import { readStateFile } from '../../environments/node/StateFile';
import { loadCases } from '../sources/cases';

let apis: Simulators;
let folder: string;
let job: ImportJob;

beforeAll(async () => {
  apis = await startSimulators(['MicrosoftAds'], { now: new Date().toISOString() });
});

afterAll(async () => {
  await apis.close();
});

beforeEach(async () => {
  await apis.resetAll();
  folder = mkdtempSync(join(tmpdir(), 'sheetbound-check-'));
  const { values, secrets } = await loadCases('MicrosoftAds');
  job = {
    kind: 'check',
    source: 'MicrosoftAds',
    importId: 'MicrosoftAds',
    values: { ...values, ...secrets },
    request: { type: 'INCREMENTAL' },
    reload: false,
    runtime: 'node',
    storage: { kind: 'csv', path: '' },
    state: join(folder, 'state.json'),
    hosts: apis.hosts,
    stop: new SharedArrayBuffer(4),
    secrets: [],
  };
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
});

it('a check keeps the refresh token that the API put in place of the entered one, and nothing else', async () => {
  const outcome = await importOnNode(job, new Outlet([]));
  expect(outcome).toMatchObject({ kind: 'check', check: { isWorking: true } });
  const { user, document, cache } = readStateFile(job.state);
  expect(Object.keys(user)).toEqual([expect.stringMatching(/^sheetbound\.grant\./)]);
  expect([document, cache]).toEqual([{}, {}]);
  expect(await importOnNode(job, new Outlet([]))).toMatchObject({ check: { isWorking: true } });
});

it('a simulated check leaves nothing behind', async () => {
  const { secrets } = job;
  await importOnNode({ ...job, state: '' }, new Outlet(secrets));
  expect(existsSync(job.state)).toBe(false);
  const options = { param: ['RepositoryName=a/b'], secret: [], host: [], simulate: true };
  expect(readCheck('GitHub', options, {}).state).toBe('');
});
