import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { builtWorker } from '../../../environments/node/WorkerFile';
import type { ClaspJob, ClaspResult, FromClasp } from './ClaspTypes';

/** Most that is kept of what a process says, in characters. */
const MOST_OUTPUT = 20_000;

/** A process that holds clasp's program and does one call at a time. */
export class ClaspProcess {
  /** False: this clasp has no program that could be held; nothing was done. */
  readonly ready: Promise<boolean>;
  private readonly child: ChildProcess;
  private stderr = '';
  private finish: ((result: ClaspResult) => void) | undefined;
  private isGone = false;

  constructor(program: string, cwd: string, environment: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [...workerWords(), program], {
      cwd,
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (data: Buffer) => {
      this.stderr = (this.stderr + data.toString()).slice(-MOST_OUTPUT);
    });
    this.ready = new Promise(resolve => {
      this.child.on('message', (message: FromClasp) => {
        if (message.kind === 'done') this.end(message.result);
        else resolve(message.kind === 'ready');
      });
      const gone = (): void => {
        this.isGone = true;
        resolve(false);
        this.end({ ...failed(this.stderr || 'clasp ended in the middle of it.') });
      };
      this.child.once('close', gone);
      this.child.once('error', gone);
    });
  }

  get isUsable(): boolean {
    return !this.isGone;
  }

  /** Never rejects. A call that takes longer than `timeLimit` milliseconds ends the process. */
  run(job: ClaspJob, timeLimit: number): Promise<ClaspResult> {
    if (this.isGone) return Promise.resolve(failed('clasp ended before it was asked.'));
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        this.end({ ...failed(''), timedOut: true });
        this.close();
      }, timeLimit);
      this.finish = result => {
        clearTimeout(timer);
        resolve(result);
      };
      this.child.send(job, error => {
        if (error) this.end(failed(error.message));
      });
    });
  }

  close(): void {
    this.isGone = true;
    this.child.kill('SIGKILL');
  }

  private end(result: ClaspResult): void {
    const finish = this.finish;
    this.finish = undefined;
    finish?.(result);
  }
}

export function failed(stderr: string): ClaspResult {
  return { exitCode: 1, stdout: '', stderr, timedOut: false };
}

/** The built worker; from TypeScript, without a build of it, through tsx. */
function workerWords(): string[] {
  const built = builtWorker('ClaspWorker');
  if (built) return [fileURLToPath(built)];
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return ['--import', tsx, fileURLToPath(new URL('./ClaspWorker.ts', import.meta.url))];
}
