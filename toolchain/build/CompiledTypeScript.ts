import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Plugin } from 'rollup';
import { resolveSource } from './SourceFiles';

/** The native compiler: it checks and compiles in a tenth of the time, but offers bundlers nothing. */
export const COMPILER = join('node_modules', 'typescript7', 'bin', 'tsc');

export interface CompileOptions {
  /** A tsconfig whose files hold all that the artefact may hold. */
  project: string;
  /** Of the compiler, besides: what an artefact wants otherwise than the project. */
  flags: readonly string[];
  /** Where compiled files stand while the build runs; it is taken away afterwards. */
  folder: string;
}

/**
 * Checks and compiles the project by one run of the compiler, in a process of its own, and hands the files to the
 * bundler. A type error fails the build before anything is written.
 */
export function compiledTypeScript({ project, flags, folder }: CompileOptions): Plugin {
  let compiled: Promise<string> = Promise.resolve('');
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return {
    name: 'sheetbound-typescript',
    buildStart() {
      compiled = runCompiler(['-p', project, '--noEmit', 'false', '--outDir', folder, ...flags]);
    },
    resolveId: (importee, importer) => resolveSource(importee, importer),
    async load(id) {
      if (!id.endsWith('.ts')) return null;
      this.addWatchFile(id);
      const faults = await compiled;
      if (faults) this.error(`Type errors in ${project}; nothing was built.\n${faults}`);
      return readCompiled(id, folder, project);
    },
    async buildEnd(error) {
      // Waited for even then: it writes into a folder that is to go.
      await compiled;
      if (error) remove();
    },
    closeBundle: remove,
  };
}

function readCompiled(id: string, folder: string, project: string): { code: string; map: string | null } {
  const path = relative(process.cwd(), id);
  const file = join(folder, path.replace(/\.ts$/, '.js'));
  if (!existsSync(file)) throw new Error(`${path} is imported, but ${project} does not hold it.`);
  // Comments name the map, which is handed over here.
  const code = readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  return { code, map: existsSync(`${file}.map`) ? mapBeside(`${file}.map`, id) : null };
}

/** The compiler names the source relative to its output; the bundler looks beside the source. */
function mapBeside(file: string, id: string): string {
  const map = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return JSON.stringify({ ...map, sourceRoot: '', sources: [basename(id)] });
}

function runCompiler(words: readonly string[]): Promise<string> {
  return new Promise(resolve => {
    execFile(process.execPath, [COMPILER, ...words], { maxBuffer: 1 << 26 }, (error, out, errors) =>
      resolve(error ? out + errors || error.message : ''),
    );
  });
}
