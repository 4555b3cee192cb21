import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Absolute paths of the TypeScript files below folders, declarations not among them. */
export function listSources(folders: readonly string[]): string[] {
  return folders.flatMap(folder =>
    (readdirSync(folder, { recursive: true }) as string[])
      .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map(file => resolve(folder, file)),
  );
}

/** The file that a relative import without extension means, or null where it is no TypeScript file. */
export function resolveSource(importee: string, importer: string | undefined): string | null {
  if (!importee.startsWith('.') || !importer || importer.startsWith('\0')) return null;
  const path = join(dirname(importer), importee);
  const candidates = [`${path}.ts`, join(path, 'index.ts'), path];
  return candidates.find(file => file.endsWith('.ts') && existsSync(file) && statSync(file).isFile()) ?? null;
}
