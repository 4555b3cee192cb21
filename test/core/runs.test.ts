import { beforeEach, describe, expect, it } from 'vitest';
import { AbstractConnector, type ConnectorServices } from '../../src/Core/AbstractConnector';
import { AbstractConfig } from '../../src/Core/AbstractConfig';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import { CONFIG_ATTRIBUTES } from '../../src/Constants';
import { addDays, countDays, toCivilDate } from '../../src/Core/CivilDate';
import { DestinationException, HttpRequestException } from '../../src/Core/Exceptions';
import { memoryRunStateStore, parseRunState } from '../../src/Core/RunState';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource, type Fetch, type TestSourceOptions } from './support/TestSource';

let environment: FakeEnvironment;
let database: MemoryDatabase;
let services: ConnectorServices;
/** Windows asked for, as `account from to`. */
let asked: string[];

beforeEach(() => {
  environment = new FakeEnvironment().install();
  database = new MemoryDatabase();
  services = { storages: database.factory, state: memoryRunStateStore() };
  asked = [];
});

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
const daily: Fetch = (from, to, { account }) => {
  asked.push(`${account ?? ''} ${dayOf(from)} ${dayOf(to)}`.trim());
  return Array.from({ length: countDays(dayOf(from), dayOf(to)) }, (_, index) => ({
    day: addDays(dayOf(from), index),
    id: 'x',
  }));
};
const refusing: Fetch = function (this: AbstractSource, from, to, context) {
  if (context.account === 'bad') throw new HttpRequestException('[Test] no', { statusCode: 403 });
  return daily.call(this, from, to, context);
};
const connector = (options: Partial<TestSourceOptions> = {}, more: Partial<ConnectorServices> = {}) =>
  new AbstractConnector(new TestSource({ fetch: daily, ...options }), { ...services, ...more });
const backfill = (from: string, to?: string) => ({
  request: { type: 'MANUAL_BACKFILL' as const, from, ...(to === undefined ? {} : { to }) },
});

describe('a capped run', () => {
  it('does not ask to be continued for the sake of an account that refuses', () => {
    const options = {
      fetch: refusing,
      accounts: () => ['good', 'bad'],
      values: { StartDate: '2025-12-01', MaxFetchingDays: 60 },
    };
    expect(connector(options).run().status).toBe('PAUSED');
    expect(connector(options).run().status).toBe('DONE');
    expect(services.state.load().cursors).toEqual({ 'n|good': '2026-03-14' });
  });

  it.each(['INCREMENTAL', 'MANUAL_BACKFILL'] as const)(
    'asks for fewer days at once when a window outlasts it, until all days are there: %s',
    type => {
      environment.answer = () => ({ body: {} });
      environment.latency = 1000;
      const windows: string[] = [];
      // A page a day, which takes a second; a run has the time for five.
      const paged: Fetch = function* (
        this: AbstractSource,
        from,
        to,
        { account },
      ): Generator<unknown, void, never> {
        windows.push(`${account} ${toCivilDate(from)} ${toCivilDate(to)}`);
        for (let day = toCivilDate(from); day <= toCivilDate(to); day = addDays(day, 1)) {
          yield* this.request('https://x.test');
          yield [{ day, id: account }];
        }
      };
      services.request = { type, from: '2026-03-01', to: '2026-03-14' };
      const options = { fetch: paged, accounts: () => ['a', 'b'], values: { ReimportLookbackWindow: 0 } };
      let runs = 0;
      for (let status = 'PAUSED'; status === 'PAUSED' && runs < 30; runs++) {
        environment.deadline = environment.time + 5000;
        ({ status } = connector(options).run());
      }
      const days = database.rows('test_n').map(row => `${row['id']} ${row['day']}`);
      const last = type === 'INCREMENTAL' ? 15 : 14;
      const wanted = ['a', 'b'].flatMap(account =>
        Array.from({ length: last }, (_, index) => `${account} ${addDays('2026-03-01', index)}`),
      );
      expect([...days].sort()).toEqual(wanted);
      expect(runs).toBeLessThan(15);
      expect(services.state.load()).not.toHaveProperty('windows');
      expect(windows[0]).toBe(`a 2026-03-01 2026-03-${last}`);
    },
  );

  it('gives up a window that no run has the time for, and says what to do', () => {
    environment.answer = () => ({ body: {} });
    environment.latency = 1000;
    const endless: Fetch = function* (this: AbstractSource): Generator<unknown, void, never> {
      for (;;) yield* this.request('https://x.test');
    };
    // 15 days twice, then 8, 4, 2 and 1; and five times the one.
    const statuses = Array.from({ length: 13 }, () => {
      environment.deadline = environment.time + 3000;
      return connector({ fetch: endless }).run();
    });
    expect(statuses.map(({ status }) => status)).toEqual([...new Array<string>(12).fill('PAUSED'), 'ERROR']);
    expect(statuses.at(-1)?.failures[0]?.message).toMatch(/longer than a whole run.*fewer fields/);
  });

  it('pauses a source without a generator between two of its requests', () => {
    environment.answer = () => ({ body: {} });
    environment.latency = 1000;
    environment.deadline = environment.time + 2500;
    const paging: Fetch = function (this: AbstractSource) {
      for (let page = 0; page < 100; page++) this.urlFetchWithRetry(`https://x.test/${page}`);
      return [];
    };
    expect(connector({ fetch: paging }).run().status).toBe('PAUSED');
    expect(environment.requests.length).toBeLessThan(5);
  });
});

