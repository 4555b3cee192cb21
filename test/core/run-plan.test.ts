import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, countDays, isCivilDate, isOverEverywhere, toCivilDate } from '../../src/Core/CivilDate';
import { cursorKey, planRun, type Cursors, type PlanInput, type Slice } from '../../src/Core/RunPlan';

const day = fc.integer({ min: 0, max: 700 }).map(offset => addDays('2025-01-01', offset));
const input = fc.record({
  start: fc.option(day, { nil: undefined }),
  end: fc.option(day, { nil: undefined }),
  today: day,
  cursor: fc.option(day, { nil: undefined }),
  maxFetchingDays: fc.integer({ min: 1, max: 60 }),
  lookback: fc.integer({ min: 0, max: 20 }),
  maxDaysPerRequest: fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined }),
  futureDays: fc.constantFrom(0, 0, 30),
  accounts: fc.constantFrom([], ['a'], ['a', 'b', 'c']),
});

type Input = typeof input extends fc.Arbitrary<infer T> ? T : never;

function plan(values: Input, cursors: Cursors, type: PlanInput['type'] = 'INCREMENTAL') {
  return planRun({
    nodes: [{ id: 'n', isTimeSeries: true, perAccount: values.accounts.length > 0, ...values }],
    accounts: values.accounts,
    today: () => values.today,
    startDate: values.start,
    endDate: values.end,
    maxFetchingDays: values.maxFetchingDays,
    lookback: values.lookback,
    cursors,
    type,
  });
}

const of = (slices: readonly Slice[], account: string | undefined) =>
  slices.filter(slice => slice.account === account);

