import { Option, type Command } from 'commander';
import type { CreateSwitches } from '../deploy/create/CreateCommand';
import type { ReleaseSwitches } from '../deploy/release/ReleaseCommand';
import type { VersionsSwitches } from '../deploy/versions/VersionsCommand';
import type { CommandContext, CommandGroup } from './CommandContext';

/** `create`, `versions` and `deploy`. */
export const addDeployCommands: CommandGroup = (program, context) => {
  addCreate(program, context);
  addVersions(program, context);
  addDeploy(program, context);
};

function addCreate(program: Command, { terminal, root, end }: CommandContext): void {
  program
    .command('create')
    .description('make a new spreadsheet with its script in your Google Drive, and push to it')
    .option('--env <target>', 'name of the new target: .clasp.<target>.json is written', 'dev')
    .option('--title <title>', 'of the spreadsheet (default: Sheetbound (<target>))')
    .option('--yes', 'do not ask before it is created')
    .addOption(jsonOption())
    .action(async (switches: CreateSwitches) => {
      const { runCreate } = await import('../deploy/create/CreateCommand');
      end(await runCreate(switches, { terminal, root }));
    });
}

function addVersions(program: Command, { terminal, root }: CommandContext): void {
  program
    .command('versions')
    .description('list the saved versions of a target, what is deployed of them and what stands there now')
    .option('--env <target>', 'which target, or several with commas between')
    .option('--contents', 'download every version, to tell its build and whether it is what stands there now')
    .addOption(jsonOption())
    .action(async (switches: VersionsSwitches) => {
      const { runVersions } = await import('../deploy/versions/VersionsCommand');
      await runVersions(switches, { terminal, root });
    });
}

function addDeploy(program: Command, { terminal, root, version, end }: CommandContext): void {
  program
    .command('deploy')
    .description('push where needed, save a version and point the deployment of the target at it')
    .option('--env <target>', 'which target, or several with commas between')
    .option('--all', 'every target')
    .option('--description <text>', 'of the version (default: Sheetbound <version>, build <id>)')
    .option('--deployment <id>', 'the deployment to change (default: the one that an earlier call made)')
    .addOption(jsonOption())
    .action(async (switches: ReleaseSwitches) => {
      const { runDeploy } = await import('../deploy/release/ReleaseCommand');
      end(await runDeploy(switches, { terminal, root, version }));
    });
}

function jsonOption(): Option {
  return new Option('--json', 'print one JSON document on standard output, nothing else');
}
