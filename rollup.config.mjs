import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import typescript from '@rollup/plugin-typescript';
import { appsScriptManifest } from './build/apps-script-manifest.mjs';
import { connectorRegistry, jsonAsText } from './build/connector-registry.mjs';
import { deploymentConstants, readDeployment } from './build/deployment.mjs';
import { listEntries } from './build/entries.mjs';
import { topLevelFunctions } from './build/top-level-functions.mjs';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const deployment = readDeployment();

// Chunks carry a hash of their content in their names: old ones would pile up and be published.
if (!process.env.ROLLUP_WATCH) rmSync('dist', { recursive: true, force: true });

const GLOBAL_NAME = 'Sheetbound';

/** One script of the global scope for Apps Script: what `clasp push` uploads. */
const appsScript = {
  input: 'environments/apps-script/index.ts',
  output: {
    file: 'dist/apps-script/Code.js',
    format: 'iife',
    name: GLOBAL_NAME,
    indent: false,
    generatedCode: { constBindings: true },
    sourcemap: 'hidden',
  },
  plugins: [
    connectorRegistry({ connectors: deployment.connectors, logos: false }),
    deploymentConstants({ ...deployment, version }),
    jsonAsText(),
    // Every execution parses the whole script: its comments stay in the repository.
    typescript({
      tsconfig: 'tsconfig.json',
      compilerOptions: { removeComments: true },
      outDir: 'dist/apps-script',
      noEmitOnError: true,
    }),
    topLevelFunctions({ globalName: GLOBAL_NAME }),
    appsScriptManifest({ template: 'appsscript.json', ...deployment }),
  ],
  onwarn: failOnWarning,
};

/** The npm package: library, command line, workers and simulators. */
const node = {
  input: listEntries(),
  // Shared chunks stand beside the entry points: workers are found relative to the module that starts them.
  output: { dir: 'dist', format: 'es', chunkFileNames: '[name]-[hash].js', sourcemap: true },
  external: id =>
    id.startsWith('node:') ||
    builtinModules.includes(id) ||
    Object.keys(dependencies).some(name => id === name || id.startsWith(`${name}/`)),
  plugins: [
    connectorRegistry(),
    deploymentConstants({ ...deployment, version }),
    jsonAsText(),
    typescript({
      tsconfig: 'tsconfig.node.json',
      compilerOptions: { noEmit: false, outDir: 'dist', declaration: true, declarationDir: 'dist/types' },
      exclude: ['test/**', 'vitest.config.ts', 'environments/apps-script/**'],
      noEmitOnError: true,
    }),
    executable('dist/cli.js'),
  ],
  onwarn: failOnWarning,
};

/** `npx sheetbound` runs the file itself. */
function executable(path) {
  return { name: 'sheetbound-executable', writeBundle: () => chmodSync(path, 0o755) };
}

/** A warning of the build is a fault that users would meet later: circular imports, unresolved names, empty exports. */
function failOnWarning(warning) {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every(id => id.includes('node_modules'))) return;
  throw new Error(warning.message);
}

export default [appsScript, node];
