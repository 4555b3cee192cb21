import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../../../environments/node/FileLock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectGoogle } from '../../../toolchain/google/Google';
import { releaseTarget } from '../../../toolchain/deploy/release/ReleaseTarget';
import { releaseTable, releaseText } from '../../../toolchain/deploy/release/ReleaseText';
import type { ClaspRunner } from '../../../toolchain/deploy/clasp/ClaspRunner';
import { startLoopback, type Loopback } from '../support/loopback';
import { BUILD, checkout, keptClasp, type Checkout } from './checkout';

let loopback: Loopback;
let clasp: ClaspRunner;

beforeAll(async () => {
  loopback = await startLoopback();
  clasp = keptClasp(loopback);
});

afterEach(() => {
  loopback.google.clearFaults();
});

afterAll(async () => {
  clasp.close();
  await loopback.close();
});

/** Deployments with a version, as Google has them. */
function deployed(here: Checkout, env = 'prod'): { version: number | undefined; description: string }[] {
  const [target] = here.targets(env);
  return loopback.google
    .project(target?.scriptId ?? '')
    .deployments.filter(({ versionNumber }) => versionNumber !== undefined)
    .map(({ versionNumber, description }) => ({ version: versionNumber, description }));
}

describe('deploy', () => {
  it('pushes, saves a version and deploys it; then the same again when there is something new', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    const [first] = await here.deploy();
    expect(first).toMatchObject({
      push: { outcome: 'pushed' },
      release: { outcome: 'deployed', version: 1, isNewVersion: true, build: BUILD.first },
    });
    expect(project.versions.map(({ description }) => description)).toEqual([
      `Sheetbound 0.1.0, build ${BUILD.first}`,
    ]);
    expect(deployed(here)).toEqual([{ version: 1, description: 'Sheetbound (prod): version 1' }]);

    const [again] = await here.deploy();
    expect(again).toMatchObject({
      push: { outcome: 'up-to-date' },
      release: { outcome: 'up-to-date', version: 1 },
    });
    expect(again && releaseText(again)).toMatch(/^prod: nothing new to deploy\. Version 1 holds/);
    expect(project.versions).toHaveLength(1);

    here.build(BUILD.second);
    rmSync(join(here.root, '.sheetbound'), { recursive: true });
    const [second] = await here.deploy({ description: '-V is no option here' });
    expect(second?.release).toMatchObject({
      outcome: 'deployed',
      version: 2,
      deploymentId: first?.release.deploymentId,
    });
    expect(project.versions.map(({ description }) => description)).toContain('-V is no option here');
    expect(deployed(here)).toEqual([{ version: 2, description: 'Sheetbound (prod): version 2' }]);
    expect(second && releaseText(second)).toContain(`as a library script id ${project.scriptId}, version 2`);
  });

  it('goes on where it was stopped: a version without deployment is not saved twice', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    loopback.google.fail({ match: /^POST \S+\/deployments/, status: 403 });
    const [stopped] = await here.deploy();
    expect(stopped?.release).toMatchObject({ outcome: 'failed', version: 1 });
    expect(stopped?.release.message).toMatch(/^\[Deploy\] prod: Could not make a deployment: /);
    const [finished] = await here.deploy();
    expect(finished?.release).toMatchObject({ outcome: 'deployed', version: 1, isNewVersion: false });
    expect(project.versions).toHaveLength(1);
  });

  it('finds what was done although the answer was lost', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    loopback.google.fail({ match: /^POST \S+\/versions/, cut: 'after' });
    loopback.google.fail({ match: /^POST \S+\/deployments/, cut: 'after' });
    expect((await here.deploy())[0]?.release).toMatchObject({ outcome: 'deployed', version: 1 });
    expect([project.versions.length, deployed(here).length]).toEqual([1, 1]);
  });

  it('one target that fails does not stop the others', async () => {
    const here = checkout(loopback, clasp);
    for (const env of ['a', 'b', 'c']) here.target(env);
    const bad = here.targets('b')[0]?.scriptId ?? '';
    loopback.google.fail({ match: `${bad}/content`, status: 403, times: 9 });
    const released = await here.deploy();
    expect(released.map(({ release }) => release.outcome)).toEqual(['deployed', 'failed', 'deployed']);
    expect(released[1]?.release.message).toMatch(/your login may not do that \(403\)/);
    expect(deployed(here, 'b')).toEqual([]);
    expect(releaseTable(released)).toMatch(/b +│ FAILED/);
  });
});