describe('a run with failures so far', () => {
  const breaking: Fetch = function (this: AbstractSource, from, to, context) {
    if (context.account === 'bad') throw new Error('broken');
    return daily.call(this, from, to, context);
  };
  const LONG = {
    fetch: breaking,
    accounts: () => ['good', 'bad'],
    values: { StartDate: '2025-12-01', MaxFetchingDays: 60 },
  };

  it('that is capped is gone on with: the other accounts must not wait for the next schedule', () => {
    expect(connector(LONG).run()).toMatchObject({ status: 'PAUSED', failures: [{ account: 'bad' }] });
    expect(connector(LONG).run()).toMatchObject({ status: 'ERROR', failures: [{ account: 'bad' }] });
    expect(services.state.load().cursors).toEqual({ 'n|good': '2026-03-14' });
  });

  it('that runs out of time is paused, and asks for what failed again when it goes on', () => {
    let isBroken = true;
    environment.answer = () => ({ body: {} });
    environment.latency = 1000;
    const fetch: Fetch = function (this: AbstractSource, from, to, context) {
      if (isBroken && context.account === 'bad') throw new Error('broken');
      this.urlFetchWithRetry('https://x.test');
      return daily.call(this, from, to, context);
    };
    const options = { fetch, accounts: () => ['bad', 'good', 'late'] };
    environment.deadline = environment.time + 900;
    const report = connector(options).run();
    expect(report).toMatchObject({ status: 'PAUSED', failures: [{ account: 'bad' }] });
    expect(report.pauseReason).toBeTruthy();
    isBroken = false;
    environment.deadline = Infinity;
    expect(connector(options).run()).toMatchObject({ status: 'DONE', failures: [] });
    expect(services.state.load().cursors).toEqual({
      'n|bad': '2026-03-14',
      'n|good': '2026-03-14',
      'n|late': '2026-03-14',
    });
  });

  it('is not gone on with when the destination refused it', () => {
    database.refuse = () => new DestinationException('[Test] The tab is protected.');
    const values = { StartDate: '2025-12-01', MaxFetchingDays: 60 };
    expect(connector({ values }).run().status).toBe('ERROR');
  });
});

