import { defineConfig } from 'vitest/config';
// Extensions, because the loader of this file will ask for them.
import { connectorRegistry } from './toolchain/build/ConnectorRegistry.ts';
import { jsonAsText } from './toolchain/build/JsonAsText.ts';

/** Set by `.ci/run`, which counts the tests from it. */
const report = process.env['SHEETBOUND_TEST_REPORT'];

export default defineConfig({
  plugins: [connectorRegistry(), jsonAsText()],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: process.env['SHEETBOUND_NO_BUILD'] ? [] : ['test/support/build.ts'],
    pool: 'forks',
    // Both cores: the default leaves one idle, and most tests wait for a process or a worker now and then.
    maxWorkers: 2,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
