import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import type { ClaspRunner } from '../../../toolchain/deploy/clasp/ClaspRunner';
import { ADA, startLoopback, type Finished, type Loopback } from '../support/loopback';
import { keptClasp } from '../versions/checkout';

let loopback: Loopback;
let held: ClaspRunner;

beforeAll(async () => {
  loopback = await startLoopback();
  held = keptClasp(loopback);
});

afterAll(async () => {
  held.close();
  await loopback.close();
});

const MANIFEST = '{"timeZone":"Etc/UTC","runtimeVersion":"V8"}';

interface Checkout {
  project: ScriptProject;
  folder: string;
  clasp: (...words: string[]) => Promise<Finished>;
  write: (name: string, text: string) => void;
}

/** clasp's own program in a process that does one call after another: its start takes two seconds. */
async function clasp(words: readonly string[], folder: string): Promise<Finished> {
  const { exitCode, stdout, stderr } = await held.run({ words, folder });
  return { code: exitCode, stdout, stderr: stderr && `${stderr.trimEnd()}\n` };
}

/** A project of Ada's at Google and a folder of its files here. */
function checkout(files: Readonly<Record<string, string>>, rootDir = 'src'): Checkout {
  const project = loopback.google.createProject({ owner: ADA, title: 'Sales' });
  const folder = loopback.folder();
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, '.clasp.json'), JSON.stringify({ scriptId: project.scriptId, rootDir }));
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, 'src', name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { project, folder, write, clasp: (...words) => clasp(words, folder) };
}

describe('the real clasp against the loopback Google', () => {
  it('pushes, makes versions, deploys them and pulls one', async () => {
    const { project, folder, clasp } = checkout({
      'appsscript.json': MANIFEST,
      'Code.js': 'function first() {}\n',
      'Page.html': '<p>Hello</p>\n',
    });
    expect(await clasp('push', '-f')).toMatchObject({ code: 0, stderr: '' });
    expect(project.content().map(({ name, type }) => `${name} ${type}`)).toEqual([
      'appsscript JSON',
      'Code SERVER_JS',
      'Page HTML',
    ]);
    expect(project.source('Code')).toBe('function first() {}\n');
    const version = await clasp('create-version', 'First', '--json');
    expect(JSON.parse(version.stdout)).toEqual({ versionNumber: 1 });
    const deployed = await clasp('create-deployment', '-V', '1', '-d', 'Stable', '--json');
    const { deploymentId } = JSON.parse(deployed.stdout) as { deploymentId: string };
    project.edit('Code', 'function second() {}\n');
    expect((await clasp('create-deployment', '-i', deploymentId, '-d', 'Later', '--json')).code).toBe(0);
    const [listed] = await Promise.all([
      clasp('list-deployments', '--json'),
      clasp('pull', '--versionNumber', '1'),
    ]);
    expect(JSON.parse(listed.stdout)).toEqual([
      { deploymentId: project.deployments[0]?.deploymentId },
      { deploymentId, versionNumber: 2, description: 'Later' },
    ]);
    expect(readFileSync(join(folder, 'src/Code.js'), 'utf8')).toBe('function first() {}\n');
  });

  it('creates a spreadsheet and its script, whose one file is the manifest', async () => {
    const folder = loopback.folder();
    const { stdout } = await clasp(['create', '--type', 'sheets', '--title', 'Costs', '--json'], folder);
    const made = JSON.parse(stdout) as { scriptId: string; parentId: string; files: string[] };
    expect(made.files).toEqual(['appsscript.json']);
    expect(loopback.google.project(made.scriptId)).toMatchObject({ title: 'Costs', parentId: made.parentId });
    expect(loopback.google.drive.get(made.parentId)).toMatchObject({
      name: 'Costs',
      mimeType: 'application/vnd.google-apps.spreadsheet',
      owner: { email: ADA },
    });
    expect(readFileSync(join(folder, '.clasp.json'), 'utf8')).toContain('"filePushOrder": []');
  });

  it('shows what Google says when it refuses a push, and leaves the project as it was', async () => {
    const syntax = checkout({ 'appsscript.json': MANIFEST, 'Code.js': 'class A {\n  x = 1;\n}\n' });
    const manifest = checkout({ 'appsscript.json': '{"filePushOrder":[]}', 'Code.js': '' });
    const before = [syntax, manifest].map(({ project }) => project.content());
    const [first, second] = await Promise.all([syntax.clasp('push', '-f'), manifest.clasp('push', '-f')]);
    expect(first).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Syntax error: ParseError: Unexpected token = line: 2 file: Code.gs\n',
    });
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: '"appsscript.json" has errors: Invalid manifest: unknown fields: [filePushOrder]\n',
    });
    expect([syntax, manifest].map(({ project }) => project.content())).toEqual(before);
  });

  it('sends a push again whose connection broke, and tells nobody', async () => {
    const { project, clasp } = checkout({ 'appsscript.json': MANIFEST, 'Code.js': 'var once;\n' });
    loopback.google.clearRequests();
    loopback.google.fail({ match: /^PUT /, cut: 'after' });
    expect(await clasp('push', '-f')).toMatchObject({ code: 0, stderr: '' });
    expect(loopback.google.requests().map(({ method, status }) => `${method} ${status}`)).toEqual([
      'GET 200',
      'PUT 0',
      'PUT 200',
    ]);
    expect(project.source('Code')).toBe('var once;\n');
  });

  it('reports a failure although the push arrived, when every answer was lost', async () => {
    const { project, clasp } = checkout({ 'appsscript.json': MANIFEST, 'Code.js': 'var lost;\n' });
    loopback.google.fail({ match: /^PUT /, cut: 'after', times: 9 });
    const { code, stderr } = await clasp('push', '-f');
    loopback.google.clearFaults();
    expect(code).toBe(1);
    expect(stderr).toContain('socket hang up');
    expect(project.source('Code')).toBe('var lost;\n');
  });

  it('gets a new access token by itself when the old one is past its date', async () => {
    const { clasp } = checkout({});
    loopback.writeLogin(loopback.google.login(ADA), { expiry_date: 1 });
    loopback.google.clearRequests();
    expect((await clasp('list-versions', '--json')).code).toBe(0);
    expect(loopback.google.requests()[0]).toMatchObject({ path: '/token', status: 200, body: undefined });
    const saved = JSON.parse(readFileSync(join(loopback.home, '.clasprc.json'), 'utf8')) as {
      tokens: { default: { expiry_date: number } };
    };
    expect(saved.tokens.default.expiry_date).toBeGreaterThan(1);
  });

  it('says invalid_grant when the login was revoked', async () => {
    const { clasp } = checkout({});
    const login = loopback.google.login('eve@example.com');
    loopback.google.accounts.revoke('eve@example.com');
    loopback.writeLogin(login, { expiry_date: 1 });
    const answer = await clasp('list-versions');
    loopback.login(ADA);
    expect(answer).toMatchObject({ code: 1, stderr: 'invalid_grant\n' });
  });
});

