import type { Plugin } from 'rollup';
import { verifyBuild } from '../verify/VerifyBuild';
import { faultsText } from '../verify/VerifyText';

/** Judges the script as it was written to `folder`, with its manifest and its pages; a fault fails the build. */
export function verified(folder: string): Plugin {
  return {
    name: 'sheetbound-verify',
    writeBundle() {
      const { faults } = verifyBuild(folder);
      if (faults.length) this.error(`\n${faultsText(faults)}`);
    },
  };
}
