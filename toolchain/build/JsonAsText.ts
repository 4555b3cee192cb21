import { readFileSync } from 'node:fs';
import type { Plugin } from 'rollup';

/** As a plugin of Vite too, which hands over its configuration first. */
interface JsonPlugin extends Plugin {
  enforce: 'pre';
  configResolved: () => void;
}

/** JSON files become text: they are parsed when a source is made, not whenever the script starts. */
export function jsonAsText(): JsonPlugin {
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
      // Vite parses what it loads from a .json file once more: there the text is a JSON string. In the bundle a
      // literal in single quotes is shorter by a backslash per quote.
      return isVite ? JSON.stringify(compact) : `export default '${compact.replace(/[\\']/g, '\\$&')}';`;
    },
  };
}