describe('accounts', () => {
  it('are needed: an import of none would look like success', () => {
    expect(() => connector({ accounts: () => [' ', ''] }).run()).toThrowError(/no account to import from/);
  });

  it('that cannot be listed are a failure in the report, or a pause', () => {
    const failing = () => {
      throw new HttpRequestException('[Test] accounts answered 500.', { statusCode: 500 });
    };
    expect(connector({ accounts: failing }).run()).toMatchObject({
      status: 'ERROR',
      failures: [{ node: 'n', statusCode: 500 }],
    });
    const slow: TestSourceOptions = {
      fetch: daily,
      accounts: () => {
        source.urlFetchWithRetry('https://x.test/accounts');
        return [];
      },
    };
    const source: TestSource = new TestSource(slow);
    environment.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    environment.deadline = environment.time + 60_000;
    expect(new AbstractConnector(source, services).run().status).toBe('PAUSED');
  });

  it('are not asked for before a changed grain is refused, nor to clean up', () => {
    let calls = 0;
    const accounts = () => [String(++calls)];
    connector({ accounts }).run();
    const finer = { uniqueKeys: ['day'] };
    expect(() => connector({ accounts, node: finer }).run()).toThrowError(/told apart by/);
    connector({ accounts, values: { CleanUpToKeepWindow: 5 } }).cleanUpExpiredData();
    expect(calls).toBe(1);
  });
});

describe('another grain', () => {
  it('goes into a new table under another name, with its whole history; the old one stays', () => {
    connector().run();
    const before = database.rows('test_n');
    const ids: string[] = [];
    const storages: ConnectorServices['storages'] = target => {
      ids.push(target.id);
      return database.factory(target);
    };
    const finer = {
      node: { uniqueKeys: ['day'] },
      values: { DestinationTableNameOverride: 'n Fresh' },
    };
    expect(connector(finer, { storages }).preview().nodes).toMatchObject([{ added: 15 }]);
    expect(connector(finer, { storages }).run().status).toBe('DONE');
    expect(database.rows('Fresh')).toHaveLength(15);
    expect(database.rows('test_n')).toEqual(before);
    expect(connector(finer, { storages }).run().nodes).toMatchObject([{ added: 0 }]);
    expect(new Set(ids)).toEqual(new Set(['Test.n~2']));
  });
});

