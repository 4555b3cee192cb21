import { describe, expect, it } from 'vitest';
import { GONE_FIELD, keyOf, type StorageTarget, type WindowScope } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { comparable, makeTarget, type FixtureOf } from './StorageFixture';

const FIELDS = { day: 'date', account: 'string', n: 'integer' } as const;
const KEYS = ['day', 'account'];
const WINDOW: WindowScope = { dateField: 'day', from: '2026-01-02', to: '2026-01-03' };

const ROWS = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', null].flatMap((day, n) => [
  { day, account: 'a', n },
  { day, account: null, n },
]);

/** The source still has the first of the four rows of the window. */
const STILL_THERE = new Set([keyOf({ day: '2026-01-02', account: 'a' }, KEYS)]);

function isMissing({ day, account }: Row): boolean {
  return (day === '2026-01-02' && account === null) || day === '2026-01-03';
}

export function describeGoneRows(fixture: FixtureOf): void {
  const expectRows = (target: StorageTarget, rows: readonly Row[]): void =>
    expect(comparable(fixture().read(target), fixture())).toEqual(comparable(rows, fixture()));
  const filled = (): StorageTarget => {
    const target = makeTarget(FIELDS, KEYS);
    fixture().create(target).saveData(ROWS);
    return target;
  };
  const marked = ROWS.map((row): Row => (isMissing(row) ? { ...row, [GONE_FIELD]: true } : row));

  describe('rows that the source no longer has', () => {
    it('are counted and kept', () => {
      const target = filled();
      for (let time = 0; time < 2; time += 1)
        expect(fixture().create(target).reconcile([WINDOW], STILL_THERE, 'keep')).toBe(3);
      expectRows(target, ROWS);
    });

    it('are marked, and unmarked when they come back', () => {
      const target = filled();
      for (let time = 0; time < 2; time += 1)
        expect(fixture().create(target).reconcile([WINDOW], STILL_THERE, 'mark')).toBe(3);
      expectRows(target, marked);
      expect(fixture().create(target).saveData(ROWS)).toMatchObject({ added: 0, updated: 3, unchanged: 7 });
      expectRows(target, ROWS);
      expect(fixture().create(target).saveData(ROWS)).toMatchObject({ updated: 0, unchanged: 10 });
    });

    it('stay marked while other rows are saved', () => {
      const target = filled();
      fixture().create(target).reconcile([WINDOW], STILL_THERE, 'mark');
      fixture()
        .create(target)
        .saveData(ROWS.filter(row => !isMissing(row)));
      expectRows(target, marked);
    });

    it('are removed', () => {
      const target = filled();
      expect(fixture().create(target).reconcile([WINDOW], STILL_THERE, 'remove')).toBe(3);
      expectRows(
        target,
        ROWS.filter(row => !isMissing(row)),
      );
      expect(fixture().create(target).reconcile([WINDOW], STILL_THERE, 'remove')).toBe(0);
      expectRows(
        target,
        ROWS.filter(row => !isMissing(row)),
      );
    });

    it('are looked for in the accounts of the windows only', () => {
      const target = filled();
      const ofA = { ...WINDOW, account: { field: 'account', value: 'a' } };
      const lastDay = { ...ofA, from: '2026-01-04', to: '2026-01-04' };
      expect(fixture().create(target).reconcile([ofA], STILL_THERE, 'remove')).toBe(1);
      expect(fixture().create(target).reconcile([ofA, lastDay], STILL_THERE, 'remove')).toBe(1);
      const left = ROWS.filter(
        ({ day, account }) => account === null || (day !== '2026-01-03' && day !== '2026-01-04'),
      );
      expectRows(target, left);
    });

    it('are none where there is no table', () => {
      expect(fixture().create(makeTarget(FIELDS, KEYS)).reconcile([WINDOW], new Set(), 'remove')).toBe(0);
    });
  });

  describe('rows that have expired', () => {
    it('are deleted; rows of the day itself and rows without a date stay', () => {
      const target = filled();
      const left = ROWS.filter(({ day }) => day === null || day >= '2026-01-03');
      expect(fixture().create(target).deleteExpired('day', '2026-01-03')).toBe(4);
      expectRows(target, left);
      expect(fixture().create(target).deleteExpired('day', '2026-01-03')).toBe(0);
      expectRows(target, left);
    });

    it('are told by the UTC day of an instant', () => {
      const target = makeTarget({ id: 'string', at: 'datetime' });
      const rows = ['2026-01-02T23:59:59.999Z', '2026-01-03T00:00:00.000Z', null].map((at, n) => ({
        id: `r${n}`,
        at,
      }));
      fixture().create(target).saveData(rows);
      expect(fixture().create(target).deleteExpired('at', '2026-01-03')).toBe(1);
      expectRows(target, rows.slice(1));
    });

    it('are none in a column of texts that are no dates', () => {
      const target = makeTarget({ id: 'string', when: 'string' });
      const rows = ['', 'yesterday', '12', '2020-13-45', 'x2020-01-01', null].map((when, n) => ({
        id: `r${n}`,
        when,
      }));
      fixture().create(target).saveData(rows);
      expect(fixture().create(target).deleteExpired('when', '2026-01-01')).toBe(0);
      expectRows(target, rows);
    });

    it('are none where there is no table', () => {
      expect(fixture().create(makeTarget(FIELDS, KEYS)).deleteExpired('day', '2026-01-01')).toBe(0);
    });
  });

  describe('a preview', () => {
    it('writes nothing and makes no table', () => {
      const target = makeTarget(FIELDS, KEYS);
      const preview = fixture().create(target).previewData(ROWS, { replace: false });
      expect(preview).toMatchObject({
        added: 10,
        updated: 0,
        unchanged: 0,
        gone: 0,
        newFields: ['day', 'account', 'n'],
      });
      expectRows(target, []);
      expect(fixture().create(target).previewData(ROWS, { replace: false }).newFields).toHaveLength(3);
    });

    it('shows up to five rows of each kind, with their keys and what changes', () => {
      const target = filled();
      const next = [
        { day: '2026-01-02', account: 'a', n: 99 },
        { day: '2026-01-02', account: 'new', n: 5 },
      ];
      const preview = fixture()
        .create(target)
        .previewData(next, { replace: false, scopes: [WINDOW] });
      expect(preview).toMatchObject({ added: 1, updated: 1, unchanged: 0, gone: 3 });
      const key = { day: '2026-01-02', account: 'a' };
      expect(preview.examples.updated).toEqual([{ key, before: { ...key, n: 1 }, after: { ...key, n: 99 } }]);
      expect(preview.examples.added).toEqual([{ key: { ...key, account: 'new' }, after: next[1] }]);
      expect(preview.examples.gone.map(({ before }) => before)).toHaveLength(3);
      const many = Array.from({ length: 9 }, (_, n) => ({ day: '2026-05-01', account: `m${n}`, n }));
      expect(fixture().create(target).previewData(many, { replace: false }).examples.added).toHaveLength(5);
      expectRows(target, ROWS);
    });

    it('counts as unchanged what a save would leave', () => {
      const target = filled();
      const next = ROWS.map((row, index) => (index % 2 ? row : { ...row, n: 50 }));
      const preview = fixture().create(target).previewData(next, { replace: false });
      expect(preview).toMatchObject({ added: 0, updated: 5, unchanged: 5, gone: 0 });
      expect(fixture().create(target).saveData(next)).toMatchObject({ added: 0, updated: 5, unchanged: 5 });
    });
  });
}
