import { cpSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Not copied: large, made anew, linked, or somebody's own. */
const LEFT_OUT =
  /^(node_modules|dist.*|output|coverage|\.git|\.sheetbound|\.clasp\..*|rollup\..*\.tmp\.mjs)$/;

/** The sources of this checkout in a folder of their own, with the same packages; nothing is built. */
export function copySources(): string {
  const root = mkdtempSync(join(tmpdir(), 'sheetbound-new-'));
  for (const entry of readdirSync('.'))
    if (!LEFT_OUT.test(entry)) cpSync(entry, join(root, entry), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  return root;
}
