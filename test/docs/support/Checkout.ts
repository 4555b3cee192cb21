import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Not part of a fresh clone: what is made here, and what belongs to whoever works in it. */
const LEFT_OUT =
  /^(\.git|node_modules|output|coverage|dist\..*|\.sheetbound|\.clasp\..*\.json|rollup\..*\.tmp\.mjs)$/;

/** A clone of this checkout as a user has it after `npm install`, with `dist` as it was built if there is one. */
export function cloneCheckout(): string {
  const root = mkdtempSync(join(tmpdir(), 'sheetbound-clone-'));
  for (const name of readdirSync('.'))
    if (!LEFT_OUT.test(name)) cpSync(name, join(root, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  if (existsSync('.git')) mkdirSync(join(root, '.git'));
  return root;
}
