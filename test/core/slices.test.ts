import { beforeEach, describe, expect, it } from 'vitest';
import { AbstractConnector, type ConnectorServices } from '../../src/Core/AbstractConnector';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import { memoryRunStateStore } from '../../src/Core/RunState';
import type { NodeDefinition } from '../../src/Core/Schema';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource, type Fetch } from './support/TestSource';

let environment: FakeEnvironment;
let database: MemoryDatabase;
let services: ConnectorServices;

beforeEach(() => {
  environment = new FakeEnvironment().install();
  database = new MemoryDatabase();
  services = { storages: database.factory, state: memoryRunStateStore() };
});

const run = (fetch: Fetch, node: Partial<NodeDefinition> = {}, accounts?: string[]) =>
  new AbstractConnector(
    new TestSource({ fetch, node, ...(accounts ? { accounts: () => accounts } : {}) }),
    services,
  ).run();

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

describe('what a source remembers', () => {
  it('is kept apart for each window, so that no window gets the report of another', () => {
    environment.answer = ({ url }) => {
      const day = url.split('/').at(-1);
      return { body: url.includes('submit') ? { id: `job-${day}` } : { day: day?.slice(4) } };
    };
    const fetch = function* (this: AbstractSource, from: Date): Generator<unknown, void, never> {
      if (!this.state['id'])
        this.state['id'] = this.parseJson(yield* this.request(`https://x.test/submit/${dayOf(from)}`)).id;
      yield* this.wait(30_000);
      const report = this.parseJson(
        yield* this.request(`https://x.test/poll/${String(this.state['id'])}`),
      ) as { day: string };
      yield [{ day: report.day, id: dayOf(from) }];
    };
    environment.deadline = environment.time + 20_000;
    expect(run(fetch, { maxDaysPerRequest: 5 }).status).toBe('PAUSED');
    environment.deadline = Infinity;
    expect(run(fetch, { maxDaysPerRequest: 5 }).status).toBe('DONE');
    expect(database.rows('test_n').map(row => [row['day'], row['id']])).toEqual([
      ['2026-03-01', '2026-03-01'],
      ['2026-03-06', '2026-03-06'],
      ['2026-03-11', '2026-03-11'],
    ]);
    expect(environment.requests.filter(({ url }) => url.includes('submit'))).toHaveLength(3);
  });

  it('survives being replaced by another object, and a pause without a wait', () => {
    let submitted = 0;
    const fetch = function* (this: AbstractSource): Generator<unknown, void, never> {
      if (!this.state['id']) {
        submitted++;
        this.state = { id: this.parseJson(yield* this.request('https://x.test/submit')).id as string };
        environment.deadline = environment.time;
      }
      yield* this.request('https://x.test/poll');
    };
    environment.answer = () => ({ body: { id: 'job' } });
    expect(run(fetch).status).toBe('PAUSED');
    environment.deadline = Infinity;
    expect(run(fetch).status).toBe('DONE');
    expect(submitted).toBe(1);
  });
});

describe('records', () => {
  const wrong: [string, unknown][] = [
    ['a list of texts', ['abc']],
    ['a list with a hole', [null]],
    ['a list of lists', [[1]]],
    ['nothing', undefined],
    ['an object', { day: '2026-03-01', id: 'x' }],
  ];
  it.each(wrong)('refuses %s instead of writing rows of blanks', (_, value) => {
    const report = run(() => value);
    expect(report.status).toBe('ERROR');
    expect(report.failures[0]?.message).toMatch(/^\[Test\] n, 2026-03-01 to 2026-03-15: fetchData gave back/);
    expect(database.rows('test_n')).toEqual([]);
  });

  it.each([
    ['a single record', { day: '2026-03-01' }],
    ['a text', 'abc'],
    ['an unknown command', { command: 'sleep' }],
  ])('refuses a generator that yields %s', (_, value) => {
    const report = run(function* () {
      yield value;
    });
    expect(report).toMatchObject({ status: 'ERROR', failures: [{ node: 'n' }] });
  });

  it('says who speaks and what happens next when a connector has a mistake', () => {
    const { failures } = run(() => (undefined as unknown as { items: [] }).items);
    expect(failures[0]?.message).toMatch(/^\[Test\] n, .*Cannot read.*fetched again by the next run/);
  });

  it('takes the account that was asked for, whatever an undeclared field of that name holds', () => {
    run(() => [{ day: '2026-03-01', id: 'x', account_id: 'other' }], {}, ['a']);
    expect(database.rows('test_n')).toEqual([{ day: '2026-03-01', id: 'x', account_id: 'a' }]);
  });

  it('refuses rows under another account where windows are replaced: they would double at each run', () => {
    const node = {
      uniqueKeys: [],
      fields: { day: { type: 'date' as const }, account_id: { type: 'string' as const } },
    };
    const fetch: Fetch = (_from, _to, { account }) => [
      { day: '2026-03-01', account_id: account === 'a' ? 'act_a' : account },
    ];
    const report = run(fetch, node, ['a', 'b']);
    expect(report.failures).toMatchObject([
      { account: 'a', message: expect.stringContaining('account_id holds "act_a"') as string },
    ]);
    expect(database.rows('test_n')).toEqual([{ day: '2026-03-01', account_id: 'b' }]);
  });
});

