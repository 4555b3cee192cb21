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
      const text = readFileSync(id, 'utf8');
      // Vite parses what it loads from a .json file once more: there the text is a JSON string.
      return isVite ? JSON.stringify(compact(text)) : jsonModule(text);
    },
  };
}

/** A JSON file as a module of the bundle: a literal in single quotes is shorter by a backslash per quote. Throws on no JSON. */
export function jsonModule(text: string): string {
  return `export default '${compact(text).replace(/[\\']/g, '\\$&')}';`;
}

function compact(text: string): string {
  return JSON.stringify(JSON.parse(text));
}
