/** The id of a build that a text names, and from where on. */
export interface NamedBuild {
  build: string;
  at: number;
}

const NAMED = /\bbuild["']?[ :=]{1,3}["']?(?<build>[0-9a-f]{12})(?![0-9a-f])/g;

const IN_SCRIPT =
  /["']?version["']?:\s*["'][^"'\n]*["'],\s*["']?build["']?:\s*["'](?<build>[0-9a-f]{12})["']/;

/** Builds as the sheet, the log and the stamp of a push name them: `build 1f3a9c0b2d4e`, `"build":"1f3a9c0b2d4e"`. */
export function buildsNamedIn(text: string): NamedBuild[] {
  return [...text.matchAll(NAMED)].map(match => ({
    build: match.groups?.['build'] ?? '',
    at: match.index,
  }));
}

/** The build id that a built script holds; undefined for a script that was made otherwise. */
export function buildOfScript(code: string): string | undefined {
  return IN_SCRIPT.exec(code)?.groups?.['build'];
}
