import type { AbstractSource } from './AbstractSource';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import {
  isHttpRequestException,
  isNamed,
  isRefusal,
  isSignedOut,
  messageOf,
  PauseSignal,
} from './Exceptions';
import { fetchTogether, sleepOrPause } from './Requesting';
import type { RunFailure } from './RunReport';
import { sliceKey, type Slice } from './RunPlan';
import type { SelectedNode } from './Selection';
import { SliceTask } from './SliceTask';
import { stackOf } from './Stack';

/** What becomes of the tasks of one node: a run stores them, a preview compares them. */
export interface TaskSink {
  /** Complete slices, in the order of the plan. */
  complete(tasks: readonly SliceTask[]): void;
  /** Rows of the first slice that is not complete; undefined where all rows must be in hand first. */
  part?(task: SliceTask): void;
  /** Called before a request and before a wait. */
  remember(task: SliceTask): void;
  progress(tasks: readonly SliceTask[]): void;
}

export interface NodeRunOptions {
  source: AbstractSource;
  node: SelectedNode;
  /** Those that are not stored yet, in the order of the plan. */
  slices: readonly Slice[];
  sourceStates: Readonly<Record<string, Record<string, unknown>>>;
  sink: TaskSink;
  /** Slices are merged into one save up to about this many values, or so many milliseconds of fetching. */
  batch: { values: number; milliseconds: number };
}

/**
 * Fetches the slices of one node in lockstep: up to `concurrency` generators run side by side, their requests go out
 * together, and completed slices are handed on in the order of the plan, so that what is stored never depends on
 * which answer came first. Throws a `PauseSignal` when time is short.
 */
export class NodeRun {
  readonly failures: RunFailure[] = [];
  /** Accounts that were skipped because they refused. */
  readonly refusals: RunFailure[] = [];
  /** Those of them whose credentials are no longer taken, by `cursorKey`. */
  readonly signedOut = new Set<string>();
  /** Whether anything was answered with data. */
  isAnswered = false;
  private readonly pending: Slice[];
  /** Started and not yet handed on, in the order of the plan. */
  private tasks: SliceTask[] = [];
  private readonly failedKeys = new Set<string>();
  private lastSave = EnvironmentAdapter.now();

  constructor(private readonly options: NodeRunOptions) {
    this.pending = [...options.slices];
  }

  run(): void {
    try {
      while (this.pending.length || this.tasks.length) {
        // Answers that have come are used before the clock is looked at: they were paid for.
        this.advance();
        this.handOn(false);
        if (EnvironmentAdapter.remainingTime() <= 0) throw new PauseSignal('the time of this run is used up');
        this.start();
        this.answerCommands();
      }
    } catch (error) {
      // What is complete is stored before a pause; the rest is fetched again.
      if (isNamed(error, 'PauseSignal')) this.settle();
      throw error;
    } finally {
      for (const task of this.tasks) if (task.status === 'running') task.abandon();
    }
  }

  /** Also what is done and waits behind a slice that is not: it is fetched again, by the reports that it knows. */
  private settle(): void {
    for (const task of this.tasks) if (task.status !== 'failed') this.options.sink.remember(task);
    this.handOn(true);
  }

  private start(): void {
    const { node, source } = this.options;
    const limit = Math.max(1, node.definition.concurrency ?? source.concurrency);
    while (this.tasks.filter(task => task.status === 'running').length < limit) {
      // Whatever is finished behind a slow head has to wait in memory.
      if (this.tasks.length && this.isFull()) return;
      const slice = this.pending.shift();
      if (!slice) return;
      const task = new SliceTask(source, node, slice, this.stateOf(slice));
      if (this.failedKeys.has(task.key)) continue;
      this.tasks.push(task);
      this.step(task);
      if (this.isFull() || EnvironmentAdapter.remainingTime() <= 0) return;
    }
  }

  private stateOf(slice: Slice): Record<string, unknown> {
    const state = this.options.sourceStates[sliceKey(slice)] ?? {};
    return JSON.parse(JSON.stringify(state)) as Record<string, unknown>;
  }

  /**
   * Each task goes on to its next command; one that yields pages stops when enough rows are in hand. A pause waits for
   * the others: the answer that they have may name a report that must not be submitted again.
   */
  private advance(): void {
    const pauses: unknown[] = [];
    for (const task of this.tasks) {
      try {
        while (this.mayAdvance(task)) {
          this.step(task);
          if (this.isFull()) break;
        }
      } catch (error) {
        if (!isNamed(error, 'PauseSignal')) throw error;
        pauses.push(error);
      }
    }
    if (pauses.length) throw pauses[0];
    this.options.sink.progress(this.tasks);
  }

