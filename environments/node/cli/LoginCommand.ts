import { timingSafeEqual } from 'node:crypto';
import {
  authorizationAddress,
  codeOf,
  exchangeCode,
  makeVerifier,
  verifierFor,
  type SignIn,
} from '../../../src/Core/Auth/AuthorizationCode';
import { openSignIn } from '../../../src/Core/Auth/SignIns';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import { createNodeEnvironment } from '../NodeEnvironment';
import { Grants, type KeptSignIn } from '../sign-in/Grants';
import { isLoopback, type Brought, type Receive } from '../sign-in/Loopback';
import { openBrowser } from '../sign-in/OpenBrowser';
import { waitForBrowser } from '../sign-in/WaitForBrowser';
import { EXIT_CODE, type ExitCode } from './ExitCode';
import { printJson } from './ImportCommand';
import { DEFAULT_PORT, readLogin, type LoginJob, type LoginOptions } from './LoginOptions';
import { printLine, type Terminal } from './Terminal';

const FOREIGN =
  'This is not the sign-in that was begun here. Nothing was stored. Use the address in the terminal.';
const DONE = 'You are signed in.';

/** Lets somebody sign in by their browser, and keeps what comes of it in the state file. */
export async function loginCommand(
  entry: ConnectorEntry,
  options: LoginOptions,
  terminal: Terminal,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<ExitCode> {
  const job = readLogin(entry, options, terminal.variables);
  installEnvironment(createNodeEnvironment({ hosts: job.hosts }));
  const signIn = openSignIn(job.source.config, job.declared, {
    redirectUri: job.redirect.href,
    state: makeVerifier(),
    verifier: verifierFor(job.declared.params),
  });
  const address = authorizationAddress(signIn);
  const result: { kept?: KeptSignIn; error?: unknown } = {};
  const receive = receiver(job, signIn, result);
  const end = await waitForBrowser({
    redirect: job.redirect,
    receive: brought => {
      const answer = receive(brought);
      if (!answer.isDone) printLine(terminal.err, answer.message);
      return answer;
    },
    longest: job.longest,
    input,
    onReady: () => {
      printLine(terminal.err, instructions(entry, job, address));
      if (options.open) openBrowser(address);
    },
  }).catch((error: unknown) => {
    throw portError(error, job.redirect);
  });
  if (result.error !== undefined) throw result.error;
  return report(entry, options, terminal, { job, kept: result.kept, end });
}

/** Exchanges the code of the right answer, and of that one only. */
function receiver(job: LoginJob, signIn: SignIn, result: { kept?: KeptSignIn; error?: unknown }): Receive {
  return (brought: Brought) => {
    if (!isSame(brought['state'] ?? '', signIn.state)) return { message: FOREIGN, isDone: false };
    try {
      const tokens = exchangeCode(signIn, codeOf(signIn, brought));
      const kept = keptOf(job, signIn, tokens);
      new Grants(job.state).keep(kept);
      result.kept = kept;
      return { message: DONE, isDone: true };
    } catch (error) {
      result.error = error;
      return { message: error instanceof Error ? error.message : String(error), isDone: true };
    }
  };
}

function keptOf({ source, declared }: LoginJob, signIn: SignIn, tokens: Record<string, string>): KeptSignIn {
  const { choice, option, params } = declared;
  const { clientId, clientSecret } = params;
  const secret = clientSecret === undefined ? undefined : signIn.values[clientSecret];
  return {
    source: source.name,
    choice,
    option,
    clientItem: clientId,
    clientId: signIn.values[clientId] ?? '',
    secrets: {
      ...tokens,
      ...(clientSecret === undefined || secret === undefined ? {} : { [clientSecret]: secret }),
    },
    at: new Date().toISOString(),
  };
}

function instructions(
  { name, manifest }: ConnectorEntry,
  { redirect, longest }: LoginJob,
  address: string,
): string {
  const then = isLoopback(redirect)
    ? `Waiting for your browser, ${longest / 60_000} minutes at most.`
    : `Your browser ends at an address that begins with ${redirect.href}. Paste that address here, whole:`;
  return [
    `${name}: in the settings of your app at ${manifest.title} this must be among the redirect addresses, to the letter:`,
    `  ${redirect.href}`,
    'Open this address in your browser and sign in:',
    `  ${address}`,
    `${then} Ctrl-C ends it; nothing is stored then.`,
  ].join('\n');
}

function report(
  { name }: ConnectorEntry,
  { json, state }: LoginOptions,
  terminal: Terminal,
  { job, kept, end }: { job: LoginJob; kept: KeptSignIn | undefined; end: string },
): ExitCode {
  const where = state === undefined ? '' : ` --state ${state}`;
  if (!kept) {
    const why = end === 'stopped' ? 'Ended' : 'Nobody came back in time';
    printLine(terminal.err, `${why}; nothing was stored. Run the same command again.`);
    if (json) printJson(terminal, { exitCode: EXIT_CODE.PAUSED, source: name, isSignedIn: false });
    return EXIT_CODE.PAUSED;
  }
  const { choice, option, clientItem, clientId, secrets } = kept;
  const items = Object.keys(secrets);
  if (json)
    printJson(terminal, {
      exitCode: EXIT_CODE.DONE,
      source: name,
      isSignedIn: true,
      state: job.state,
      option: `${choice}=${option}`,
      clientId,
      secrets: items,
    });
  else
    printLine(
      terminal.out,
      [
        `${name}: signed in, as ${choice}=${option} with ${clientItem} ${clientId}.`,
        `${items.join(' and ')} ${items.length === 1 ? 'is' : 'are'} kept in ${job.state}, which only you can read; run and check with that state file need no more.`,
        `Forget it: npx sheetbound logout ${name}${where}`,
      ].join('\n'),
    );
  return EXIT_CODE.DONE;
}

/** In the same time wherever they begin to differ. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function portError(error: unknown, redirect: URL): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const why = code === 'EACCES' ? 'may not be used by you' : 'is in use by another program';
  return new Error(
    `[Login] Port ${redirect.port} ${why}, so your browser could not come back. Nothing was sent. Name another one, and register it: --port ${DEFAULT_PORT + 1}`,
    { cause: error },
  );
}
