import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
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
      const text = compact(readFileSync(id, 'utf8'), relative(process.cwd(), id));
      // Vite parses what it loads from a .json file once more: there the text is a JSON string.
      if (isVite) return JSON.stringify(text);
      // Rolldown goes by the extension otherwise.
      const module = { code: textModule(text), moduleType: 'js' };
      return module;
    },
  };
}

/** A JSON file as a module of the bundle. Throws on no JSON. */
export function jsonModule(text: string): string {
  return textModule(compact(text, 'The file'));
}

/** A literal in single quotes is shorter by a backslash per quote. */
function textModule(text: string): string {
  return `export default '${text.replace(/[\\']/g, '\\$&')}';`;
}

function compact(text: string, place: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    throw new Error(`${place} is no JSON: ${(error as Error).message}`);
  }
}