describe('the plan of a run', () => {
  it('covers a range without gap or overlap, in order, within the limit of one request', () => {
    fc.assert(
      fc.property(input, values => {
        for (const account of values.accounts.length ? values.accounts : [undefined]) {
          const slices = of(plan(values, {}).slices, account);
          slices.forEach((slice, index) => {
            expect(slice.index).toBe(index);
            expect(countDays(slice.from, slice.to)).toBeGreaterThanOrEqual(1);
            expect(countDays(slice.from, slice.to)).toBeLessThanOrEqual(values.maxDaysPerRequest ?? Infinity);
            if (index) expect(slice.from).toBe(addDays(slices[index - 1]?.to ?? '', 1));
          });
        }
      }),
    );
  });

  it('is the same in every time zone, once its last day is over in all of them', () => {
    const instant = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2026-12-31') });
    const zone = fc.constantFrom(
      'Etc/GMT+12',
      'Pacific/Pago_Pago',
      'UTC',
      'Asia/Tokyo',
      'Pacific/Kiritimati',
    );
    const type = fc.constantFrom<PlanInput['type']>('INCREMENTAL', 'MANUAL_BACKFILL');
    fc.assert(
      fc.property(
        input,
        instant,
        zone,
        type,
        fc.integer({ min: 0, max: 9 }),
        (values, at, place, kind, ago) => {
          const now = new Date(at);
          const end = addDays(toCivilDate(now), -ago);
          fc.pre(isOverEverywhere(end, now));
          const today = new Intl.DateTimeFormat('en-CA', { timeZone: place }).format(now);
          const cursors: Cursors = values.cursor ? { n: values.cursor, 'n|a': values.cursor } : {};
          const there = plan({ ...values, end, today }, cursors, kind);
          expect(there).toEqual(plan({ ...values, end, today: toCivilDate(now) }, cursors, kind));
        },
      ),
    );
  });

  it('never moves a cursor back, past yesterday, or past what its slices cover', () => {
    fc.assert(
      fc.property(input, values => {
        const cursors: Cursors = values.cursor ? { n: values.cursor } : {};
        const { slices } = plan({ ...values, accounts: [] }, cursors);
        for (const { cursor, to } of slices) {
          if (cursor === undefined) continue;
          expect(cursor < values.today && cursor <= to).toBe(true);
          if (values.cursor) expect(cursor > values.cursor).toBe(true);
        }
      }),
    );
  });

  it('bounds the new days of a run, and reaches the end by consecutive runs', () => {
    fc.assert(
      fc.property(input, values => {
        fc.pre(values.start !== undefined && values.start < values.today);
        const cursors: Cursors = {};
        const seen = new Set<string>();
        for (let run = 0; run < 800; run++) {
          const { slices, isCapped } = plan({ ...values, accounts: [], futureDays: 0 }, { ...cursors });
          const days = slices.flatMap(({ from, to }) =>
            Array.from({ length: countDays(from, to) }, (_, index) => addDays(from, index)),
          );
          const fresh = days.filter(each => !seen.has(each));
          expect(fresh.length).toBeLessThanOrEqual(values.maxFetchingDays + 1);
          fresh.forEach(each => seen.add(each));
          for (const slice of slices) if (slice.cursor) cursors[cursorKey('n', undefined)] = slice.cursor;
          if (!isCapped) break;
        }
        const last = values.end && values.end < values.today ? values.end : values.today;
        const expected = values.start && values.start <= last ? countDays(values.start, last) : 0;
        expect(seen.size).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('asks for all the days ahead, however short a run may be', () => {
    const values = {
      nodes: [{ id: 'n', isTimeSeries: true, perAccount: false, futureDays: 300 }],
      accounts: [],
      today: () => '2026-03-15',
      maxFetchingDays: 31,
      lookback: 2,
      cursors: { n: '2026-03-10' },
      type: 'INCREMENTAL' as const,
    };
    expect(planRun(values)).toEqual({
      slices: [
        expect.objectContaining({ from: '2026-03-08', to: addDays('2026-03-15', 300), cursor: '2026-03-14' }),
      ],
      isCapped: false,
      capped: [],
    });
  });

  it('asks for each day once across a change of clocks, in any zone of the process', () => {
    const values = {
      nodes: [{ id: 'n', isTimeSeries: true, perAccount: false, maxDaysPerRequest: 1 }],
      accounts: [],
      today: () => '2026-03-31',
      startDate: '2026-03-27',
      maxFetchingDays: 31,
      lookback: 2,
      cursors: {},
      type: 'INCREMENTAL' as const,
    };
    expect(planRun(values).slices.map(slice => slice.from)).toEqual([
      '2026-03-27',
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
      '2026-03-31',
    ]);
  });

  it('puts catalogues first and lets no account run ahead', () => {
    const nodes = [
      { id: 'series', isTimeSeries: true, perAccount: true, maxDaysPerRequest: 1 },
      { id: 'catalogue', isTimeSeries: false, perAccount: true },
    ];
    const { slices } = planRun({
      nodes,
      accounts: ['a', 'b'],
      today: () => '2026-03-02',
      startDate: '2026-03-01',
      maxFetchingDays: 31,
      lookback: 0,
      cursors: {},
      type: 'INCREMENTAL',
    });
    expect(slices.map(({ node, account, from }) => `${node} ${account} ${from}`)).toEqual([
      'catalogue a 2026-03-01',
      'catalogue b 2026-03-01',
      'series a 2026-03-01',
      'series b 2026-03-01',
      'series a 2026-03-02',
      'series b 2026-03-02',
    ]);
  });
});

describe('civil dates', () => {
  it('knows which days exist', () => {
    expect(['2026-02-28', '2024-02-29', '2026-12-31'].every(isCivilDate)).toBe(true);
    expect(
      ['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', ''].some(isCivilDate),
    ).toBe(false);
  });

  it('adds days as the calendar does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (from, days) => {
        const to = addDays(from, days);
        expect(countDays(from, to)).toBe(days + 1);
        expect(toCivilDate(new Date(`${to}T23:59:59Z`))).toBe(to);
      }),
    );
  });
});
