import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { civilDay, dayNumber } from '../../environments/node/dates/Calendar';
import { formatSimpleDate } from '../../environments/node/dates/SimpleDateFormat';
import { parseSimpleDate } from '../../environments/node/dates/SimpleDateParse';
import { findZone, instantOf } from '../../environments/node/dates/Zones';

const ZONES = Intl.supportedValuesOf('timeZone').flatMap(name => findZone(name) ?? []);
const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: Date.UTC(1920, 0, 1), max: Date.UTC(2090, 0, 1) });

describe('every zone', () => {
  it('is known by its name', () => {
    expect(ZONES).toHaveLength(Intl.supportedValuesOf('timeZone').length);
  });

  it('shows the wall clock that luxon shows', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const expected = DateTime.fromMillis(instant, { zone: zone.id, locale: 'en-US' });
        expect(formatSimpleDate(instant, zone, "EEE, d MMM yyyy HH:mm:ss.SSS D 'u'u")).toBe(
          expected.toFormat("ccc, d LLL yyyy HH:mm:ss.SSS o 'u'c"),
        );
      }),
    );
  });

  it('gives back the instant of what it showed with an offset', () => {
    const pattern = 'yyyyMMddHHmmssSSSZ';
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        fc.pre(Number.isInteger(zone.offset(instant)));
        expect(parseSimpleDate(formatSimpleDate(instant, zone, pattern), zone, pattern, instant)).toBe(
          instant,
        );
      }),
    );
  });

  it('takes of each wall time an instant that shows it, unless it was skipped', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const local = instant + zone.offset(instant) * 60_000;
        const found = instantOf(local, zone);
        expect(found + zone.offset(found) * 60_000).toBe(local);
        expect(found).toBeGreaterThanOrEqual(instant);
      }),
    );
  });
});

describe('the calendar', () => {
  it('numbers days without a gap, over the change of calendars and into BC', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 3_000_000 }), number => {
        const { year, month, day } = civilDay(number);
        expect(dayNumber(year, month, day)).toBe(number);
        const next = civilDay(number + 1);
        const follows = next.day === day + 1 || next.day === 1 || (next.day === 15 && next.year === 1582);
        expect(follows).toBe(true);
      }),
    );
  });

  it.each([
    [1582, 9, 15, -141_427],
    [1582, 9, 4, -141_428],
    [1970, 0, 1, 0],
    [2000, 1, 29, 11_016],
    [1, 0, 1, -719_164],
    [2026, 14, 0, Date.UTC(2027, 1, 28) / 86_400_000],
  ])('%i-%i-%i', (year, month, day, number) => {
    expect(dayNumber(year, month, day)).toBe(number);
  });
});
