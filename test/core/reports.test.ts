import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import { addDays, countDays, toCivilDate } from '../../src/Core/CivilDate';
import { failureError } from '../../src/Core/AnswerErrors';
import { isTooLarge, TooLargeException } from '../../src/Core/Exceptions';
import { isCommand, type Pages, type Steps } from '../../src/Core/FetchProtocol';
import { halvesOf, inParts, type Part } from '../../src/Core/Parts';
import type { ReportStatus } from '../../src/Core/Reports';
import { memoryRunStateStore, type RunStateStore } from '../../src/Core/RunState';
import type { SourceRecord } from '../../src/Core/Schema';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource } from './support/TestSource';

let environment: FakeEnvironment;
let database: MemoryDatabase;
let state: RunStateStore;
let submitted: number;

beforeEach(() => {
  environment = new FakeEnvironment().install();
  database = new MemoryDatabase();
  state = memoryRunStateStore();
  submitted = 0;
  environment.answer = () => ({ body: {} });
});

/** What the polls say in turn; the last one again and again. */
function reportSource(...polls: ReportStatus<SourceRecord[]>[]): TestSource {
  let polled = 0;
  return new TestSource({
    fetch: function* (this: AbstractSource): Pages {
      const rows = yield* this.report('all', {
        submit: function* (): Steps<string> {
          return `report-${++submitted}`;
        },
        *poll(id: string): Steps<ReportStatus<SourceRecord[]>> {
          expect(id).toBe(`report-${submitted}`);
          return polls[Math.min(polled++, polls.length - 1)] ?? { status: 'lost' };
        },
        delays: [30_000],
        longest: 600_000,
      });
      yield rows;
    },
  });
}

const run = (source: TestSource) =>
  new AbstractConnector(source, { storages: database.factory, state }).run();
const running = { status: 'running' } as const;
const done = { status: 'done', result: [{ day: '2026-03-02', id: '1' }] } as const;

describe('a report that takes its time', () => {
  it('is polled until it is there', () => {
    const source = reportSource(running, running, { ...done, result: [...done.result] });
    expect(run(source).status).toBe('DONE');
    expect(environment.slept).toEqual([30_000, 30_000, 30_000]);
    expect(database.rows('test_n')).toHaveLength(1);
  });

  it('is polled by the next run and not submitted again when time was short', () => {
    environment.deadline = environment.time + 70_000;
    expect(run(reportSource(running)).status).toBe('PAUSED');
    environment.deadline = Infinity;
    expect(run(reportSource({ ...done, result: [...done.result] })).status).toBe('DONE');
    expect(submitted).toBe(1);
  });

  it('is submitted anew by the next run when it failed, with the reason told', () => {
    const report = run(reportSource({ status: 'failed', message: 'Internal error.' }));
    expect(report.failures[0]?.message).toContain('Internal error. Nothing of this window was written');
    expect(run(reportSource({ ...done, result: [...done.result] })).status).toBe('DONE');
    expect(submitted).toBe(2);
  });

  it('is submitted once more when the API has lost it, and no more', () => {
    expect(run(reportSource({ status: 'lost' }, { ...done, result: [...done.result] })).status).toBe('DONE');
    expect(submitted).toBe(2);
    const report = run(reportSource({ status: 'lost' }));
    expect(report.failures[0]?.message).toContain('vanished twice');
  });

  it('is given up after its time, instead of being polled for ever', () => {
    const report = run(reportSource(running));
    expect(report.status).toBe('ERROR');
    expect(report.failures[0]?.message).toContain('not ready after 10 minutes');
    expect(environment.slept).toHaveLength(20);
  });
});

const DAY = '2026-01-01';
const KEYS = ['day', 'id'];

