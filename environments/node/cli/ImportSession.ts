import { startWorker } from '../WorkerFile';
import type { ImportError, ImportJob, ImportMessage, ImportOutcome, ImportStep } from './ImportJob';

/** What is shown while a job is carried out. */
export interface SessionView {
  progress(step: ImportStep): void;
  log(message: Extract<ImportMessage, { type: 'log' }>): void;
  /** The user asked for a stop; what is complete is being saved. */
  stopping(): void;
  /** Nothing is shown any more. */
  end(): void;
}

/** The error of a job, as its thread described it. */
export class ImportFailure extends Error {
  constructor(readonly described: ImportError) {
    super(described.message);
    this.name = described.name;
  }
}

/** The user asked a second time: the thread was ended where it was. What was saved before stays. */
export class EndedAtOnce extends Error {
  constructor() {
    super('Ended at once. What was saved before stays.');
    this.name = 'EndedAtOnce';
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Carries out a job in a thread of its own, so that this one can answer the terminal. The first SIGINT or SIGTERM
 * asks it to save and stop, the second ends it.
 */
export async function runSession(job: ImportJob, view: SessionView): Promise<ImportOutcome> {
  const worker = startWorker('cli/ImportWorker', { workerData: job });
  let finish: () => void = () => undefined;
  try {
    return await new Promise<ImportOutcome>((resolve, reject) => {
      finish = onSignals(
        () => {
          askToStop(job.stop);
          view.stopping();
        },
        () => {
          reject(new EndedAtOnce());
        },
      );
      worker.on('message', (message: ImportMessage) => {
        if (message.type === 'progress') view.progress(message.step);
        else if (message.type === 'log') view.log(message);
        else if (message.type === 'done') resolve(message.outcome);
        else reject(new ImportFailure(message.error));
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(
          new Error(
            'The import ended unexpectedly. What was saved before stays; run the same command again.',
          ),
        );
      });
    });
  } finally {
    finish();
    view.end();
    await worker.terminate();
  }
}

function askToStop(stop: SharedArrayBuffer): void {
  const flag = new Int32Array(stop);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

function onSignals(first: () => void, second: () => void): () => void {
  let count = 0;
  const listener = () => {
    count++;
    if (count === 1) first();
    else second();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
