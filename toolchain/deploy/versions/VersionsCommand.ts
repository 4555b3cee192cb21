import { printLine, type Terminal } from '../../../environments/node/cli/Terminal';
import { connectGoogle } from '../../google/Google';
import { readTargets } from '../targets/Targets';
import { readVersions, type VersionsReport } from './Versions';
import { versionsText } from './VersionsText';

export interface VersionsSwitches {
  env?: string;
  /** Download every version to tell its build and whether it stands in the project. */
  contents?: boolean;
  json?: boolean;
}

/** `versions`: what can be gone back to, and what is deployed. Throws a `ToolError`. */
export async function runVersions(
  { env, contents, json }: VersionsSwitches,
  { terminal, root }: { terminal: Terminal; root: string },
): Promise<void> {
  const targets = readTargets(root, env === undefined ? {} : { env });
  const { script } = connectGoogle(terminal.variables, {
    onRetry: text => {
      printLine(terminal.err, text);
    },
  });
  const reports: VersionsReport[] = [];
  for (const target of targets) reports.push(await readVersions(root, target, script, contents));
  for (const note of targets.flatMap(({ notes }) => notes)) printLine(terminal.err, `note: ${note}`);
  printLine(terminal.out, json ? jsonText(reports) : reports.map(versionsText).join('\n\n'));
}

function jsonText(reports: readonly VersionsReport[]): string {
  const plain = reports.map(({ target, ...rest }) => ({
    target: target.name,
    scriptId: target.scriptId,
    ...rest,
  }));
  return JSON.stringify(plain, undefined, 2);
}
