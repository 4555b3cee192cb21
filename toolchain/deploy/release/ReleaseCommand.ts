import { EXIT_CODE, type ExitCode } from '../../../environments/node/cli/ExitCode';
import { printLine, type Terminal } from '../../../environments/node/cli/Terminal';
import { ToolError } from '../../ToolError';
import { verifyBuild } from '../../verify/VerifyBuild';
import { faultsText } from '../../verify/VerifyText';
import { PushReport } from '../push/PushReport';
import { noteStaleBuild } from '../push/StaleBuild';
import { releaseTargets, type Released } from './ReleaseTargets';
import { releaseTable, releaseText } from './ReleaseText';
import { readTargets } from '../targets/Targets';

export interface ReleaseSwitches {
  env?: string;
  all?: boolean;
  description?: string;
  deployment?: string;
  json?: boolean;
}

interface Place {
  terminal: Terminal;
  root: string;
  version: string;
}

/** `deploy`: pushes where needed, makes a version, points the deployment at it. Throws a `ToolError`. */
export async function runDeploy(switches: ReleaseSwitches, place: Place): Promise<ExitCode> {
  const { terminal, root, version } = place;
  const { env, all, description, deployment, json } = switches;
  const targets = readTargets(root, { ...(env === undefined ? {} : { env }), ...(all ? { all } : {}) });
  if (deployment !== undefined && targets.length > 1)
    throw new ToolError('[Deploy] --deployment belongs to one target. Choose it with --env.', 'invalid');
  const { faults } = verifyBuild(undefined, root);
  if (faults.length)
    throw new ToolError(
      `[Deploy] The built script has faults. Nothing was pushed or deployed.\n${faultsText(faults)}`,
    );
  noteStaleBuild(root, terminal.err);
  const note = (text: string): void => {
    printLine(terminal.err, `note: ${text}`);
  };
  const report = new PushReport(terminal, { isSingle: targets.length === 1, isDryRun: false });
  const released = await releaseTargets({
    root,
    variables: terminal.variables,
    targets,
    version,
    onNote: note,
    ...(json ? {} : { onPlan: (...told) => report.plan(...told) }),
    ...(description === undefined ? {} : { description }),
    ...(deployment === undefined ? {} : { deployment }),
  });
  for (const { push } of released) report.remarks(push);
  if (json) printLine(terminal.out, jsonText(released));
  else print(released, terminal);
  return exitCodeOf(released);
}

function print(released: readonly Released[], { out, err }: Terminal): void {
  const [only, ...others] = released;
  if (only && others.length === 0) printLine(out, releaseText(only));
  else printLine(out, releaseTable(released));
  for (const { release } of released) if (release.message) printLine(err, `error: ${release.message}`);
}

function exitCodeOf(released: readonly Released[]): ExitCode {
  const failed = released.filter(({ release }) => release.outcome === 'failed');
  if (failed.length === 0) return EXIT_CODE.DONE;
  const isInvalid = released.length === 1 && failed[0]?.release.isInvalid === true;
  return isInvalid ? EXIT_CODE.INVALID : EXIT_CODE.FAILED;
}

function jsonText(released: readonly Released[]): string {
  const plain = released.map(({ push, release: { target, ...rest } }) => ({
    target: target.name,
    scriptId: target.scriptId,
    ...rest,
    push: { outcome: push.outcome, build: push.build, id: push.id, took: push.took },
  }));
  return JSON.stringify(plain, undefined, 2);
}
