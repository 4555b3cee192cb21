import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADA, startLoopback, type Finished, type Loopback } from '../support/loopback';

const CLI = resolve('dist/cli.js');

let loopback: Loopback;

beforeAll(async () => {
  loopback = await startLoopback();
});

afterEach(() => {
  loopback.google.clearFaults();
  loopback.login(ADA);
});

afterAll(() => loopback.close());

/** A checkout with what was built, as somebody has it after `npm run build`. */
function checkout(): string {
  const root = loopback.folder();
  for (const part of ['node_modules', 'src']) symlinkSync(resolve(part), join(root, part));
  for (const file of ['appsscript.json', 'sheetbound.config.json', '.clasp.json'])
    cpSync(file, join(root, file));
  mkdirSync(join(root, 'dist'));
  cpSync('dist/apps-script', join(root, 'dist/apps-script'), { recursive: true });
  return root;
}

function sheetbound(root: string, ...words: string[]): Promise<Finished> {
  return loopback.node([CLI, ...words], root);
}

function scriptOf(root: string, env: string): string {
  const { scriptId } = JSON.parse(readFileSync(join(root, `.clasp.${env}.json`), 'utf8')) as {
    scriptId: string;
  };
  return scriptId;
}

function keptSheets(): string[] {
  return loopback.google.drive
    .visibleTo(ADA)
    .filter(({ trashed }) => !trashed)
    .map(({ name }) => name);
}

describe('from nothing to a deployed version, on the command line', () => {
  it('creates, pushes, says what to click, lists and deploys', async () => {
    const root = checkout();
    const created = await sheetbound(root, 'create', '--title', 'Marketing');
    expect(created).toMatchObject({ code: 0 });
    const { scriptId, parentId } = loopback.google.project(scriptOf(root, 'dev'));
    expect(created.stdout).toContain(`Created "Marketing" in the Drive of ${ADA}`);
    expect(created.stdout).toContain(`https://docs.google.com/spreadsheets/d/${parentId ?? ''}/edit`);
    expect(created.stdout).toMatch(/hasn't verified this app.*\n.*"Go to Marketing \(unsafe\)"/);
    expect(created.stdout).toMatch(
      /spreadsheets\.currentonly {2}reads and writes the spreadsheet that the script belongs to/,
    );
    expect(loopback.google.project(scriptId).source('Code')).toContain('function onOpen(');

    expect(await sheetbound(root, 'create')).toMatchObject({ code: 2, stdout: '' });

    const deployed = await sheetbound(root, 'deploy', '--json');
    expect(JSON.parse(deployed.stdout)).toMatchObject([
      { target: 'dev', outcome: 'deployed', version: 1, isNewVersion: true, push: { outcome: 'up-to-date' } },
    ]);
    expect((await sheetbound(root, 'deploy')).stdout).toBe(
      'dev: nothing new to deploy. Version 1 holds what stands in the project, and is deployed already.\n',
    );
    const { stdout } = await sheetbound(root, 'versions');
    expect(stdout).toMatch(
      /│ +1 │ .* │ Sheetbound \S+ build [0-9a-f]{12} │ Sheetbound \(dev\) │ as in the project, push /,
    );
  });

  it('creates nothing for a script that has faults', async () => {
    const root = checkout();
    const code = join(root, 'dist/apps-script/Code.js');
    writeFileSync(code, `${readFileSync(code, 'utf8')}\nfetch('https://example.com');\n`);
    loopback.google.clearRequests();
    const { code: exit, stderr } = await sheetbound(root, 'create');
    expect(exit).toBe(1);
    expect(stderr).toMatch(/\[Create\] The built script has faults\. Nothing was created\.[^]*fetch/);
    expect(loopback.google.requests()).toEqual([]);
  });

  it('says how to log in', async () => {
    loopback.logout();
    const { code, stderr } = await sheetbound(checkout(), 'create');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: [Google] You are not logged in: there is no ~/.clasprc.json. Nothing was sent. Run `npx clasp login` once, then this command again.\n',
    );
  });

  it('keeps what it made when the push fails, and says how to go on', async () => {
    const root = checkout();
    loopback.google.fail({ match: /^GET \S+\/content/, status: 403, times: 9 });
    const { code, stderr } = await sheetbound(root, 'create', '--env', 'team');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /The spreadsheet and its script exist\. Push to it: npx sheetbound push --env team\n$/,
    );
    expect(existsSync(join(root, '.clasp.team.json'))).toBe(true);
  });
});

describe('killed', () => {
  it.each([
    ['while the spreadsheet is made', 'POST www.googleapis.com/drive/v3/files', 1],
    ['while the script is made', 'POST script.googleapis.com/v1/projects', 1],
  ])('%s: the same command leaves one of each', async (_what, match, kept) => {
    const root = checkout();
    const title = `Killed ${match}`;
    const running = loopback.start([CLI, 'create', '--title', title], root);
    loopback.google.fail({ match, after: () => void running.child.kill('SIGKILL'), cut: 'after' });
    expect(await running.finished).toMatchObject({ code: null });
    const { code, stderr } = await sheetbound(root, 'create');
    expect(stderr).toContain(`Going on with "${title}", which an earlier call began.`);
    expect(code).toBe(0);
    expect(keptSheets().filter(name => name === title)).toHaveLength(kept);
    expect(loopback.google.project(scriptOf(root, 'dev')).source('Code')).toContain('function onOpen(');
  });
});

it('shows no token anywhere', async () => {
  const login = loopback.login(ADA);
  const root = checkout();
  loopback.google.fail({ match: 'drive/v3/files', status: 401, times: 2 });
  const outputs = [
    await sheetbound(root, 'create'),
    await sheetbound(root, 'create', '--json'),
    await sheetbound(root, 'versions', '--json'),
  ];
  const text = outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  for (const secret of [login.accessToken, login.refreshToken, login.clientSecret])
    expect(text).not.toContain(secret);
  expect(text).toContain('npx clasp login');
});
