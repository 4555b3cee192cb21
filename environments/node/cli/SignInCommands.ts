import type { Command } from 'commander';
import { findConnector } from './Connectors';
import type { ExitCode } from './ExitCode';
import { loginCommand } from './LoginCommand';
import { DEFAULT_PORT, type LoginOptions } from './LoginOptions';
import { logoutCommand, type LogoutOptions } from './LogoutCommand';
import type { Terminal } from './Terminal';

/** `login` and `logout`. */
export function addSignInCommands(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const collect = (value: string, all: string[]) => [...all, value];
  program
    .command('login <Source>')
    .description('sign in to a source by your browser; run and check then need no token')
    .option(
      '--param <NAME=VALUE>',
      'a setting of the source, the id of your app say (repeatable)',
      collect,
      [],
    )
    .option(
      '--secret <NAME=VARIABLE>',
      'a secret setting, read from an environment variable (repeatable)',
      collect,
      [],
    )
    .option('--config <file>', 'settings as JSON; secrets in it as {"env": "VARIABLE"}')
    .option('--port <number>', `port that your browser comes back to (default: ${DEFAULT_PORT})`)
    .option('--redirect <address>', 'whole redirect address, as it is registered with your app')
    .option('--minutes <number>', 'how long to wait for your browser (default: 10)')
    .option('--open', 'open the address in your browser')
    .option('--host <HOST=URL>', 'send requests for a host elsewhere (repeatable)', collect, [])
    .option('--storage <place>', 'storage of the runs that shall use it (default: that of run)')
    .option('--state <file>', 'where to keep it (default: beside the storage)')
    .option('--json', 'print one JSON document on standard output, nothing else')
    .action(async (name: string, options: LoginOptions) => {
      end(await loginCommand(findConnector(name), options, terminal));
    });
  program
    .command('logout <Source>')
    .description('forget what signing in to a source gave')
    .option('--client <id>', 'of this app only (default: all of the source)')
    .option('--storage <place>', 'storage of the runs that used it (default: that of run)')
    .option('--state <file>', 'where it is kept (default: beside the storage)')
    .option('--json', 'print one JSON document on standard output, nothing else')
    .action((name: string, options: LogoutOptions) => {
      end(logoutCommand(findConnector(name), options, terminal));
    });
}
