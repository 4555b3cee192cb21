import type { Environment, FetchFailure } from '../../../src/Core/EnvironmentAdapter';

/** Hosts that the runner of the cases routes to its server; nobody listens at `REFUSED`. */
export const API = 'https://api.cases.test';
export const OTHER = 'https://cdn.cases.test';
export const REFUSED = 'https://refused.cases.test';

/** A promise of the port, checked against one implementation of it. Runs inside Google's context too. */
export interface EnvironmentCase {
  name: string;
  /** What the runner arranges before: another execution holds the lock. */
  given?: 'lock held elsewhere';
  run(environment: Environment, world: CaseWorld): void;
}

/** What the runner of the cases made for them. */
export interface CaseWorld {
  /** PKCS#8 PEM of a new RSA key, and the key's signature of `header.pâyload` in hex. */
  privateKey: string;
  signature: string;
}

/** Compares by content; byte arrays by their bytes. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [a, b] = [show(actual), show(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b.slice(0, 2000)}, got ${a.slice(0, 2000)}`);
}

function show(value: unknown): string {
  return (
    JSON.stringify(value, (_, item: unknown) => {
      if (Object.prototype.toString.call(item) === '[object Uint8Array]')
        return { bytes: hex(item as Uint8Array) };
      return item === undefined ? '(undefined)' : item;
    }) ?? 'undefined'
  );
}

/** What an action throws; fails when it throws nothing, or something whose text does not fit. */
export function thrown(action: () => unknown, expected: RegExp): Error {
  let result: unknown;
  try {
    result = action();
  } catch (error) {
    const { message } = error as Error;
    if (!expected.test(message))
      throw new Error(`expected an error like ${String(expected)}, got: ${message}`);
    return error as Error;
  }
  throw new Error(`expected an error like ${String(expected)}, got ${show(result)}`);
}

/** The failure with which a request ends. */
export function failureOf(action: () => unknown): FetchFailure {
  const error = thrown(action, /./) as Error & { failure?: FetchFailure };
  equal(error.name, 'FetchFailureError', 'name of the error');
  if (!error.failure) throw new Error('the error has no failure');
  return error.failure;
}

export function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function hex(value: Uint8Array): string {
  return Array.from(value, byte => byte.toString(16).padStart(2, '0')).join('');
}
