import { defineConfig } from 'vitest/config';
import { connectorRegistry } from './toolchain/build/ConnectorRegistry';
import { jsonAsText } from './toolchain/build/JsonAsText';

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
