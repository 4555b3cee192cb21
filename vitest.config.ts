import { defineConfig } from 'vitest/config';
import { connectorRegistry, jsonAsText } from './build/connector-registry.mjs';

export default defineConfig({
  plugins: [connectorRegistry(), jsonAsText()],
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
