import { beforeEach, describe, expect, it } from 'vitest';
import { AbstractConfig } from '../../src/Core/AbstractConfig';
import type { ConnectorServices } from '../../src/Core/AbstractConnector';
import { AbstractSource, type FetchContext } from '../../src/Core/AbstractSource';
import { addDays, countDays } from '../../src/Core/CivilDate';
import { DestinationException } from '../../src/Core/Exceptions';
import { memoryRunStateStore } from '../../src/Core/RunState';
import {
  PagedSource,
  WideConnector,
  WideSource,
  YourDataSourceConnector,
  YourDataSourceSource,
} from '../fixtures/GuideConnector';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';

let environment: FakeEnvironment;
let database: MemoryDatabase;
let services: ConnectorServices;

beforeEach(() => {
  environment = new FakeEnvironment().install();
  database = new MemoryDatabase();
  services = { storages: database.factory, state: memoryRunStateStore() };
});

const TODAY = '2026-03-15';
const WIDE = {
  AuthType: { value: 'token', items: { AccessToken: { value: 'secret-token-1' } } },
  AccountIDs: 'a,b',
};

function wide(values: Record<string, unknown> = {}, more: Partial<ConnectorServices> = {}) {
  return new WideConnector(new WideSource(new AbstractConfig({ ...WIDE, ...values }, 'Wide')), {
    ...services,
    ...more,
  });
}

/** One sale a day and account; answers what is asked for. */
function serveSales(
  fail: (account: string, from: string) => { status: number; body?: unknown } | undefined = () => undefined,
) {
  environment.answer = ({ url }) => {
    const query = Object.fromEntries(
      url
        .split('?')[1]
        ?.split('&')
        .map(pair => pair.split('=')) ?? [],
    ) as Record<string, string>;
    const { account = '', start = '', end = '' } = query;
    const failure = fail(account, start);
    if (failure) return failure;
    const days = Array.from({ length: countDays(start, end) }, (_, index) => addDays(start, index));
    return {
      body: { data: days.map(date => ({ date, id: `${account}-${date}`, amount: 0, country: 'CH' })) },
    };
  };
}

const asked = (account: string) =>
  environment.requests
    .filter(({ url }) => url.includes(`account=${account}&`))
    .map(({ url }) => url.replace(/.*start=(.*)&end=(.*)/, '$1 $2'));

