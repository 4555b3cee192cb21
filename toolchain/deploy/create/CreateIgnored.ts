import { execFile } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds for one look of git's. */
const TIME_LIMIT = 10_000;

/** What of a target must not get into a repository: ids that are one person's, and copies of deployed scripts. */
const LINES = ['.clasp.*.json', '.sheetbound/'];

/**
 * Makes git ignore the target's file and the notes of pushes. Gives the lines that were added to `.gitignore`; none
 * when they are ignored already, or this is no repository.
 */
export async function ignoreTargetFiles(root: string, file: string): Promise<string[]> {
  const [isFileSeen, areNotesSeen] = await Promise.all([
    isSeen(root, file),
    isSeen(root, '.sheetbound/targets'),
  ]);
  const lines = LINES.filter((_line, index) => (index === 0 ? isFileSeen : areNotesSeen));
  if (lines.length) appendLines(join(root, '.gitignore'), lines);
  return lines;
}

/** True when git works here and would take the file in. */
function isSeen(root: string, path: string): Promise<boolean> {
  return new Promise(resolve => {
    execFile('git', ['check-ignore', '--quiet', path], { cwd: root, timeout: TIME_LIMIT }, error => {
      // 0: ignored; 1: not; anything else: no git, or no repository.
      resolve((error as { code?: unknown } | null)?.code === 1);
    });
  });
}

function appendLines(path: string, lines: readonly string[]): void {
  let before = '';
  try {
    before = readFileSync(path, 'utf8');
  } catch {
    // There is none yet.
  }
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  appendFileSync(path, `${gap}${lines.join('\n')}\n`);
}
