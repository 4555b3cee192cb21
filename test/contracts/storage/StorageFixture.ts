import type { AbstractStorage, StorageField, StorageTarget } from '../../../src/Core/AbstractStorage';
import type { FieldType, Row, Value } from '../../../src/Core/Schema';

/** What a storage brings to its contract suite. Every fixture has a destination of its own, at first empty. */
export interface StorageFixture {
  /** A new storage for the target, as a new execution would make it. */
  create(target: StorageTarget): AbstractStorage;
  /**
   * What the destination holds now, read without the storage: each row with the target's fields as values of their
   * types (null where there is no such column), and `no_longer_in_source: true` where it is marked. In any order.
   */
  read(target: StorageTarget): Row[];
  /** Whether '' and null are kept apart. */
  distinguishesEmptyText: boolean;
  cleanup(): void;
}

export type FixtureOf = () => StorageFixture;

let made = 0;

/** A target of its own for each call: the fields by type, the first of them the key unless said otherwise. */
export function makeTarget(
  fields: Readonly<Record<string, FieldType>>,
  uniqueKeys: readonly string[] = Object.keys(fields).slice(0, 1),
): StorageTarget {
  made += 1;
  return withFields(
    { id: `import-${made}`, name: `Table ${made}`, sourceName: 'Shop', fields: {}, uniqueKeys },
    fields,
  );
}

/** The same target with other fields selected. */
export function withFields(
  target: StorageTarget,
  fields: Readonly<Record<string, FieldType>>,
): StorageTarget {
  const entries = Object.entries(fields).map(([field, type]): [string, StorageField] => [field, { type }]);
  return { ...target, fields: Object.fromEntries(entries) };
}

/** Rows in an order that depends on nothing but what they hold; '' is null where the destination shows both as blank. */
export function comparable(rows: readonly Row[], fixture: StorageFixture): string[] {
  return rows
    .map(row => {
      const entries = Object.entries(row).map(([field, value]): [string, Value] => [
        field,
        value === '' && !fixture.distinguishesEmptyText ? null : value,
      ]);
      return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    })
    .sort();
}
