import { spawn } from 'node:child_process';
import { endGroup, IN_GROUP } from '../ProcessGroup';

/** One line of the screen: a child process and what of its output is worth a line. */
export interface Step {
  name: string;
  /** The program is this Node. */
  words: readonly string[];
  variables?: Readonly<Record<string, string>>;
  /** What is said when it went well, made from its standard output. */
  summary: (output: string) => string;
}

export interface StepResult {
  state: 'done' | 'failed' | 'cancelled';
  /** Of standard output alone, and of both in the order they came. */
  results: string;
  output: string;
  milliseconds: number;
}

/** Runs a step; `signal` ends it with all that it started. Never rejects. */
export function runStep(step: Step, signal: AbortSignal): Promise<StepResult> {
  const startedAt = performance.now();
  return new Promise(resolve => {
    const child = spawn(process.execPath, step.words, {
      ...IN_GROUP,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...step.variables },
    });
    let results = '';
    let output = '';
    child.stdout.on('data', (part: Buffer) => {
      results += part.toString();
      output += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      output += part.toString();
    });
    const stop = (): void => endGroup(child);
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', error => {
      output += error.message;
    });
    child.on('close', code => {
      signal.removeEventListener('abort', stop);
      const state = signal.aborted ? 'cancelled' : code === 0 ? 'done' : 'failed';
      resolve({ state, results, output, milliseconds: performance.now() - startedAt });
    });
    if (signal.aborted) stop();
  });
}
