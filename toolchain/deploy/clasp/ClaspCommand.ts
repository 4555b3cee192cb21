import { spawn } from 'node:child_process';
import { failed } from './ClaspProcess';
import type { ClaspJob, ClaspResult } from './ClaspTypes';

/** Ends clasp with the process that started it: then its standard input ends. See `ClaspWorker`. */
const WATCHDOG =
  'data:text/javascript,' +
  encodeURIComponent("process.stdin.on('end',()=>process.exit(1)).resume();process.stdin.unref?.();");

/** Calls the command `clasp` itself, one process a call: for a clasp whose program cannot be held. Never rejects. */
export function runClaspCommand(
  bin: string,
  { words, folder }: ClaspJob,
  environment: NodeJS.ProcessEnv,
  timeLimit: number,
): Promise<ClaspResult> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['--import', WATCHDOG, bin, ...words], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const result = failed('');
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      child.kill('SIGKILL');
    }, timeLimit);
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (data: Buffer) => (result.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (result.stderr += data.toString()));
    const end = (exitCode: number): void => {
      clearTimeout(timer);
      resolve({ ...result, exitCode, timedOut: isOver });
    };
    child.once('error', error => {
      result.stderr += error.message;
      end(1);
    });
    child.once('close', code => {
      end(code ?? 1);
    });
  });
}
