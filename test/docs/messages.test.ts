import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const PAGE = 'docs/troubleshooting.md';
const CLASP = 'node_modules/@google/clasp/build/src';

/** All source of these folders, as one text; quotes as people see them. */
function textOf(folders: readonly string[], extension: string): string {
  const files = folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith(extension))
      .map(file => join(folder, file)),
  );
  return files.map(file => readFileSync(file, 'utf8').replace(/\\(['"`])/g, '$1')).join('\n');
}

/** What the first column of the tables quotes, between two marks; what stands for something else is left out. */
function quoted(mark: string): string[] {
  const cells = [...readFileSync(PAGE, 'utf8').matchAll(/^\| (.+?) \| /gm)].map(([, cell = '']) => cell);
  const pieces = cells.flatMap(cell => cell.split(mark).filter((_, index) => index % 2 === 1));
  return pieces.flatMap(piece => piece.split(/ ?\.\.\. ?/)).filter(piece => piece.includes(' '));
}

it('explains messages that Sheetbound really prints, word for word', () => {
  const source = textOf(['toolchain', 'environments', 'src'], '.ts');
  const messages = quoted('*');
  expect(messages.length).toBeGreaterThan(20);
  expect(messages.filter(message => !source.includes(message))).toEqual([]);
});

it('explains messages that the installed clasp really prints', () => {
  const source = textOf([CLASP], '.js');
  const messages = quoted('`');
  expect(messages.length).toBeGreaterThan(3);
  expect(messages.filter(message => !source.includes(message))).toEqual([]);
});
