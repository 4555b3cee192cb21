import { beforeEach, describe, expect, it } from 'vitest';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import type { AbstractSource, FetchContext } from '../../src/Core/AbstractSource';
import { PauseSignal } from '../../src/Core/Exceptions';
import type { Pages, Steps } from '../../src/Core/FetchProtocol';
import { memoryRunStateStore, type RunStateStore } from '../../src/Core/RunState';
import { FakeEnvironment } from './support/FakeEnvironment';
import { MemoryDatabase } from './support/MemoryStorage';
import { TestSource } from './support/TestSource';

let environment: FakeEnvironment;
let database: MemoryDatabase;
let state: RunStateStore;
let submitted: string[];

beforeEach(() => {
  environment = new FakeEnvironment().install();
  environment.answer = () => ({ body: {} });
  database = new MemoryDatabase();
  state = memoryRunStateStore();
  submitted = [];
});

const run = (source: TestSource) =>
  new AbstractConnector(source, { storages: database.factory, state }).run();

function* submit(source: AbstractSource, name: string): Steps<string> {
  submitted.push(name);
  yield* source.request(`https://x.test/reports/${name}`);
  return name;
}

describe('a report of one slice', () => {
  it('is not submitted again when another slice paused the run in the moment of its answer', () => {
    let isShort = true;
    const source = () =>
      new TestSource({
        accounts: () => ['a', 'b'],
        fetch: function* (this: AbstractSource, _from: Date, _to: Date, { account }: FetchContext): Pages {
          if (account === 'a') {
            yield* this.request('https://x.test/data');
            if (isShort) throw new PauseSignal('a token is not to be had in time');
          } else yield* this.submitOnce('all', () => submit(this, 'b'));
          yield [{ day: '2026-03-02', id: '1' }];
        },
      });
    expect(run(source()).status).toBe('PAUSED');
    isShort = false;
    expect(run(source()).status).toBe('DONE');
    expect(submitted).toEqual(['b']);
  });

  it('is submitted anew after it failed, in a run that went on after a pause too', () => {
    let isFailing = true;
    const source = () =>
      new TestSource({
        accounts: () => ['a', 'b'],
        fetch: function* (this: AbstractSource, _from: Date, _to: Date, { account }: FetchContext): Pages {
          if (account === 'b') yield* this.wait(isFailing ? 600_000 : 0);
          else
            yield* this.report('all', {
              submit: () => submit(this, `a${submitted.length}`),
              *poll(id) {
                return id === 'a0' ? { status: 'failed', message: 'No luck' } : { status: 'done', result: 1 };
              },
              delays: [1_000],
            });
          yield [{ day: '2026-03-02', id: '1' }];
        },
      });
    environment.deadline = environment.time + 60_000;
    expect(run(source()).status).toBe('PAUSED');
    environment.deadline = Infinity;
    isFailing = false;
    expect(run(source())).toMatchObject({ status: 'DONE', failures: [] });
    expect(submitted).toEqual(['a0', 'a1']);
  });

  it('may be one of very many: those of before are forgotten when there is no room for all', () => {
    const source = new TestSource({
      fetch: function* (this: AbstractSource): Pages {
        for (let index = 0; index < 80; index++) {
          const result = yield* this.report(`2026-03-01 12 some_field_${index}`, {
            submit: () => submit(this, `report-with-a-long-name-${index}`),
            *poll(id) {
              return { status: 'done', result: id };
            },
            delays: [0],
          });
          yield [{ day: '2026-03-02', id: result }];
        }
      },
    });
    expect(run(source)).toMatchObject({ status: 'DONE', failures: [] });
    expect(database.rows('test_n')).toHaveLength(80);
  });
});

it('what is too large to be remembered is not remembered either', () => {
  const source = new TestSource({
    accounts: () => ['a', 'b'],
    fetch: function* (this: AbstractSource, _from: Date, _to: Date, { account }: FetchContext): Pages {
      if (account === 'a') this.state = { data: 'x'.repeat(10_000) };
      yield* this.wait(600_000);
    },
  });
  environment.deadline = environment.time + 60_000;
  expect(run(source).failures[0]?.message).toContain('larger than 4096 characters');
  expect(JSON.stringify(state.load())).not.toContain('xxxx');
});

describe('what a source warns of before its first window', () => {
  it('is told although the run came no further', () => {
    const source = new TestSource({
      accounts: () => {
        throw new Error('The API is gone.');
      },
      fetch: () => [],
    });
    source.warn('Version 1 ended.');
    expect(run(source)).toMatchObject({ status: 'ERROR', warnings: ['Version 1 ended.'] });
  });
});