/** One record a day with the value of each field; refuses more than `limit` values at once, at `page` rows a page. */
function api(limit: number, asked: Part[] = []): (part: Part) => Pages {
  return function* (part): Pages {
    asked.push(part);
    const days = countDays(part.from, part.to);
    for (let index = 0; index < days; index++) {
      if ((index + 1) * part.fields.length > limit) throw new TooLargeException('[Test] Too much data.');
      const day = addDays(part.from, index);
      yield [
        Object.fromEntries(part.fields.map(field => [field, field === 'day' ? day : `${field} ${day}`])),
      ];
    }
  };
}

function recordsOf(pages: Pages): SourceRecord[] {
  const byKey = new Map<unknown, SourceRecord>();
  for (let step = pages.next(undefined); !step.done; step = pages.next(undefined))
    if (!isCommand(step.value)) for (const record of step.value) byKey.set(record['day'], record);
  return [...byKey.values()];
}

describe('a window that is too large for one answer', () => {
  it('comes whole, however small the parts must be', () => {
    const window = fc.record({
      days: fc.integer({ min: 1, max: 40 }),
      fields: fc.integer({ min: 1, max: 12 }),
      limit: fc.integer({ min: 3, max: 200 }),
    });
    fc.assert(
      fc.property(window, ({ days, fields, limit }) => {
        const part = {
          from: DAY,
          to: addDays(DAY, days - 1),
          fields: [...KEYS, ...Array.from({ length: fields }, (_, index) => `f${index}`)],
        };
        const host = { name: 'Test', state: {} };
        const small = recordsOf(inParts(host, part, KEYS, api(limit)));
        const whole = recordsOf(api(Infinity)(part));
        expect(small).toEqual(whole);
        // A continued run takes the same parts and gets the same.
        expect(recordsOf(inParts(host, part, KEYS, api(limit)))).toEqual(whole);
      }),
    );
  });

  it('is not asked for as a whole again by a continued run', () => {
    const host = { name: 'Test', state: {} };
    const part = { from: DAY, to: addDays(DAY, 3), fields: [...KEYS, 'f'] };
    recordsOf(inParts(host, part, KEYS, api(6)));
    const asked: Part[] = [];
    recordsOf(inParts(host, part, KEYS, api(6, asked)));
    expect(asked.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-01-01 2026-01-02',
      '2026-01-03 2026-01-04',
    ]);
  });

  it('brings no row twice where rows have no key', () => {
    const rows: SourceRecord[] = [];
    const pages = inParts(
      { name: 'Test', state: {} },
      { from: DAY, to: addDays(DAY, 7), fields: ['day'] },
      [],
      api(3),
    );
    for (let step = pages.next(undefined); !step.done; step = pages.next(undefined))
      if (!isCommand(step.value)) rows.push(...step.value);
    expect(rows.map(({ day }) => day)).toEqual(Array.from({ length: 8 }, (_, index) => addDays(DAY, index)));
  });

  it('may be too large for the platform as well as for the API', () => {
    const policy = { speaker: 'Test', secrets: () => [] };
    const error = (kind: 'too-large' | 'network') =>
      failureError('https://x.test/file', { kind, message: 'larger than 50 MB' }, policy);
    expect([isTooLarge(error('too-large')), isTooLarge(error('network'))]).toEqual([true, false]);
  });

  it('is an error that says what helps when nothing is left to halve', () => {
    const part = { from: DAY, to: DAY, fields: [...KEYS, 'f'] };
    const pages = inParts({ name: 'Test', state: {} }, part, KEYS, api(2));
    expect(() => recordsOf(pages)).toThrow(
      '[Test] 2026-01-01 is too large even for the smallest question: Too much data. Nothing of this window was written. Fewer breakdowns or fewer fields help.',
    );
  });

  it('is cut into halves that leave no day out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 800 }), days => {
        const [first, second] = halvesOf({ from: DAY, to: addDays(DAY, days - 1), fields: [] }, []);
        expect(first?.from).toBe(DAY);
        expect(second && addDays(first?.to ?? '', 1)).toBe(second?.from);
        expect(second?.to).toBe(addDays(DAY, days - 1));
      }),
    );
    expect(toCivilDate(new Date(`${DAY}T00:00:00Z`))).toBe(DAY);
  });
});