describe('a manual backfill', () => {
  const CAP = { values: { MaxFetchingDays: 10 } };

  it('without a last day goes on over midnight where it was', () => {
    connector(CAP, backfill('2026-02-20')).run();
    environment.time += 86_400_000;
    connector(CAP, backfill('2026-02-20')).run();
    expect(asked).toEqual(['2026-02-20 2026-03-01', '2026-03-02 2026-03-11']);
  });

  it('of other settings or fields starts from its first day', () => {
    const parameters = { Group: { requiredType: 'string' as const, default: 'daily' } };
    connector({ ...CAP, parameters }, backfill('2026-01-01', '2026-01-31')).run();
    const other = { values: { ...CAP.values, Group: 'monthly' }, parameters };
    connector(other, backfill('2026-01-01', '2026-01-31')).run();
    expect(asked).toEqual(['2026-01-01 2026-01-10', '2026-01-01 2026-01-10']);
  });

  it('with fewer days in a run goes on all the same', () => {
    connector(CAP, backfill('2026-01-01', '2026-01-31')).run();
    connector({ values: { MaxFetchingDays: 5 } }, backfill('2026-01-01', '2026-01-31')).run();
    expect(asked).toEqual(['2026-01-01 2026-01-10', '2026-01-11 2026-01-15']);
  });

  it('asks again only for what failed', () => {
    let isBroken = true;
    const fetch: Fetch = function (this: AbstractSource, from, to, context) {
      if (isBroken && context.account === 'b') throw new Error('broken');
      return daily.call(this, from, to, context);
    };
    const options = { fetch, accounts: () => ['a', 'b'] };
    expect(connector(options, backfill('2026-01-01', '2026-01-05')).run().status).toBe('ERROR');
    isBroken = false;
    expect(connector(options, backfill('2026-01-01', '2026-01-05')).run().status).toBe('DONE');
    expect(asked).toEqual(['a 2026-01-01 2026-01-05', 'b 2026-01-01 2026-01-05']);
    expect(services.state.load().backfill).toBeUndefined();
  });

  it('loads its first days again when the table has vanished in between', () => {
    connector(CAP, backfill('2026-01-01', '2026-01-31')).run();
    database.refuse = () => new DestinationException('[Test] The tab is gone.', 'gone');
    connector(CAP, backfill('2026-01-01', '2026-01-31')).run();
    database.refuse = () => undefined;
    database.tables.clear();
    asked = [];
    connector(CAP, backfill('2026-01-01', '2026-01-31')).run();
    expect(asked).toEqual(['2026-01-01 2026-01-10']);
  });

  it('may change parameters that say so, and no others', () => {
    const parameters = {
      Depth: { requiredType: 'number' as const, default: 1, attributes: [CONFIG_ATTRIBUTES.MANUAL_BACKFILL] },
      Group: { requiredType: 'string' as const, label: 'Rates' },
    };
    const run = (overrides: Record<string, unknown>, more: Partial<ConnectorServices> = {}) =>
      connector({ parameters, overrides }, more).run();
    expect(
      new TestSource({ fetch: daily, parameters, overrides: { Depth: '3' } }).config['Depth'].value,
    ).toBe(3);
    expect(run({ Depth: 3 }, backfill('2026-03-01')).status).toBe('DONE');
    expect(() => run({ Group: 'x' }, backfill('2026-03-01'))).toThrowError(
      /Rates: cannot be changed for one backfill; only Start Date, End Date, Depth can/,
    );
    expect(() => run({ Depth: 3 })).toThrowError(/Depth: a value for one backfill was given/);
    expect(() => run({ Dept: 3 }, backfill('2026-03-01'))).toThrowError(
      /no such setting. Did you mean Depth/,
    );
  });
});

describe('an interrupted run', () => {
  it('starts anew when the settings of the source have changed, so that rows are of one kind', () => {
    const parameters = { Group: { requiredType: 'string' as const, default: 'daily' } };
    const asking: Fetch = function* (this: AbstractSource, from): Generator<unknown, void, never> {
      asked.push(`${String(this.config['Group'].value)} ${dayOf(from)}`);
      yield* this.request('https://x.test');
      yield [{ day: dayOf(from), id: 'x' }];
    };
    environment.answer = () => ({ body: {} });
    environment.latency = 1000;
    const options = { fetch: asking, parameters, node: { maxDaysPerRequest: 3, concurrency: 1 } };
    environment.deadline = environment.time + 1500;
    expect(connector(options).run().status).toBe('PAUSED');
    environment.deadline = Infinity;
    asked = [];
    connector({ ...options, values: { Group: 'monthly' } }).run();
    expect(asked[0]).toBe('monthly 2026-03-04');
    expect(services.state.load().active).toBeUndefined();
  });

  it('keeps its result when the lease cannot be given back', () => {
    const lease = {
      acquire: () => undefined,
      release: () => {
        throw new Error('The lock is busy.');
      },
    };
    expect(connector({}, { lease }).run().status).toBe('DONE');
  });

  it('refuses state that has lost its cursors', () => {
    expect(() => parseRunState('{"version":1}', 'The state')).toThrowError(/no cursors/);
  });
});

