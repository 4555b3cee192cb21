import { Command, CommanderError, Option } from 'commander';
import { allConnectors, findConnector } from './Connectors';
import { descriptionText, sourcesText } from './DescribeText';
import { EXIT_CODE, type ExitCode } from './ExitCode';
import { describeError, importCommand, printJson } from './ImportCommand';
import { readCheck, readRun, type CheckOptions, type RunOptions } from './RunOptions';
import { addSignInCommands } from './SignInCommands';
import { describeSource, summarize } from './SourceFacts';
import { DEFAULT_STORAGE } from './StorageSpec';
import { printLine, type Terminal } from './Terminal';

/** Errors after which the same command is no use: it, the configuration or the state has to be changed first. */
const INVALID = ['UsageError', 'ConfigurationException', 'StateException'];

/** Adds further commands to the program; `end` sets the exit code. */
export type AddCommands = (program: Command, end: (code: ExitCode) => void) => void;

/** The whole command line; `argv` are the words after `sheetbound`. Never throws. */
export async function runProgram(
  argv: readonly string[],
  version: string,
  terminal: Terminal,
  addCommands?: AddCommands,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT_CODE.DONE;
  const end = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = makeProgram(version, terminal, argv, end);
  addCommands?.(program, end);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failWith(error, argv.includes('--json'), terminal);
  }
}

function failWith(error: unknown, isJson: boolean, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODE.DONE;
  const { name, message, faults } = describeError(error);
  const isInvalid =
    error instanceof CommanderError ||
    INVALID.includes(name) ||
    (error as { kind?: string }).kind === 'invalid';
  const exitCode = isInvalid ? EXIT_CODE.INVALID : EXIT_CODE.FAILED;
  // Commander has printed its own already.
  if (!(error instanceof CommanderError)) printLine(terminal.err, `error: ${message}`);
  if (isJson) printJson(terminal, { exitCode, error: { name, message, ...(faults ? { faults } : {}) } });
  return exitCode;
}

function makeProgram(
  version: string,
  terminal: Terminal,
  argv: readonly string[],
  end: (code: ExitCode) => void,
): Command {
  const program = new Command('sheetbound')
    .description(
      'Brings data from APIs into a spreadsheet, a database or CSV files, and deploys itself to Apps Script.',
    )
    .version(version)
    .configureOutput({
      writeOut: text => terminal.out.write(text),
      writeErr: text => terminal.err.write(text),
    })
    .exitOverride()
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 bad configuration or usage, 3 paused.');
  addSources(program, terminal);
  addDescribe(program, terminal);
  addCheck(program, terminal, argv, end);
  addRun(program, terminal, argv, end);
  addSignInCommands(program, terminal, end);
  return program;
}

function addSources(program: Command, terminal: Terminal): void {
  program
    .command('sources')
    .description('list the sources: nodes, hosts, whether a key is needed')
    .addOption(jsonOption())
    .action(({ json }: { json?: boolean }) => {
      const sources = allConnectors().map(summarize);
      if (json) printJson(terminal, sources);
      else printLine(terminal.out, sourcesText(sources));
    });
}

function addDescribe(program: Command, terminal: Terminal): void {
  program
    .command('describe <Source>')
    .description('show the settings, nodes, fields and keys of a source')
    .addOption(jsonOption())
    .action((name: string, { json }: { json?: boolean }) => {
      const description = describeSource(findConnector(name));
      if (json) printJson(terminal, description);
      else printLine(terminal.out, descriptionText(description));
    });
}

function addCheck(
  program: Command,
  terminal: Terminal,
  argv: readonly string[],
  end: (code: ExitCode) => void,
): void {
  const command = program
    .command('check <Source>')
    .description('validate the settings and send one cheap request: do the credentials work?');
  addSettings(command)
    .option('--state <file>', 'where a sign-in is kept (default: beside the default storage)')
    .action(async (name: string, options: CheckOptions) => {
      const job = readCheck(name, options, terminal.variables);
      end(await importCommand({ job, argv, ...switchesOf(options) }, terminal));
    });
}

function addRun(
  program: Command,
  terminal: Terminal,
  argv: readonly string[],
  end: (code: ExitCode) => void,
): void {
  const command = program.command('run <Source>').description('import new data');
  addSettings(command)
    .option('--from <day>', 'first day of a manual backfill, e.g. 2026-01-31')
    .option('--to <day>', 'last day of a manual backfill, itself included (default: today)')
    .option(
      '--storage <place>',
      `duckdb:path, csv:folder or xlsx:path (default: ${DEFAULT_STORAGE.node}; with --runtime apps-script ${DEFAULT_STORAGE['apps-script']})`,
    )
    .option(
      '--runtime <name>',
      'node, or apps-script: the built script in the emulator of Google Sheets',
      'node',
    )
    .option('--state <file>', 'where it is kept how far the import is (default: beside the storage)')
    .option(
      '--name <import>',
      'identity of the import, for a second one of the same source (default: the source)',
    )
    .option('--reload', 'accept changed unique keys: empty the table and load it from the first day')
    .option('--dry-run', 'show what would change; write nothing')
    .action(async (name: string, options: RunOptions) => {
      const job = readRun(name, options, terminal.variables);
      end(await importCommand({ job, argv, ...switchesOf(options) }, terminal));
    });
}

function addSettings(command: Command): Command {
  const collect = (value: string, all: string[]) => [...all, value];
  return command
    .option('--param <NAME=VALUE>', 'a setting of the source (repeatable)', collect, [])
    .option(
      '--secret <NAME=VARIABLE>',
      'a secret setting, read from an environment variable (repeatable)',
      collect,
      [],
    )
    .option('--config <file>', 'settings as JSON; secrets in it as {"env": "VARIABLE"}')
    .option('--fields <list>', 'what to import: "node field, node field", or "node *"')
    .option('--simulate', 'send requests to the simulator of the source on this machine')
    .option('--host <HOST=URL>', 'send requests for a host elsewhere (repeatable)', collect, [])
    .addOption(jsonOption());
}

function jsonOption(): Option {
  return new Option('--json', 'print one JSON document on standard output, nothing else');
}

function switchesOf({ simulate, json }: CheckOptions): { isSimulated: boolean; isJson: boolean } {
  return { isSimulated: simulate ?? false, isJson: json ?? false };
}
