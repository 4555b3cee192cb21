import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import { addDays, countDays } from '../../src/Core/CivilDate';
import { DestinationException } from '../../src/Core/Exceptions';
import { memoryRunStateStore } from '../../src/Core/RunState';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource, type Fetch } from './support/TestSource';

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/** Submits a report, waits for it, reads its pages: each step may be the last one of a run. */
const reports: Fetch = function* (
  this: AbstractSource,
  from,
  to,
  { account },
): Generator<unknown, void, never> {
  if (!this.state['id']) this.state = { id: `${account}/${dayOf(from)}/${dayOf(to)}` };
  yield* this.wait(1000);
  const [owner, first = '', last = ''] = String(this.state['id']).split('/');
  for (let index = 0; index < countDays(first, last); index++) {
    yield* this.request(`https://x.test/${owner}/${addDays(first, index)}`);
    yield [{ day: addDays(first, index), id: `${owner}` }];
  }
};

type Trouble = { kind: 'pause' | 'kill' | 'refuse'; after: number };
const trouble: fc.Arbitrary<Trouble> = fc.record({
  kind: fc.constantFrom('pause', 'kill', 'refuse'),
  after: fc.integer({ min: 1, max: 12 }),
});

/** Runs until nothing is left, disturbed by one trouble a run; the rows in their order, and the cursors. */
function runToTheEnd(troubles: readonly Trouble[], uniqueKeys: string[]) {
  const environment = new FakeEnvironment().install();
  const database = new MemoryDatabase();
  const store = memoryRunStateStore();
  let wasHalved = false;
  environment.answer = () => ({ body: {} });
  environment.latency = 1000;
  for (let run = 0; run < 200; run++) {
    const now = troubles[run];
    environment.time = Date.parse('2026-03-15T12:00:00Z');
    environment.deadline = now?.kind === 'pause' ? environment.time + now.after * 1000 : Infinity;
    let saves = 0;
    database.refuse = () =>
      now?.kind === 'refuse' && ++saves === now.after
        ? new DestinationException('[Test] The tab is protected.')
        : undefined;
    let writes = 0;
    const state = {
      load: () => store.load(),
      save: (value: ReturnType<typeof store.load>) => {
        if (now?.kind === 'kill' && ++writes > now.after) throw new Error('killed');
        wasHalved ||= value.windows !== undefined;
        store.save(value);
      },
    };
    const source = new TestSource({
      fetch: reports,
      accounts: () => ['a', 'b'],
      node: { uniqueKeys, maxDaysPerRequest: 4, fields: { day: { type: 'date' }, id: {} } },
      values: { MaxFetchingDays: 9 },
    });
    try {
      const { status } = new AbstractConnector(source, { state, storages: database.factory }).run();
      if (status === 'DONE' && !now) {
        const { cursors } = store.load();
        return { rows: database.rows('test_n'), cursors, wasHalved };
      }
    } catch (error) {
      if (!/killed|cut off/.test(String(error))) throw error;
    }
  }
  throw new Error('It never ended.');
}

describe.each([
  ['rows with keys', ['day', 'id']],
  ['windows without keys', []],
])('%s, through pauses, kills and refusals at random places', (_, uniqueKeys) => {
  it('end as if nothing had happened', () => {
    const unbroken = runToTheEnd([], uniqueKeys);
    expect(unbroken.rows).toHaveLength(30);
    const sorted = (rows: typeof unbroken.rows) => rows.map(row => JSON.stringify(row)).sort();
    fc.assert(
      fc.property(fc.array(trouble, { maxLength: 12 }), troubles => {
        const { rows, cursors, wasHalved } = runToTheEnd(troubles, uniqueKeys);
        expect(cursors).toEqual(unbroken.cursors);
        expect(sorted(rows)).toEqual(sorted(unbroken.rows));
        // Windows that outlasted two runs are fetched in other pieces.
        if (uniqueKeys.length && !wasHalved) expect(rows).toEqual(unbroken.rows);
      }),
      { numRuns: 60 },
    );
  });
});
