import { readFileSync } from 'node:fs';
import { register } from 'tsx/esm/api';

register();
// Which would search every module for the address of its map, the megabytes of the compiler too.
process.setSourceMapsEnabled(false);
const { nativeTypeScript } = await import('./toolchain/build/NativeTypeScript.ts');
const checkedAndCompiled = nativeTypeScript({ project: 'tsconfig.json', flags: ['--removeComments'] });
const { outputFolder } = await import('./toolchain/build/Artefact.ts');
const { compiledTypeScript } = await import('./toolchain/build/CompiledTypeScript.ts');
const { connectorRegistry } = await import('./toolchain/build/ConnectorRegistry.ts');
const { BUILD_ID_PLACEHOLDER, deploymentModules, readDeployment } =
  await import('./toolchain/build/Deployment.ts');
const { jsonAsText } = await import('./toolchain/build/JsonAsText.ts');
const { lazyConstants } = await import('./toolchain/build/LazyConstants.ts');
const { pages } = await import('./toolchain/build/Pages.ts');
const { topLevelFunctions } = await import('./toolchain/build/TopLevelFunctions.ts');
const { verifiedScript } = await import('./toolchain/build/VerifiedScript.ts');

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const deployment = readDeployment();
const dist = outputFolder();

const GLOBAL_NAME = 'Sheetbound';

/** One script of the global scope for Apps Script: what `clasp push` uploads. */
export default {
  input: 'environments/apps-script/index.ts',
  // What a deployment does without is not imported; the half percent beside it is not worth looking for.
  treeshake: false,
  output: {
    file: `${dist}/apps-script/Code.js`,
    format: 'iife',
    name: GLOBAL_NAME,
    indent: false,
    generatedCode: { constBindings: true },
    sourcemap: 'hidden',
  },
  plugins: [
    connectorRegistry({ connectors: deployment.connectors, logos: false }),
    deploymentModules(deployment, version, BUILD_ID_PLACEHOLDER),
    jsonAsText(),
    // Every execution parses the whole script: its comments stay in the repository.
    compiledTypeScript({
      tsconfig: 'tsconfig.json',
      folders: ['environments/apps-script'],
      compilerOptions: { removeComments: true },
    }),
    checkedAndCompiled,
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

/** A warning of the build is a fault that users would meet later: circular imports, unresolved names, empty exports. */
function failOnWarning(warning) {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every(id => id.includes('node_modules'))) return;
  throw new Error(warning.message);
}
