import { EXIT_CODE, type ExitCode } from '../../../environments/node/cli/ExitCode';
import { printLine, type Terminal } from '../../../environments/node/cli/Terminal';
import { connectGoogle } from '../../google/Google';
import { ToolError } from '../../ToolError';
import { verifyBuild, type VerifiedBuild } from '../../verify/VerifyBuild';
import { faultsText } from '../../verify/VerifyText';
import { findClasp } from '../clasp/FindClasp';
import { createTarget, refuseExisting, type CreatedTarget } from './CreateTarget';
import { scriptLink, sheetLink } from './CreateSteps';
import { nextStepsText, placesText } from './CreateText';
import { pushTargets } from '../push/PushTargets';
import { noteStaleBuild } from '../push/StaleBuild';
import type { PushResult } from '../push/PushTypes';

export interface CreateSwitches {
  /** Name of the new target. */
  env: string;
  title?: string;
  /** Do not ask. */
  yes?: boolean;
  json?: boolean;
}

interface Place {
  terminal: Terminal;
  root: string;
}

/** `create`: checks what a push will need, makes the spreadsheet and pushes. Throws a `ToolError`. */
export async function runCreate(switches: CreateSwitches, place: Place): Promise<ExitCode> {
  const { terminal, root } = place;
  refuseExisting(root, switches.env);
  findClasp(root);
  const build = verifiedBuild(root);
  noteStaleBuild(root, terminal.err);
  const say = (line: string): void => {
    printLine(terminal.err, line);
  };
  const created = await createTarget({
    root,
    env: switches.env,
    ...(switches.title === undefined ? {} : { title: switches.title }),
    google: connectGoogle(terminal.variables, { onRetry: say }),
    say,
    confirm: (title, account) => confirmed(title, account, switches, terminal),
  });
  if (!created) {
    say('Nothing was created.');
    return EXIT_CODE.FAILED;
  }
  if (!switches.json) printLine(terminal.out, `Created ${placed(created)}:\n${placesText(created)}`);
  return push(created, build, switches, place);
}

/** Nothing is created for a script that could not be pushed. */
function verifiedBuild(root: string): VerifiedBuild {
  const build = verifyBuild(undefined, root);
  if (build.faults.length)
    throw new ToolError(
      `[Create] The built script has faults. Nothing was created.\n${faultsText(build.faults)}`,
    );
  return build;
}

async function push(
  created: CreatedTarget,
  build: VerifiedBuild,
  { json }: CreateSwitches,
  { terminal, root }: Place,
): Promise<ExitCode> {
  const { target } = created;
  const again = `The spreadsheet and its script exist. Push to it: npx sheetbound push --env ${target.name}`;
  let result: PushResult | undefined;
  printLine(terminal.err, 'Pushing to it ...');
  try {
    [result] = await pushTargets({
      root,
      variables: terminal.variables,
      targets: [target],
      onNote: text => {
        printLine(terminal.err, text);
      },
    });
  } catch (error) {
    if (error instanceof ToolError)
      throw new ToolError(`${error.message}\n${again}`, error.kind, { cause: error });
    throw error;
  }
  const isThere = result?.outcome === 'pushed' || result?.outcome === 'up-to-date';
  if (json) printLine(terminal.out, jsonText(created, result));
  else if (isThere)
    printLine(terminal.out, `Pushed build ${result?.build ?? ''}.\n\n${nextStepsText(created, build)}`);
  if (!isThere) printLine(terminal.err, `error: ${result?.message ?? 'It was not pushed.'}\n${again}`);
  return isThere ? EXIT_CODE.DONE : EXIT_CODE.FAILED;
}

function placed({ title, account }: CreatedTarget): string {
  return `"${title}"${account === undefined ? '' : ` in the Drive of ${account}`}`;
}

function jsonText(created: CreatedTarget, result: PushResult | undefined): string {
  const { target, title, account, spreadsheetId, scriptId } = created;
  return JSON.stringify(
    {
      target: target.name,
      file: target.file,
      title,
      account: account ?? null,
      spreadsheetId,
      scriptId,
      spreadsheet: sheetLink(spreadsheetId),
      script: scriptLink(scriptId),
      push: { outcome: result?.outcome, build: result?.build, id: result?.id, message: result?.message },
    },
    undefined,
    2,
  );
}

/** Without a terminal there is nobody to ask, and the command itself is the answer. */
async function confirmed(
  title: string,
  account: string | undefined,
  { yes, json }: CreateSwitches,
  { err }: Terminal,
): Promise<boolean> {
  if (yes || json || !err.isTTY || !process.stdin.isTTY) return true;
  const { confirm } = await import('@clack/prompts');
  const where = account === undefined ? 'your Google Drive' : `the Google Drive of ${account}`;
  const message = `Create the spreadsheet "${title}" in ${where}, and push the script to it?`;
  return (await confirm({ message, output: process.stderr })) === true;
}
