import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ActiveLists,
  activeOf,
  batchesOf,
  eventsOf,
  rangeOf,
  servedOn,
} from '../../../src/Sources/XAds/ActiveEntities';
import { Budgets, limitEnd } from '../../../src/Sources/XAds/Budgets';
import { packIds, unpackIds } from '../../../src/Sources/XAds/JobIds';
import { statsRows } from '../../../src/Sources/XAds/StatsRows';

const API = 'https://ads-api.x.com/12';
const NOW = Date.parse('2026-03-02T09:00:00Z');
const END = NOW / 1000 + 600;
const headers = (all: Record<string, string | number>) => (name: string) =>
  all[name] === undefined ? undefined : String(all[name]);

describe('the limits that X names', () => {
  const user = { 'x-rate-limit-remaining': 0, 'x-rate-limit-reset': END };
  const account = { 'x-account-rate-limit-remaining': 0, 'x-account-rate-limit-reset': END + 60 };

  it('hold up their own endpoint, of all accounts or of the one', () => {
    const budgets = new Budgets();
    budgets.note(`${API}/stats/accounts/aaa?x=1`, headers(user), NOW);
    budgets.note(`${API}/accounts/aaa/campaigns?cursor=c`, headers(account), NOW);
    const wait = (path: string) => budgets.delay(`${API}/${path}`, NOW);
    expect(wait('stats/accounts/bbb')).toBe(600_000);
    expect(wait('stats/accounts/aaa/active_entities')).toBe(600_000);
    expect(wait('stats/jobs/accounts/aaa')).toBe(0);
    expect(wait('accounts/aaa/campaigns')).toBe(660_000);
    expect(wait('accounts/bbb/campaigns')).toBe(0);
    expect(wait('accounts/aaa/line_items')).toBe(0);
    expect(budgets.delay(`${API}/stats/accounts/bbb`, NOW + 600_000)).toBe(0);
  });

  it('hold up nothing while something is left, or without a time that can be', () => {
    const budgets = new Budgets();
    const url = `${API}/stats/accounts/aaa`;
    for (const given of [
      { ...user, 'x-rate-limit-remaining': 1 },
      { 'x-rate-limit-remaining': 0 },
      { 'x-rate-limit-remaining': 0, 'x-rate-limit-reset': 'soon' },
      { 'x-rate-limit-remaining': 0, 'x-rate-limit-reset': END + 86_400 },
    ])
      budgets.note(url, headers(given), NOW);
    expect(budgets.delay(url, NOW)).toBe(0);
  });

  it('are those that are used up; else that of the account counts more', () => {
    const left = { 'x-rate-limit-remaining': 9, 'x-rate-limit-reset': END };
    expect(limitEnd(headers({ ...left, ...account }), NOW)).toBe((END + 60) * 1000);
    expect(limitEnd(headers({ ...user, ...account, 'x-account-rate-limit-remaining': 5 }), NOW)).toBe(
      END * 1000,
    );
    expect(limitEnd(headers({ 'x-rate-limit-reset': END }), NOW)).toBe(END * 1000);
    expect(limitEnd(headers({}), NOW)).toBeUndefined();
  });
});

