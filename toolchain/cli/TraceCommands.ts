import { Option } from 'commander';
import { EXIT_CODE } from '../../environments/node/cli/ExitCode';
import { printLine, type Terminal } from '../../environments/node/cli/Terminal';
import type { TraceOptions } from '../trace/TraceCommand';
import type { CommandGroup } from './CommandContext';

/** What ends the input of a terminal. */
const END = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D';

/** `trace`: a stack of the deployed script, in terms of what was written. */
export const addTraceCommands: CommandGroup = (program, { terminal, root, end }) => {
  program
    .command('trace [stack...]')
    .description("turn a stack of the sheet's history or Google's log into lines of the source")
    .option('--env <target>', 'the target that it comes from, when the text names no build')
    .option('--build <id>', 'the build that it comes from, when the text names none')
    .addOption(new Option('--json', 'print one JSON document on standard output, nothing else'))
    .addHelpText('after', '\nThe stack is a file, the text itself in quotes, or - for the standard input.')
    .action(async (words: string[], options: TraceOptions) => {
      const { trace } = await import('../trace/TraceCommand');
      const isTraced = await trace(words, options, { terminal, root, readInput: () => readInput(terminal) });
      if (!isTraced) end(EXIT_CODE.FAILED);
    });
};

async function readInput(terminal: Terminal): Promise<string> {
  if (process.stdin.isTTY)
    printLine(terminal.err, `Paste the stack, then press ${END} on a line of its own.`);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString('utf8');
}
