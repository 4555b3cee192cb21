import { chmodSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { register } from 'tsx/esm/api';

register();
// Which would search every module for the address of its map, the megabytes of the compiler too.
process.setSourceMapsEnabled(false);
const { chosenArtefacts, outputFolder } = await import('./toolchain/build/Artefact.ts');
const { compiledTypeScript } = await import('./toolchain/build/CompiledTypeScript.ts');
const { connectorRegistry } = await import('./toolchain/build/ConnectorRegistry.ts');
const { BUILD_ID_PLACEHOLDER, deploymentConstants, readDeployment } =
  await import('./toolchain/build/Deployment.ts');
const { listEntries } = await import('./toolchain/build/Entries.ts');
const { jsonAsText } = await import('./toolchain/build/JsonAsText.ts');
const { lazyConstants } = await import('./toolchain/build/LazyConstants.ts');
const { nativeTypeScript } = await import('./toolchain/build/NativeTypeScript.ts');
const { pages } = await import('./toolchain/build/Pages.ts');
const { topLevelFunctions } = await import('./toolchain/build/TopLevelFunctions.ts');
const { typeCheck } = await import('./toolchain/build/TypeCheck.ts');
const { verifiedScript } = await import('./toolchain/build/VerifiedScript.ts');

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const deployment = readDeployment();
const dist = outputFolder();

const GLOBAL_NAME = 'Sheetbound';

/** One script of the global scope for Apps Script: what `clasp push` uploads. */
const appsScript = {
  input: 'environments/apps-script/index.ts',
  output: {
    file: `${dist}/apps-script/Code.js`,
    format: 'iife',
    name: GLOBAL_NAME,
    indent: false,
    generatedCode: { constBindings: true },
    sourcemap: 'hidden',
  },
  plugins: [
    typeCheck('tsconfig.json'),
    connectorRegistry({ connectors: deployment.connectors, logos: false }),
    deploymentConstants(deployment, version, BUILD_ID_PLACEHOLDER),
    jsonAsText(),
    // Every execution parses the whole script: its comments stay in the repository.
    compiledTypeScript({
      tsconfig: 'tsconfig.json',
      folders: ['src', 'environments/apps-script', 'environments/portable'],
      compilerOptions: { removeComments: true },
    }),
    lazyConstants(),
    topLevelFunctions({
      globalName: GLOBAL_NAME,
      withoutFunctions: 'environments/apps-script/Authoring.ts',
    }),
    pages('environments/apps-script/pages', `${dist}/apps-script`),
    verifiedScript('appsscript.json', `${dist}/apps-script`, deployment),
  ],
  onwarn: failOnWarning,
};

/** The npm package: library, command line, workers and simulators. */
const node = {
  input: listEntries(),
  // There is next to nothing to leave out, and looking for it takes a third of the build.
  treeshake: false,
  // Shared chunks stand beside the entry points: workers are found relative to the module that starts them.
  output: { dir: dist, format: 'es', chunkFileNames: '[name]-[hash].js' },
  external: id =>
    id.startsWith('node:') ||
    builtinModules.includes(id) ||
    Object.keys(dependencies).some(name => id === name || id.startsWith(`${name}/`)),
  plugins: [
    connectorRegistry(),
    deploymentConstants(deployment, version, ''),
    jsonAsText(),
    nativeTypeScript({ project: 'tsconfig.package.json', types: `${dist}/types` }),
    executable(`${dist}/cli.js`),
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

const artefacts = { 'apps-script': appsScript, node };
export default chosenArtefacts().map(name => artefacts[name]);