describe('what was active', () => {
  const entity = (entity_id: string, first: string, last: string, placements = ['ALL_ON_TWITTER']) => ({
    entity_id,
    activity_start_time: first,
    activity_end_time: last,
    placements,
  });
  const days = { from: '2026-02-10', to: '2026-02-11' };

  it('on a day is asked for in every zone of the earth', () => {
    const list = [
      entity('before', '2026-02-08T00:00:00Z', '2026-02-09T09:59:59Z'),
      entity('Kiritimati', '2026-02-09T10:00:00Z', '2026-02-09T10:00:00Z'),
      entity('Samoa', '2026-02-12T10:59:59Z', '2026-02-12T10:59:59Z'),
      entity('after', '2026-02-12T14:00:00Z', '2026-02-13T00:00:00Z'),
      entity('unknown', 'undefined', 'undefined'),
      entity('both', '2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', ['ALL_ON_TWITTER', 'TREND']),
    ];
    const served = servedOn(days, list);
    expect([...(served.get('ALL_ON_TWITTER') ?? [])]).toEqual(['Kiritimati', 'Samoa', 'unknown', 'both']);
    expect([...(served.get('TREND') ?? [])]).toEqual(['both']);
  });

  it('comes in batches of one placement, each ad once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ id: fc.string({ minLength: 1 }), placements: fc.array(fc.constantFrom('A', 'B')) }),
        ),
        fc.integer({ min: 1, max: 20 }),
        (ads, size) => {
          const list = ads.map(({ id, placements }) =>
            entity(id, '2026-02-10T12:00:00Z', '2026-02-10T12:00:00Z', placements),
          );
          const batches = batchesOf(servedOn(days, list), size);
          const pairs = batches.flatMap(({ placement, ids }) => ids.map(id => `${placement} ${id}`));
          const wanted = new Set(
            ads.flatMap(({ id, placements }) => placements.map(each => `${each} ${id}`)),
          );
          expect(new Set(pairs)).toEqual(wanted);
          expect(pairs).toHaveLength(wanted.size);
          for (const { ids } of batches) expect(ids.length).toBeLessThanOrEqual(size);
        },
      ),
    );
  });

  it('is looked for until tomorrow, and never further than X allows', () => {
    expect(eventsOf(days, NOW)).toEqual({ start_time: '2026-02-10', end_time: '2026-03-03' });
    expect(eventsOf({ from: '2026-03-02', to: '2026-03-02' }, NOW).end_time).toBe('2026-03-03');
    expect(eventsOf({ from: '2025-06-01', to: '2025-06-07' }, NOW).end_time).toBe('2025-08-29');
    expect(rangeOf({ from: '2026-02-28', to: '2026-02-28' })).toEqual({
      start_time: '2026-02-28',
      end_time: '2026-03-01',
    });
  });

  it('is known for the windows that a list covers, and for no other', () => {
    const lists = new ActiveLists();
    const body = { data: [entity('a', '2026-02-10T12:00:00Z', '2026-02-10T12:00:00Z')] };
    lists.set('x', { start_time: '2026-02-10', end_time: '2026-02-20' }, activeOf('XAds', body));
    const get = (from: string, to: string, now = Date.parse('2026-02-19T09:00:00Z')) =>
      lists.get('x', { from, to }, now);
    expect(get('2026-02-10', '2026-02-19')?.size).toBe(1);
    expect(get('2026-02-12', '2026-02-19')?.size).toBe(0);
    expect(get('2026-02-10', '2026-02-20')).toBeUndefined();
    expect(get('2026-02-09', '2026-02-10')).toBeUndefined();
    expect(lists.get('y', days, NOW)).toBeUndefined();
    // Months later a list that ended then lacks what was booked in the two weeks after these days.
    expect(get('2026-02-10', '2026-02-19', Date.parse('2026-06-01T00:00:00Z'))).toBeUndefined();
    lists.set('x', { start_time: '2026-02-10', end_time: '2026-03-06' }, activeOf('XAds', body));
    expect(get('2026-02-10', '2026-02-19', Date.parse('2026-06-01T00:00:00Z'))?.size).toBe(1);
    expect(get('2026-02-10', '2026-02-20', Date.parse('2026-06-01T00:00:00Z'))).toBeUndefined();
  });

  it('of the longest windows is covered by the list that is asked for them', () => {
    for (const now of [NOW, Date.parse('2026-02-10T23:00:00Z'), Date.parse('2027-01-01T00:00:00Z')])
      for (const to of ['2026-02-10', '2026-02-16', '2026-03-26']) {
        const lists = new ActiveLists();
        lists.set('x', eventsOf({ from: '2026-02-10', to }, now), []);
        expect(lists.get('x', { from: '2026-02-10', to }, now)).toBeDefined();
      }
  });
});

it('ids of jobs come back as they were, digit by digit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), { minLength: 1, maxLength: 25 }),
      ids => {
        const texts = ids.map(String);
        expect(unpackIds(packIds(texts))).toEqual(texts);
        expect(packIds(texts).length).toBeLessThanOrEqual(texts.length * 14);
      },
    ),
  );
});

describe('rows of statistics', () => {
  const days = { from: '2026-03-07', to: '2026-03-09' };
  const body = (metrics: unknown, segment: unknown = null) => ({
    data: [{ id: 'a', id_data: [{ segment, metrics }] }],
  });

  it('stand for the days in their order, over a clock change as well', () => {
    const rows = statsRows('XAds', body({ likes: [1, 0, 3], clicks: null }), 'TREND', days, false);
    expect(rows).toEqual([
      { id: 'a', placement: 'TREND', date: '2026-03-07', likes: 1 },
      { id: 'a', placement: 'TREND', date: '2026-03-08', likes: 0 },
      { id: 'a', placement: 'TREND', date: '2026-03-09', likes: 3 },
    ]);
  });

  it('without a country do not lose what was spent', () => {
    const [row] = statsRows('XAds', body({ likes: [1, null, null] }), 'TREND', days, true);
    expect(row).toEqual({ id: 'a', placement: 'TREND', date: '2026-03-07', country: 'UNKNOWN', likes: 1 });
  });

  it('are none where X has no figures', () => {
    expect(
      statsRows('XAds', body({ likes: null, clicks: [null, null, null] }), 'TREND', days, false),
    ).toEqual([]);
    expect(statsRows('XAds', { data: [{ id: 'a', id_data: [] }] }, 'TREND', days, true)).toEqual([]);
  });

  it.each([
    [{}, 'is not a list'],
    [{ data: [{ id_data: [] }] }, 'without identifier or figures'],
    [{ data: [{ id: 'a', id_data: [{ segment: null }] }] }, 'no metrics for a'],
    [body({ likes: [1, 2, 3, 4] }), '4 values of likes for 3 days'],
  ])('are refused of %j', (answer, text) => {
    expect(() => statsRows('XAds', answer, 'TREND', days, false)).toThrow(text);
  });
});
