import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { createNodeEnvironment } from '../NodeEnvironment';
import { Grants } from '../sign-in/Grants';
import { EXIT_CODE, type ExitCode } from './ExitCode';
import { printJson } from './ImportCommand';
import { statePathOf } from './LoginOptions';
import { printLine, type Terminal } from './Terminal';
import { UsageError } from './UsageError';

export interface LogoutOptions {
  /** Id of the app whose sign-in goes. Default: all of the source. */
  client?: string;
  state?: string;
  storage?: string;
  json?: boolean;
}

/** Forgets what a sign-in gave. At the API it stays good until it is taken away there. */
export function logoutCommand(entry: ConnectorEntry, options: LogoutOptions, terminal: Terminal): ExitCode {
  const faults: string[] = [];
  const state = statePathOf(options, faults);
  if (faults.length) throw new UsageError(faults);
  // What the API put in place of a token is found by the token's digest.
  installEnvironment(() => createNodeEnvironment());
  const grants = new Grants(state);
  const { name, manifest } = entry;
  const all = grants.list(name);
  const gone = all.filter(({ clientId }) => options.client === undefined || clientId === options.client);
  for (const one of gone) grants.forget(one);
  const clients = gone.map(({ clientId }) => clientId);
  if (options.json)
    printJson(terminal, { exitCode: EXIT_CODE.DONE, source: name, state, forgotten: clients });
  else
    printLine(
      terminal.out,
      clients.length
        ? `${name}: forgotten in ${state}: the sign-in of ${clients.join(', ')}. At ${manifest.title} your app keeps its access until you take it away there.`
        : `${name}: ${state} keeps no sign-in${options.client === undefined ? '' : ` of ${options.client}`}. Nothing was changed.`,
    );
  return EXIT_CODE.DONE;
}
