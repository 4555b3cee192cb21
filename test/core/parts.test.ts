import { describe, expect, it } from 'vitest';
import { TooLargeException } from '../../src/Core/Exceptions';
import { isCommand, type Pages } from '../../src/Core/FetchProtocol';
import { inParts, type Part } from '../../src/Core/Parts';

describe('a day that is too large for all of its fields', () => {
  it('is halved no further than it has to be, wherever its keys stand among the fields', () => {
    const asked: string[] = [];
    const source = { name: 'Test', state: {} };
    const fields = ['day', 'a', 'b', 'c', 'd', 'account_id'];
    const isTooLarge = ({ fields: some }: Part) => some.includes('a') && some.includes('b');
    const pages = inParts(
      source,
      { from: '2026-03-01', to: '2026-03-01', fields },
      ['day', 'account_id'],
      function* (part: Part): Pages {
        asked.push(part.fields.join());
        if (isTooLarge(part)) throw new TooLargeException('Too large');
        yield [{ day: '2026-03-01' }];
      },
    );
    for (const page of pages) expect(isCommand(page)).toBe(false);
    expect(asked).toEqual([
      'day,a,b,c,d,account_id',
      'day,a,b,account_id',
      'day,a,account_id',
      'day,b,account_id',
      'day,c,d,account_id',
    ]);
  });
});