describe('the connector guide', () => {
  it('runs its first example with an empty connector class', () => {
    environment.answer = () => ({ body: { data: [{ id: 7, name: 'x', paid: false, date: '2026-03-01' }] } });
    const source = new YourDataSourceSource(
      new AbstractConfig({ AccessToken: 'secret-token-1', StartDate: '2026-03-01' }, 'YourDataSource'),
    );
    const report = new YourDataSourceConnector(source, services).run();
    expect(report).toMatchObject({ status: 'DONE', failures: [] });
    expect(environment.requests.map(({ url, headers }) => [url, headers])).toEqual([
      [
        'https://api.example.com/data?start=2026-03-01&end=2026-03-15',
        { Authorization: 'Bearer secret-token-1' },
      ],
    ]);
    expect(database.rows('your_data_source')).toEqual([
      { id: 7, name: 'x', paid: false, date: '2026-03-01' },
    ]);
  });

  it('follows the pages of its paging example', () => {
    environment.answer = ({ url }) =>
      url.includes('page2')
        ? { body: { data: [{ id: 2 }] } }
        : { body: { data: [{ id: 1 }], next_page_url: 'https://api.example.com/page2' } };
    new YourDataSourceConnector(
      new PagedSource(new AbstractConfig({ AccessToken: 'secret-token-1' }, 'Paged')),
      services,
    ).run();
    expect(database.rows('paged')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('keeps false and 0 as values and takes booleans as words', () => {
    const given = (values: Record<string, unknown>) =>
      new WideSource(new AbstractConfig({ ...WIDE, ...values })).config;
    expect(given({ IncludeDrafts: false, Discount: 0 }).IncludeDrafts.value).toBe(false);
    expect(given({ IncludeDrafts: 'false' }).IncludeDrafts.value).toBe(false);
    expect(given({ Discount: 0 }).Discount.value).toBe(0);
    expect(given({}).IncludeDrafts.value).toBe(true);
  });

  it('reports every fault at once, before any request', () => {
    const run = () =>
      wide({
        AuthType: { value: 'oauth2', items: {} },
        AccountIDs: undefined,
        Discount: 'much',
        StartDate: '2026-02-30',
        EndDate: '2026-01-01',
        Fieldz: 'x',
      }).run();
    expect(run).toThrowError(/ClientId: a value is needed[^]*ClientSecret: a value is needed/);
    expect(run).toThrowError(/Accounts: a value is needed/);
    expect(run).toThrowError(/Discount: must be a number, not "much"/);
    expect(run).toThrowError(/"2026-02-30" is a date that does not exist/);
    expect(run).toThrowError(/Fieldz: there is no such setting. Did you mean Fields\?/);
    expect(environment.requests).toEqual([]);
  });
});

describe('a run', () => {
  const SALES = { Fields: 'sales id, sales amount', StartDate: '2026-03-01' };

  it('asks each account for each window within the limit of the node, first days first', () => {
    serveSales();
    const report = wide(SALES).run();
    expect(asked('a')).toEqual(['2026-03-01 2026-03-10', '2026-03-11 2026-03-15']);
    expect(asked('b')).toEqual(asked('a'));
    expect(report.nodes).toMatchObject([{ node: 'sales', added: 30, records: 30, slicesDone: 4 }]);
    expect(database.rows('wide_sales')[0]).toEqual({
      date: '2026-03-01',
      id: 'a-2026-03-01',
      amount: 0,
      account_id: 'a',
    });
    expect(services.state.load().cursors).toEqual({ 'sales|a': '2026-03-14', 'sales|b': '2026-03-14' });
  });

  it('sends the requests of several slices together', () => {
    serveSales();
    wide(SALES).run();
    expect(environment.batches).toEqual([4]);
  });

  it('starts the next run a lookback before the cursor and finds nothing new', () => {
    serveSales();
    wide(SALES).run();
    environment.requests = [];
    const report = wide(SALES).run();
    expect(asked('a')).toEqual(['2026-03-12 2026-03-15']);
    expect(report.nodes[0]).toMatchObject({ added: 0, updated: 0, unchanged: 8 });
  });

  it('stops after MaxFetchingDays new days and goes on at the next run', () => {
    serveSales();
    const values = { ...SALES, MaxFetchingDays: 8 };
    expect(wide(values).run()).toMatchObject({ status: 'PAUSED', to: '2026-03-08' });
    expect(wide(values).run()).toMatchObject({ status: 'DONE', from: '2026-03-06', to: '2026-03-15' });
    expect(database.rows('wide_sales')).toHaveLength(30);
  });

  it('bounds a backfill, goes on with it, and leaves the cursors alone', () => {
    serveSales();
    wide(SALES).run();
    const cursors = services.state.load().cursors;
    const backfill = { request: { type: 'MANUAL_BACKFILL' as const, from: '2026-01-20', to: '2026-02-25' } };
    const first = wide(SALES, backfill).run();
    const second = wide(SALES, backfill).run();
    expect([first.status, first.from, first.to]).toEqual(['PAUSED', '2026-01-20', '2026-02-19']);
    expect([second.status, second.from, second.to]).toEqual(['DONE', '2026-02-20', '2026-02-25']);
    expect(services.state.load()).toMatchObject({ cursors });
    expect(services.state.load().backfill).toBeUndefined();
  });

  it('skips an account that refuses, warns, and keeps its cursor', () => {
    serveSales(account => (account === 'a' ? { status: 403, body: { message: 'no rights' } } : undefined));
    const report = wide(SALES).run();
    expect(report.status).toBe('DONE');
    expect(report.warnings.join()).toMatch(/Account a was skipped: .*403: no rights/);
    expect(services.state.load().cursors).toEqual({ 'sales|b': '2026-03-14' });
  });

  it('is an error when every account refuses: never "0 rows, success"', () => {
    serveSales(() => ({ status: 401 }));
    expect(wide(SALES).run()).toMatchObject({
      status: 'ERROR',
      failures: [{ account: 'a', statusCode: 401, message: expect.stringMatching(/The same goes for b\.$/) }],
    });
  });

  it('keeps the contiguous prefix of an account whose second window fails, and finishes the others', () => {
    serveSales((account, from) =>
      account === 'a' && from === '2026-03-11'
        ? { status: 400, body: { error: { message: 'bad day' } } }
        : undefined,
    );
    const report = wide(SALES).run();
    expect(report).toMatchObject({
      status: 'ERROR',
      failures: [{ account: 'a', message: expect.stringContaining('bad day') as string }],
    });
    expect(services.state.load().cursors).toEqual({ 'sales|a': '2026-03-10', 'sales|b': '2026-03-14' });
  });

  it('retries what is transient with growing delays and obeys Retry-After to the millisecond', () => {
    let attempts = 0;
    serveSales(() => (++attempts <= 2 ? { status: 503 } : undefined));
    wide({ ...SALES, AccountIDs: 'a', MaxFetchingDays: 10 }).run();
    expect(environment.slept).toHaveLength(2);
    expect(environment.slept[0]).toBeGreaterThanOrEqual(2500);
    expect(environment.slept[1]).toBeGreaterThanOrEqual(5000);
    environment.answer = () =>
      environment.requests.length % 2
        ? { status: 429, headers: { 'Retry-After': '7' } }
        : { body: { data: [] } };
    environment.requests = [];
    environment.slept = [];
    wide({ ...SALES, AccountIDs: 'c', MaxFetchingDays: 10 }).run();
    expect(environment.slept).toEqual([7000]);
  });

  it('pauses when time is short and ends with the rows of an unbroken run, in the same order', () => {
    serveSales();
    wide(SALES).run();
    const unbroken = database.rows('wide_sales');
    database.tables.clear();
    services = { ...services, state: memoryRunStateStore() };
    environment.latency = 1000;
    const statuses: string[] = [];
    for (let run = 0; run < 10 && statuses.at(-1) !== 'DONE'; run++) {
      environment.deadline = environment.time + 1;
      statuses.push(wide(SALES).run().status);
    }
    expect(statuses.filter(status => status === 'PAUSED').length).toBeGreaterThan(0);
    expect(database.rows('wide_sales')).toEqual(unbroken);
  });

  it('moves no cursor when the save fails, and goes on with the same plan', () => {
    serveSales();
    database.refuse = () => new DestinationException('[Wide] The tab is protected. Nothing was written.');
    expect(wide(SALES).run()).toMatchObject({
      status: 'ERROR',
      failures: [{ message: '[Wide] The tab is protected. Nothing was written.' }],
    });
    expect(services.state.load().cursors).toEqual({});
    database.refuse = () => undefined;
    expect(wide(SALES).run().status).toBe('DONE');
    expect(database.rows('wide_sales')).toHaveLength(30);
  });

  it('refuses a changed grain before any request, and reloads on demand', () => {
    serveSales();
    wide(SALES).run();
    environment.requests = [];
    const finer = { ...SALES, Fields: 'sales id, sales amount, sales country' };
    expect(() => wide(finer).run()).toThrowError(
      /told apart by date, id, account_id, now by date, id, country, account_id/,
    );
    expect(environment.requests).toEqual([]);
    expect(wide(finer, { reload: true }).run().status).toBe('DONE');
    expect(database.rows('wide_sales')).toHaveLength(30);
  });

  it('replaces a time series without keys by window and account, and makes empty tables', () => {
    environment.answer = ({ url }) => ({
      body: { data: url.includes('account=a') ? [{ day: '2026-03-10', count: 1 }] : [] },
    });
    const values = { Fields: 'visits day, visits count', StartDate: '2026-03-01' };
    wide(values).run();
    wide(values).run();
    expect(database.rows('wide_visits')).toEqual([{ day: '2026-03-10', count: 1, account_id: 'a' }]);
    environment.answer = () => ({ body: { data: [] } });
    wide({ Fields: 'sales id', StartDate: '2026-03-01' }).run();
    expect(database.tables.has('wide_sales')).toBe(true);
    wide({
      Fields: 'sales id',
      StartDate: '2026-03-01',
      CreateEmptyTables: 'false',
      DestinationTableNameOverride: 'sales Other',
    }).run();
    expect(database.tables.has('Other')).toBe(false);
  });

  it('counts rows that the source no longer has, and removes them where asked', () => {
    serveSales();
    wide(SALES).run();
    const served = environment.answer;
    environment.answer = request => ({
      body: {
        data: (served(request).body as { data: { date: string }[] }).data.filter(
          ({ date }) => date !== TODAY,
        ),
      },
    });
    expect(wide(SALES).run().nodes[0]).toMatchObject({ gone: 2, removed: 0 });
    expect(wide({ ...SALES, GoneRows: 'remove' }).run().nodes[0]).toMatchObject({ gone: 2, removed: 2 });
    expect(database.rows('wide_sales')).toHaveLength(28);
  });

  it('previews without writing anything', () => {
    serveSales();
    const preview = wide(SALES).preview();
    expect(preview.nodes).toMatchObject([{ added: 30, destination: 'wide_sales' }]);
    expect(database.tables.size + database.saves.length).toBe(0);
    expect(services.state.load().cursors).toEqual({});
  });

  it('cleans up what is older than the days to keep', () => {
    serveSales();
    const values = { ...SALES, CleanUpToKeepWindow: 5 };
    wide(values).run();
    expect(wide(values).cleanUpExpiredData()).toEqual({ sales: 18 });
    expect(() => wide(SALES).cleanUpExpiredData()).toThrowError(/say how many days to keep/);
  });

  it('lets no secret into an error', () => {
    environment.answer = ({ headers }) => ({
      status: 400,
      body: { message: `you sent ${headers?.['Authorization']}` },
    });
    expect(JSON.stringify(wide(SALES).run())).not.toContain('secret-token-1');
  });

  it('stops a run that is cut off at the same place for ever', () => {
    serveSales();
    const { load, save } = services.state;
    const killed = () => {
      let saves = 0;
      const state = {
        load,
        // Nothing after the first write of an execution has an effect: it was killed.
        save: (value: Parameters<typeof save>[0]) => {
          if (saves++) throw new Error('killed');
          save(value);
        },
      };
      return wide(SALES, { state });
    };
    for (let start = 0; start < 5; start++) expect(() => killed().run()).toThrowError('killed');
    expect(() => killed().run()).toThrowError(/cut off 5 times at the same place/);
  });
});

describe('a source with asynchronous reports', () => {
  class ReportSource extends AbstractSource {
    constructor(config: AbstractConfig) {
      super(config.mergeParameters({}));
      this.fieldsSchema = {
        report: { uniqueKeys: ['id'], isTimeSeries: false, fields: { id: { type: 'string' } } },
      };
    }

    *fetchData(_from: Date, _to: Date, { node }: FetchContext) {
      if (!this.state['id'])
        this.state['id'] = this.parseJson(yield* this.request(`https://x.test/submit/${node}`)).id;
      for (;;) {
        yield* this.wait(30_000);
        const answer = this.parseJson(
          yield* this.request(`https://x.test/poll/${this.state['id'] as string}`),
        );
        if (answer.ready) return void (yield [{ id: 'row' }]);
      }
    }
  }

  it('polls in the next run what was submitted in this one', () => {
    let polls = 0;
    environment.answer = ({ url }) =>
      url.includes('submit') ? { body: { id: 'job-1' } } : { body: { ready: ++polls > 3 } };
    const run = () => {
      environment.deadline = environment.time + 70_000;
      return new WideConnector(new ReportSource(new AbstractConfig({}, 'Report')), services).run();
    };
    expect(run()).toMatchObject({
      status: 'PAUSED',
      pauseReason: expect.stringContaining('asked to wait 30 s') as string,
    });
    expect(run().status).toBe('DONE');
    expect(environment.requests.filter(({ url }) => url.includes('submit'))).toHaveLength(1);
    expect(services.state.load().active).toBeUndefined();
  });
});