describe('settings', () => {
  it('that are deprecated are warned about when they are used', () => {
    const parameters = {
      Old: { description: 'Use New.', attributes: [CONFIG_ATTRIBUTES.DEPRECATED], default: 'x' },
    };
    expect(connector({ parameters }).run().warnings).toEqual([]);
    expect(connector({ parameters, values: { Old: 'y' } }).run().warnings).toEqual([
      'The setting "Old" is deprecated and will go. Use New.',
    ]);
  });

  it('of a source that declares the standard ones anew, without defaults and types, keep their meaning', () => {
    const parameters = {
      MaxFetchingDays: { requiredType: 'number' as const },
      MaxFetchRetries: { requiredType: 'number' as const },
      CreateEmptyTables: { label: 'Create' },
      StartDate: { requiredType: 'string' as const },
    };
    const options = { parameters, values: { CreateEmptyTables: 'false' }, fetch: () => [] };
    expect(connector(options).run().status).toBe('DONE');
    expect(database.tables.size).toBe(0);
    expect(() => connector({ ...options, values: { StartDate: '1 March' } }).run()).toThrowError(
      /"1 March" is not a date that exists/,
    );
  });

  it('out of all proportion are refused', () => {
    expect(() => connector({ values: { MaxFetchingDays: 1e9 } }).run()).toThrowError(
      /Max Fetching Days: must be at most 36500/,
    );
    expect(() => connector({ values: { MaxFetchingDays: 0 } }).run()).toThrowError(/1 or more, not 0/);
  });

  it("that could never work are the author's to mend", () => {
    const declare = (declaration: object) => () =>
      new AbstractConfig({}, 'Test').mergeParameters({ P: declaration as { requiredType: 'string' } });
    expect(declare({ requiredType: 'integer' })).toThrowError(/"P": there is no type "integer"/);
    expect(declare({ requiredType: 'number', default: 'many' })).toThrowError(/its default must be a number/);
    expect(declare({ oneOf: [{ value: 'a' }], default: 'b' })).toThrowError(/not one of a/);
  });

  it('that are objects keep their secrets too', () => {
    const parameters = {
      Key: { requiredType: 'object' as const, attributes: [CONFIG_ATTRIBUTES.SECRET] },
    };
    const values = { Key: { private_key: 'hidden-key-1', value: 'hidden-key-2' } };
    const fetch: Fetch = () => {
      throw new Error('no: hidden-key-1, hidden-key-2');
    };
    expect(JSON.stringify(connector({ parameters, values, fetch }).run())).not.toContain('hidden-key');
  });

  it('leave no secret in the payload of an error', () => {
    const parameters = { Token: { attributes: [CONFIG_ATTRIBUTES.SECRET] } };
    const source = new TestSource({ fetch: daily, parameters, values: { Token: 'hidden-key-1' } });
    environment.answer = () => ({ status: 400, body: { error_code: 7, sent: 'hidden-key-1' } });
    let payload: unknown;
    try {
      source.urlFetchWithRetry('https://x.test');
    } catch (error) {
      ({ payload } = error as HttpRequestException);
    }
    expect(payload).toEqual({ error_code: 7, sent: '•••' });
  });

  it('let a source read a redirect that it asked not to follow', () => {
    environment.answer = () => ({ status: 302, headers: { Location: 'https://y.test' } });
    const source = new TestSource({ fetch: daily });
    const response = source.urlFetchWithRetry('https://x.test', { followRedirects: false });
    expect(response.getHeader('location')).toBe('https://y.test');
  });
});

describe('a destination', () => {
  const KEYLESS = { uniqueKeys: [], fields: { day: { type: 'date' as const }, id: {} } };

  it('is not made for no rows where empty tables are not wanted, but is emptied all the same', () => {
    const values = { CreateEmptyTables: false };
    for (const node of [KEYLESS, { ...KEYLESS, isTimeSeries: false }]) {
      database.tables.clear();
      services = { ...services, state: memoryRunStateStore() };
      connector({ node, values, fetch: () => [] }).run();
      expect(database.tables.size).toBe(0);
      connector({ node, values, fetch: () => [{ day: '2026-03-15', id: 'x' }] }).run();
      expect(connector({ node, values, fetch: () => [] }).run().nodes).toMatchObject([{ removed: 1 }]);
      expect(database.rows('test_n')).toEqual([]);
    }
  });

  it('gets no more values at once than it takes', () => {
    database.maxValuesPerSave = 9;
    connector({ node: { maxDaysPerRequest: 1, concurrency: 1 } }).run();
    for (const { rows } of database.saves) expect(rows).toBeLessThanOrEqual(5);
  });

  it('is told nothing of a catalogue of which only a part was looked at', () => {
    const node = { ...KEYLESS, isTimeSeries: false };
    const accounts = () => ['good', 'bad'];
    connector({ node, accounts }).run();
    const preview = connector({ node, accounts, fetch: refusing }).preview();
    expect(preview.nodes).toMatchObject([{ added: 0, gone: 0 }]);
  });
});