describe('meanwhile', () => {
  it('another push of this machine: the version waits for no mixture', async () => {
    const here = checkout(loopback, clasp);
    here.target('prod');
    const lock = new FileLock(join(here.root, '.sheetbound/targets/prod/lock'));
    mkdirSync(join(here.root, '.sheetbound/targets/prod'), { recursive: true });
    lock.tryAcquire(0);
    const [held] = await here.deploy();
    expect(held?.release.message).toMatch(/another command works on this target right now/);
    expect(deployed(here)).toEqual([]);
  });

  it('a push from elsewhere: what was not pushed here is not deployed', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    await here.deploy();
    const { script, login } = connectGoogle({}, { home: loopback.home, send: here.send });
    const [target] = here.targets('prod');
    if (!target) throw new Error('no target');
    const job = { root: here.root, target, expected: BUILD.second };
    const { outcome, message } = await releaseTarget(job, { script, login, clasp, version: '0.1.0' });
    expect(outcome).toBe('failed');
    expect(message).toMatch(
      /build bbbbbbbbbbbb was pushed, but build aaaaaaaaaaaa stands.*Nothing was deployed/,
    );
    expect(project.versions).toHaveLength(1);
  });
});

describe('limits are told before anything is tried', () => {
  it('200 versions', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    const [version] = await here.deploy().then(() => project.versions);
    if (version)
      project.versions = Array.from({ length: 200 }, (_, index) => ({
        ...version,
        versionNumber: index + 1,
      }));
    here.build(BUILD.second);
    loopback.google.clearRequests();
    const [full] = await here.deploy();
    expect(full?.push.outcome).toBe('pushed');
    expect(full?.release).toMatchObject({ outcome: 'failed', isInvalid: true });
    expect(full?.release.message).toMatch(
      /200 versions.*no more than 200\. Nothing was deployed; what was pushed stands\. Delete old versions in the script editor/,
    );
    expect(loopback.google.requests().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('20 deployments, unless one of them is chosen', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    await here.deploy();
    const own = project.deployments.find(({ versionNumber }) => versionNumber === 1);
    if (own)
      project.deployments = Array.from({ length: 20 }, (_, index) => ({
        ...own,
        deploymentId: `made-by-hand-${index}`,
        description: 'by hand',
      }));
    here.build(BUILD.second);
    const [full] = await here.deploy();
    expect(full?.release.message).toMatch(
      /20 deployments.*Archive old ones.*or choose one with --deployment <id>/,
    );
    expect((await here.deploy({ deployment: 'made-by-hand-7' }))[0]?.release).toMatchObject({
      outcome: 'deployed',
      deploymentId: 'made-by-hand-7',
    });
  });

  it('a deployment that does not exist, and two of one name', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    await here.deploy();
    expect((await here.deploy({ deployment: 'nowhere' }))[0]?.release.message).toMatch(
      /there is no deployment nowhere/,
    );
    const own = project.deployments.find(({ versionNumber }) => versionNumber === 1);
    if (own) project.deployments.push({ ...own, deploymentId: 'twin' });
    rmSync(join(here.root, '.sheetbound/targets/prod/deployment.json'));
    expect((await here.deploy())[0]?.release.message).toMatch(
      /2 deployments are named.*--deployment \S+ or --deployment twin/,
    );
  });
});
