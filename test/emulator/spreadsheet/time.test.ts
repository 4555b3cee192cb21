import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOfSerial, serialOfInstant } from '../../../environments/emulator/google/spreadsheet/TimeZone';
import { newFile } from './PlainHost';

const ZONES = [
  'Etc/UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/Zurich',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Pacific/Apia',
  'Australia/Lord_Howe',
];

/** Midnights that were skipped: the clocks went forward at 00:00. */
const MISSING: [zone: string, day: string, serial: number, first: string][] = [
  ['America/Sao_Paulo', '2018-11-04', 43408, '2018-11-04T03:00:00.000Z'],
  ['Asia/Beirut', '2026-03-29', 46110, '2026-03-28T22:00:00.000Z'],
  ['Africa/Cairo', '2026-04-24', 46136, '2026-04-23T22:00:00.000Z'],
];

describe('a date in a cell', () => {
  it('gives back the instant that was written, in every zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2060, 0, 1) }),
        fc.constantFrom(...ZONES),
        (instant, zone) => {
          const back = instantOfSerial(serialOfInstant(instant, zone), zone);
          // An hour that the clocks run through twice reads as the first of the two.
          if (back !== instant) expect(serialOfInstant(back, zone)).toBe(serialOfInstant(instant, zone));
          expect(back).toBeLessThanOrEqual(instant);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps its day when it is written as a whole serial number, in every zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 18_264, max: 58_000 }), fc.constantFrom(...ZONES), (serial, zone) => {
        fc.pre(!(zone === 'Pacific/Apia' && serial === 40_907)); // 2011-12-30 did not exist there.
        expect(Math.floor(serialOfInstant(instantOfSerial(serial, zone), zone))).toBe(serial);
      }),
      { numRuns: 500 },
    );
  });

  it.each(MISSING)('reads as the first moment of the day in %s on %s', (zone, _, serial, first) => {
    const { sheet } = newFile({ timeZone: zone });
    sheet.getRange('A1').setNumberFormat('yyyy-mm-dd').setValue(serial);
    const read = sheet.getRange('A1').getValue() as Date;
    expect(read.toISOString()).toBe(first);
    expect(sheet.getRange('A1').getDisplayValue()).toBe(MISSING.find(([name]) => name === zone)?.[1]);
  });

  it('moves with the time zone of the file, while its serial stays', () => {
    const { sheet, user } = newFile({ timeZone: 'Etc/UTC' });
    sheet.getRange('A1').setNumberFormat('yyyy-mm-dd').setValue(46083);
    expect(sheet.getRange('A1').getValue()).toEqual(new Date('2026-03-02T00:00:00Z'));
    user.setTimeZone('Asia/Tokyo');
    expect(sheet.getRange('A1').getValue()).toEqual(new Date('2026-03-01T15:00:00Z'));
    expect(sheet.getRange('A1').getDisplayValue()).toBe('2026-03-02');
  });

  it('takes the year of a date typed without one from the clock of the file', () => {
    const { model, sheet } = newFile({ timeZone: 'Asia/Tokyo' });
    model.clock = () => Date.UTC(2026, 11, 31, 20);
    sheet.getRange('A1').setValue('1/2');
    expect(sheet.getRange('A1').getDisplayValue()).toBe('1/2');
    expect(sheet.getRange('A1').setNumberFormat('yyyy').getDisplayValue()).toBe('2027');
  });
});
