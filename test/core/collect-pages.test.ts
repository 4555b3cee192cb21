import { expect, it } from 'vitest';
import { collectPages } from '../../src/Core/CollectPages';
import type { Pages } from '../../src/Core/FetchProtocol';

function* pages(): Pages {
  yield [{ id: 1 }, { id: 2 }];
  yield { command: 'wait', milliseconds: 5 };
  yield [];
  yield [{ id: 3 }];
}

it('hands on what pages ask for, and has all their records in hand', () => {
  const steps = collectPages(pages());
  expect(steps.next(undefined)).toEqual({ done: false, value: { command: 'wait', milliseconds: 5 } });
  expect(steps.next(undefined)).toEqual({ done: true, value: [{ id: 1 }, { id: 2 }, { id: 3 }] });
});

it('lets pages see what their request failed of', () => {
  const steps = collectPages(pages());
  steps.next(undefined);
  expect(() => steps.throw(new Error('no answer'))).toThrow('no answer');
});
