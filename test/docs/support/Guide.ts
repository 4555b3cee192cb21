import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { blocksOf, changed, type Block } from './Blocks';

/** The files that a reader has after a section, by path. */
export interface Step {
  section: string;
  files: Record<string, string>;
}

const COMMANDS = ['bash', 'text'];

/** What the reader's folder looks like after each section that writes something. Every block must be part of it. */
export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  let files: Record<string, string> = {};
  for (const block of blocksOf(page)) {
    if (COMMANDS.includes(block.language)) continue;
    files = { ...files, ...writtenBy(block, files) };
    if (steps[steps.length - 1]?.section === block.section) steps.pop();
    steps.push({ section: block.section, files });
  }
  return steps;
}

/** The file that a block leaves behind. Throws on one that names none, or that changes what is not as it says. */
export function writtenBy({ file, language, text, section }: Block, files: Record<string, string>) {
  if (file === undefined)
    throw new Error(
      `A block of ${language} under "${section}" names no file: it can be neither run nor tried.`,
    );
  if (language !== 'diff') return { [file]: text };
  const before = files[file];
  if (before === undefined) throw new Error(`"${section}" changes ${file}, which is not there yet.`);
  return { [file]: changed(file, before, text) };
}

/** Files of the checkout that a worker or a test finds beside itself, so that a link to them would not do. */
const COPIED = ['environments/node', 'environments/emulator/apis', 'environments/portable'];
const LINKED = ['src/Core', 'src/Constants', 'test/core', 'test/support'];

/** A folder for all steps, in which each is a checkout of its own. Returns it. */
export function writeSteps(steps: readonly Step[]): string {
  const root = mkdtempSync(join(tmpdir(), 'sheetbound-guide-'));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  steps.forEach((step, index) => {
    const folder = join(root, folderOf(index));
    for (const path of COPIED) cpSync(path, join(folder, path), { recursive: true });
    for (const path of LINKED) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      symlinkSync(resolve(path), join(folder, path));
    }
    cpSync('test/sources', join(folder, 'test/sources'), {
      recursive: true,
      filter: source => !source.endsWith('.test.ts'),
    });
    writeFiles(folder, step.files);
  });
  return root;
}

export function folderOf(index: number): string {
  return `step-${index + 1}`;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}
