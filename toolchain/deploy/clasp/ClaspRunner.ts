import { resolve } from 'node:path';
import { runClaspCommand } from './ClaspCommand';
import { ClaspProcess } from './ClaspProcess';
import type { ClaspJob, ClaspResult, InstalledClasp } from './ClaspTypes';

/** Processes at once: each takes about 200 MB, and two seconds of a core to start. */
const MOST_PROCESSES = 4;

/** Milliseconds for one call. clasp itself repeats what a busy Google refuses. */
const TIME_LIMIT = 120_000;

export interface ClaspOptions {
  installed: InstalledClasp;
  /** Folder of the checkout; a relative `clasp_config_auth` counts from there. */
  root: string;
  variables: Readonly<Record<string, string | undefined>>;
  /** Default {@link MOST_PROCESSES}. */
  processes?: number;
  /** Milliseconds for one call; default {@link TIME_LIMIT}. */
  timeLimit?: number;
}

/** Runs clasp: calls wait for a free process, and processes are used again and again. `close()` it. */
export class ClaspRunner {
  private readonly idle: ClaspProcess[] = [];
  private readonly all = new Set<ClaspProcess>();
  private readonly waiting: (() => void)[] = [];
  private readonly environment: NodeJS.ProcessEnv;
  private readonly timeLimit: number;
  private running = 0;
  private program: string | undefined;

  constructor(private readonly options: ClaspOptions) {
    this.environment = claspEnvironment(options.variables, options.root);
    this.timeLimit = options.timeLimit ?? TIME_LIMIT;
    this.program = options.installed.program;
  }

  /** Starts a process that the next call will find ready. */
  warm(): void {
    if (this.program && this.all.size === 0) this.idle.push(this.start(this.program));
  }

  /**
   * `justBefore` is called when clasp stands ready, for a last look; when it throws, nothing is done and `run` throws
   * that. Else it never rejects.
   */
  async run(job: ClaspJob, justBefore: () => Promise<void> = async () => undefined): Promise<ClaspResult> {
    await this.turn();
    try {
      return await this.runNow(job, justBefore);
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  close(): void {
    for (const each of this.all) each.close();
    this.all.clear();
    this.idle.length = 0;
  }

  private async turn(): Promise<void> {
    while (this.running >= (this.options.processes ?? MOST_PROCESSES))
      await new Promise<void>(done => this.waiting.push(done));
    this.running++;
  }

  private async runNow(job: ClaspJob, justBefore: () => Promise<void>): Promise<ClaspResult> {
    const held = this.program && (await this.take(this.program));
    try {
      await justBefore();
      return held
        ? await held.run(job, this.timeLimit)
        : await runClaspCommand(this.options.installed.bin, job, this.environment, this.timeLimit);
    } finally {
      if (held) this.release(held);
    }
  }

  private release(held: ClaspProcess): void {
    if (held.isUsable) this.idle.push(held);
    else this.all.delete(held);
  }

  /** A process that is ready; undefined when this clasp cannot be held, which is then remembered. */
  private async take(program: string): Promise<ClaspProcess | undefined> {
    const held = this.idle.pop() ?? this.start(program);
    if (await held.ready) return held;
    held.close();
    this.all.delete(held);
    this.program = undefined;
    return undefined;
  }

  private start(program: string): ClaspProcess {
    const started = new ClaspProcess(program, this.options.root, this.environment);
    this.all.add(started);
    return started;
  }
}

/** Settings of the user's shell that would lead clasp to other files than ours are left out. */
function claspEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  root: string,
): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...variables, NODE_NO_WARNINGS: '1', NO_COLOR: '1' };
  for (const name of ['clasp_config_project', 'clasp_config_ignore', 'FORCE_COLOR']) delete environment[name];
  const login = environment['clasp_config_auth'];
  if (login) environment['clasp_config_auth'] = resolve(root, login);
  return environment;
}
