import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keyOf,
  type AbstractStorage,
  type GoneRows,
  type WindowScope,
} from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { comparable, makeTarget, withFields, type FixtureOf } from './StorageFixture';
import { StorageModel } from './StorageModel';

const KEYS = ['id', 'account'];
const NARROW = { id: 'string', account: 'string', day: 'date', text: 'string', n: 'number' } as const;
const WIDE = { ...NARROW, flag: 'boolean', amount: 'numeric string' } as const;

const days = fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03', '2026-02-28', '2026-03-01');
const texts = fc.oneof(
  fc.constantFrom('', '0', '007', '=A1', "'x", 'a|b', '"', 'true', '2026-01-01', '\n'),
  fc.string({ maxLength: 8, unit: 'grapheme' }),
);

/** A record without any value is no row in a sheet: its number is then 1. */
const notEmpty = (row: Row): Row =>
  Object.keys(NARROW).every(field => (row[field] ?? '') === '') ? { ...row, n: 1 } : row;

const row: fc.Arbitrary<Row> = fc
  .record({
    id: fc.option(fc.constantFrom('a', 'b', '7', '07', 'a|b', '"a"', '=1', ''), { freq: 8 }),
    account: fc.option(fc.constantFrom('x', '1'), { freq: 8 }),
    day: fc.option(days, { freq: 8 }),
    text: fc.option(texts),
    n: fc.option(
      fc
        .oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
        .map(n => n + 0),
    ),
    flag: fc.option(fc.boolean()),
    amount: fc.option(fc.constantFrom(0, 1.5, '007', '12345678901234567890')),
  })
  .map(notEmpty);

const scope: fc.Arbitrary<WindowScope> = fc
  .record({ from: days, to: days, account: fc.option(fc.constantFrom('x', '1')) })
  .map(({ from, to, account }) => ({
    dateField: 'day',
    from: from < to ? from : to,
    to: from < to ? to : from,
    ...(account === null ? {} : { account: { field: 'account', value: account } }),
  }));

/** A row is in the scope of what it replaces, as an answer to a request for that scope is. */
function moveInside(rows: readonly Row[], { from, account }: WindowScope): Row[] {
  return rows.map(row => ({ ...row, day: from, account: account?.value ?? row['account'] ?? null }));
}

interface World {
  storage: AbstractStorage;
  model: StorageModel;
}

/** Does the same to both and says what each of them answered. */
type Operation = (world: World, cut: (rows: readonly Row[]) => Row[]) => [unknown, unknown];

const rows = fc.array(row, { maxLength: 12 });
const counted = ({
  added,
  updated,
  unchanged,
  removed,
}: ReturnType<AbstractStorage['saveData']>): unknown => ({
  added,
  updated,
  unchanged,
  removed,
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: rows.map((rows): Operation => ({ storage, model }, cut) => [
      counted(storage.saveData(cut(rows))),
      model.save(cut(rows)),
    ]),
  },
  rows.map((rows): Operation => ({ storage, model }, cut) => [
    counted(storage.replaceData(cut(rows))),
    model.replace(cut(rows), undefined),
  ]),
  fc.tuple(rows, scope).map(([rows, scope]): Operation => ({ storage, model }, cut) => {
    const inside = cut(moveInside(rows, scope));
    return [counted(storage.replaceData(inside, [scope])), model.replace(inside, [scope])];
  }),
  fc
    .tuple(rows, fc.boolean(), fc.option(scope))
    .map(([rows, replace, scope]): Operation => ({ storage, model }, cut) => {
      const all = cut(scope ? moveInside(rows, scope) : rows);
      const { added, updated, unchanged, gone } = storage.previewData(all, {
        replace,
        ...(scope ? { scopes: [scope] } : {}),
      });
      return [{ added, updated, unchanged, gone }, model.preview(all, replace, scope ?? undefined)];
    }),
  fc
    .tuple(
      rows,
      fc.array(scope, { minLength: 1, maxLength: 3 }),
      fc.constantFrom<GoneRows>('keep', 'mark', 'remove'),
    )
    .map(([rows, scopes, gone]): Operation => ({ storage, model }) => {
      const keys = new Set(rows.map(row => keyOf(row, KEYS)));
      return [storage.reconcile(scopes, keys, gone), model.reconcile(scopes, rows, gone)];
    }),
  days.map((day): Operation => ({ storage, model }) => [
    storage.deleteExpired('day', day),
    model.deleteExpired('day', day),
  ]),
);

export function describeProperties(fixture: FixtureOf): void {
  describe('any sequence of operations', () => {
    it('leaves what a plain array of rows would hold, and counts as it does', () => {
      const steps = fc.array(fc.tuple(operation, fc.boolean()), { minLength: 1, maxLength: 8 });
      fc.assert(
        fc.property(steps, steps => {
          const wide = makeTarget(WIDE, KEYS);
          const model = new StorageModel(KEYS, fixture().distinguishesEmptyText);
          fixture().create(wide).prepare();
          for (const [operate, isNarrow] of steps) {
            const fields = isNarrow ? NARROW : WIDE;
            const storage = fixture().create(withFields(wide, fields));
            const cut = (rows: readonly Row[]): Row[] =>
              rows.map(row =>
                Object.fromEntries(Object.keys(fields).map(field => [field, row[field] ?? null])),
              );
            const [answer, expected] = operate({ storage, model }, cut);
            expect(answer).toEqual(expected);
            expect(comparable(fixture().read(wide), fixture())).toEqual(
              comparable(model.rows(Object.keys(WIDE)), fixture()),
            );
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}