describe('memory and time', () => {
  it('starts no further windows while rows wait behind a slow first one, and sleeps meanwhile', () => {
    const fields = Object.fromEntries(
      ['day', 'id', ...Array.from({ length: 198 }, (_, index) => `f${index}`)].map(field => [field, {}]),
    );
    let started = 0;
    let startedEarly = 0;
    const fetch = function* (this: AbstractSource, from: Date): Generator<unknown, void, never> {
      started++;
      if (dayOf(from) === '2026-03-01') {
        yield* this.wait(30_000);
        startedEarly = started;
      }
      for (let page = 0; page < 2; page++)
        yield Array.from({ length: 1000 }, (_, index) => ({ day: dayOf(from), id: `${page}-${index}` }));
    };
    const node = { maxDaysPerRequest: 2, concurrency: 2, fields, isTimeSeries: true };
    expect(run(fetch, node).status).toBe('DONE');
    expect(startedEarly).toBeLessThanOrEqual(3);
    expect(environment.slept).toEqual([30_000]);
    expect(database.rows('test_n')).toHaveLength(8 * 2 * 1000);
  });

  it('goes on with a concurrency or a longest range of 0', () => {
    const fetch: Fetch = from => [{ day: dayOf(from), id: 'x' }];
    expect(run(fetch, { concurrency: 0, maxDaysPerRequest: 0 }).status).toBe('DONE');
    expect(database.rows('test_n')).toHaveLength(15);
  });

  it('keeps the reason of a pause when a generator fails while it cleans up', () => {
    environment.answer = () => {
      environment.deadline = environment.time;
      return { status: 503 };
    };
    const report = run(function* (this: AbstractSource): Generator<unknown, void, never> {
      try {
        yield* this.request('https://x.test');
      } finally {
        void (undefined as unknown as { x: { y: 1 } }).x.y;
      }
    });
    expect(report).toMatchObject({ status: 'PAUSED', failures: [] });
  });
});

describe('what a source warns of', () => {
  const fetch: Fetch = function (this: AbstractSource, from) {
    this.warn('Reach is blank before March: the API does not keep it.');
    return [{ day: dayOf(from), id: 'x' }];
  };

  it('stands in the report of the run, once, and not in that of the next', () => {
    const source = new TestSource({ fetch, node: { maxDaysPerRequest: 3 } });
    const report = new AbstractConnector(source, services).run();
    expect(report).toMatchObject({ status: 'DONE', warnings: [expect.stringMatching(/^Reach is blank/)] });
    expect(source.takeWarnings()).toEqual([]);
  });

  it('stands in a preview', () => {
    const preview = new AbstractConnector(new TestSource({ fetch }), services).preview();
    expect(preview.warnings).toEqual([expect.stringMatching(/^Reach is blank/)]);
  });

  it('shows no secret', () => {
    const parameters = { Token: { requiredType: 'string', attributes: ['SECRET'] } } as const;
    const source = new TestSource({ fetch, parameters, values: { Token: 'top-secret-1' } });
    source.warn('https://x.test/?a=top-secret-1 is odd.');
    expect(source.takeWarnings().join()).not.toContain('top-secret-1');
  });
});
