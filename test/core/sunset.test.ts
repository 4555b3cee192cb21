import { beforeEach, describe, expect, it } from 'vitest';
import { daysToSunset, sunsetText, warnOfSunset } from '../../src/Core/Sunset';
import { FakeEnvironment } from './support/FakeEnvironment';

const world = new FakeEnvironment();
const manifest = { title: 'Ads Inc.', apiVersion: { version: 'v25.0', sunset: '2026-05-14' } };

/** Days before the end of the version, at the very end of the day. */
function at(day: string): void {
  world.time = Date.parse(`${day}T23:59:00Z`);
}

function warnings(): string[] {
  const said: string[] = [];
  warnOfSunset({ warn: sentence => said.push(sentence) }, manifest);
  return said;
}

beforeEach(() => {
  world.install();
});

describe('the end of an API version', () => {
  it.each([
    ['2026-03-15', 60, 'ends in 60 days (2026-05-14)'],
    ['2026-05-13', 1, 'ends in 1 day (2026-05-14)'],
    ['2026-05-14', 0, 'ends today (2026-05-14)'],
    ['2026-05-15', -1, 'ended 1 day ago (2026-05-14)'],
    ['2026-05-26', -12, 'ended 12 days ago (2026-05-14)'],
  ])('on %s is told as it is', (day, days, text) => {
    at(day);
    expect([daysToSunset(manifest), sunsetText(manifest)]).toEqual([days, text]);
  });

  it('is told by every run from 60 days before, with what to do', () => {
    at('2026-03-14');
    expect(warnings()).toEqual([]);
    at('2026-03-15');
    expect(warnings()).toEqual([
      'Version v25.0 of the API of Ads Inc., which this connector uses, ends in 60 days (2026-05-14). Imports fail after that. Update Sheetbound, or ask whoever deployed it to.',
    ]);
    at('2026-05-26');
    expect(warnings()[0]).toContain('ended 12 days ago (2026-05-14). Imports may fail at any time.');
  });

  it('is nobody’s business where none is known', () => {
    const said: string[] = [];
    for (const apiVersion of [{ version: 'v1' }, { version: 'v1', sunset: 'soon' }]) {
      warnOfSunset({ warn: sentence => said.push(sentence) }, { title: 'X', apiVersion });
      expect(sunsetText({ apiVersion })).toBeUndefined();
    }
    expect([...said, sunsetText({})]).toEqual([undefined]);
  });
});
