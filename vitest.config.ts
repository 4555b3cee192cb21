import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
// Extensions, because the loader of this file will ask for them.
import { connectorRegistry } from './toolchain/build/ConnectorRegistry.ts';
import { jsonAsText } from './toolchain/build/JsonAsText.ts';

/** Set by `.ci/run`, which counts the tests from it. */
const report = process.env['SHEETBOUND_TEST_REPORT'];

/** What takes longest comes first: begun last, one of these would run alone while the other core waits. */
const LONG = [
  'contracts/source/source',
  'kill-anywhere',
  'deploy-commands',
  'scaffold/made',
  'cli/run',
  'push/kill',
  'push/command',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONG.findIndex(part => moduleId.includes(part));
      return index < 0 ? LONG.length : index;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  plugins: [connectorRegistry(), jsonAsText()],
  test: {
    include: ['test/**/*.test.ts'],
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