  /** Rows behind the head cannot be stored yet: they must not pile up. */
  private mayAdvance(task: SliceTask): boolean {
    return task.isReady(EnvironmentAdapter.now()) && (task === this.tasks[0] || !this.isFull(2));
  }

  private step(task: SliceTask): void {
    task.advance(EnvironmentAdapter.now());
    if (task.status === 'done' || task.fetched > 0) this.isAnswered = true;
    if (task.status === 'failed') this.fail(task);
    else if (task.command) this.options.sink.remember(task);
  }

  /** An account's later windows are useless once one failed: the cursor could not pass it. */
  private fail(task: SliceTask): void {
    const { slice, error } = task;
    const { source, sink } = this.options;
    // What it has forgotten has to stay forgotten when the run pauses and goes on: the id of a failed report, say.
    sink.remember(task);
    this.failedKeys.add(task.key);
    if (isSignedOut(error)) this.signedOut.add(task.key);
    for (const other of this.tasks)
      if (other !== task && other.key === task.key && isAfter(other.slice, slice)) other.abandon();
    const failure: RunFailure = {
      node: slice.node,
      ...(slice.account === undefined ? {} : { account: slice.account }),
      message: describeFailure(error, slice, source),
      ...(isHttpRequestException(error) ? { statusCode: error.statusCode } : {}),
      ...stackOf(error, text => source.redact(text)),
    };
    (isRefusal(error) && slice.account !== undefined ? this.refusals : this.failures).push(failure);
  }

  /** Hands the completed head of the plan to the sink, when it is enough for a save or nothing else is to come. */
  private handOn(isLast: boolean): void {
    const isOver = isLast || (!this.pending.length && this.tasks.every(task => task.status !== 'running'));
    if (!isOver && !this.isDue()) return;
    const completed: SliceTask[] = [];
    let [head] = this.tasks;
    while (head && head.status !== 'running') {
      this.tasks.shift();
      if (head.status === 'done') completed.push(head);
      [head] = this.tasks;
    }
    if (completed.length) this.options.sink.complete(completed);
    if (head?.rows.length && this.isFull() && this.options.sink.part) this.options.sink.part(head);
    this.lastSave = EnvironmentAdapter.now();
  }

  private isDue(): boolean {
    return this.isFull() || EnvironmentAdapter.now() - this.lastSave >= this.options.batch.milliseconds;
  }

  private isFull(times = 1): boolean {
    const width = Math.max(1, Object.keys(this.options.node.fields).length);
    const rows = this.tasks.reduce((sum, task) => sum + task.rows.length, 0);
    return rows * width >= this.options.batch.values * times;
  }

  /** Sends what is asked for together; if everybody waits, sleeps until the first may go on. */
  private answerCommands(): void {
    const running = this.tasks.filter(task => task.status === 'running');
    const asking = running.filter(task => task.command?.command === 'request');
    const requests = asking.flatMap(task =>
      task.command?.command === 'request' ? [task.command.request] : [],
    );
    if (requests.length) {
      const results = fetchTogether(requests);
      asking.forEach((task, index) => {
        const result = results[index];
        if (!result) throw new Error('A request got no result: the environment is at fault.');
        task.give(result);
      });
    } else if (!running.some(task => this.mayAdvance(task))) {
      this.sleepUntilNext(running);
    }
  }

  /** Tasks that are held back because too many rows are in hand wait for the head as well. */
  private sleepUntilNext(running: readonly SliceTask[]): void {
    const now = EnvironmentAdapter.now();
    const ends = running.filter(task => task.resumeAt > now).map(task => task.resumeAt);
    if (ends.length) sleepOrPause(Math.min(...ends) - now);
  }
}

/** Our own errors say who speaks and what to do; anything else is a mistake of the connector or of its data. */
function describeFailure(error: unknown, { node, account, from, to }: Slice, source: AbstractSource): string {
  const message = messageOf(error);
  if (message.startsWith('[')) return source.redact(message);
  const place = `${node}${account === undefined ? '' : ` of ${account}`}, ${from} to ${to}`;
  return source.redact(
    `[${source.name}] ${place}: the connector could not go on: ${message.replace(/\.$/, '')}. These days are fetched again by the next run; if it stays, tell whoever maintains the connector.`,
  );
}

function isAfter(slice: Slice, other: Slice): boolean {
  return slice.index > other.index;
}
