import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const CHILD = fileURLToPath(new URL('./days-child.ts', import.meta.url));
/** Around the days on which the clocks change in New York and in Kyiv, in both directions, and one day alone. */
const WINDOWS: [string, string][] = [
  ['2026-03-07', '2026-03-10'],
  ['2026-03-08', '2026-03-08'],
  ['2026-03-27', '2026-03-31'],
  ['2026-10-24', '2026-10-26'],
  ['2026-10-31', '2026-11-02'],
];

interface Answer {
  july: number;
  asked: { what: string; window: [string, string]; days: [string, string][] }[];
}

it.each([
  ['America/New_York', 240],
  ['Europe/Kyiv', -180],
])('asks for exactly the days of the window when the process runs in %s', async (zone, july) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', CHILD, JSON.stringify(WINDOWS)],
    { env: { ...process.env, TZ: zone } },
  );
  const answer = JSON.parse(stdout) as Answer;
  expect(answer.july).toBe(july);
  expect(answer.asked.length).toBeGreaterThanOrEqual(3 * WINDOWS.length);
  for (const { what, window, days } of answer.asked) {
    expect(days.length, what).toBeGreaterThan(0);
    for (const asked of days) expect(asked, what).toEqual(window);
  }
});
