/**
 * Errors by what the user can do about them. They are told apart by their literal `name`, never by `instanceof`:
 * a class has another identity in every context that a bundle is evaluated in.
 */

/**
 * What an error of an API means for the run: `expired` (a new token may help), `refused` (these credentials may not:
 * the account is skipped), `throttled` (later), `passing` (again), `too-large` (in smaller parts), `permanent`.
 */
export type ErrorKind = 'expired' | 'refused' | 'throttled' | 'passing' | 'too-large' | 'permanent';

/** The remote API refused or did not answer. `statusCode` 0: no answer came. */
export class HttpRequestException extends Error {
  readonly statusCode: number;
  /** What the source made of the answer; undefined: its status says all that is known. */
  readonly kind: ErrorKind | undefined;
  /** The parsed JSON body, else its text, else undefined. Loose, because every API has its own. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly payload: any;
  /** How long the server asked to wait, in milliseconds. */
  readonly serverDelay: number | undefined;

  constructor(
    message: string,
    details: {
      statusCode?: number;
      payload?: unknown;
      serverDelay?: number | undefined;
      kind?: ErrorKind | undefined;
    } = {},
  ) {
    super(message);
    this.name = 'HttpRequestException';
    this.statusCode = details.statusCode ?? 0;
    this.payload = details.payload;
    this.serverDelay = details.serverDelay;
    this.kind = details.kind;
  }
}

/** An answer that the API cut short, or would not give in one piece. Asked for in smaller parts by `inParts`. */
export class TooLargeException extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TooLargeException';
  }
}

/** One thing that is wrong with the configuration. */
export interface Fault {
  /** The parameter's name; undefined when the fault concerns several. */
  parameter?: string;
  /** A sentence that starts with the label. */
  message: string;
}

/** The configuration cannot be run. Holds every fault, not the first one. Nothing was fetched or written. */
export class ConfigurationException extends Error {
  readonly faults: readonly Fault[];

  constructor(speaker: string, faults: readonly Fault[]) {
    const list = faults.map(fault => `- ${fault.message}`).join('\n');
    const count = faults.length === 1 ? '1 setting needs' : `${faults.length} settings need`;
    super(`[${speaker}] ${count} attention; nothing was fetched.\n${list}`);
    this.name = 'ConfigurationException';
    this.faults = faults;
  }
}

/** An answer or a record could not be understood. Nothing of it was written. */
export class DataException extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DataException';
  }
}

/** The destination refused or is gone: a deleted tab, a protected range, a full disk. */
export class DestinationException extends Error {
  /** `gone`: the table vanished under the run; the next run makes it anew and reloads it. */
  readonly reason: 'refused' | 'gone' | 'full';

  constructor(message: string, reason: 'refused' | 'gone' | 'full' = 'refused') {
    super(message);
    this.name = 'DestinationException';
    this.reason = reason;
  }
}

/** Stored state is damaged or of a newer version. It is left as it is. */
export class StateException extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StateException';
  }
}

/** Somebody else runs this import right now. */
export class LeaseHeldException extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LeaseHeldException';
  }
}

/** Not a failure: the time left is too short for the next step. Ends the slice, not the import. */
export class PauseSignal extends Error {
  constructor(
    readonly reason: string,
    /** The source asked to wait; otherwise the time of the run is used up. */
    readonly isWaiting = false,
  ) {
    super(reason);
    this.name = 'PauseSignal';
  }
}

export function isNamed(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && (error as { name?: unknown }).name === name;
}

export function isHttpRequestException(error: unknown): error is HttpRequestException {
  return isNamed(error, 'HttpRequestException');
}

export function isConfigurationException(error: unknown): error is ConfigurationException {
  return isNamed(error, 'ConfigurationException');
}

/** The credentials were refused: another request with them is useless, other accounts may still answer. */
export function isRefusal(error: unknown): boolean {
  if (!isHttpRequestException(error)) return false;
  const { kind, statusCode } = error;
  return kind ? kind === 'refused' || kind === 'expired' : statusCode === 401 || statusCode === 403;
}

/** The credentials are no longer taken, as far as this answer tells: somebody has to sign in again. */
export function isSignedOut(error: unknown): boolean {
  if (!isHttpRequestException(error)) return false;
  return error.kind ? error.kind === 'expired' : error.statusCode === 401;
}

export function isTooLarge(error: unknown): boolean {
  return isNamed(error, 'TooLargeException') || (isHttpRequestException(error) && error.kind === 'too-large');
}

export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}
