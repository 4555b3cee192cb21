import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/Core/CivilDate';
import type { Asked } from './days-child';

const CHILD = fileURLToPath(new URL('./days-child.ts', import.meta.url));
/** Windows around the days on which the clocks of the process change, in both directions, and one day alone. */
const CHANGES: Record<string, { july: number; windows: [string, string][]; instants: string[] }> = {
  'America/New_York': {
    july: 240,
    windows: [
      ['2026-03-07', '2026-03-10'],
      ['2026-03-08', '2026-03-08'],
      ['2026-10-31', '2026-11-02'],
    ],
    // Moments at which it is not the same day everywhere.
    instants: ['2026-03-08T03:30:00Z', '2026-11-01T05:30:00Z'],
  },
  'Europe/Kyiv': {
    july: -180,
    windows: [
      ['2026-03-27', '2026-03-31'],
      ['2026-10-24', '2026-10-26'],
    ],
    instants: ['2026-03-28T22:30:00Z', '2026-10-24T23:30:00Z'],
  },
};

interface Answer {
  july: number;
  asked: Asked[];
}

describe.each(Object.entries(CHANGES))('a process in %s', (zone, { july, windows, instants }) => {
  it('asks for exactly the days of the window, and up to the day that it is where the account is', async () => {
    const order = { windows, instants };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', CHILD, JSON.stringify(order)],
      { env: { ...process.env, TZ: zone }, maxBuffer: 2 ** 26 },
    );
    const answer = JSON.parse(stdout) as Answer;
    expect(answer.july).toBe(july);
    const each = windows.length + instants.length;
    expect(answer.asked.length).toBeGreaterThanOrEqual(each);
    answer.asked.forEach((asked, index) => {
      const window = windows[index % each];
      expect({ ...asked, texts: [] }, asked.texts.join('\n')).toMatchObject({ status: 'DONE' });
      if (window) expectCover(asked, window);
      else expect(lastDays(asked), asked.what).toEqual(asked.todays);
    });
  });
});

/** Ranges may come several times, for several accounts or pages; together they are the window, without an overlap. */
function expectCover({ what, days }: Asked, [from, to]: [string, string]): void {
  const ranges = [...new Set(days.map(range => range.join(' ')))].sort().map(range => range.split(' '));
  expect(ranges.length, what).toBeGreaterThan(0);
  let next = from;
  for (const [first = '', last = ''] of ranges) {
    expect(first, `${what}: ${ranges.join(', ')}`).toBe(next);
    next = addDays(last, 1);
  }
  expect(next, `${what}: ${ranges.join(', ')}`).toBe(addDays(to, 1));
}

/** Ends of what was asked for that no further range goes on from. */
function lastDays({ days }: Asked): string[] {
  const ends = new Set(days.map(([, to]) => to));
  const goesOn = new Set(days.map(([from]) => addDays(from, -1)));
  return [...ends].filter(end => !goesOn.has(end)).sort();
}
