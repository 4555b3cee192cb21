import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../emulator/google/World';

/** What is uploaded to Apps Script: the script, its pages by name, its manifest. */
export interface BuiltScript {
  code: string;
  htmlFiles: Record<string, string>;
  manifest: Manifest;
}

/** The built script of this package. Throws when it was not built yet. */
export function readBuiltScript(): BuiltScript {
  const folder = join(packageRoot(), 'dist', 'apps-script');
  if (!existsSync(join(folder, 'Code.js')))
    throw new Error('The script for Apps Script is not built yet (dist/apps-script/Code.js): npm run build.');
  const pages = readdirSync(folder).filter(file => file.endsWith('.html'));
  return {
    code: readFileSync(join(folder, 'Code.js'), 'utf8'),
    htmlFiles: Object.fromEntries(
      pages.map(file => [file.slice(0, -'.html'.length), readFileSync(join(folder, file), 'utf8')]),
    ),
    manifest: JSON.parse(readFileSync(join(folder, 'appsscript.json'), 'utf8')) as Manifest,
  };
}

/** The nearest folder above this file that has a package.json. */
function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('The package.json of sheetbound was not found.');
  }
}
