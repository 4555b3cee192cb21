import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rollup';
import { listConnectors, type ConnectorFolder } from './Connectors.ts';

const MODULE_ID = 'sheetbound:connectors';
const RESOLVED_ID = '\0' + MODULE_ID;

export interface ConnectorRegistryOptions {
  /** Folder of the checkout. Default the current one. */
  root?: string;
  /** Default `all`. */
  connectors?: 'all' | readonly string[];
  /** Whether manifests hold their logos as data URIs: for pages and the npm package, not for Code.js. Default true. */
  logos?: boolean;
}

/** Makes the virtual module `sheetbound:connectors` from the folders: the folder is the registration. */
export function connectorRegistry(options: ConnectorRegistryOptions = {}): Plugin {
  const { root, connectors, logos = true } = options;
  return {
    name: 'sheetbound-connector-registry',
    resolveId: id => (id === MODULE_ID ? RESOLVED_ID : null),
    load(id) {
      if (id !== RESOLVED_ID) return null;
      const found = listConnectors(root, connectors);
      if (this.meta.watchMode)
        for (const { folder } of found) this.addWatchFile(join(folder, 'manifest.json'));
      return `${imports(found)}\nexport const AvailableConnectors = {\n${entries(found, logos)}\n};\n`;
    },
  };
}

function imports(connectors: readonly ConnectorFolder[]): string {
  return connectors
    .flatMap(({ name, folder }) => [
      `import { ${name}Source } from ${JSON.stringify(join(folder, 'Source.ts'))};`,
      `import { ${name}Connector } from ${JSON.stringify(join(folder, 'Connector.ts'))};`,
    ])
    .join('\n');
}

function entries(connectors: readonly ConnectorFolder[], logos: boolean): string {
  return connectors
    .map(
      one =>
        `  ${one.name}: { name: '${one.name}', manifest: ${manifestLiteral(one, logos)}, Source: ${one.name}Source, Connector: ${one.name}Connector },`,
    )
    .join('\n');
}

function manifestLiteral({ folder, manifest }: ConnectorFolder, logos: boolean): string {
  const { logo, ...rest } = manifest;
  if (!logo || !logos) return inScript(JSON.stringify(rest));
  const type = logo.endsWith('.svg') ? 'image/svg+xml' : 'image/png';
  const data = readFileSync(join(folder, logo)).toString('base64');
  return inScript(JSON.stringify({ ...rest, logo: `data:${type};base64,${data}` }));
}

/** `<?`, `</script` and `<!--` in a title would be marks to a page that the script is inlined in. */
function inScript(text: string): string {
  return text.replace(/<(?=[?!/])/g, '\\x3c');
}
