import { beforeEach, describe, expect, it } from 'vitest';
import { AbstractConnector, type ConnectorServices } from '../../src/Core/AbstractConnector';
import type { AccountInfo } from '../../src/Core/AccountInfo';
import type { Answered, Verdict } from '../../src/Core/AnswerErrors';
import type { Auth } from '../../src/Core/Auth/Auth';
import { toCivilDate } from '../../src/Core/CivilDate';
import type { FetchResponse } from '../../src/Core/EnvironmentAdapter';
import type { Pages, Steps } from '../../src/Core/FetchProtocol';
import { cursor, nextUrl } from '../../src/Core/Paginators';
import { memoryRunStateStore } from '../../src/Core/RunState';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource, type TestSourceOptions } from './support/TestSource';

let environment: FakeEnvironment;
let database: MemoryDatabase;

beforeEach(() => {
  environment = new FakeEnvironment().install();
  database = new MemoryDatabase();
});

/** An API that says in the body what is wrong, and when it may be asked again. */
class HardSource extends TestSource {
  signer: (Auth & { signed: number; renewed: number }) | undefined;
  budget = 0;
  infos: AccountInfo[] | undefined;

  constructor(options: Partial<TestSourceOptions> = {}) {
    super({ fetch: fetchOnce, ...options });
    this.readAccounts = undefined as never;
  }

  override createAuth = (): Auth => this.signer as Auth;

  override judge({ payload }: Answered): Verdict | undefined {
    return (payload as { fault?: Verdict } | undefined)?.fault;
  }

  override pace(response: FetchResponse): number {
    return Number(response.getHeader('x-wait') ?? 0);
  }

  withAccounts(infos: AccountInfo[]): this {
    this.readAccounts = function* (this: HardSource): Steps<AccountInfo[]> {
      yield* this.request('https://x.test/accounts');
      return infos;
    };
    return this;
  }
}

function* fetchOnce(
  this: unknown,
  _from: Date,
  _to: Date,
  { account }: { account?: string | undefined },
): Pages {
  const source = this as HardSource;
  const body = source.parseJson(yield* source.request(`https://x.test/data/${account ?? ''}`)) as {
    id: string;
  };
  yield [{ day: '2026-03-02', id: body.id }];
}

function countingAuth(token = () => 'first-token'): Auth & { signed: number; renewed: number } {
  return {
    signed: 0,
    renewed: 0,
    sign(request) {
      this.signed++;
      return { ...request, headers: { Authorization: `Bearer ${token()}`, 'X-Nonce': String(this.signed) } };
    },
    renew() {
      this.renewed++;
    },
    secrets: () => [token()],
  };
}

const run = (source: TestSource) =>
  new AbstractConnector(source, { storages: database.factory, state: memoryRunStateStore() }).run();

const answers = (...bodies: { status?: number; body?: unknown; headers?: Record<string, string> }[]) => {
  environment.answer = () => bodies[Math.min(environment.requests.length - 1, bodies.length - 1)] ?? {};
};

describe('an answer that says in its body what is wrong', () => {
  it('is waited out for as long as the API says, and repeated', () => {
    answers(
      { body: { fault: { kind: 'throttled', delay: 7_000, message: 'Throttled' } } },
      { body: { id: '1' } },
    );
    expect(run(new HardSource())).toMatchObject({ status: 'DONE', requests: 2 });
    expect(environment.slept).toEqual([7_000]);
  });

  it('is not repeated when the API will say the same again', () => {
    answers({
      body: { fault: { kind: 'permanent', message: 'Unknown field "x".', advice: 'Deselect it.' } },
    });
    const report = run(new HardSource());
    expect(report).toMatchObject({ status: 'ERROR', requests: 1 });
    expect(report.failures[0]?.message).toBe(
      '[Test] https://x.test/data/ answered with an error: Unknown field "x". Deselect it.',
    );
    expect(database.rows('test_n')).toEqual([]);
  });

  it('skips the account that it refuses, whatever the status, and goes on with the others', () => {
    environment.answer = ({ url }) =>
      url.endsWith('/a') ? { status: 400, body: { fault: { kind: 'refused' } } } : { body: { id: 'b' } };
    const report = run(new HardSource({ accounts: () => ['a', 'b'] }));
    expect(report.status).toBe('DONE');
    expect(report.warnings.join()).toContain('a');
    expect(database.rows('test_n').map(row => row['id'])).toEqual(['b']);
  });

  it('keeps the meaning of a status that says more than the status itself', () => {
    answers({ status: 403, body: { fault: { kind: 'throttled', delay: 1_000 } } }, { body: { id: '1' } });
    expect(run(new HardSource())).toMatchObject({ status: 'DONE', requests: 2 });
  });
});

