import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Not copied: large, made anew, or linked. */
const LEFT_OUT = ['node_modules', 'dist', 'output', 'coverage', '.git', '.sheetbound'];

/** A copy of this checkout in a folder of its own, with the same packages. */
export function copyCheckout(): string {
  const root = mkdtempSync(join(tmpdir(), 'sheetbound-new-'));
  for (const entry of readdirSync('.'))
    if (!LEFT_OUT.includes(entry)) cpSync(entry, join(root, entry), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  return root;
}

export function removeCheckout(root: string): void {
  // The link first: what it leads to stays.
  rmSync(join(root, 'node_modules'), { force: true, recursive: false });
  rmSync(root, { recursive: true, force: true });
}
