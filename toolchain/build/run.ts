/** `npm run build`: both artefacts at once, each by a process of its own, into a folder that becomes `dist` when whole. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ROLLUP = join('node_modules', 'rollup', 'dist', 'bin', 'rollup');
const isWatching = process.argv.includes('--watch') || process.argv.includes('-w');
const output = isWatching ? 'dist' : `dist.${process.pid}`;

function build(artefact: string): ChildProcess {
  const words = [ROLLUP, '-c', '--silent', ...(isWatching ? ['--watch', '--no-watch.clearScreen'] : [])];
  const env = { ...process.env, ARTEFACT: artefact, SHEETBOUND_OUTPUT: output };
  return spawn(process.execPath, words, { stdio: 'inherit', env });
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise(resolve => child.on('exit', code => resolve(code ?? 1)));
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
const stop = (): void => children.forEach(child => child.kill());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
const codes = await Promise.all(
  children.map(async child => {
    const code = await ended(child);
    if (code !== 0) stop();
    return code;
  }),
);
const isDone = codes.every(code => code === 0);
if (!isWatching && isDone) swapIn();
if (!isWatching && !isDone) rmSync(output, { recursive: true, force: true });
process.exitCode = isDone ? 0 : 1;
