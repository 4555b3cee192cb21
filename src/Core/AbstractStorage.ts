import { DestinationException } from './Exceptions';
import type { FieldDefinition, FieldType, Row } from './Schema';

export type StorageField = FieldDefinition & { type: FieldType };

/** Where the rows of one node go, and what they are. */
export interface StorageTarget {
  /** Stable identity of "this node of this import"; survives renamed tables and tabs. At most 80 characters. */
  id: string;
  /** Table name, file name or tab title. */
  name: string;
  /** Who speaks in messages: the source's name. */
  sourceName: string;
  /** The selected fields in order; the unique keys are among them. */
  fields: Readonly<Record<string, StorageField>>;
  /** Empty: rows have no identity and are only ever replaced. */
  uniqueKeys: readonly string[];
}

/** The part of a table that a window of days (and an account) covers. Both ends are inclusive civil dates. */
export interface WindowScope {
  dateField: string;
  from: string;
  to: string;
  account?: { field: string; value: string };
}

/** Rows by what happened, or would happen, to them. */
export interface SaveResult {
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  /** Sentences for the user: clipped texts, rows that could not be touched. */
  warnings: readonly string[];
}

export interface ChangeExample {
  key: Row;
  before?: Row;
  after?: Row;
}

/** What a save would do. Nothing is written to make one. */
export interface ChangePreview {
  added: number;
  updated: number;
  unchanged: number;
  /** Rows in the scopes that the records do not contain. 0 without scopes, unless the node is replaced as a whole. */
  gone: number;
  /** Up to five of each. */
  examples: Record<'added' | 'updated' | 'gone', readonly ChangeExample[]>;
  /** Fields that have no column yet. */
  newFields: readonly string[];
}

/** What a storage can do, as data: the connector clips and batches by it and knows no storage by name. */
export interface StorageCapabilities {
  /** Longest text of one value, in UTF-16 units; longer ones are clipped with a warning. Default: no limit. */
  maxTextLength?: number;
  /** Slices are merged into one save up to about this many values. Default 200,000. */
  maxValuesPerSave?: number;
}

/** What becomes of rows in a completed window that the source no longer has. */
export type GoneRows = 'keep' | 'mark' | 'remove';

/**
 * Where records end up. A storage is made for one target by a `StorageFactory`. Every method may be repeated at will
 * with the same arguments: the second time changes nothing. A method either does all it says or throws an error that
 * says what was and was not written. `test/contracts/storage` is run by every storage.
 */
export abstract class AbstractStorage {
  constructor(readonly target: StorageTarget) {}

  get capabilities(): StorageCapabilities {
    return {};
  }

  /** Creates the table with its columns, or adds the columns that are missing. Existing rows stay as they are. */
  abstract prepare(): void;

  /** Upsert by unique key. A key that occurs twice in `rows`: the later one wins. NULL keys match. Creates the table. */
  abstract saveData(rows: readonly Row[]): SaveResult;

  /** Afterwards the scopes together (without any: the table) hold exactly `rows`. They are swapped in at once. */
  abstract replaceData(rows: readonly Row[], scopes?: readonly WindowScope[]): SaveResult;

  /** Compares without writing. `replace` compares as `replaceData` does, else as `saveData`; `scopes` count gone rows. */
  abstract previewData(
    rows: readonly Row[],
    options: { replace: boolean; scopes?: readonly WindowScope[] },
  ): ChangePreview;

  /**
   * Counts the rows of completed windows whose key is not in `keys` (see `keyOf`); `mark` writes true into the
   * column `no_longer_in_source`, `remove` deletes them. A row that comes back is unmarked by `saveData`.
   * Several scopes are served by one pass over the table.
   */
  abstract reconcile(scopes: readonly WindowScope[], keys: ReadonlySet<string>, gone: GoneRows): number;

  /** Deletes rows whose date lies before the civil date `before`; rows without a date stay. Returns how many. */
  abstract deleteExpired(dateField: string, before: string): number;

  /** Rows without an identity can be replaced, not updated. */
  protected requireKeys(): void {
    if (this.target.uniqueKeys.length) return;
    throw new DestinationException(
      `[${this.target.sourceName}] The rows of "${this.target.name}" have no key: they can be replaced, not updated. Nothing was written.`,
    );
  }

  /** Everything that was saved is durable when this returns; called before a cursor moves. */
  flush(): void {}

  /** Releases what the storage holds. Called once, also after an error. */
  close(): void {}
}

export type StorageFactory = (target: StorageTarget) => AbstractStorage;

/** The column that `reconcile` marks rows in. */
export const GONE_FIELD = 'no_longer_in_source';

/**
 * A row's identity as text: JSON of the key values, so that no two keys collide and null differs from ''.
 * Numbers and their text differ as well: values have been cast by their field's type before.
 */
export function keyOf(row: Row, uniqueKeys: readonly string[]): string {
  return JSON.stringify(uniqueKeys.map(field => row[field] ?? null));
}
