import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file that a relative import without extension means, or null where it is no TypeScript file. */
export function resolveSource(importee: string, importer: string | undefined): string | null {
  if (!importee.startsWith('.') || !importer || importer.startsWith('\0')) return null;
  const path = join(dirname(importer), importee);
  const candidates = [`${path}.ts`, join(path, 'index.ts'), path];
  return candidates.find(file => file.endsWith('.ts') && existsSync(file) && statSync(file).isFile()) ?? null;
}
