import { chmodSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { register } from 'tsx/esm/api';

register();
process.setSourceMapsEnabled(false);
const { nativeTypeScript } = await import('./toolchain/build/NativeTypeScript.ts');
const { outputFolder } = await import('./toolchain/build/Artefact.ts');
const dist = outputFolder();
const checked = nativeTypeScript({
  project: 'tsconfig.package.json',
  flags: ['--declaration', '--emitDeclarationOnly'],
  types: `${dist}/types`,
});
const { connectorRegistry } = await import('./toolchain/build/ConnectorRegistry.ts');
const { deploymentModules, readDeployment } = await import('./toolchain/build/Deployment.ts');
const { listEntries } = await import('./toolchain/build/Entries.ts');
const { jsonAsText } = await import('./toolchain/build/JsonAsText.ts');

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/**
 * The npm package: library, command line, workers and simulators. Nothing of it needs what Rollup alone can do, and
 * Rolldown takes the same plugins and a fifth of the time.
 */
export default {
  input: listEntries(),
  // The core names no platform; what runs on Node imports from it by name.
  platform: 'neutral',
  tsconfig: 'tsconfig.package.json',
  // There is next to nothing to leave out, and looking for it takes time.
  treeshake: false,
  // Shared chunks stand beside the entry points: workers are found relative to the module that starts them.
  output: { dir: dist, format: 'es', chunkFileNames: '[name]-[hash].js' },
  external: isExternal,
  plugins: [
    connectorRegistry(),
    deploymentModules(readDeployment(), version, ''),
    jsonAsText(),
    checked,
    executable(`${dist}/cli.js`),
  ],
  checks: { circularDependency: true, bundlerTimings: false },
  logLevel: 'warn',
  onwarn(warning) {
    throw new Error(warning.message);
  },
};

/** What a user installs stays outside; what is installed here alone would be copied into the package without its licence. */
function isExternal(id, importer) {
  if (importer === undefined || /^(?:[./\0]|[A-Za-z]:[\\/]|sheetbound:)/.test(id)) return false;
  if (id.startsWith('node:') || builtinModules.includes(id)) return true;
  if (Object.keys(dependencies).some(name => id === name || id.startsWith(`${name}/`))) return true;
  throw new Error(`${importer} imports "${id}", which is not among the dependencies of package.json.`);
}

/** `npx sheetbound` runs the file itself. */
function executable(path) {
  return { name: 'sheetbound-executable', writeBundle: () => chmodSync(path, 0o755) };
}
