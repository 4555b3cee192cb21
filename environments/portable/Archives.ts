import type { NamedBytes } from '../../src/Core/EnvironmentAdapter';

/** Throws on what not every platform packs: no file at all, a file without a name, two files of one name. */
export function checkArchiveFiles(files: readonly NamedBytes[]): void {
  if (!files.length) throw new Error('A ZIP archive needs at least one file.');
  const names = new Set<string>();
  for (const { name } of files) {
    if (name === '') throw new Error('A file in a ZIP archive needs a name.');
    if (names.has(name)) throw new Error(`A ZIP archive cannot hold two files named ${name}.`);
    names.add(name);
  }
}

/** Entries of folders are no files. */
export function isFolderEntry({ name, bytes }: NamedBytes): boolean {
  return name.endsWith('/') && bytes.length === 0;
}
