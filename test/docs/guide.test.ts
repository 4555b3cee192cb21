import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { check, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changed } from './support/Blocks';
import { folderOf, stepsOf, writeSteps, type Step } from './support/Guide';

const steps = stepsOf(readFileSync('docs/writing-a-connector.md', 'utf8'));
const last: Step = steps[steps.length - 1] ?? { section: '', files: {} };
let root: string;
beforeAll(() => {
  root = writeSteps(steps);
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** All that a program says, and nothing when it ends well. */
function complaintsOf(words: readonly string[]): Promise<string> {
  return new Promise(done => {
    execFile(process.execPath, words, { cwd: root }, (error, stdout, stderr) => {
      done(error ? stdout + stderr || error.message : '');
    });
  });
}

function typecheck(name: string, config: object): Promise<string> {
  writeFileSync(join(root, name), JSON.stringify(config));
  return complaintsOf([resolve('node_modules/typescript7/bin/tsc'), '-p', name]);
}

const AMBIENT = ['src/modules.d.ts', 'src/console.d.ts'].map(file => resolve(file));

describe('the guide to writing a connector', () => {
  it('compiles after every step, as strictly as the sources of this repository', async () => {
    const compilerOptions = { types: [], noEmit: true };
    const include = ['step-*/src/Sources', ...AMBIENT];
    expect(
      await typecheck('tsconfig.src.json', {
        extends: resolve('tsconfig.base.json'),
        compilerOptions,
        include,
      }),
    ).toBe('');
  });

  it('has simulators and tests that compile after every step', async () => {
    const include = ['environments/emulator/apis', 'test/sources'].map(path => `step-*/${path}/Postbox`);
    expect(
      await typecheck('tsconfig.node.json', {
        extends: resolve('tsconfig.node.json'),
        compilerOptions: { rootDir: '/' },
        include: [...include, ...AMBIENT.slice(0, 1)],
        exclude: [],
      }),
    ).toBe('');
  });

  it('passes its own tests after every step', async () => {
    const report = join(root, 'report.json');
    writeFileSync(
      join(root, 'vitest.config.ts'),
      `export default { test: { include: ['step-*/test/sources/Postbox/*.test.ts'], pool: 'threads', isolate: false, maxWorkers: 2 } };`,
    );
    await complaintsOf([
      resolve('node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=json',
      `--outputFile=${report}`,
    ]);
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
    const bad = testResults.flatMap(({ name, message, assertionResults }) => [
      ...(message ? [`${name}: ${message}`] : []),
      ...assertionResults.flatMap(one =>
        one.failureMessages.map(text => `${name}: ${one.fullName}: ${text}`),
      ),
    ]);
    expect(bad).toEqual([]);
    const tested = steps.flatMap(({ files }, index) =>
      Object.keys(files).some(file => file.endsWith('.test.ts')) ? [folderOf(index)] : [],
    );
    expect(tested.length).toBeGreaterThanOrEqual(steps.length - 1);
    for (const folder of tested)
      expect(
        testResults.find(({ name }) => name.includes(`/${folder}/`))?.assertionResults.length,
      ).toBeGreaterThan(0);
  });

  it('ends with code that this repository would take: formatted, and free of lint', async () => {
    const lint = new ESLint({ overrideConfigFile: resolve('eslint.config.mjs') });
    const options = await resolveConfig(resolve('package.json'));
    const code = Object.entries(last.files).filter(([file]) => file.endsWith('.ts'));
    expect(code.length).toBeGreaterThan(4);
    for (const [file, text] of code) {
      const [result] = await lint.lintText(text, { filePath: resolve(file) });
      expect({ file, messages: result?.messages }).toEqual({ file, messages: [] });
      expect({ file, isFormatted: await check(text, { ...options, filepath: file }) }).toEqual({
        file,
        isFormatted: true,
      });
    }
  });

  it('builds on nothing that is in the repository under the same name', () => {
    for (const file of Object.keys(last.files)) expect(existsSync(file), file).toBe(false);
  });
});

interface VitestReport {
  testResults: {
    name: string;
    message?: string;
    assertionResults: { fullName: string; failureMessages: string[] }[];
  }[];
}

describe('a change on a page', () => {
  const text = 'one\ntwo\nthree\ntwo\n';

  it('goes where the lines around it are', () => {
    expect(changed('a.ts', text, ' one\n-two\n+2\n@@\n three\n+3\n')).toBe('one\n2\nthree\n3\ntwo\n');
  });

  it.each([
    ['is not there', ' four\n+5\n', /0 times/],
    ['is there twice', '-two\n+2\n', /2 times/],
  ])('is refused where the place %s', (_, change, message) => {
    expect(() => changed('a.ts', text, change)).toThrow(message);
  });
});
