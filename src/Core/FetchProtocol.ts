import type { FetchRequest, FetchResult } from './EnvironmentAdapter';
import type { SourceRecord } from './Schema';

/** What a generator asks of whoever drives it: one request, answered with a `FetchResult`. */
export interface RequestCommand {
  readonly command: 'request';
  readonly request: FetchRequest;
}

/** Go on after so many milliseconds; the state of the slice is saved before. */
export interface WaitCommand {
  readonly command: 'wait';
  readonly milliseconds: number;
}

export type Command = RequestCommand | WaitCommand;

/** The answer to a command: a result for a request, undefined for a wait or a page of records. */
export type Answer = FetchResult | undefined;

/** A generator that may request and wait, and returns a value: what `yield*` delegates to. */
export type Steps<T> = Generator<Command, T, Answer>;

/** A generator of pages of records that may request and wait: what most sources' `fetchData` is. */
export type Pages = Generator<readonly SourceRecord[] | Command, void, Answer>;

/** What `fetchData` may give back: all records at once, or a generator of pages of records. */
export type FetchedRecords =
  readonly SourceRecord[] | Iterator<readonly SourceRecord[] | Command, unknown, Answer>;

export function isCommand(value: unknown): value is Command {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { command } = value as { command?: unknown };
  return command === 'request' || command === 'wait';
}

export function isIterator(
  value: unknown,
): value is Iterator<readonly SourceRecord[] | Command, unknown, Answer> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { next?: unknown }).next === 'function'
  );
}
