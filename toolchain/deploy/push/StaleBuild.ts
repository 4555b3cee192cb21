import { join } from 'node:path';
import { printLine } from '../../../environments/node/cli/Terminal';
import { changedSinceBuilt } from '../diff/DiffModules';
import { STAMPED_FILE } from '../stage/StampLine';
import { DEPLOYED_FOLDER } from '../targets/Target';

/** Says which saved files are not in the build: "up to date" would be taken for a word about them. */
export function noteStaleBuild(root: string, err: NodeJS.WritableStream): void {
  const [first, ...others] = changedSinceBuilt(join(root, DEPLOYED_FOLDER, `${STAMPED_FILE}.js.map`), root);
  if (first === undefined) return;
  const files = others.length === 0 ? `${first} has` : `${first} and ${others.length} more have`;
  printLine(
    err,
    `note: ${files} been changed since the build, which is without that: run \`npm run build\`.`,
  );
}
