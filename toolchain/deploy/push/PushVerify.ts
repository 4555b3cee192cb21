import { join } from 'node:path';
import { readDeployment } from '../../build/Deployment';
import { hostsOf } from '../../build/Hosts';
import { ToolError } from '../../ToolError';
import { verifyScript } from '../../verify/Verify';
import { verifyBuild } from '../../verify/VerifyBuild';
import { faultsText } from '../../verify/VerifyText';
import type { PushPlan } from '../plan/PlanPush';
import { editorName } from './PushRefusal';

/** Throws a `ToolError` with every fault of the build. */
export function requireVerified(root: string): void {
  const { faults } = verifyBuild(undefined, root);
  if (faults.length > 0)
    throw new ToolError(`[Push] The build is not fit to be pushed. Nothing was sent.\n${faultsText(faults)}`);
}

/** What is to be said of a user's own files beside ours: faults, scopes that the manifest does not ask for among them. */
export function notesOnKept(root: string, { wanted, kept }: PushPlan): string[] {
  const own = wanted.filter(({ name }) => kept.includes(name));
  if (own.length === 0) return [];
  const deployment = readDeployment(join(root, 'sheetbound.config.json'));
  const { faults } = verifyScript(wanted, { ...deployment, hosts: hostsOf(deployment, root) });
  return own.flatMap(file => {
    // What is verified is named as it is on a disk.
    const path = file.name + { SERVER_JS: '.js', HTML: '.html', JSON: '.json' }[file.type];
    return faults
      .filter(({ place }) => place.file === path)
      .map(({ place, message, remedy }) => `${editorName(file)}:${place.line}: ${message} ${remedy}`);
  });
}
