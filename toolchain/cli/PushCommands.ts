import { Option, type Command } from 'commander';
import { EXIT_CODE } from '../../environments/node/cli/ExitCode';
import { printJson } from '../../environments/node/cli/ImportCommand';
import { printLine } from '../../environments/node/cli/Terminal';
import { ToolError } from '../ToolError';
import type { CommandContext, CommandGroup } from './CommandContext';

interface Chosen {
  env?: string;
  all?: boolean;
  json?: boolean;
}

interface PushFlags extends Chosen {
  keep?: boolean;
  overwrite?: boolean;
  dryRun?: boolean;
  rollback?: boolean;
  to?: string;
}

/** `push`, `diff`, `pushes`. */
export const addPushCommands: CommandGroup = (program, context) => {
  choose(program.command('push'))
    .description(
      'bring the build to the spreadsheet: verified, compared before and after, undone with --rollback',
    )
    .option('--keep', 'leave files in the project that no push has made, now and in later pushes')
    .option(
      '--overwrite',
      'put ours over edits, and remove files that no push has made; a copy is saved first',
    )
    .option('--dry-run', 'show what would change; send nothing')
    .option('--rollback', 'bring back what stood there before the last push')
    .option(
      '--to <push or version>',
      'with --rollback: a push that is kept, or a version of the script project',
    )
    .action((flags: PushFlags) => push(flags, context));
  choose(program.command('diff'))
    .description('show how what is deployed differs from the build; sends nothing')
    .option('--full', 'line by line, as a patch')
    .action((flags: Chosen & { full?: boolean }) => diff(flags, context));
  choose(program.command('pushes'))
    .description('list the pushes of this machine that are kept, for --rollback --to')
    .action((flags: Chosen) => pushes(flags, context));
};

function choose(command: Command): Command {
  return command
    .option('--env <target>', 'the target, or several with commas between')
    .option('--all', 'every target')
    .addOption(new Option('--json', 'print one JSON document on standard output, nothing else'));
}

async function push(flags: PushFlags, { root, terminal, end }: CommandContext): Promise<void> {
  const { json = false, rollback = false, to, keep = false, overwrite = false, dryRun = false } = flags;
  if (to !== undefined && !rollback)
    throw new ToolError('[Push] --to says where to --rollback to. Give both.', 'invalid');
  const { readTargets } = await import('../deploy/targets/Targets');
  const { pushTargets } = await import('../deploy/push/PushTargets');
  const { PushReport, resultJson } = await import('../deploy/push/PushReport');
  const targets = readTargets(root, flags);
  if (!rollback) {
    (await import('../deploy/push/PushVerify')).requireVerified(root);
    (await import('../deploy/push/StaleBuild')).noteStaleBuild(root, terminal.err);
  }
  const report = new PushReport(terminal, { isSingle: targets.length === 1, isDryRun: dryRun });
  const stopped = tellWhenStopped(terminal.err);
  const results = await pushTargets({
    root,
    targets,
    keep,
    overwrite,
    dryRun,
    variables: terminal.variables,
    ...(rollback ? { rollback: to === undefined ? {} : { to } } : {}),
    onNote: text => {
      printLine(terminal.err, `note: ${text}`);
    },
    services: {
      onPlan: (...told) => {
        if (!json) report.plan(...told);
      },
    },
  }).finally(stopped);
  if (json) printJson(terminal, { results: results.map(resultJson) });
  else report.end(results);
  if (results.some(({ outcome }) => outcome === 'failed' || outcome === 'refused'))
    end(results.every(({ isInvalid }) => isInvalid) ? EXIT_CODE.INVALID : EXIT_CODE.FAILED);
}

/** clasp ends with this process; what it had sent by then, the next push finds out. */
function tellWhenStopped(err: NodeJS.WritableStream): () => void {
  const stop = (): void => {
    printLine(
      err,
      'Stopped. Whether it arrived is looked up by the next push, which goes on from there; `npx sheetbound diff` shows what stands there now.',
    );
    process.exit(130);
  };
  process.once('SIGINT', stop);
  return () => process.removeListener('SIGINT', stop);
}

async function diff(
  { full = false, ...flags }: Chosen & { full?: boolean },
  { root, terminal, end }: CommandContext,
): Promise<void> {
  const { readTargets } = await import('../deploy/targets/Targets');
  const { readBuild } = await import('../deploy/push/PushBuild');
  const { noteStaleBuild } = await import('../deploy/push/StaleBuild');
  const { diffTarget } = await import('../deploy/diff/DiffTarget');
  const { diffJson, diffText } = await import('../deploy/diff/DiffText');
  const { connectGoogle } = await import('../google/Google');
  const targets = readTargets(root, flags);
  const cargo = readBuild(root);
  noteStaleBuild(root, terminal.err);
  const note = (text: string): void => {
    printLine(terminal.err, `note: ${text}`);
  };
  const { script, login } = connectGoogle(terminal.variables, { onRetry: note });
  await login.accessToken();
  for (const { name, notes } of targets) for (const text of notes) note(`${name}: ${text}`);
  const outcomes = await Promise.allSettled(
    targets.map(target => diffTarget(root, target, cargo, { script })),
  );
  const documents: Record<string, unknown>[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'rejected') {
      const { message } = outcome.reason as Error;
      if (targets.length === 1) throw outcome.reason;
      end(EXIT_CODE.FAILED);
      documents.push({ target: targets[index]?.name, error: message });
      printLine(terminal.err, `error: ${message}`);
    } else if (flags.json) documents.push(diffJson(outcome.value, cargo.build));
    else printLine(terminal.out, diffText(outcome.value, cargo.build, full));
  }
  if (flags.json) printJson(terminal, { results: documents });
}

async function pushes(flags: Chosen, { root, terminal }: CommandContext): Promise<void> {
  const { readTargets } = await import('../deploy/targets/Targets');
  const { listPushes } = await import('../deploy/journal/JournalRecord');
  const { pushesText } = await import('../deploy/journal/JournalText');
  const lists = readTargets(root, flags).map(({ name }) => ({
    target: name,
    pushes: listPushes(root, name),
  }));
  if (flags.json) printJson(terminal, { results: lists });
  else for (const each of lists) printLine(terminal.out, pushesText(each.target, each.pushes));
}
