import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { filesIn, scratch, sheetbound } from './harness';

const TOKEN = 'ghp_canary0123456789ABCDEF';

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators(['GitHub']);
});
afterAll(async () => {
  await simulators.close();
});

describe.each(['node', 'apps-script'])('a secret in the runtime %s', runtime => {
  it('is used, and never shown nor written, even when the source repeats it', async () => {
    await simulators.reset('GitHub');
    const folder = scratch();
    const hosts = Object.entries(simulators.hosts).flatMap(([host, url]) => ['--host', `${host}=${url}`]);
    const words = [
      'run',
      'GitHub',
      `--runtime=${runtime}`,
      '--storage=xlsx:git.xlsx',
      '--secret=AccessToken=GITHUB_CANARY',
      '--param=MaxFetchRetries=0',
      ...hosts,
    ];
    const variables = { GITHUB_CANARY: TOKEN };
    const good = await sheetbound(
      folder,
      [...words, '--param=RepositoryName=octocat/Hello-World'],
      variables,
    );
    expect(good.code).toBe(0);
    expect((await simulators.requests('GitHub')).every(one => 'authorization' in one.headers)).toBe(true);
    const body = {
      text: JSON.stringify({ message: `Bad credentials ${TOKEN}`, url: `https://x.y/?token=${TOKEN}` }),
    };
    await simulators.fail('GitHub', { status: 401, times: 50, body });
    const bad = await sheetbound(
      folder,
      [...words, '--param=RepositoryName=octocat/Hello-World', '--json'],
      variables,
    );
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/401/);
    for (const { stdout, stderr } of [good, bad]) expect(stdout + stderr).not.toContain(TOKEN);
    for (const [name, content] of Object.entries(filesIn(folder)))
      expect(content.includes(TOKEN), name).toBe(false);
  });
});
