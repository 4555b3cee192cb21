import { messageOf } from '../../src/Core/Exceptions';
import { affectedBy } from './Affected';
import { runStep, type Step, type StepResult } from './Step';

export interface SessionOptions {
  /** Connectors asked for; none: those that change. */
  chosen: readonly string[];
  /** The connectors of the checkout, read anew at each round: one may have been added. */
  existing: () => readonly string[];
  stepsFor: (connectors: readonly string[]) => Promise<Step[]>;
  print: (line: string) => void;
}

/** Lines of a failing step's output that are shown: the end, where tools say what is wrong. */
const SHOWN_LINES = 60;

/** Rounds of build, verify, tests and import; a save in the middle of one ends it and begins the next. */
export class Session {
  private last: readonly string[] = [];
  private waiting = new Set<string>();
  private round: AbortController | undefined;
  private running: Promise<boolean> | undefined;

  constructor(private readonly options: SessionOptions) {}

  /** Begins a round for these files, relative to the checkout. True when every step went well. */
  changed(paths: readonly string[]): Promise<boolean> {
    for (const path of paths) this.waiting.add(path);
    this.round?.abort();
    const previous = this.running ?? Promise.resolve(true);
    this.running = previous.then(() => this.runRound());
    return this.running;
  }

  /** Ends the round that runs, if any. */
  async stop(): Promise<void> {
    this.waiting.clear();
    this.round?.abort();
    await this.running;
  }

  private async runRound(): Promise<boolean> {
    const paths = [...this.waiting];
    // A later save took these files over already.
    if (paths.length === 0) return true;
    const { chosen, existing, print } = this.options;
    const { connectors } = affectedBy(paths, { existing: existing(), chosen, last: this.last });
    if (connectors.length) this.last = connectors;
    const round = (this.round = new AbortController());
    print(headline(paths));
    try {
      const state = await this.runSteps(connectors, round.signal);
      return state !== 'cancelled' && this.finish(paths, state === 'done');
    } catch (error) {
      // A half-written file, most likely: the next save begins anew.
      print(`  failed\n${lastLines(messageOf(error))}`);
      return this.finish(paths, false);
    }
  }

  private async runSteps(connectors: readonly string[], signal: AbortSignal): Promise<StepResult['state']> {
    for (const step of await this.options.stepsFor(connectors)) {
      const state = await this.runStep(step, signal);
      if (state !== 'done') return state;
    }
    return 'done';
  }

  private async runStep(step: Step, signal: AbortSignal): Promise<StepResult['state']> {
    const { state, results, output, milliseconds } = await runStep(step, signal);
    const took = `${(milliseconds / 1000).toFixed(1)} s`;
    const line = (text: string): void =>
      this.options.print(`  ${step.name.padEnd(22)} ${took.padStart(7)}  ${text}`);
    if (state === 'done') line(step.summary(results));
    if (state === 'failed') {
      line('failed');
      this.options.print(lastLines(output));
    }
    return state;
  }

  /** What a cancelled round was for stays waiting, so that the next one does it too. */
  private finish(paths: readonly string[], isDone: boolean): boolean {
    for (const path of paths) this.waiting.delete(path);
    return isDone;
  }
}

function headline(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(', ');
  return `\n${shown}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`;
}

function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n');
  return lines
    .slice(-SHOWN_LINES)
    .map(line => `    ${line}`)
    .join('\n');
}