describe('the declaration of a node', () => {
  it('names keys that exist: rows without one would overwrite each other', () => {
    const node = { uniqueKeys: ['day', 'idd'], defaultFields: ['day', 'nam'], dateField: 'id' };
    const run = () => connector({ node }).run();
    expect(run).toThrowError(/unique key "idd" is not one of its fields. Did you mean id/);
    expect(run).toThrowError(/default field "nam"/);
    expect(run).toThrowError(/date field "id" is not a field of type date/);
    expect(asked).toEqual([]);
  });
});

describe('a source that declares no fields', () => {
  it('keeps the days that were imported before when its rows have one date', () => {
    const values = { StartDate: undefined, MaxFetchingDays: 3 };
    connector({ node: null, values }).run();
    environment.time += 2 * 86_400_000;
    expect(connector({ node: null, values }).preview().nodes).toMatchObject([{ gone: 0 }]);
    connector({ node: null, values }).run();
    expect(database.rows('test').map(row => row['day'])).toEqual([
      '2026-03-13',
      '2026-03-14',
      '2026-03-15',
      '2026-03-16',
      '2026-03-17',
    ]);
  });

  it('loses nothing by a backfill of some days, nor by an answer without records', () => {
    connector({ node: null }).run();
    connector({ node: null }, backfill('2026-03-01', '2026-03-02')).run();
    expect(database.rows('test')).toHaveLength(15);
    const report = connector({ node: null, fetch: () => [] }).run();
    expect(report.nodes[0]?.warnings).toEqual(['The source sent no record; "test" was left as it was.']);
    expect(database.rows('test')).toHaveLength(15);
  });

  it('is replaced as a whole when its rows are no time series', () => {
    const rows = [
      { id: 1, created: '2020-01-01' },
      { id: 2, created: '2026-03-02' },
    ];
    connector({ node: null, fetch: () => rows }).run();
    connector({ node: null, fetch: () => rows.slice(0, 1) }).run();
    expect(database.rows('test')).toEqual(rows.slice(0, 1));
  });
});

