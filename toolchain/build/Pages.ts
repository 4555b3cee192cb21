import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Plugin } from 'rollup';

/**
 * Puts the pages of a folder beside the script, byte for byte: `Sidebar.html` is what
 * `HtmlService.createHtmlOutputFromFile('Sidebar')` opens. There may be no such folder. `output`: where the script goes;
 * a page that is gone from the one is taken from the other.
 */
export function pages(folder: string, output: string): Plugin {
  let names: string[] = [];
  return {
    name: 'sheetbound-pages',
    buildStart() {
      names = listPages(folder);
      // The folder alone: it tells of pages that change, come and go, and need not be there yet.
      if (this.meta.watchMode) this.addWatchFile(folder);
    },
    generateBundle() {
      for (const fileName of names)
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(folder, fileName)) });
    },
    writeBundle() {
      for (const name of readdirSync(output))
        if (name.endsWith('.html') && !names.includes(name)) rmSync(join(output, name));
    },
  };
}

/** Names of the files, sorted. Throws on what is no page. */
function listPages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  const wrong = entries.find(entry => !entry.isFile() || extname(entry.name) !== '.html');
  if (wrong)
    throw new Error(
      `${folder}/${wrong.name} is no page: that folder holds .html files and no folders. Styles and scripts of pages are pages too, which are included. Nothing was built.`,
    );
  return entries.map(({ name }) => name).sort();
}
