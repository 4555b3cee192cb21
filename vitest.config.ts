import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
// Extensions, because the loader of this file will ask for them.
import { connectorRegistry } from './toolchain/build/ConnectorRegistry.ts';
import { jsonAsText } from './toolchain/build/JsonAsText.ts';

/** Set by `.ci/run`, which counts the tests from it. */
const report = process.env['SHEETBOUND_TEST_REPORT'];

/**
 * Many small files, which import much: those that a process has run leave it to the next one, with what it has loaded.
 * Each installs the environment that it needs, whatever the one before has installed.
 */
const SHARING = [
  'apps-script',
  'bundle',
  'core',
  'emulator',
  'imports',
  'sign-in',
  'simulators',
  'sources',
  'storages/google-sheets',
  'types',
].map(folder => `test/${folder}/**/*.test.ts`);

/** What takes longest comes first: begun last, one of these would run alone while the other core waits. */
const LONG = [
  'kill-anywhere/inject',
  'build/build.test',
  'scaffold/made',
  'kill-anywhere',
  'contracts/source/source',
  'cli/run',
  'docs/deploy',
  'verify/planted',
  'docs/commands',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONG.findIndex(part => moduleId.includes(part));
      return index < 0 ? LONG.length : index;
    };
    // Those that share a process come one after the other, else it would be given up; they end the run evenly.
    const isSharing = ({ project }: TestSpecification): number => Number(project.name === 'sharing');
    return (await super.sort(files)).sort((a, b) => isSharing(a) - isSharing(b) || place(a) - place(b));
  }
}

export default defineConfig({
  plugins: [connectorRegistry(), jsonAsText()],
  test: {
    projects: [
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: SHARING } },
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false, restoreMocks: true } },
    ],
    globalSetup: process.env['SHEETBOUND_NO_BUILD'] ? [] : ['test/support/build.ts'],
    pool: 'forks',
    // Both cores: the default leaves one idle, and most tests wait for a process or a worker now and then.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
