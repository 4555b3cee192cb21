import { EXIT_CODE } from '../../environments/node/cli/ExitCode';
import { printLine } from '../../environments/node/cli/Terminal';
import type { CommandGroup } from './CommandContext';

/** `sheetbound verify`: exit code 0 without faults, 1 with faults. */
export const addVerifyCommands: CommandGroup = (program, { terminal, root, end }) => {
  program
    .command('verify')
    .description(
      'check the built script before anybody runs it: names, syntax, menus, scopes, hosts, credentials',
    )
    .option('--explain', 'say of each scope and each host what it is for, and which lines call for it')
    .option('--json', 'print one JSON document on standard output, nothing else')
    .action(async ({ explain, json }: { explain?: boolean; json?: boolean }) => {
      const { verifyBuild } = await import('../verify/VerifyBuild');
      const { explanationText, faultsText, summaryText } = await import('../verify/VerifyText');
      const build = verifyBuild(undefined, root);
      const { faults, scopes, hosts } = build;
      if (faults.length) end(EXIT_CODE.FAILED);
      if (json) {
        printLine(terminal.out, JSON.stringify({ faults, scopes, hosts }, undefined, 2));
        return;
      }
      if (faults.length) printLine(terminal.err, faultsText(faults));
      else printLine(terminal.out, summaryText(build));
      if (explain) printLine(terminal.out, `\n${explanationText(build)}`);
    });
};
