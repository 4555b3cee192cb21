import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import type { Manifest } from '../../environments/emulator/google/World';
import { importOnNode } from '../../environments/node/cli/NodeImport';
import { Outlet } from '../../environments/node/cli/Outlet';
import { call, MANIFEST, openFile, ANNA } from '../apps-script/harness';

const GITHUB = { RepositoryName: 'octocat/Hello-World', Fields: 'repository id' };
const WORDS = 'of the API of GitHub, which this connector uses, ends in 30 days (2028-03-10).';
const NEAR = '2028-02-09T09:00:00Z';

let apis: Simulators;
let folder: string;

beforeAll(async () => {
  apis = await startSimulators(['GitHub'], { now: NEAR });
  folder = mkdtempSync(join(tmpdir(), 'sheetbound-sunset-'));
});

afterAll(async () => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
  await apis.close();
});

it('a run on Node warns once that the version of the API ends', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NEAR) });
  const outcome = await importOnNode(
    {
      kind: 'run',
      source: 'GitHub',
      importId: 'GitHub',
      values: GITHUB,
      request: { type: 'INCREMENTAL' },
      reload: false,
      runtime: 'node',
      storage: { kind: 'csv', path: folder },
      state: join(folder, 'state.json'),
      hosts: apis.hosts,
      stop: new SharedArrayBuffer(4),
      secrets: [],
    },
    new Outlet([]),
  );
  vi.useRealTimers();
  if (outcome.kind !== 'run') throw new Error(outcome.kind);
  expect(outcome.report.warnings.filter(warning => warning.includes(WORDS))).toHaveLength(1);
});

it('a run in the sheet warns once that the version of the API ends', () => {
  const file = openFile(apis, { now: NEAR, manifest: MANIFEST as Manifest });
  call(file, ANNA, 'saveImport', { name: 'Stars', source: 'GitHub', values: GITHUB });
  const { runs } = call<{ runs: { report: { warnings: string[] } }[] }>(file, ANNA, 'importNewData');
  expect(runs[0]?.report.warnings.filter(warning => warning.includes(WORDS))).toHaveLength(1);
});
