import { parentPort } from 'node:worker_threads';
import { redact } from '../../../src/Core/Redaction';
import { isConfigurationException, messageOf } from '../../../src/Core/Exceptions';
import type { ImportError, ImportMessage } from './ImportJob';

/** The way from the import's thread to the terminal. Nothing passes it with a secret in it. */
export class Outlet {
  constructor(private readonly secrets: readonly string[]) {}

  send(message: ImportMessage): void {
    parentPort?.postMessage(message);
  }

  log(level: Extract<ImportMessage, { type: 'log' }>['level'], text: string): void {
    this.send({ type: 'log', level, text: redact(text, this.secrets) });
  }

  fail(error: unknown): void {
    this.send({ type: 'failed', error: this.describe(error) });
  }

  /** What connectors and libraries print in this thread goes the same way. */
  takeOverConsole(): void {
    for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const)
      console[level] = (...values: unknown[]) => {
        this.log(level, values.map(show).join(' '));
      };
  }

  private describe(error: unknown): ImportError {
    const name = String((error as { name?: unknown } | null)?.name ?? 'Error');
    const message = redact(messageOf(error), this.secrets);
    // One that comes out of the emulated script has its name only.
    if (!isConfigurationException(error) || !Array.isArray(error.faults)) return { name, message };
    const faults = error.faults.map(fault => ({ ...fault, message: redact(fault.message, this.secrets) }));
    return { name, message, faults };
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.message;
  return JSON.stringify(value) ?? String(value);
}
