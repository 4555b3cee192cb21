/** Makes values that belong to the script's own realm, so that `instanceof Date` and `Array.isArray` hold there. */
export interface Realm {
  /** A new array of the realm, shallow. */
  array(values: readonly unknown[]): unknown[];
  /** A new array of arrays of the realm. */
  grid(rows: readonly (readonly unknown[])[]): unknown[][];
  /** A new plain object of the realm. */
  object(record: Readonly<Record<string, unknown>>): Record<string, unknown>;
  date(milliseconds: number): Date;
  /** Whether a value from the script is a Date, of whatever realm. */
  isDate(value: unknown): value is Date;
  /** An Error of the realm with this `name`. */
  error(name: string, message: string): Error;
}

/** What a call costs and does to the world around it. */
export interface CallOptions {
  /** Milliseconds that the virtual clock advances. Default: the table in `Costs.ts`, by `Service.method`. */
  cost?: number;
}

/**
 * What every emulated service is handed. Each method of a service that a script can call goes through `call`: it
 * refuses once the execution is over, counts the call, lets injected faults act before and after `effect`, advances
 * the virtual clock, and ends the execution at its time limit.
 */
export interface ServiceHost {
  /** `name` is `Service.Class.method` in Google's words, e.g. `SpreadsheetApp.Range.setValues`. */
  call<T>(name: string, effect: () => T, options?: CallOptions): T;
  readonly realm: Realm;
  /** Milliseconds since 1970 on the virtual clock. */
  now(): number;
  /** Advances the virtual clock inside a call: sleep, latency. Throws the kill when the limit is passed. */
  elapse(milliseconds: number): void;
  /** Google's service error: an Error of the realm named `Exception`. */
  exception(message: string): Error;
  /** Throws Google's permission error unless the manifest has the scope and the user granted it in this context. */
  requireScope(scope: string, method: string): void;
  /** Email of the user that the execution runs as. */
  readonly user: string;
  /** Whether an editor window is open in front of the user, so that `getUi` works. */
  readonly hasUi: boolean;
}
