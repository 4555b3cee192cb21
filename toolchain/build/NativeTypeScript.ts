import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { ExistingRawSourceMap, Plugin, SourceDescription } from 'rollup';
import { packageDeclarations } from './Declarations';
import { compileProject, type Compilation } from './NativeCompiler';
import { resolveSource } from './SourceFiles';

export interface NativeTypeScriptOptions {
  /** A tsconfig of all that the artefact may hold. */
  project: string;
  /** Options of the compiler beside those of the project. */
  flags: readonly string[];
  /** Folder that its declarations go to, if it makes any. */
  types?: string;
}

/**
 * Checks a project, and compiles it in the same run; a type error fails the build before anything is written. What it
 * was not asked to compile is left to other plugins. It begins at once, in a process of its own: whoever makes it first
 * loads everything else meanwhile.
 */
export function nativeTypeScript({ project, flags, types }: NativeTypeScriptOptions): Plugin {
  let first: Promise<Compilation> | undefined = compileProject(project, flags);
  let files: Compilation['files'] = new Map();
  return {
    name: 'sheetbound-native-typescript',
    async buildStart() {
      const compiled = await (first ?? compileProject(project, flags));
      first = undefined;
      // Otherwise a watch whose first build fails would wait for nothing.
      if (this.meta.watchMode)
        for (const path of compiled.sources) if (!path.includes('node_modules')) this.addWatchFile(path);
      if (compiled.faults) this.error(`Type errors in ${project}; nothing was built.\n${compiled.faults}`);
      files = compiled.files;
    },
    resolveId: (importee, importer) => resolveSource(importee, importer),
    load: id => (id.endsWith('.ts') ? moduleOf(id, files) : null),
    writeBundle() {
      if (types === undefined) return;
      for (const [path, text] of packageDeclarations(files)) write(join(types, path), text);
    },
  };
}

/** Null where it was not compiled. */
function moduleOf(id: string, files: Compilation['files']): SourceDescription | null {
  const path = relative(process.cwd(), id).replaceAll('\\', '/').replace(/\.ts$/, '.js');
  const code = files.get(path);
  const map = files.get(`${path}.map`);
  if (code === undefined || map === undefined) return null;
  return {
    code: code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
    // It was written elsewhere than beside its source.
    map: { ...(JSON.parse(map) as ExistingRawSourceMap), sources: [basename(id)] },
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
