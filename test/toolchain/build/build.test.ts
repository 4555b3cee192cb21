import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const OUTPUT = 'dist.again';
const PLANTED = 'src/Sources/GitHub/Planted.ts';

afterAll(() => {
  rmSync(OUTPUT, { recursive: true, force: true });
  rmSync(PLANTED, { force: true });
});

/** Builds into a folder of its own, so that other tests keep theirs. */
function build(variables: Record<string, string>): Promise<{ code: number; output: string }> {
  const words = ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'];
  const env = { ...process.env, SHEETBOUND_OUTPUT: OUTPUT, ...variables };
  return new Promise(resolve =>
    execFile(process.execPath, words, { env }, (error, out, errors) =>
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

describe('the build', () => {
  it('gives the same bytes again, without its cache too', async () => {
    const { code, output } = await build({ SHEETBOUND_COMPILE_CACHE: join(OUTPUT, 'no-cache') });
    expect({ code, output }).toEqual({ code: 0, output: '' });
    rmSync(join(OUTPUT, 'no-cache'), { recursive: true });
    const [first, second] = [contentOf('dist'), contentOf(OUTPUT)];
    expect(Object.keys(second)).toEqual(Object.keys(first));
    expect(Object.keys(first).filter(file => first[file] !== second[file])).toEqual([]);
  });

  it('carries its own digest, which changes with the script', () => {
    const script = readFileSync('dist/apps-script/Code.js', 'utf8');
    expect(script).toMatch(/"?build"?:\s*"[0-9a-f]{12}"/);
    expect(script).not.toContain('@build-id@@@');
  });

  it('fails on a type error, names its line, and writes nothing', async () => {
    rmSync(OUTPUT, { recursive: true, force: true });
    writeFileSync(PLANTED, 'export const planted: number = "text";\n');
    const { code, output } = await build({ ARTEFACT: 'apps-script' });
    expect(code).toBe(1);
    expect(output).toContain(`${PLANTED}(1,14): error TS2322`);
    expect(() => statSync(join(OUTPUT, 'apps-script', 'Code.js'))).toThrow();
  });
});
