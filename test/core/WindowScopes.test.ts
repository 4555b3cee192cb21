import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WindowScope } from '../../src/Core/AbstractStorage';
import { addDays } from '../../src/Core/CivilDate';
import { dayOf, isInScopes, mergeScopes } from '../../src/Core/WindowScopes';

const scope: fc.Arbitrary<WindowScope> = fc
  .record({
    start: fc.nat({ max: 20 }),
    length: fc.nat({ max: 4 }),
    account: fc.constantFrom(undefined, 'a', 'b'),
  })
  .map(({ start, length, account }) => ({
    dateField: 'day',
    from: addDays('2026-02-20', start),
    to: addDays('2026-02-20', start + length),
    ...(account === undefined ? {} : { account: { field: 'account', value: account } }),
  }));

describe('windows', () => {
  it('cover the same days and accounts after merging, in no more windows', () => {
    fc.assert(
      fc.property(fc.array(scope, { maxLength: 8 }), scopes => {
        const merged = mergeScopes(scopes);
        expect(merged.length).toBeLessThanOrEqual(scopes.length);
        for (let offset = -2; offset < 30; offset += 1)
          for (const account of ['a', 'b', null]) {
            const row = { day: addDays('2026-02-20', offset), account };
            expect(isInScopes(row, merged)).toBe(isInScopes(row, scopes));
          }
      }),
    );
  });

  it('that touch become one; a day between keeps them apart', () => {
    const window = (from: string, to: string): WindowScope => ({ dateField: 'day', from, to });
    const [january, february] = [window('2026-01-01', '2026-01-31'), window('2026-02-01', '2026-02-28')];
    expect(mergeScopes([february, january])).toEqual([window('2026-01-01', '2026-02-28')]);
    expect(mergeScopes([january, window('2026-02-02', '2026-02-28')])).toHaveLength(2);
  });

  it('are made of days that exist', () => {
    expect(() => mergeScopes([{ dateField: 'day', from: '2026-02-30', to: '2026-03-01' }])).toThrow(
      /needs two days/,
    );
  });

  it.each([
    ['2026-01-02', '2026-01-02'],
    ['2026-01-02T23:59:59.999Z', '2026-01-02'],
    ['2026-02-30', undefined],
    ['2026-01-02 and later', undefined],
    [20260102, undefined],
    [null, undefined],
  ])('take the day of %j to be %j', (value, day) => expect(dayOf(value)).toBe(day));
});
