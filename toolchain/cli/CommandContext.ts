import type { Command } from 'commander';
import type { ExitCode } from '../../environments/node/cli/ExitCode';
import type { Terminal } from '../../environments/node/cli/Terminal';

/** What a command of the toolchain is handed. */
export interface CommandContext {
  terminal: Terminal;
  /** Folder of the checkout: where the command was called. */
  root: string;
  /** Version of Sheetbound. */
  version: string;
  /** The exit code of the process, when it is not 0. Errors are thrown. */
  end: (code: ExitCode) => void;
}

/** A group of commands; what they do is imported when one of them is called, so that the others start fast. */
export type CommandGroup = (program: Command, context: CommandContext) => void;
