import type { ScriptFile } from '../../ScriptFile';

/**
 * Files in the order in which they will stand in the project (it is the order in which they are evaluated). First what
 * `filePushOrder` names. Then, where the project has an order already, that order: a user's own files may rely on it.
 * New files come last, by name.
 */
export function orderFiles(
  files: readonly ScriptFile[],
  remote: readonly ScriptFile[],
  pushOrder: readonly string[],
): ScriptFile[] {
  const known = remote.map(file => file.name);
  const rank = ({ name }: ScriptFile): number => {
    const asked = pushOrder.indexOf(name);
    if (asked >= 0) return asked;
    const place = known.indexOf(name);
    return pushOrder.length + (place >= 0 ? place : known.length);
  };
  return [...files].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** Whether the files that both have stand in the same order. */
export function isSameOrder(a: readonly ScriptFile[], b: readonly ScriptFile[]): boolean {
  const names = a.map(file => file.name).filter(name => b.some(file => file.name === name));
  const others = b.map(file => file.name).filter(name => names.includes(name));
  return names.every((name, index) => name === others[index]);
}

/**
 * Entries of a `filePushOrder` as names of files: paths count from the target's file and may lead through its rootDir.
 */
export function namesOfPushOrder(paths: readonly string[], rootDirs: readonly string[]): string[] {
  return paths.map(path => {
    let clean = tidy(path);
    for (const folder of rootDirs.map(tidy))
      if (folder !== '' && clean.startsWith(`${folder}/`)) {
        clean = clean.slice(folder.length + 1);
        break;
      }
    return clean.replace(/\.(js|gs|html|json)$/i, '');
  });
}

function tidy(path: string): string {
  return path
    .replace(/\\/g, '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
}
