import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { castRecord } from '../../src/Core/Casting';
import { csvRecords } from '../../src/Core/CsvRecords';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { cleanNumber, cleanRecord, moveDecimalPoint } from '../../src/Core/Values';

beforeAll(() => installEnvironment(createNodeEnvironment()));

const money = (value: unknown) =>
  castRecord({ spend: value }, { spend: { type: 'number', scale: 6 } }, '[Test] ads')['spend'];

describe('numbers that a report prints for people', () => {
  it.each([
    ['1,234.50', '1234.50'],
    ['12,345,678', '12345678'],
    ['-1,234', '-1234'],
    ['12.25%', '12.25'],
    ['1,234.5 %', '1234.5'],
    [' 7 ', '7'],
    ['--', null],
    ['', null],
    ['N/A', null],
    // Not ours to guess: casting refuses them by name.
    ['1,5', '1,5'],
    ['12,34', '12,34'],
    ['abc', 'abc'],
  ])('%j is %j', (text, number) => {
    expect(cleanNumber(text)).toBe(number);
  });

  it('lets only numbers lose their commas', () => {
    const fields = { Clicks: { type: 'integer' }, Title: { type: 'string' } } as const;
    expect(cleanRecord({ Clicks: '1,234', Title: '1,234', Other: '--' }, fields)).toEqual({
      Clicks: '1234',
      Title: '1,234',
      Other: null,
    });
  });
});

describe('money in micros', () => {
  it.each([
    [2_500_000, 2.5],
    ['2500000', 2.5],
    ['10000000', 10],
    [1, 0.000001],
    [0, 0],
    ['-1230000', -1.23],
    ['', null],
    [null, null],
    ['123456789012345678', 123456789012.345678],
  ])('%j is %j', (micros, value) => {
    expect(money(micros)).toBe(value);
  });

  it('never shows the noise of binary fractions, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (units, cents) => {
        const micros = `${units * 100 + cents}0000`;
        expect(String(money(micros))).toBe(String(Number(`${units}.${String(cents).padStart(2, '0')}`)));
      }),
    );
  });

  it('loses no digit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 24n }),
        fc.integer({ min: 1, max: 9 }),
        (digits, scale) => {
          const [whole = '', fraction = ''] = (moveDecimalPoint(String(digits), scale) ?? '').split('.');
          expect(BigInt(whole + fraction.padEnd(scale, '0'))).toBe(digits);
        },
      ),
    );
  });

  it('is refused where it is no plain number, and not taken for units', () => {
    expect(() => money('1e6')).toThrow('which is not a plain decimal number');
    expect(() => money('2.500.000')).toThrow('which is not a plain decimal number');
    expect(() => money(true)).toThrow('which is not');
  });
});

describe('a report as CSV', () => {
  const read = (text: string, skip = 0) => csvRecords(text, { speaker: 'Test', skip });

  it('keeps commas, quotes and line ends inside of values', () => {
    expect(read('\uFEFFAd,"Title"\r\n1,"Shoes, red"\r\n2,"He said ""hi"",\nand left"\r\n')).toEqual([
      { Ad: '1', Title: 'Shoes, red' },
      { Ad: '2', Title: 'He said "hi",\nand left' },
    ]);
  });

  it('has no records without a header or without rows', () => {
    expect(read('')).toEqual([]);
    expect(read('Ad,Title\n')).toEqual([]);
    expect(read('Report of today\nAd,Title\n1,x\n', 1)).toEqual([{ Ad: '1', Title: 'x' }]);
  });

  it('is refused when it is cut off, in a row or in a value', () => {
    expect(() => read('Ad,Title\n1,x\n2')).toThrow('it may be cut off');
    expect(() => read('Ad,Title\n1,"x')).toThrow('it may be cut off');
  });
});
