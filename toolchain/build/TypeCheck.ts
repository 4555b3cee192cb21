import type { Plugin } from 'rollup';
import { compileProject, type Compilation } from './NativeCompiler';

/** Checks types beside the bundling and fails the build before anything is written. */
export function typeCheck(project: string): Plugin {
  let check: Promise<Compilation> | undefined;
  return {
    name: 'sheetbound-type-check',
    buildStart() {
      check = compileProject(project, ['--noEmit']);
    },
    async buildEnd(error) {
      // Waited for even after an error: what it found out is kept for the next time.
      const { faults = '' } = (await check) ?? {};
      if (!error && faults) this.error(typeFaults(project, faults));
    },
  };
}

/** What a build says of them. */
export function typeFaults(project: string, faults: string): string {
  return `Type errors in ${project}; nothing was built.\n${faults}`;
}
