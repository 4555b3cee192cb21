import type { StorageTarget } from '../../Core/AbstractStorage';
import type { Row, Value } from '../../Core/Schema';
import { keyPart, toInput, type CellInput } from './Cells';
import type { SheetClock } from './SheetClock';
import { typeOf } from './Layout';

/** Whether a key has no value at all. */
export function isBlankKey(key: string | undefined): boolean {
  return key === undefined || /^\[null(,null)*\]$/.test(key);
}

/**
 * Makes the text that tells rows apart: JSON of the key fields' values, each in one spelling. Rows without keys are
 * told apart by all their selected fields.
 */
export class TableKeys {
  readonly fields: readonly string[];

  constructor(
    private readonly target: StorageTarget,
    private readonly clock: SheetClock,
  ) {
    this.fields = target.uniqueKeys.length ? target.uniqueKeys : Object.keys(target.fields);
  }

  /** `cellOf` gives the cell of a field. */
  ofCells(cellOf: (field: string) => CellInput): string {
    const { target, clock } = this;
    return JSON.stringify(this.fields.map(field => keyPart(cellOf(field), typeOf(target, field), clock)));
  }

  ofRow(row: Row): string {
    return this.ofCells(field => toInput(row[field], typeOf(this.target, field), this.clock));
  }

  /** From the text that Core's `keyOf` makes of the unique keys. */
  ofCoreKey(text: string): string {
    const values = JSON.parse(text) as Value[];
    return this.ofRow(Object.fromEntries(this.fields.map((field, i) => [field, values[i] ?? null])));
  }
}
