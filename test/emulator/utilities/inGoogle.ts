import { Emulator, type EmulatorOptions } from '../../../environments/emulator/google/Emulator';

/** Evaluates an expression in a new execution of the emulator; throws its error with Google's text as the message. */
export function inGoogle(expression: string, options: Partial<EmulatorOptions> = {}): unknown {
  const emulator = new Emulator({ ...options, code: `function evaluate() { return ${expression}; }` });
  return evaluateIn(emulator);
}

/** The same in an emulator that is prepared already: its code has a function `evaluate`. */
export function evaluateIn(emulator: Emulator): unknown {
  const { result, error, status } = emulator.user('owner@example.com').run('evaluate');
  if (status === 'completed') return result;
  throw new Error(error?.message);
}
