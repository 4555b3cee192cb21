import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import { splitStamp } from '../../../toolchain/deploy/stage/StampLine';
import { startLoopback, type Finished, type Loopback } from '../support/loopback';
import { addTarget, makeCheckout } from './support/checkout';

const CLI = resolve('dist/cli.js');

let loopback: Loopback;
let root = '';
let dev: ScriptProject;
let script = '';

beforeAll(async () => {
  loopback = await startLoopback();
  root = makeCheckout(loopback);
  dev = addTarget(loopback, root, 'dev');
  script = readFileSync(join(root, 'dist/apps-script/Code.js'), 'utf8');
});
afterAll(() => loopback.close());

const sheetbound = (...words: string[]): Promise<Finished> => loopback.node([CLI, ...words], root);
const json = ({ stdout }: Finished) => JSON.parse(stdout) as { results: Record<string, unknown>[] };

it('pushes the build, then has nothing to push, then shows and undoes a change, in words and for machines', async () => {
  const first = await sheetbound('push');
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toMatch(
    /^dev: pushed build [0-9a-f]{12}, read back and found whole: 2 files changed in /,
  );
  expect(first.stderr).toContain('Google asks each user to authorise the script once.');
  expect(first.stderr).not.toContain('since the build');
  expect(splitStamp(dev.source('Code')).body).toBe(script);
  const again = await sheetbound('push', '--json');
  expect([again.code, json(again).results[0]?.['outcome']]).toEqual([0, 'up-to-date']);

  const line = 'Cancelled. Nothing was changed.';
  changeBuild('Code.js', line);
  changeBuild('Code.js.map', line);
  const difference = await sheetbound('diff', '--full');
  // What was built is no longer what the source says, and "nothing to push" would be taken for a word about it.
  expect(difference.stderr).toMatch(/^note: \S+\.ts has been changed since the build.*run `npm run build`/m);
  expect(difference.stdout).toMatch(/~ Code\.gs {2}\+1 -1\n {2}in the source:\n {4}~ \S+\.ts {2}\+1 -1\n/);
  expect(difference.stdout).toMatch(
    /^-\s*super\('Cancelled. Nothing was changed\.'\);\n\+\s*super\('Cancelled!'\);/m,
  );
  expect(json(await sheetbound('diff', '--json')).results[0]).toMatchObject({
    isUpToDate: false,
    files: [{ kind: 'changed', file: 'Code.gs', added: 1, removed: 1 }],
  });
  expect((await sheetbound('push', '--dry-run')).stdout).toContain(
    'dev: 1 file would change. Nothing was sent',
  );
  expect(dev.source('Code')).toContain(line);
  expect((await sheetbound('push')).code).toBe(0);
  expect(dev.source('Code')).not.toContain(line);

  const [newest, oldest] = json(await sheetbound('pushes', '--json')).results[0]?.['pushes'] as {
    id: string;
  }[];
  const listed = await sheetbound('pushes');
  expect(listed.stdout.indexOf(newest?.id ?? '?')).toBeLessThan(listed.stdout.indexOf(oldest?.id ?? '?'));
  const back = await sheetbound('push', '--rollback');
  expect(back.stderr).toContain(`dev: back to what stood there before push ${newest?.id}`);
  expect(back.stdout).toMatch(
    /^dev: rolled back to what stood there before push \S+ \(build [0-9a-f]{12}\), read back and found whole: 1 file /,
  );
  expect(back.stderr).not.toContain('The last push was a rollback');
  expect(splitStamp(dev.source('Code')).body).toBe(script);
  const forth = await sheetbound('push', '--rollback', '--dry-run');
  expect(forth.stdout).toContain('The last push was a rollback: this takes it back. To go further back:');
});

it('says that the script goes when a rollback leads to before the first push', async () => {
  addTarget(loopback, root, 'young');
  expect((await sheetbound('push', '--env', 'young')).code).toBe(0);
  const back = await sheetbound('push', '--rollback', '--env', 'young');
  expect(back.code).toBe(0);
  expect(back.stderr).toContain('No script of Sheetbound stood there: it goes, and with it the menu');
});

it('refuses an edit with exit code 1, shows it, and goes on with the other targets', async () => {
  const prod = addTarget(loopback, root, 'prod');
  dev.edit('Mine', 'function mine() {}');
  const { code, stdout, stderr } = await sheetbound('push', '--all');
  expect(code).toBe(1);
  expect(stdout).toMatch(/dev +│ REFUSED[^]*prod +│ pushed/);
  expect(stderr).toMatch(/error: \[Push\] dev: [^]*Mine\.gs +not from Sheetbound/);
  expect(splitStamp(prod.source('Code')).stamp).toBeDefined();
  expect((await sheetbound('diff', '--env', 'dev')).stdout).toContain('Mine.gs  not from Sheetbound');
  const kept = await sheetbound('push', '--env', 'dev', '--keep');
  expect([kept.code, dev.source('Mine')]).toEqual([0, 'function mine() {}']);
});

it('says what to do when it is stopped with Ctrl-C, and the next push goes on', async () => {
  addTarget(loopback, root, 'stopped');
  loopback.google.fail({
    match: /^PUT .*content/,
    before: () => {
      running.child.kill('SIGINT');
    },
  });
  const running = loopback.start([CLI, 'push', '--env', 'stopped'], root);
  const { code, stderr } = await running.finished;
  expect(code).toBe(130);
  expect(stderr).toContain('Stopped. Whether it arrived is looked up by the next push');
  const next = await sheetbound('push', '--env', 'stopped');
  expect(next.code).toBe(0);
  expect(next.stderr).toMatch(/stopped: push \S+ was stopped on its way; (it had|nothing of it had) arrived/);
});

it('says what is wrong with the command, or with the build, before anything is sent', async () => {
  loopback.google.clearRequests();
  expect(await sheetbound('push')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--env with one or more of dev, prod') as string,
  });
  expect(await sheetbound('push', '--env', 'dev', '--to', '1')).toMatchObject({ code: 2 });
  changeBuild('Code.js', 'function importNewData(');
  const broken = await sheetbound('push', '--env', 'dev');
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain('The build is not fit to be pushed. Nothing was sent.');
  expect(loopback.google.requests()).toEqual([]);
});

/** A change as somebody makes it in the source. */
function changeBuild(name: string, text: string): void {
  const path = join(root, 'dist/apps-script', name);
  const before = readFileSync(path, 'utf8');
  const after = before.replaceAll(text, 'Cancelled!');
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}
