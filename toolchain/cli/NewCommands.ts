import { EXIT_CODE } from '../../environments/node/cli/ExitCode';
import { printJson } from '../../environments/node/cli/ImportCommand';
import { printLine } from '../../environments/node/cli/Terminal';
import type { GivenDesign } from '../scaffold/ReadDesign';
import type { CommandContext, CommandGroup } from './CommandContext';

interface NewOptions extends Omit<GivenDesign, 'name'> {
  yes?: boolean;
  json?: boolean;
}

/** `new`: a connector that works, from a few answers. */
export const addNewCommands: CommandGroup = (program, context) => {
  program
    .command('new [Name]')
    .description('make a connector that builds, runs and passes: source, schema, pages, simulator, tests')
    .option('--base-url <url>', 'address of the API, e.g. https://api.example.com/v1')
    .option(
      '--auth <kind>',
      'none, api-key-header, api-key-query, bearer, basic, oauth2-client or oauth2-refresh (default: none)',
    )
    .option(
      '--token-url <url>',
      'with oauth2-client and oauth2-refresh: where tokens are to be had (default: /oauth/token of the host)',
    )
    .option('--paging <kind>', 'none, page, offset, cursor, next-url or link-header (default: none)')
    .option('--kind <kind>', 'catalogue: all that there is; time-series: by days (default: catalogue)')
    .option('--node <name>', 'what is asked for, the last part of the address (default: records)')
    .option('--yes', 'ask nothing: take the defaults for what is not given')
    .option('--json', 'print one JSON document on standard output, nothing else; asks nothing')
    .action(async (name: string | undefined, { yes, json, ...rest }: NewOptions) => {
      await make({ ...rest, name }, { isAsking: !yes && !json, isJson: json ?? false }, context);
    });
};

async function make(
  given: GivenDesign,
  { isAsking, isJson }: { isAsking: boolean; isJson: boolean },
  { root, terminal, end }: CommandContext,
): Promise<void> {
  const { CancelledError } = await import('../scaffold/AskDesign');
  const { newConnector } = await import('../scaffold/NewConnector');
  const { newText, nextCommands } = await import('../scaffold/NewText');
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  try {
    const dialogue = isAsking && isTerminal ? { input: process.stdin, output: process.stdout } : undefined;
    const made = await newConnector(root, given, dialogue);
    const { design, files } = made;
    if (isJson) printJson(terminal, { connector: design, files, next: nextCommands(made) });
    else printLine(terminal.out, newText(made));
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    printLine(terminal.err, 'Cancelled. Nothing was made.');
    end(EXIT_CODE.FAILED);
  }
}