describe('signed requests', () => {
  const expired = { status: 401, body: { message: 'expired' } };

  it('are signed anew for every attempt', () => {
    const source = new HardSource();
    source.signer = countingAuth();
    answers({ status: 500 }, { body: { id: '1' } });
    run(source);
    expect(environment.requests.map(({ headers }) => headers?.['X-Nonce'])).toEqual(['1', '2']);
  });

  it('get one new token when theirs has ended, which costs no attempt', () => {
    const source = new HardSource({ values: { MaxFetchRetries: 1 } });
    const auth: ReturnType<typeof countingAuth> = countingAuth(() =>
      auth.renewed ? 'second-token' : 'first-token',
    );
    source.signer = auth;
    answers(expired, { status: 500 }, { body: { id: '1' } });
    expect(run(source)).toMatchObject({ status: 'DONE', requests: 3 });
    expect(auth.renewed).toBe(1);
    expect(environment.requests[1]?.headers?.['Authorization']).toBe('Bearer second-token');
  });

  it('end with what to do when the new token is refused as well, without the token', () => {
    const source = new HardSource();
    source.signer = countingAuth();
    answers({ status: 401, body: { message: 'no first-token here' } });
    const report = run(source);
    expect(report).toMatchObject({ status: 'ERROR', requests: 2 });
    expect(report.failures[0]?.message).toMatch(/sign in again/);
    expect(JSON.stringify(report)).not.toContain('first-token');
  });

  it('leave their credentials at home where they are told to', () => {
    const source = new HardSource({
      fetch: function* (this: unknown): Pages {
        yield* (this as HardSource).request('https://cdn.test/file', { sign: false });
        yield [];
      },
    });
    source.signer = countingAuth();
    answers({ body: {} });
    run(source);
    expect(environment.requests[0]?.headers).toBeUndefined();
    expect(Object.keys(environment.requests[0] ?? {})).not.toContain('sign');
  });

  it('are not led to another host by a page', () => {
    const source = new HardSource({
      fetch: function* (this: unknown): Pages {
        const each = this as HardSource;
        yield* each.paginate(
          'https://x.test/a',
          {},
          nextUrl(body => body.next),
          () => [],
        );
      },
    });
    source.signer = countingAuth();
    answers({ body: { next: 'https://evil.test/a' } });
    expect(run(source).failures[0]?.message).toContain('Credentials are not sent there');
    expect(environment.requests).toHaveLength(1);
  });
});

