import type { ScriptFile } from '../../ScriptFile';

/** What Google puts into the manifest of a new project. */
const NEW_MANIFEST_KEYS = ['timeZone', 'dependencies', 'exceptionLogging', 'runtimeVersion'];

/** The function that Google puts into a new project; it does nothing. */
const EMPTY_FUNCTION = /^\s*(function\s+myFunction\s*\(\s*\)\s*\{\s*\}\s*)?$/;

/**
 * A project as Google makes it: its manifest, and at most one script (whose name depends on the user's language) that
 * holds nothing but the empty `myFunction`. To replace it loses nobody anything.
 */
export function isPristine(files: readonly ScriptFile[]): boolean {
  return files.filter(file => file.type !== 'JSON').length <= 1 && files.every(isAsNew);
}

/** A file as Google makes it with a new project: whatever else is there, nobody misses it under ours. */
export function isAsNew({ type, source }: ScriptFile): boolean {
  return type === 'JSON' ? isNewManifest(source) : type === 'SERVER_JS' && EMPTY_FUNCTION.test(source);
}

function isNewManifest(source: string): boolean {
  try {
    const manifest = JSON.parse(source) as Record<string, unknown>;
    const dependencies = manifest['dependencies'] ?? {};
    return (
      Object.keys(manifest).every(key => NEW_MANIFEST_KEYS.includes(key)) &&
      typeof dependencies === 'object' &&
      Object.keys(dependencies as object).length === 0
    );
  } catch {
    return false;
  }
}
