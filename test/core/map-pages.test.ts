import { describe, expect, it } from 'vitest';
import type { FetchResult } from '../../src/Core/EnvironmentAdapter';
import type { Pages, Steps } from '../../src/Core/FetchProtocol';
import { mapPages } from '../../src/Core/MapPages';
import type { SourceRecord } from '../../src/Core/Schema';

const failed: FetchResult = { error: { kind: 'network', message: 'no answer' } };

function* twoPages(): Pages {
  yield { command: 'request', request: { url: 'https://x.test/1' } };
  yield [{ id: 1 }, { id: 2 }];
  try {
    yield { command: 'wait', milliseconds: 5 };
  } catch {
    yield [{ id: 'after an error' }];
  }
  yield [{ id: 3 }];
}

describe('pages with other records', () => {
  it('come with the commands of both, in their order, and nothing is held back', () => {
    const seen: unknown[] = [];
    const pages = mapPages(twoPages(), function* (records): Steps<SourceRecord[]> {
      yield { command: 'request', request: { url: 'https://y.test/' } };
      return records.map(({ id }) => ({ id: `mapped ${String(id)}` }));
    });
    for (let step = pages.next(undefined); !step.done; step = pages.next(failed)) seen.push(step.value);
    expect(seen).toMatchObject([
      { request: { url: 'https://x.test/1' } },
      { request: { url: 'https://y.test/' } },
      [{ id: 'mapped 1' }, { id: 'mapped 2' }],
      { command: 'wait' },
      { request: { url: 'https://y.test/' } },
      [{ id: 'mapped 3' }],
    ]);
  });

  it('see what their driver throws, as they would without', () => {
    const pages = mapPages(twoPages(), records => records.slice(0, 1));
    pages.next(undefined);
    expect(pages.next(failed).value).toEqual([{ id: 1 }]);
    expect(pages.next(undefined).value).toMatchObject({ command: 'wait' });
    expect(pages.throw(new Error('stopped')).value).toEqual([{ id: 'after an error' }]);
  });
});
