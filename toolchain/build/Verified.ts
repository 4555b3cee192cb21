import type { Plugin } from 'rollup';
import { buildOfScript } from '../trace/BuildIds';
import { BUILT_FILE } from '../verify/Verify';
import { verifyBuild, type VerifiedBuild } from '../verify/VerifyBuild';
import { faultsText, summaryText } from '../verify/VerifyText';

/** Judges the script as it was written to `folder`, with its manifest and its pages; a fault fails the build. */
export function verified(folder: string): Plugin {
  return {
    name: 'sheetbound-verify',
    writeBundle() {
      const build = verifyBuild(folder);
      if (build.faults.length) this.error(`\n${faultsText(build.faults)}`);
      // To `npm run build`, which started this process; Rollup by itself prints nothing.
      process.send?.(`${idOf(build)} into dist/apps-script. ${summaryText(build)}`);
    },
  };
}

function idOf({ files }: VerifiedBuild): string {
  return buildOfScript(files.find(({ name }) => name === BUILT_FILE)?.source ?? '') ?? '';
}
