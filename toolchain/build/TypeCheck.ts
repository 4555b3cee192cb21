import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Plugin } from 'rollup';

/** The native compiler: it checks in a tenth of the time, but offers bundlers nothing. */
export const COMPILER = join('node_modules', 'typescript7', 'bin', 'tsc');

/**
 * Checks types beside the bundling, in a process of its own, and fails the build before anything is written.
 * `flags` are those of the compiler, e.g. for the declarations of the npm package.
 */
export function typeCheck(project: string, flags: readonly string[] = []): Plugin {
  let check: Promise<string> | undefined;
  return {
    name: 'sheetbound-type-check',
    buildStart() {
      check = runCompiler(['-p', project, ...flags]);
    },
    async buildEnd(error) {
      // Waited for even after an error: it may write into a folder that is to go.
      const faults = await check;
      if (!error && faults) this.error(`Type errors in ${project}; nothing was built.\n${faults}`);
    },
  };
}

function runCompiler(words: readonly string[]): Promise<string> {
  // It ends before collecting garbage would pay.
  const env = { ...process.env, GOGC: 'off' };
  return new Promise(resolve => {
    execFile(process.execPath, [COMPILER, ...words], { maxBuffer: 1 << 26, env }, (error, out, errors) =>
      resolve(error ? out + errors || error.message : ''),
    );
  });
}
