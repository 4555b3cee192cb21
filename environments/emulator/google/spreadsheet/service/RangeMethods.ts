import type { RangeRef } from './SheetsContext';

/** A range as its methods meet it. */
export interface RangeTarget extends RangeRef {
  /** The script's object, which setters give back. */
  readonly self: object;
}

/** Methods of Range, made once an execution: a script has thousands of ranges of a hundred methods. */
export type RangeMethods = Record<string, (range: RangeTarget, ...args: unknown[]) => unknown>;
