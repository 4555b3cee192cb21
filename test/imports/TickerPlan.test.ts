import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDigest, parseDigest, userOfTrigger, type DueDigest } from '../../src/Imports/DueDigest';
import { neededCadence, planTick } from '../../src/Imports/TickerPlan';
import {
  closeUsage,
  currentUsage,
  DAY,
  LONGEST_EXECUTION,
  newUsage,
  openUsage,
  roomLeft,
} from '../../src/Imports/TriggerBudget';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

function digestOf(imports: DueDigest['imports'], usage: DueDigest['usage'] = {}): DueDigest {
  return { ...emptyDigest(), imports, usage };
}

const paused = (since: number, by = 'anna') => ({ since, begun: since, by, isPaused: true });

describe('planTick', () => {
  it('does what waits longest first, and only what is this user’s', () => {
    const digest = digestOf({
      due: { owner: 'anna', dueAt: NOW - 5 * MINUTE },
      paused: { owner: 'anna', open: [paused(NOW - 20 * MINUTE)] },
      later: { owner: 'anna', dueAt: NOW + 1 },
      others: { owner: 'ben', dueAt: NOW - 90 * MINUTE, open: [paused(NOW - 90 * MINUTE, 'ben')] },
    });
    expect(planTick(digest, 'anna', NOW, 90).map(({ importId, kind }) => [importId, kind])).toEqual([
      ['paused', 'continued'],
      ['due', 'scheduled'],
    ]);
  });

  it('goes on with a paused run as part of the one that is due, but with a backfill apart', () => {
    const open = paused(NOW - 20 * MINUTE);
    expect(
      planTick(digestOf({ a: { owner: 'anna', dueAt: NOW, open: [open] } }), 'anna', NOW, 90),
    ).toHaveLength(1);
    const backfill = { from: '2026-01-01', to: '2026-01-31' };
    const both = digestOf({ a: { owner: 'anna', dueAt: NOW, open: [open, { ...open, backfill }] } });
    expect(planTick(both, 'anna', NOW, 90).map(({ kind }) => kind)).toEqual(['continued', 'scheduled']);
  });

  it('leaves a run alone that is going on, until its lease must have ended', () => {
    const open = { ...paused(NOW - 5 * MINUTE), isPaused: false };
    expect(planTick(digestOf({ a: { owner: 'anna', open: [open] } }), 'anna', NOW, 90)).toEqual([]);
    expect(
      planTick(digestOf({ a: { owner: 'anna', open: [open] } }), 'anna', NOW + 2 * MINUTE, 90),
    ).toHaveLength(1);
  });

  it('does not take a run out of the hands of an open sidebar', () => {
    const digest = digestOf({ a: { owner: 'anna', open: [paused(NOW - MINUTE)] } });
    expect(planTick(digest, 'anna', NOW, 90)).toEqual([]);
    expect(planTick(digest, 'anna', NOW + MINUTE, 90)).toHaveLength(1);
  });

  it('keeps a third of the day for runs that are due', () => {
    const digest = digestOf(
      { due: { owner: 'anna', dueAt: NOW }, paused: { owner: 'anna', open: [paused(NOW - 20 * MINUTE)] } },
      { anna: { since: NOW - 1, used: 58 * MINUTE, continued: 58 * MINUTE } },
    );
    expect(planTick(digest, 'anna', NOW, 90).map(({ kind }) => kind)).toEqual(['scheduled']);
    expect(planTick(digest, 'anna', NOW, 360).map(({ kind }) => kind)).toEqual(['continued', 'scheduled']);
    expect(planTick(digest, 'anna', NOW + DAY, 90)).toHaveLength(2);
  });
});

describe('neededCadence', () => {
  it('is ten minutes only while something cannot wait for an hour', () => {
    const due = { owner: 'anna', dueAt: NOW + 1 };
    expect(neededCadence(digestOf({}), 'anna', NOW)).toBeUndefined();
    expect(neededCadence(digestOf({ a: due }), 'anna', NOW)).toBe(60);
    expect(neededCadence(digestOf({ a: { ...due, isSubHourly: true } }), 'anna', NOW)).toBe(10);
    expect(neededCadence(digestOf({ a: { ...due, dueAt: NOW } }), 'anna', NOW)).toBe(10);
    expect(neededCadence(digestOf({ a: { owner: 'ben', open: [paused(NOW)] } }), 'anna', NOW)).toBe(10);
    expect(neededCadence(digestOf({ a: due }), 'ben', NOW)).toBeUndefined();
  });
});

describe('the trigger budget', () => {
  it('counts work that Google cut off at its longest', () => {
    const open = openUsage(newUsage(NOW), NOW, true);
    const later = currentUsage(open, NOW + LONGEST_EXECUTION + 1);
    expect(later).toEqual({ since: NOW, used: LONGEST_EXECUTION, continued: LONGEST_EXECUTION });
  });

  it('never gives paused runs more than two thirds, nor anybody more than the day has', () => {
    const steps = fc.array(fc.record({ wait: fc.nat(HOUR), work: fc.nat(300_000), isPaused: fc.boolean() }));
    fc.assert(
      fc.property(steps, list => {
        let now = NOW;
        let usage = newUsage(now);
        for (const { wait, work, isPaused } of list) {
          now += wait;
          const room = roomLeft(usage, now, 90)[isPaused ? 'continued' : 'scheduled'];
          if (room < work) continue;
          usage = openUsage(usage, now, isPaused);
          now += work;
          usage = closeUsage(usage, now);
          expect(usage.continued).toBeLessThanOrEqual(60 * MINUTE);
          expect(usage.used).toBeLessThanOrEqual(90 * MINUTE);
        }
      }),
    );
  });
});

const HOUR = 60 * MINUTE;

describe('the digest', () => {
  it('names the user of a trigger, and is not guessed at when it is damaged', () => {
    const digest: DueDigest = { ...emptyDigest(), tickers: { anna: { trigger: '7', every: 60 } } };
    expect(userOfTrigger(digest, '7')).toBe('anna');
    expect(parseDigest(JSON.stringify(digest))).toEqual(digest);
    expect(parseDigest('{"version":1')).toBeUndefined();
    expect(parseDigest('{"version":2}')).toBeUndefined();
    expect(parseDigest(undefined)).toEqual(emptyDigest());
  });
});
