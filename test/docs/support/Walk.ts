import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blocksOf, type Block } from './Blocks';
import { writeFiles, writtenBy } from './Guide';
import { settled, type Shell, type Shown } from './Shell';

export interface WalkOptions {
  page: string;
  /** The reader's checkout. */
  root: string;
  /** Asked for when the first command runs. */
  shell: () => Shell;
  /** Commands that a test leaves out, once each: done already, or to be done in a browser. */
  skipped?: readonly string[];
  /** What the reader does by hand right before a command. */
  before?: Readonly<Record<string, () => Promise<void>>>;
}

/** A reader who works down a page: writes what it says, types what it says, and looks at the screen. One test each. */
export function walk({ page, root, shell, skipped = [], before = {} }: WalkOptions): void {
  let last: Shown = { code: 0, screen: '', stdout: '' };
  const done = [...skipped];
  const isDone = (line: string) => done.includes(line) && done.splice(done.indexOf(line), 1).length > 0;
  for (const block of blocksOf(readFileSync(page, 'utf8'))) {
    const { language, text, section } = block;
    if (language === 'bash')
      for (const line of text
        .trim()
        .split('\n')
        .filter(one => !isDone(one)))
        it(`${section}: ${line}`, async () => {
          await before[line]?.();
          const shown = await shell().run(line);
          expect({ code: shown.code, screen: shown.code ? shown.screen : '' }).toEqual({
            code: 0,
            screen: '',
          });
          last = shown;
        });
    else if (language === 'text')
      it(`${section}: sees what the page shows`, () => {
        // Progress on the way differs from run to run, so a page may show the result alone.
        const isResult = settled(last.stdout) === settled(text);
        expect(settled(isResult ? text : last.screen)).toBe(settled(text));
      });
    else
      it(`${section}: writes ${block.file}`, () => {
        writeFiles(root, writtenBy(block, filesBefore(root, block)));
      });
  }
}

/** A change begins with the file as it stands in the checkout. */
function filesBefore(root: string, { file, language }: Block): Record<string, string> {
  return file === undefined || language !== 'diff' ? {} : { [file]: readFileSync(join(root, file), 'utf8') };
}
