import { rollup } from 'rollup';
import { compiledTypeScript } from '../../toolchain/build/CompiledTypeScript';
import { connectorRegistry } from '../../toolchain/build/ConnectorRegistry';
import { BUILD_ID_PLACEHOLDER, deploymentModules, readDeployment } from '../../toolchain/build/Deployment';
import { jsonAsText } from '../../toolchain/build/JsonAsText';
import { topLevelFunctions } from '../../toolchain/build/TopLevelFunctions';

/** The script as `"library": true` in `sheetbound.config.json` builds it, with one connector. */
export async function buildLibrary(): Promise<string> {
  const deployment = { ...readDeployment(), connectors: ['OpenHolidays'], library: true };
  const bundle = await rollup({
    input: 'environments/apps-script/index.ts',
    treeshake: false,
    plugins: [
      connectorRegistry({ connectors: deployment.connectors, logos: false }),
      deploymentModules(deployment, '0.0.0', BUILD_ID_PLACEHOLDER),
      jsonAsText(),
      compiledTypeScript({
        tsconfig: 'tsconfig.json',
        folders: ['src', 'environments/apps-script', 'environments/portable'],
        compilerOptions: { removeComments: true },
      }),
      topLevelFunctions({
        globalName: 'Sheetbound',
        withoutFunctions: 'environments/apps-script/Authoring.ts',
      }),
    ],
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'Sheetbound', indent: false });
  await bundle.close();
  return output[0].code;
}
