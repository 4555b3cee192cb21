import { expect } from 'vitest';
import type { LoggedRequest } from '../../../environments/emulator/apis/Simulators';
import type { Expected, RequestMatch } from './Checklist';
import type { Outcome } from './Runtime';

/** A request as one line, decoded, so that a test can match what it wrote. */
export function lineOf({ method, host, path, query }: LoggedRequest): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `${method} ${host}${decodeURI(path)}${pairs.length ? `?${pairs.join('&')}` : ''}`;
}

function fits(request: LoggedRequest, match: RequestMatch): boolean {
  if (typeof match === 'function') return match(request);
  if (typeof match === 'string') return lineOf(request).includes(match);
  return match.test(`${lineOf(request)} ${request.body}`);
}

/** Fails with all there is to know about the run. */
export function expectOutcome(outcome: Outcome, expected: Expected): void {
  const { status = 'DONE', texts = [], quiet = status === 'DONE' && !texts.length } = expected;
  expect(outcome.status, outcome.texts.join('\n')).toBe(status);
  for (const text of texts) expectText(outcome.texts, text);
  if (quiet) expect(outcome.texts).toEqual([]);
  if (expected.rows !== undefined) expect(outcome.rows).toHaveLength(expected.rows);
  for (const row of expected.cells ?? [])
    expect(outcome.rows).toEqual(expect.arrayContaining([expect.objectContaining(row)]));
  if (expected.waited !== undefined) expectWait(outcome, expected.waited);
  expectRequests(outcome.requests, expected);
}

function expectText(texts: readonly string[], expected: string | RegExp): void {
  const all = texts.join('\n');
  if (typeof expected === 'string') expect(all).toContain(expected);
  else expect(all).toMatch(expected);
}

/** Only Node's clock tells waits from answers. */
function expectWait({ waited, elapsed }: Outcome, expected: number): void {
  if (waited === undefined) expect(elapsed).toBeGreaterThanOrEqual(expected);
  else expect(waited).toBe(expected);
}

function expectRequests(requests: readonly LoggedRequest[], expected: Expected): void {
  const lines = requests.map(request => `${lineOf(request)} ${request.body} -> ${request.status}`);
  const { asked, some = [], none = [] } = expected;
  if (expected.requests !== undefined) expect(lines).toHaveLength(expected.requests);
  if (asked) {
    expect(lines).toHaveLength(asked.length);
    asked.forEach((match, index) => expectFit(requests[index], match, lines[index] ?? ''));
  }
  for (const match of some)
    expect(
      requests.some(request => fits(request, match)),
      `none is ${String(match)}:\n${lines.join('\n')}`,
    ).toBe(true);
  for (const match of none) expect(lines.filter((_, i) => isFit(requests[i], match))).toEqual([]);
}

function expectFit(request: LoggedRequest | undefined, match: RequestMatch, line: string): void {
  expect(isFit(request, match), `${line}\nis not ${String(match)}`).toBe(true);
}

function isFit(request: LoggedRequest | undefined, match: RequestMatch): boolean {
  return request !== undefined && fits(request, match);
}
