import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'rollup';
import { compileProject, type Compilation } from './NativeCompiler';
import { resolveSource } from './SourceFiles';
import { typeFaults } from './TypeCheck';

export interface NativeTypeScriptOptions {
  /** A tsconfig that writes JavaScript and declarations of all that the artefact holds. */
  project: string;
  /** Folder that the declarations go to. */
  types: string;
}

/** The compiler that checks types compiles as well, in one run; a type error fails the build before anything is written. */
export function nativeTypeScript({ project, types }: NativeTypeScriptOptions): Plugin {
  let files: Compilation['files'] = new Map();
  return {
    name: 'sheetbound-native-typescript',
    async buildStart() {
      const compiled = await compileProject(project);
      // Otherwise a watch whose first build fails would wait for nothing.
      if (this.meta.watchMode)
        for (const path of compiled.sources) if (!path.includes('node_modules')) this.addWatchFile(path);
      if (compiled.faults) this.error(typeFaults(project, compiled.faults));
      files = compiled.files;
    },
    resolveId: (importee, importer) => resolveSource(importee, importer),
    load(id) {
      if (!id.endsWith('.ts')) return null;
      const path = relative(process.cwd(), id).replaceAll('\\', '/');
      const code = files.get(path.replace(/\.ts$/, '.js'));
      if (code === undefined) throw new Error(`${path} is imported, but ${project} does not hold it.`);
      return { code, map: null };
    },
    writeBundle() {
      for (const [path, text] of files) if (path.endsWith('.d.ts')) write(join(types, path), text);
    },
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
