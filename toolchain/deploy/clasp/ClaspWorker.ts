/**
 * A process that loads clasp's own program once (it takes about two seconds) and then does one call after another.
 * It ends with the process that started it, in the middle of a call too: otherwise a push could still be under way
 * after the next command has looked at what arrived.
 */
import { pathToFileURL } from 'node:url';
import type { ClaspJob, ClaspResult, FromClasp } from './ClaspTypes';

interface Program {
  parseAsync(words: readonly string[], options: { from: 'user' }): Promise<unknown>;
}

/** What clasp and commander throw, as far as it is looked at. */
interface Thrown {
  message?: unknown;
  exitCode?: unknown;
  cause?: { message?: unknown; error?: { status?: unknown; response?: { status?: unknown } } };
}

process.on('disconnect', () => process.exit(1));

const makeProgram = await loadProgram(process.argv[2] ?? '');
if (makeProgram) process.on('message', job => void answer(makeProgram, job as ClaspJob));
send({ kind: makeProgram ? 'ready' : 'unusable' });

async function loadProgram(path: string): Promise<(() => Program) | undefined> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { makeProgram?: unknown };
    return typeof module.makeProgram === 'function' ? (module.makeProgram as () => Program) : undefined;
  } catch {
    return undefined;
  }
}

async function answer(make: () => Program, { words, folder }: ClaspJob): Promise<void> {
  const output = captureOutput();
  let thrown: Thrown | undefined;
  try {
    process.exitCode = 0;
    process.chdir(folder);
    await make().parseAsync(words, { from: 'user' });
  } catch (error) {
    thrown = error as Thrown;
  }
  const { stdout, stderr } = output.end();
  const result = describe(thrown, stdout, stderr);
  process.exitCode = 0;
  send({ kind: 'done', result });
}

function describe(thrown: Thrown | undefined, stdout: string, stderr: string): ClaspResult {
  const status = thrown?.cause?.error?.status ?? thrown?.cause?.error?.response?.status;
  return {
    exitCode: thrown ? Number(thrown.exitCode ?? 1) : Number(process.exitCode ?? 0),
    stdout,
    stderr: [stderr, ...messagesOf(thrown)].filter(Boolean).join('\n'),
    ...(typeof status === 'number' ? { status } : {}),
    timedOut: false,
  };
}

/** clasp hides the reason of an "Unexpected error" in its cause. */
function messagesOf(thrown: Thrown | undefined): string[] {
  const texts = [thrown?.message, thrown?.cause?.message].filter(text => text !== undefined).map(String);
  return [...new Set(texts)];
}

function captureOutput(): { end(): { stdout: string; stderr: string } } {
  const texts = { stdout: '', stderr: '' };
  const originals = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const name of ['stdout', 'stderr'] as const)
    process[name].write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      texts[name] += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      const done = rest.find(argument => typeof argument === 'function');
      if (done) (done as () => void)();
      return true;
    };
  return {
    end() {
      process.stdout.write = originals.stdout;
      process.stderr.write = originals.stderr;
      return texts;
    },
  };
}

function send(message: FromClasp): void {
  // The other end may be gone.
  if (process.connected) process.send?.(message);
}