describe('budgets', () => {
  const paged = function* (this: unknown): Pages {
    const source = this as HardSource;
    yield* source.paginate(
      'https://x.test/p?c=0',
      {},
      cursor('c', body => body.next),
      () => [],
    );
  };

  it('hold back the next request for as long as an answer asks', () => {
    answers({ body: { next: '1' }, headers: { 'x-wait': '4000' } }, { body: {} });
    expect(run(new HardSource({ fetch: paged })).status).toBe('DONE');
    expect(environment.slept).toEqual([4_000]);
  });

  it('keep requests of all slices apart by the interval', () => {
    const source = new HardSource({ accounts: () => ['a', 'b', 'c'] });
    source.interval = 1_000;
    environment.answer = () => ({ body: { id: '1' } });
    const times: number[] = [];
    const { answer } = environment;
    environment.answer = request => (times.push(environment.time), answer(request));
    run(source);
    const [first = 0] = times;
    expect(times.map(time => time - first)).toEqual([0, 1_000, 2_000]);
  });

  it('of one account hold back no other', () => {
    const source = new HardSource({
      accounts: () => ['a', 'b'],
      fetch: function* (this: unknown, _from, _to, { account }): Pages {
        const each = this as HardSource;
        yield* each.request(`https://x.test/${account}/1`);
        yield* each.request(`https://x.test/${account}/2`);
        yield [];
      },
    });
    source.budgetOf = url => url.split('/')[3] ?? '';
    environment.answer = ({ url }) => ({ headers: url.endsWith('/a/1') ? { 'x-wait': '4000' } : {} });
    run(source);
    expect(environment.requests.map(({ url }) => url.slice(15))).toEqual(['a/1', 'b/1', 'b/2', 'a/2']);
    expect(environment.slept).toEqual([4_000]);
  });

  it('pause the run rather than outlast it', () => {
    environment.deadline = environment.time + 60_000;
    answers({ body: { next: '1' }, headers: { 'x-wait': '900000' } }, { body: {} });
    expect(run(new HardSource({ fetch: paged })).status).toBe('PAUSED');
    expect(environment.requests).toHaveLength(1);
  });
});

describe('accounts of which the API knows more', () => {
  it('have their days cut in their own zone, by one request', () => {
    environment.time = Date.parse('2026-03-15T03:00:00Z');
    const asked: string[] = [];
    const source = new HardSource({
      accounts: () => ['a', 'b', 'c'],
      values: { StartDate: '2026-03-13' },
      fetch: function* (this: unknown, _from: Date, to: Date, { account }): Pages {
        asked.push(`${account} ${to.toISOString().slice(0, 10)}`);
        yield [];
      },
    }).withAccounts([
      { id: 'a', timeZone: 'America/Los_Angeles' },
      { id: 'b', timeZone: 'Asia/Tokyo' },
    ]);
    environment.answer = () => ({ body: {} });
    run(source);
    expect(asked).toEqual(['a 2026-03-14', 'b 2026-03-15', 'c 2026-03-15']);
    expect(environment.requests).toHaveLength(1);
  });

  it('of a zone that nobody knows here do not hold up the others', () => {
    environment.answer = () => ({ body: { id: '1' } });
    const source = new HardSource({ accounts: () => ['a', 'b'] }).withAccounts([
      { id: 'a', timeZone: 'Mars/Olympus' },
      { id: 'b', timeZone: 'Asia/Tokyo' },
    ]);
    const report = run(source);
    expect(report.status).toBe('DONE');
    expect(report.warnings).toEqual([
      'The time zone "Mars/Olympus" of a is not known here: its days are cut in that of the file, UTC.',
    ]);
    expect(database.rows('test_n')).toHaveLength(2);
  });

  it("end the run with the API's words when they cannot be read", () => {
    const source = new HardSource({ accounts: () => ['a'] }).withAccounts([]);
    environment.answer = () => ({ status: 403, body: { message: 'Not for you.' } });
    const report = run(source);
    expect(report.status).toBe('ERROR');
    expect(report.failures[0]?.message).toContain('Not for you');
  });
});

