import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Emulator } from '../../../environments/emulator/google/Emulator';
import { readBuild } from '../../../toolchain/deploy/push/PushBuild';
import { stageFiles } from '../../../toolchain/deploy/stage/StageFiles';
import { BUILD, Checkout, contentOf, differing } from './support/checkout';

const PAGES = 'environments/apps-script/pages';
const PAGE = '<p>Ünchanged</p>\r\n<script>google.script.run.listImports()</script>\n';

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
});
afterAll(() => checkout.remove());

describe('the build', () => {
  it('gives the same bytes in another checkout', async () => {
    const { code, output } = await checkout.build();
    expect(output).toMatch(/^Built [0-9a-f]{12} into dist\/apps-script\. Verified: 1 script, .*\n$/);
    expect(code).toBe(0);
    expect(differing(contentOf('dist'), checkout.built())).toEqual([]);
    expect(checkout.left()).toEqual(['dist']);
  });

  it('is not done again while nothing has changed, and is when what it made was touched', async () => {
    expect((await checkout.build()).output).toMatch(/^Built .* hosts\. Nothing has changed since\.\n$/);
    const cli = checkout.path('dist', 'cli.js');
    const made = readFileSync(cli, 'utf8');
    writeFileSync(cli, `${made}// touched\n`);
    expect((await checkout.build()).output).not.toContain('Nothing has changed');
    expect(readFileSync(cli, 'utf8')).toBe(made);
  });

  it('carries its own digest, which changes with the script', () => {
    const script = readFileSync('dist/apps-script/Code.js', 'utf8');
    expect(script).toMatch(/"?build"?:\s*"[0-9a-f]{12}"/);
    expect(script).not.toContain('@build-id@@@');
  });

  it('fails on a type error, names its line, and leaves what was built before and nothing else', async () => {
    const planted = 'src/Sources/GitHub/Planted.ts';
    checkout.write(planted, 'export const planted: number = "text";\n');
    const before = checkout.built();
    const { code, output } = await checkout.build();
    rmSync(checkout.path(planted));
    expect(code).toBe(1);
    expect(output).toContain('src/Sources/GitHub/Planted.ts(1,14): error TS2322');
    expect(differing(checkout.built(), before)).toEqual([]);
    expect(checkout.left()).toEqual(['dist']);
  });

  it('refuses a package that would be installed for nobody but us', async () => {
    const index = checkout.path('environments', 'node', 'index.ts');
    const good = readFileSync(index);
    writeFileSync(index, `${good.toString()}export { default as MagicString } from 'magic-string';\n`);
    const { code, output } = await checkout.build();
    writeFileSync(index, good);
    expect(code).toBe(1);
    expect(output).toContain('imports "magic-string", which is not among the dependencies of package.json');
  });

  it('may be done twice at once, and has nothing of a file that is gone', async () => {
    const before = checkout.built();
    const planted = 'src/Sources/GitHub/Planted.ts';
    checkout.write(planted, 'export const planted = 1;\n');
    const both = await Promise.all([checkout.build(), checkout.build()]);
    expect(both.map(({ code, output }) => [code, code ? output : ''])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(differing(checkout.built(), before)).toEqual(['types/src/Sources/GitHub/Planted.d.ts']);
    expect(checkout.left()).toEqual(['dist']);
    expect((await checkout.build()).output).toContain('Nothing has changed since');
    rmSync(checkout.path(planted));
    expect((await checkout.build()).code).toBe(0);
    expect(differing(checkout.built(), before)).toEqual([]);
  });

  it('says once, in one line, what is wrong with the settings', async () => {
    const path = checkout.path('sheetbound.config.json');
    const good = readFileSync(path);
    writeFileSync(path, '{ "conectors": "all" }');
    const { code, output } = await checkout.build();
    writeFileSync(path, good);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^error: sheetbound\.config\.json: there is no setting conectors\. .* Nothing was built\.\n$/,
    );
  });
});

describe('a page', () => {
  it('is built as it is, verified, pushed and shown', async () => {
    checkout.write(`${PAGES}/Sidebar.html`, PAGE);
    expect((await checkout.build()).output).toContain('Verified: 1 script, 1 page,');
    expect(checkout.built()['apps-script/Sidebar.html']).toBe(PAGE);

    const { files } = readBuild(checkout.root);
    expect(files.find(({ name }) => name === 'Sidebar')).toMatchObject({ type: 'HTML', source: PAGE });
    const staged = stageFiles(checkout.path('staged'), files, 'script', 'prod').files;
    expect(staged.map(({ path }) => path)).toContain('Sidebar.html');

    const htmlFiles = Object.fromEntries(
      files.filter(({ type }) => type === 'HTML').map(({ name, source }) => [name, source]),
    );
    const code = `function show() { return HtmlService.createHtmlOutputFromFile('Sidebar').getContent(); }`;
    const emulator = new Emulator({ code, htmlFiles });
    expect(emulator.user('ann@example.com').call('show').result).toBe(PAGE);
  });

  it('that is faulty is refused with its line, and what was built before stays', async () => {
    const before = checkout.built();
    checkout.write(`${PAGES}/Sidebar.html`, '<p>\n<script>\ngoogle.script.run.nowhere();\n</script>\n');
    const { code, output } = await checkout.build();
    expect(code).toBe(1);
    expect(output).toMatch(/Sidebar\.html:3:\d+\n.*nowhere/);
    expect(differing(checkout.built(), before)).toEqual([]);
  });

  it('stands in no folder', async () => {
    checkout.write(`${PAGES}/parts/Styles.html`, '<style></style>');
    const { code, output } = await checkout.build();
    rmSync(checkout.path(PAGES), { recursive: true });
    expect(code).toBe(1);
    expect(output).toContain('environments/apps-script/pages/parts is no page');
  });

  it('comes, changes and goes while the build watches', { timeout: 120_000 }, async () => {
    const page = (): string | undefined => checkout.built()['apps-script/Sidebar.html'];
    const watch = spawn(process.execPath, [...BUILD, '--watch'], { cwd: checkout.root, env: checkout.env });
    const lines = createInterface({ input: watch.stdout })[Symbol.asyncIterator]();
    let line: ReturnType<typeof lines.next> | undefined;
    // Who saves faster than the watch begins to look has to save again; nobody is that fast by hand.
    const builtWith = async (text: string | undefined, save = (): void => undefined): Promise<void> => {
      while (page() !== text) {
        save();
        line ??= lines.next();
        const told = await Promise.race([line, later(5_000, undefined)]);
        if (told?.done) throw new Error('The watch has ended.');
        if (told) line = undefined;
      }
    };
    try {
      // The folder was taken away above, and dist still has the page that stood there.
      await builtWith(undefined);
      const saveAs = (text: string) => (): void => checkout.write(`${PAGES}/Sidebar.html`, text);
      await builtWith(PAGE, saveAs(PAGE));
      await builtWith('<p>Changed</p>\n', saveAs('<p>Changed</p>\n'));
      rmSync(checkout.path(PAGES, 'Sidebar.html'));
      await builtWith(undefined);
    } finally {
      watch.kill();
      await once(watch, 'close');
    }
  });
});
