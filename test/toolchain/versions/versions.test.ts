import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectGoogle } from '../../../toolchain/google/Google';
import { readVersions, type VersionsReport } from '../../../toolchain/deploy/versions/Versions';
import { versionsText } from '../../../toolchain/deploy/versions/VersionsText';
import type { ClaspRunner } from '../../../toolchain/deploy/clasp/ClaspRunner';
import { startLoopback, type Loopback } from '../support/loopback';
import { BUILD, checkout, keptClasp, type Checkout } from './checkout';

let loopback: Loopback;
let clasp: ClaspRunner;

beforeAll(async () => {
  loopback = await startLoopback();
  clasp = keptClasp(loopback);
});

afterAll(async () => {
  clasp.close();
  await loopback.close();
});

async function versions(here: Checkout, contents = false): Promise<VersionsReport> {
  const [target] = here.targets('prod');
  if (!target) throw new Error('no target');
  const { script } = connectGoogle({}, { home: loopback.home, send: here.send });
  return readVersions(here.root, target, script, contents);
}

describe('versions', () => {
  it('says what is deployed, what stands there now, and which push it came from', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    const [first] = await here.deploy();
    here.build(BUILD.second);
    const [second] = await here.deploy();
    const report = await versions(here);
    expect(report.head).toMatchObject({ build: BUILD.second, push: second?.push.id });
    expect(report.versions).toMatchObject([
      {
        number: 2,
        build: BUILD.second,
        isNow: true,
        push: second?.push.id,
        deployments: [{ description: 'Sheetbound (prod): version 2' }],
      },
      { number: 1, build: BUILD.first, push: first?.push.id, deployments: [] },
    ]);
    expect(report.versions[1]?.isNow).toBeUndefined();
    const text = versionsText(report);
    expect(text).toContain(`In the project now: build ${BUILD.second}, pushed 2`);
    expect(text).toMatch(/as in the project, push \d{8}-/);

    const [owner] = [loopback.google.user(loopback.email)];
    project.replace(
      project.content().map(file => ({
        ...file,
        source:
          file.type === 'HTML' ? file.source : file.source.replace('onOpen() {}', 'onOpen() { edited(); }'),
      })),
      owner,
    );
    expect((await versions(here)).versions[0]?.isNow).toBe(false);
    expect((await versions(here, true)).versions.map(({ isNow }) => isNow)).toEqual([false, false]);
  });

  it('downloads no more than the newest version, unless it is asked to', async () => {
    const here = checkout(loopback, clasp);
    const project = here.target('prod');
    await here.deploy();
    const [version] = project.versions;
    if (version)
      project.versions = Array.from({ length: 185 }, (_, index) => ({
        ...version,
        versionNumber: index + 1,
        description: 'by hand',
      }));
    loopback.google.clearRequests();
    const report = await versions(here);
    const contents = () => loopback.google.requests().filter(({ path }) => path.endsWith('/content'));
    expect(contents()).toHaveLength(2);
    expect(report.versions.map(({ number }) => number)).toEqual(
      Array.from({ length: 185 }, (_, index) => 185 - index),
    );
    expect(report.versions[184]?.build).toBeUndefined();
    expect(versionsText(report)).toMatch(/note: 185 of 200 versions are used up\. Delete old ones/);

    loopback.google.clearRequests();
    expect(
      (await versions(here, true)).versions.every(({ build, isNow }) => build === BUILD.first && isNow),
    ).toBe(true);
    expect(contents()).toHaveLength(186);
  });

  it('of a project that nothing was pushed to', async () => {
    const here = checkout(loopback, clasp);
    here.target('prod');
    expect(versionsText(await versions(here))).toMatch(
      /now: no build of Sheetbound\nThere is no version yet\. `npx sheetbound deploy --env prod`/,
    );
  });
});