describe('accounts in zones that are two days apart', () => {
  const START = '2026-03-10';
  let asked: string[];
  let services: ConnectorServices;
  beforeEach(() => {
    // The 14th on Baker Island, the 16th on Kiritimati.
    environment.time = Date.parse('2026-03-15T10:30:00Z');
    environment.answer = () => ({ body: {} });
    asked = [];
    services = { storages: database.factory, state: memoryRunStateStore() };
  });

  const start = (EndDate: string | undefined, node: TestSourceOptions['node'] = {}) => {
    const source = new HardSource({
      accounts: () => ['baker', 'kiritimati'],
      node,
      values: { StartDate: START, ...(EndDate === undefined ? {} : { EndDate }) },
      fetch: function* (this: unknown, from: Date, to: Date, { account }): Pages {
        yield* (this as HardSource).wait(1_000);
        asked.push([account, toCivilDate(from), toCivilDate(to)].join(' '));
        yield [];
      },
    }).withAccounts([
      { id: 'baker', timeZone: 'Etc/GMT+12' },
      { id: 'kiritimati', timeZone: 'Pacific/Kiritimati' },
    ]);
    return new AbstractConnector(source, services).run();
  };
  const until = (baker: string, kiritimati: string) => [
    `baker ${START} ${baker}`,
    `kiritimati ${START} ${kiritimati}`,
  ];

  it.each(['2026-03-12', '2026-03-13'])(
    'are not asked for their zones where no zone changes what is fetched: up to %s',
    day => {
      expect(start(day)).toMatchObject({ status: 'DONE', requests: 0 });
      expect(asked).toEqual(until(day, day));
      expect(services.state.load().cursors).toEqual({ 'n|baker': day, 'n|kiritimati': day });
    },
  );

  it('are not asked for their zones where no zone changes what is fetched: a catalogue', () => {
    expect(start(undefined, { isTimeSeries: false })).toMatchObject({ status: 'DONE', requests: 0 });
    expect(asked).toEqual(until('2026-03-15', '2026-03-15'));
  });

  it.each([
    // Over on Kiritimati; on Baker Island its rows will change.
    ['2026-03-14', '2026-03-14'],
    ['2026-03-15', '2026-03-15'],
    ['2026-03-20', '2026-03-16'],
    [undefined, '2026-03-16'],
  ])('are asked for their zones, once, where the last day may not be over in one: %s', (day, last) => {
    expect(start(day)).toMatchObject({ status: 'DONE', requests: 1 });
    expect(asked).toEqual(until('2026-03-14', last));
    expect(services.state.load().cursors).toEqual({
      'n|baker': '2026-03-13',
      'n|kiritimati': last < '2026-03-15' ? last : '2026-03-15',
    });
  });

  it('are asked for their zones where nobody knows before whether rows have days', () => {
    expect(start(undefined, null)).toMatchObject({ status: 'DONE', requests: 1 });
    expect(asked).toEqual(until('2026-03-14', '2026-03-16'));
  });

  it.each([
    ['2026-03-13', 0, '2026-03-13', '2026-03-13'],
    [undefined, 1, '2026-03-14', '2026-03-16'],
  ])(
    'are asked for their zones by a backfill up to %s as well: %i times',
    (to, requests, baker, kiritimati) => {
      const request = { type: 'MANUAL_BACKFILL' as const, from: START, ...(to === undefined ? {} : { to }) };
      services = { ...services, request };
      expect(start(undefined)).toMatchObject({ status: 'DONE', requests });
      expect(asked).toEqual(until(baker, kiritimati));
    },
  );

  it.each([
    ['2026-03-13', '2026-03-13', '2026-03-13'],
    ['2026-03-20', '2026-03-14', '2026-03-16'],
  ])('keep the days of a run up to %s that goes on a month later', (day, baker, kiritimati) => {
    environment.deadline = environment.time + 500;
    expect(start(day)).toMatchObject({ status: 'PAUSED', nodes: [{ slicesTotal: 2, slicesDone: 0 }] });
    environment.deadline = Infinity;
    environment.time = Date.parse('2026-04-15T10:30:00Z');
    expect(start(day)).toMatchObject({ status: 'DONE', requests: 0 });
    expect(asked).toEqual(until(baker, kiritimati));
  });
});