describe('credentials that are no longer taken', () => {
  let isRefused: (account?: string, node?: string) => boolean;
  let answer: { statusCode: number; kind?: 'expired' | 'refused' };
  /** Nodes `n`, `m`, `o` and `p`. */
  const fourNodes = (accounts: string[] | undefined, values: Record<string, unknown> = {}) => {
    const source = new TestSource({
      ...(accounts ? { accounts: () => accounts } : {}),
      values: {
        StartDate: '2026-03-10',
        Fields: 'n day, n id, m day, m id, o day, o id, p day, p id',
        ...values,
      },
      *fetch(from, _to, { node, account }) {
        asked.push([node, account].join(' ').trim());
        if (account === 'slow') yield* this.wait(10_000);
        if (isRefused(account, node))
          throw new HttpRequestException(`[Test] ${account} is refused: sign in again.`, answer);
        yield [{ day: dayOf(from), id: account ?? 'x' }];
      },
    });
    const n = source.fieldsSchema?.['n'];
    if (n) source.fieldsSchema = { n, m: { ...n }, o: { ...n }, p: { ...n } };
    return new AbstractConnector(source, services);
  };
  beforeEach(() => {
    isRefused = () => true;
    answer = { statusCode: 400, kind: 'expired' };
  });

  it('end the run after two nodes, and everything is fetched when they are good again', () => {
    const report = fourNodes(['a', 'b']).run();
    expect(report.status).toBe('ERROR');
    expect(report.failures.map(({ message }) => message)).toEqual([
      '[Test] a is refused: sign in again. The same goes for b.',
      '[Test] a is refused: sign in again. The same goes for b.',
      '[Test] The credentials are no longer taken, so these were not asked for: o, p.',
    ]);
    expect(asked).toEqual(['n a', 'n b', 'm a', 'm b']);
    isRefused = () => false;
    expect(fourNodes(['a', 'b']).run().status).toBe('DONE');
    expect(Object.keys(services.state.load().cursors)).toHaveLength(8);
  });

  it('end it for a source without accounts as well', () => {
    answer = { statusCode: 401 };
    expect(fourNodes(undefined).run().status).toBe('ERROR');
    expect(asked).toEqual(['n', 'm']);
  });

  it('end a preview as well', () => {
    const preview = fourNodes(['a', 'b']).preview();
    expect(preview).toMatchObject({ isComplete: false, failures: [{ node: 'o' }] });
    expect(asked).toEqual(['n a', 'n b', 'm a', 'm b']);
  });

  it('do not ask to be continued, though more days remain', () => {
    const capped = { StartDate: '2025-12-01', MaxFetchingDays: 60 };
    expect(fourNodes(['a', 'b'], capped).run().status).toBe('ERROR');
  });

  it.each<[string, typeof isRefused, typeof answer]>([
    ['one account', account => account === 'a', { statusCode: 400, kind: 'expired' }],
    ['one node', (_, node) => node === 'n', { statusCode: 401 }],
    ['every node but the first', (_, node) => node !== 'n', { statusCode: 401 }],
    ['every node, by a right that is missing', () => true, { statusCode: 403 }],
    ['every node, as the source itself has judged', () => true, { statusCode: 401, kind: 'refused' }],
  ])('are not what it means when %s is refused', (_, refused, error) => {
    isRefused = refused;
    answer = error;
    fourNodes(['a', 'b']).run();
    expect(asked).toEqual(['n a', 'n b', 'm a', 'm b', 'o a', 'o b', 'p a', 'p b']);
  });

  describe.each(['INCREMENTAL', 'MANUAL_BACKFILL'] as const)('between two parts of an import, %s,', type => {
    const part = (): ReturnType<AbstractConnector['run']> => {
      services = {
        ...services,
        ...(type === 'MANUAL_BACKFILL' ? { request: { type, from: '2026-03-10', to: '2026-03-13' } } : {}),
      };
      return fourNodes(['a', 'slow']).run();
    };
    beforeEach(() => {
      isRefused = () => false;
      environment.deadline = environment.time + 5_000;
      expect(part().status).toBe('PAUSED');
      environment.deadline = Infinity;
      asked = [];
    });

    it('fail the rest of it, and lose none', () => {
      isRefused = () => true;
      expect(part().status).toBe('ERROR');
      isRefused = () => false;
      expect(part().status).toBe('DONE');
      for (const node of ['n', 'm', 'o', 'p']) expect(database.rows(`test_${node}`)).not.toEqual([]);
    });

    it('hold up no other account when they are those of one', () => {
      isRefused = account => account === 'slow';
      part();
      expect(asked).toEqual(['n slow', 'm a', 'm slow', 'o a', 'o slow', 'p a', 'p slow']);
    });
  });
});

it('says of accounts that hear different things what each of them hears', () => {
  const fetch: Fetch = (_from, _to, { account }) => {
    throw new HttpRequestException(`[Test] ${account}: ${account === 'c' ? 'not yours' : 'no'}.`, {
      statusCode: 403,
    });
  };
  const { failures } = connector({ fetch, accounts: () => ['a', 'b', 'c'] }).run();
  expect(failures.map(({ message }) => message)).toEqual([
    '[Test] a: no. The same goes for b.',
    '[Test] c: not yours.',
  ]);
});
