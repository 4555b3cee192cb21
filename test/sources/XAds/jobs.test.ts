import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { AbstractConnector } from '../../../src/Core/AbstractConnector';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { memoryRunStateStore } from '../../../src/Core/RunState';
import { MemoryDatabase } from '../../core/support/MemoryStorage';
import { loadSource } from '../harness';
import { installSimulated } from '../simulated';
import { cases } from './cases';

const DAY = { StartDate: '2026-02-23', EndDate: '2026-02-23', Fields: 'stats_by_country impressions' };

describe('reports by country of a large account', () => {
  let simulators: Simulators;
  beforeAll(async () => {
    simulators = await startSimulators(['XAds']);
  });
  beforeEach(() => simulators.reset('XAds'));
  afterAll(() => simulators.close());

  async function run(values: Record<string, unknown>, table = 'x_ads_stats_by_country') {
    installSimulated(simulators.hostsOf('XAds'));
    const source = await loadSource('XAds', { ...cases.values, ...cases.secrets, ...DAY, ...values });
    const database = new MemoryDatabase();
    const services = { storages: database.factory, state: memoryRunStateStore() };
    const report = new AbstractConnector(source, services).run();
    return { report, rows: database.rows(table) };
  }

  it('are ordered in rounds, each once, and what is remembered of them never grows too large', async () => {
    await simulators.configure('XAds', { promotedTweets: 260, concurrentJobs: 25 });
    const { report, rows } = await run({ AccountIDs: 'gq1844', StatsMaxEntityIds: 1 });
    expect(report).toMatchObject({ status: 'DONE', failures: [], warnings: [] });
    const requests = await simulators.requests('XAds');
    const ordered = requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => new URLSearchParams(body))
      .map(order => `${order.get('placement')} ${order.get('entity_ids')}`);
    expect(ordered.length).toBeGreaterThan(240);
    expect(new Set(ordered).size).toBe(ordered.length);
    expect(requests.filter(({ host }) => host === 'ton.twimg.com')).toHaveLength(ordered.length);
    expect(new Set(rows.map(row => row['id'])).size).toBeGreaterThan(80);
  });

  it('wait while other programs have as many at work as X allows', async () => {
    await simulators.fail('XAds', {
      match: 'POST',
      body: {
        text: '{"errors":[{"code":"TOO_MANY_JOBS","message":"A maximum of 100 jobs can be in processing state"}]}',
      },
      status: 400,
      times: 7,
    });
    await simulators.configure('XAds', { promotedTweets: 1 });
    const { report } = await run({ AccountIDs: 'gq1844' });
    expect(report).toMatchObject({ status: 'DONE', failures: [] });
  });

  it('that X takes no more of are read before the others are ordered', async () => {
    await simulators.configure('XAds', { promotedTweets: 12, concurrentJobs: 3 });
    const { report } = await run({ AccountIDs: 'gq1844', StatsMaxEntityIds: 1 });
    expect(report).toMatchObject({ status: 'DONE', failures: [], warnings: [] });
    const requests = await simulators.requests('XAds');
    const taken = requests.filter(({ status }) => status === 202).map(({ body }) => body);
    expect(taken.length).toBeGreaterThan(9);
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('take the place of very many requests, with the same figures', async () => {
    await simulators.configure('XAds', { promotedTweets: 120 });
    const values = { AccountIDs: 'gq1844', Fields: 'stats impressions', EndDate: '2026-03-01' };
    const atOnce = await run(values, 'x_ads_stats');
    const few = (await simulators.requests('XAds')).length;
    const inBackground = await run({ ...values, StatsMaxEntityIds: 1 }, 'x_ads_stats');
    const lines = (await simulators.requests('XAds'))
      .slice(few)
      .map(({ method, path }) => `${method} ${path}`);
    expect(lines).not.toContain('GET /12/stats/accounts/gq1844');
    expect(lines.filter(line => line.startsWith('POST')).length).toBeGreaterThan(100);
    const sorted = (rows: unknown[]) => rows.map(row => JSON.stringify(row)).sort();
    expect(sorted(inBackground.rows)).toEqual(sorted(atOnce.rows));
    expect(atOnce.rows.length).toBeGreaterThan(400);
  });

  it('let a run of short executions come to its end, although X answers few requests', async () => {
    const accounts = Array.from({ length: 4 }, (_, index) => `18ce54d4x${index}`);
    await simulators.configure('XAds', {
      promotedTweets: 60,
      accounts: Object.fromEntries(accounts.map(id => [id, 'Europe/Kyiv'])),
    });
    const clock = installSimulated(simulators.hostsOf('XAds'));
    const five = () => clock.now + 300_000;
    let end = five();
    installEnvironment(
      new Proxy(createNodeEnvironment({ hosts: simulators.hostsOf('XAds'), timeZone: 'UTC' }), {
        get(target, key) {
          if (key === 'now') return () => clock.now;
          if (key === 'remainingTime') return () => Math.max(0, end - clock.now);
          if (key === 'sleep') return (milliseconds: number) => void (clock.now += milliseconds);
          return Reflect.get(target, key) as unknown;
        },
      }),
    );
    const values = {
      AccountIDs: accounts.join(', '),
      StatsMaxEntityIds: 4,
      StartDate: '2026-02-02',
      EndDate: '2026-03-01',
      Fields: 'stats impressions',
    };
    const source = await loadSource('XAds', { ...cases.values, ...cases.secrets, ...values });
    const services = { storages: new MemoryDatabase().factory, state: memoryRunStateStore() };
    const ends: string[] = [];
    for (let execution = 0; execution < 9 && ends[ends.length - 1] !== 'DONE'; execution++) {
      ends.push(new AbstractConnector(source, services).run().status);
      clock.now += 600_000;
      end = five();
    }
    expect(ends).toEqual(['PAUSED', 'PAUSED', 'DONE']);
  });

  it('bring the same figures whatever the number of ads in one of them', async () => {
    await simulators.configure('XAds', { promotedTweets: 30 });
    const byOne = await run({ StatsMaxEntityIds: 7 });
    const byTwenty = await run({ StatsMaxEntityIds: 20 });
    const sorted = (rows: unknown[]) => rows.map(row => JSON.stringify(row)).sort();
    expect(sorted(byOne.rows)).toEqual(sorted(byTwenty.rows));
    expect(byTwenty.rows.length).toBeGreaterThan(50);
  });
});
