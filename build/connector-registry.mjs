import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULE_ID = 'sheetbound:connectors';
const RESOLVED_ID = '\0' + MODULE_ID;

/** The connector folders of this checkout, checked: a folder is a connector if it has a manifest. */
export function listConnectors(root = process.cwd(), chosen = 'all') {
  const sources = join(root, 'src', 'Sources');
  const folders = existsSync(sources) ? readdirSync(sources, { withFileTypes: true }) : [];
  const names = folders
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
  const unknown = chosen === 'all' ? [] : chosen.filter(name => !names.includes(name));
  if (unknown.length)
    throw new Error(
      `sheetbound.config.json chooses ${unknown.join(', ')}: no such folder under src/Sources. There are: ${names.join(', ')}.`,
    );
  return names
    .filter(name => chosen === 'all' || chosen.includes(name))
    .map(name => describeConnector(sources, name));
}

function describeConnector(sources, name) {
  const folder = join(sources, name);
  for (const [file, exported] of [
    ['Source.ts', `${name}Source`],
    ['Connector.ts', `${name}Connector`],
    ['manifest.json', undefined],
  ]) {
    const path = join(folder, file);
    if (!existsSync(path))
      throw new Error(
        `src/Sources/${name} has no ${file}: every connector has manifest.json, Source.ts and Connector.ts.`,
      );
    if (exported && !new RegExp(`export (class|const|var) ${exported}\\b`).test(readFileSync(path, 'utf8')))
      throw new Error(
        `src/Sources/${name}/${file} does not export ${exported}: name the class after its folder.`,
      );
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  if (typeof manifest.title !== 'string')
    throw new Error(`src/Sources/${name}/manifest.json has no "title".`);
  return { name, folder, manifest };
}

/** Where the logo goes: a data URI for pages and the npm package, nothing for Code.js. */
function manifestLiteral({ folder, manifest }, logos) {
  const { logo, ...rest } = manifest;
  if (!logo || !logos) return JSON.stringify(rest);
  const type = logo.endsWith('.svg') ? 'image/svg+xml' : 'image/png';
  const data = readFileSync(join(folder, logo)).toString('base64');
  return JSON.stringify({ ...rest, logo: `data:${type};base64,${data}` });
}

/** Makes the virtual module `sheetbound:connectors` from the folders: the folder is the registration. */
export function connectorRegistry({ root = process.cwd(), connectors = 'all', logos = true } = {}) {
  return {
    name: 'sheetbound-connector-registry',
    resolveId: id => (id === MODULE_ID ? RESOLVED_ID : null),
    load(id) {
      if (id !== RESOLVED_ID) return null;
      const found = listConnectors(root, connectors);
      const imports = found.flatMap(({ name, folder }) => [
        `import { ${name}Source } from ${JSON.stringify(join(folder, 'Source.ts'))};`,
        `import { ${name}Connector } from ${JSON.stringify(join(folder, 'Connector.ts'))};`,
      ]);
      const entries = found.map(
        one =>
          `  ${one.name}: { name: '${one.name}', manifest: ${manifestLiteral(one, logos)}, Source: ${one.name}Source, Connector: ${one.name}Connector },`,
      );
      return `${imports.join('\n')}\nexport const AvailableConnectors = {\n${entries.join('\n')}\n};\n`;
    },
  };
}

/** JSON files become text: they are parsed when a source is made, not whenever the script starts. */
export function jsonAsText() {
  let isVite = false;
  return {
    name: 'sheetbound-json-as-text',
    enforce: 'pre',
    configResolved() {
      isVite = true;
    },
    load(id) {
      if (!id.endsWith('.json') || id.includes('node_modules')) return null;
      const compact = JSON.stringify(JSON.parse(readFileSync(id, 'utf8')));
      // Vite parses what it loads from a .json file once more: there the text is a JSON string.
      const text = JSON.stringify(compact);
      return isVite ? text : `export default ${text};`;
    },
  };
}
