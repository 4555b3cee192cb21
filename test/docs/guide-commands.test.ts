import { readFileSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { blocksOf } from './support/Blocks';
import { cloneCheckout } from './support/Checkout';
import { writtenBy, writeFiles } from './support/Guide';
import { Shell, withoutTimes } from './support/Shell';

const root = cloneCheckout();
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A reader who works down the page: writes what it says, types what it says, and looks at the screen. */
describe('whoever follows the guide to writing a connector', () => {
  const shell = new Shell(root);
  let files: Record<string, string> = {};
  let stdout = '';

  for (const block of blocksOf(readFileSync('docs/writing-a-connector.md', 'utf8'))) {
    const { language, text, section } = block;
    if (language === 'bash')
      it.each(text.trim().split('\n'))(`${section}: %s`, async line => {
        const shown = await shell.run(line);
        expect({ code: shown.code, screen: shown.code ? shown.screen : '' }).toEqual({ code: 0, screen: '' });
        ({ stdout } = shown);
      });
    else if (language === 'text')
      it(`${section}: sees what the page shows`, () => {
        expect(withoutTimes(stdout)).toBe(withoutTimes(text));
      });
    else
      it(`${section}: writes ${block.file}`, () => {
        const fresh = writtenBy(block, files);
        files = { ...files, ...fresh };
        writeFiles(root, fresh);
      });
  }
});