describe('traps of clasp 3.4.1 that a deployment has to know', () => {
  it('without a terminal skips a push with a changed manifest and ends with 0', async () => {
    const { project, clasp } = checkout({ 'appsscript.json': MANIFEST, 'Code.js': 'var a;\n' });
    const before = project.content();
    const [plain, json] = await Promise.all([clasp('push'), clasp('push', '--json')]);
    expect(plain).toEqual({ code: 0, stdout: 'Skipping push.\n', stderr: '' });
    expect(json).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(project.content()).toEqual(before);
  });

  it('does not see that a file was deleted here, even by force', async () => {
    const { project, clasp, write } = checkout({});
    project.addFile({ name: 'Old', type: 'SERVER_JS', source: 'var old;\n' });
    for (const { name, source } of project.content())
      if (name !== 'Old') write(name === 'appsscript' ? 'appsscript.json' : `${name}.js`, source);
    expect(await clasp('push', '-f')).toEqual({
      code: 0,
      stdout: 'Script is already up to date.\n',
      stderr: '',
    });
    expect(project.content().map(({ name }) => name)).toContain('Old');
    write('Code.js', 'var changed;\n');
    expect((await clasp('push', '-f')).code).toBe(0);
    expect(project.content().map(({ name }) => name)).toEqual(['appsscript', 'Code']);
  });

  it('refuses a rootDir outside of the folder of its settings, and names no file of a conflict', async () => {
    const outside = checkout({}, '../elsewhere');
    const conflict = checkout({ 'appsscript.json': MANIFEST, 'z.js': '', 'z.gs': '' });
    const [first, second] = await Promise.all([outside.clasp('push', '-f'), conflict.clasp('push', '-f')]);
    expect(first).toMatchObject({ code: 1, stdout: '' });
    expect(first.stderr).toContain('escapes project root');
    expect(second).toEqual({ code: 1, stdout: '', stderr: 'Conflicting files found\n' });
  });

  it('knows no login and no Google but those of the test', async () => {
    const { folder } = checkout({});
    const [offline, stranger] = await Promise.all([
      loopback.clasp(['list-versions'], folder, { SHEETBOUND_TEST_GOOGLE: '' }),
      loopback.clasp(['list-versions'], folder, { HOME: loopback.folder() }),
    ]);
    expect(offline.stderr).toContain('getaddrinfo ENOTFOUND script.googleapis.com');
    expect(stranger).toEqual({ code: 1, stdout: '', stderr: 'No credentials found.\n' });
  });
});
