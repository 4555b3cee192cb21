import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newConnector, type NewConnector } from '../../../toolchain/scaffold/NewConnector';
import { newText } from '../../../toolchain/scaffold/NewText';
import { copySources } from './support/Checkout';
import { SAMPLE } from './support/Designs';

/** Milliseconds. Every step works on all connectors of the sample at once. */
const LONG = 600_000;
const TSC = 'node_modules/typescript7/bin/tsc';

let root: string;
let made: NewConnector[];
beforeAll(async () => {
  root = copySources();
  made = [];
  for (const design of SAMPLE) made.push(await newConnector(root, design, undefined));
}, LONG);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Output of a command in the copy; the exit code is its end. */
function call(words: readonly string[], variables: Record<string, string> = {}): Promise<string> {
  // A vitest within vitest is to think that it is the only one.
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|TEST$|SHEETBOUND)/.test(name),
  );
  const env = { ...Object.fromEntries(own), ...variables };
  return new Promise(done => {
    execFile(process.execPath, words, { cwd: root, env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      done(`${stdout}${stderr}exit ${error?.code ?? 0}`);
    });
  });
}

const folders = () =>
  made.flatMap(({ design: { name } }) =>
    ['src/Sources', 'environments/emulator/apis', 'test/sources'].map(folder => `${folder}/${name}`),
  );

it(
  'makes connectors that the type checker takes, for both platforms',
  async () => {
    expect(await call([TSC, '-p', 'src'])).toBe('exit 0');
    const all = await call([TSC, '-p', 'tsconfig.node.json']);
    const names = made.map(({ design }) => design.name);
    expect(all.split('\n').filter(line => names.some(name => line.includes(name)))).toEqual([]);
  },
  LONG,
);

it(
  'makes connectors that lint and format find nothing in',
  async () => {
    expect(await call(['node_modules/eslint/bin/eslint.js', ...folders()])).toBe('exit 0');
    const checked = await call([
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level=warn',
      ...folders(),
    ]);
    expect(checked).toBe('exit 0');
  },
  LONG,
);

it(
  'makes connectors that pass their own tests and those of every source',
  async () => {
    const report = await call(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        'test/contracts/source',
        ...made.map(({ design }) => `test/sources/${design.name}/`),
        '--testNamePattern=Made|asks for exactly',
      ],
      {
        SHEETBOUND_NO_BUILD: '1',
        SHEETBOUND_TEST_SOURCES: made.map(({ design }) => design.name).join(','),
      },
    );
    expect(report).toMatch(/exit 0$/);
    const passed = Number(/Tests .*?(\d+) passed/.exec(report)?.[1]);
    expect(passed).toBeGreaterThan(30 * made.length);
  },
  LONG,
);

it(
  'makes connectors that build, and whose pages say what is so',
  async () => {
    expect(await call(['--import', 'tsx', 'toolchain/build/run.ts'])).toMatch(
      /^Built [0-9a-f]{12} into dist.apps-script. Verified: 1 script, .*\nexit 0$/,
    );
    for (const words of [['--storage=csv:out'], ['--runtime=apps-script', '--storage=xlsx:out.xlsx']])
      for (const { design } of made.filter(one => one.design.auth !== 'none').slice(0, 1)) {
        const run = await call(['dist/cli.js', 'run', design.name, '--simulate', ...words]);
        expect(run).toContain(`${design.name}: done`);
      }
    const pages = await call(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        'test/docs/commands.test.ts',
        '--testNamePattern=Sources/Made(Oauth2|Z/)',
      ],
      { SHEETBOUND_NO_BUILD: '1' },
    );
    expect(pages).toMatch(/exit 0$/);
  },
  LONG,
);

it('says what it made, what to type next, and what is left out of a deployment', async () => {
  const [first] = made;
  if (!first) throw new Error('Nothing was made.');
  for (const file of first.files) expect(newText(first)).toContain(file);
  expect(newText(first)).toContain(`npx sheetbound run ${first.design.name} --simulate`);
  expect(newText(first)).not.toContain('sheetbound.config.json');
  const path = join(root, 'sheetbound.config.json');
  const config = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...config, connectors: ['GitHub'] }));
  const design = { ...first.design, name: 'MadeLast' };
  expect(newText(await newConnector(root, design, undefined))).toContain('add "MadeLast" to "connectors"');
});
