import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLine, parseLines, type Cell } from '../../../src/Storages/Csv/CsvText';

const read = (...pieces: string[]): Cell[][] => [...parseLines(pieces)];

describe('CSV text', () => {
  const cell = fc.option(
    fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('', '"', ',', '\r\n', '\n', '\r', ' x', '""', '=1'),
    ),
  );
  const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });

  it('reads back what it wrote, null and empty apart, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.nat({ max: 40 }), { maxLength: 4 }), (lines, cuts) => {
        const text = lines.map(formatLine).join('');
        const ends = [...new Set([...cuts.filter(cut => cut < text.length), text.length])].sort(
          (a, b) => a - b,
        );
        const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
        expect(read(...pieces)).toEqual(lines);
      }),
      { numRuns: 500 },
    );
  });

  it('takes LF and CRLF, and a last line without an end', () => {
    expect(read('a,b\n1,2\r\n3,"4"')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(read('a\r', '\nb')).toEqual([['a'], ['b']]);
    expect(read('"a', '""', 'b"', ',c')).toEqual([['a"b', 'c']]);
    expect(read('')).toEqual([]);
  });

  it('names the line whose quotes do not match', () => {
    expect(() => read('a,b\n1,"2\n')).toThrow('A quote in line 2 is never closed.');
    expect(() => read('a,b\n1,"2"3\n')).toThrow('Line 2 has text after a closing quote.');
  });
});
