/** `npm run build`: both artefacts at once, each by a process of its own, into a folder that becomes `dist` when whole. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endGroup, IN_GROUP } from '../ProcessGroup';

const ROLLUP = join('node_modules', 'rollup', 'dist', 'bin', 'rollup');
const isWatching = process.argv.includes('--watch') || process.argv.includes('-w');
const output = isWatching ? 'dist' : `dist.${process.pid}`;
/** Where in Rollup a fault was noticed helps nobody who wrote a connector; `npx rollup -c` tells it. */
const FRAME = /^(?:\u001b\[\d*m)* {4}at \S/;
/** What the build plugins said of what they made. */
const summaries: string[] = [];

function build(artefact: string): ChildProcess {
  const words = [ROLLUP, '-c', '--silent', ...(isWatching ? ['--watch', '--no-watch.clearScreen'] : [])];
  const env = { ...process.env, ARTEFACT: artefact, SHEETBOUND_OUTPUT: output };
  const child = spawn(process.execPath, words, {
    stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
    env,
    ...IN_GROUP,
  });
  child.on('message', summary => {
    if (isWatching) tell(String(summary));
    else summaries.push(String(summary));
  });
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', line => {
      if (!FRAME.test(line)) console.error(line);
    });
  return child;
}

function tell(summary: string): void {
  console.log(`Built ${summary}`);
}

function ended(child: ChildProcess): Promise<number> {
  // Not `exit`: what it said last would be lost.
  return new Promise(resolve => child.on('close', code => resolve(code ?? 1)));
}

/** What was built before stays until the new one is whole, and stays when it fails. */
function swapIn(): void {
  const old = `${output}.old`;
  if (existsSync('dist')) renameSync('dist', old);
  renameSync(output, 'dist');
  rmSync(old, { recursive: true, force: true });
}

mkdirSync(output, { recursive: true });
const children = ['apps-script', 'node'].map(build);
// The compiler takes SIGTERM for no reason to end.
const stop = (): void => children.forEach(child => endGroup(child, 'SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
const codes = await Promise.all(
  children.map(async child => {
    const code = await ended(child);
    // Compilers among them, which would go on writing into the folder.
    if (code !== 0) stop();
    return code;
  }),
);
const isDone = codes.every(code => code === 0);
if (!isWatching && isDone) {
  swapIn();
  summaries.forEach(tell);
}
// Again and again: a compiler that was told to end a moment ago may still write.
if (!isWatching && !isDone) rmSync(output, { recursive: true, force: true, maxRetries: 20 });
process.exitCode = isDone ? 0 : 1;
