import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What a build reads. */
const READ = [
  ...['src', 'environments', 'toolchain', 'package.json', 'rollup.config.mjs', 'appsscript.json'],
  ...[
    'sheetbound.config.json',
    'tsconfig.base.json',
    'tsconfig.json',
    'tsconfig.node.json',
    'tsconfig.package.json',
  ],
];

let root: string;

/** A checkout of one's own, elsewhere: nothing of it may find its way into what is built. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  for (const path of READ) cpSync(path, join(root, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function build(): Promise<{ code: number; output: string }> {
  const words = ['--import', 'tsx', join('toolchain', 'build', 'run.ts')];
  // Nothing that was compiled in the checkout under test.
  const env = { ...process.env, SHEETBOUND_COMPILE_CACHE: join(root, 'cache') };
  return new Promise(resolve =>
    execFile(process.execPath, words, { cwd: root, env }, (error, out, errors) =>
      resolve({ code: error ? 1 : 0, output: out + errors }),
    ),
  );
}

function contentOf(folder: string): Record<string, string> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter(file =>
    statSync(join(folder, file)).isFile(),
  );
  return Object.fromEntries(files.sort().map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

function folders(): string[] {
  return readdirSync(root).filter(name => name.startsWith('dist'));
}

describe('the build', () => {
  it('gives the same bytes in another checkout', async () => {
    const { code, output } = await build();
    expect(output).toMatch(/^Built [0-9a-f]{12} into dist\/apps-script\. Verified: 1 script, .*\n$/);
    expect(code).toBe(0);
    const [first, second] = [contentOf('dist'), contentOf(join(root, 'dist'))];
    expect(Object.keys(second)).toEqual(Object.keys(first));
    expect(Object.keys(first).filter(file => first[file] !== second[file])).toEqual([]);
    expect(folders()).toEqual(['dist']);
  });

  it('is not done again while nothing has changed, and is when what it made was touched', async () => {
    expect((await build()).output).toMatch(/^Built .* hosts\. Nothing has changed since\.\n$/);
    const cli = join(root, 'dist', 'cli.js');
    const made = readFileSync(cli, 'utf8');
    writeFileSync(cli, `${made}// touched\n`);
    expect((await build()).output).not.toContain('Nothing has changed');
    expect(readFileSync(cli, 'utf8')).toBe(made);
  });

  it('carries its own digest, which changes with the script', () => {
    const script = readFileSync('dist/apps-script/Code.js', 'utf8');
    expect(script).toMatch(/"?build"?:\s*"[0-9a-f]{12}"/);
    expect(script).not.toContain('@build-id@@@');
  });

  it('fails on a type error, names its line, and leaves what was built before and nothing else', async () => {
    const planted = join(root, 'src/Sources/GitHub/Planted.ts');
    writeFileSync(planted, 'export const planted: number = "text";\n');
    const before = contentOf(join(root, 'dist'));
    const { code, output } = await build();
    rmSync(planted);
    expect(code).toBe(1);
    expect(output).toContain('src/Sources/GitHub/Planted.ts(1,14): error TS2322');
    expect(contentOf(join(root, 'dist'))).toEqual(before);
    expect(folders()).toEqual(['dist']);
  });

  it('says once, in one line, what is wrong with the settings', async () => {
    const path = join(root, 'sheetbound.config.json');
    const good = readFileSync(path);
    writeFileSync(path, '{ "conectors": "all" }');
    const { code, output } = await build();
    writeFileSync(path, good);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^error: sheetbound\.config\.json: there is no setting conectors\. .* Nothing was built\.\n$/,
    );
  });
});
