import { beforeEach, describe, expect, it } from 'vitest';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import type { Verdict } from '../../src/Core/AnswerErrors';
import type { Pages } from '../../src/Core/FetchProtocol';
import { memoryRunStateStore } from '../../src/Core/RunState';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource } from './support/TestSource';

let environment: FakeEnvironment;
let sent: number[];

beforeEach(() => {
  environment = new FakeEnvironment().install();
  sent = [];
  environment.answer = () => {
    sent.push(environment.time);
    return { body: {} };
  };
});

const run = (source: TestSource) =>
  new AbstractConnector(source, {
    storages: new MemoryDatabase().factory,
    state: memoryRunStateStore(),
  }).run();

const leastGap = () => Math.min(...sent.slice(1).map((time, index) => time - (sent[index] ?? 0)));

describe('an API that wants a pause between two requests', () => {
  it('gets it from slices that are fetched side by side, also when its answers take longer than the pause', () => {
    const source = new TestSource({
      accounts: () => ['a', 'b', 'c', 'd'],
      fetch: function* (this: AbstractSource): Pages {
        yield* this.request('https://x.test/1');
        yield* this.request('https://x.test/2');
        yield [];
      },
    });
    source.interval = 1_000;
    environment.latency = 3_000;
    expect(run(source).status).toBe('DONE');
    expect(sent).toHaveLength(8);
    expect(leastGap()).toBeGreaterThanOrEqual(1_000);
  });

  it('gets it from requests that a source sends together', () => {
    const source = new TestSource({
      fetch(this: AbstractSource) {
        this.urlFetchAllWithRetry(['https://x.test/1', 'https://x.test/2', 'https://x.test/3']);
        return [];
      },
    });
    source.interval = 1_000;
    environment.latency = 50;
    expect(run(source).status).toBe('DONE');
    expect(sent).toHaveLength(3);
    expect(leastGap()).toBeGreaterThanOrEqual(1_000);
  });

  it('is left alone by all slices once its budget is used up', () => {
    const source = new TestSource({
      accounts: () => ['a', 'b', 'c'],
      fetch: function* (this: AbstractSource): Pages {
        yield* this.request('https://x.test/1');
        yield [];
      },
    });
    source.interval = 1_000;
    let isFirst = true;
    source.pace = () => {
      const delay = isFirst ? 60_000 : 0;
      isFirst = false;
      return delay;
    };
    expect(run(source).status).toBe('DONE');
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(60_000);
  });
});

describe('a source that cannot say how long to wait', () => {
  it('waits as if it had not said anything, and does not spin', () => {
    let asked = 0;
    const source = new TestSource({
      fetch: function* (this: AbstractSource): Pages {
        yield* this.request('https://x.test/1');
        yield [];
      },
    });
    source.judge = (): Verdict | undefined =>
      asked++ === 0 ? { kind: 'throttled', delay: Number('soon') } : undefined;
    const clock = setClockLimit();
    expect(run(source).status).toBe('DONE');
    clock();
    expect(environment.slept.length).toBe(1);
  });
});

/** A loop that waits for nothing would never end: it is stopped when it asks for the time too often. */
function setClockLimit(): () => void {
  let asked = 0;
  const time = environment.time;
  let now = time;
  Object.defineProperty(environment, 'time', {
    configurable: true,
    get: () => {
      if (++asked > 10_000) throw new Error('It goes round in circles.');
      return now;
    },
    set: (value: number) => (now = value),
  });
  return () => {
    Object.defineProperty(environment, 'time', { value: now, writable: true, configurable: true });
  };
}
