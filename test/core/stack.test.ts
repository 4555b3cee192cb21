import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { CONFIG_ATTRIBUTES } from '../../src/Constants';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import { DataException, HttpRequestException } from '../../src/Core/Exceptions';
import type { RunFailure } from '../../src/Core/RunReport';
import { memoryRunStateStore } from '../../src/Core/RunState';
import { shortStack, stackOf } from '../../src/Core/Stack';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource, type TestSourceOptions } from './support/TestSource';

const SECRET = 'secret-of-mine';
let database: MemoryDatabase;

beforeEach(() => {
  new FakeEnvironment().install();
  database = new MemoryDatabase();
});

function failuresOf(options: Partial<TestSourceOptions>): RunFailure[] {
  const source = new TestSource({
    fetch: () => [{ day: '2026-03-01', id: 'x' }],
    parameters: { Key: { requiredType: 'string', attributes: [CONFIG_ATTRIBUTES.SECRET] } },
    ...options,
    values: { Key: SECRET, EndDate: '2026-03-02' },
  });
  const services = { storages: database.factory, state: memoryRunStateStore() };
  return new AbstractConnector(source, services).run().failures;
}

function mistake(): never {
  throw new TypeError(`no ${SECRET}`);
}

describe('where a program stopped', () => {
  it.each([
    ['fetching', { fetch: mistake }],
    ['asking for the accounts', { accounts: mistake }],
  ])('is known of a mistake in %s, without secrets', (_case, options) => {
    const [failure] = failuresOf(options);
    expect(failure?.stack).toMatch(/^TypeError: no •••\n\s+at .*mistake /);
    expect(failure?.message).not.toContain(SECRET);
  });

  it('is known of a mistake in storing, which says that it is one', () => {
    database.refuse = () => new TypeError('x is not a function.');
    const [failure] = failuresOf({});
    expect(failure?.stack).toMatch(/^TypeError/);
    expect(failure?.message).toMatch(
      /^\[Test\] n could not be stored, because of a mistake in the program: x is not a function\. What was stored/,
    );
  });

  it.each([
    new HttpRequestException('no answer', { statusCode: 500 }),
    new DataException('not understood'),
    new Error('[Test] Ask the owner.'),
  ])('is nobody’s business when the error has a text for the user: %s', error => {
    const [failure] = failuresOf({
      fetch: () => {
        throw error;
      },
    });
    expect(failure).not.toHaveProperty('stack');
  });

  it('is told even of what is no error at all', () => {
    for (const thrown of [null, undefined, 'text', 5, { name: 'TypeError' }, { name: 'TypeError', stack: 5 }])
      expect(stackOf(thrown, text => text)).toEqual({});
  });
});

describe('a stack in short', () => {
  it('names the innermost places of the script, and not those of the platform', () => {
    const stack = [
      'TypeError: at (Code:1:1) nothing',
      '    at a (Code:12:5)',
      '    at Array.map (<anonymous>)',
      '    at My own.gs:3:4',
      '    at new B (pages/Util:88:3)',
      '    at __GS_INTERNAL_top_function_call__.gs:1:8',
    ].join('\n');
    expect(shortStack(stack)).toBe('Code:12:5 < My own:3:4 < pages/Util:88:3');
    expect(shortStack('no stack')).toBe('');
  });

  it('stays short, and holds nothing but places', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99_999), { maxLength: 60 }), fc.string(), (lines, message) => {
        const frames = lines.map(line => `    at f (Code:${line}:1)`);
        const headline = `Error: ${message.replace(/\n/g, ' ')}`;
        expect(shortStack([headline, ...frames].join('\n'))).toBe(
          lines
            .slice(0, 8)
            .map(line => `Code:${line}:1`)
            .join(' < '),
        );
      }),
    );
  });
});
