import type { AbstractSource, SourceState } from './AbstractSource';
import { castRecord } from './Casting';
import { toDate } from './CivilDate';
import type { FetchResult } from './EnvironmentAdapter';
import { DataException, isNamed } from './Exceptions';
import { isCommand, isIterator, type Answer, type Command, type FetchedRecords } from './FetchProtocol';
import { cursorKey, type Slice } from './RunPlan';
import type { Row, SourceRecord } from './Schema';
import type { SelectedNode } from './Selection';

/** Largest `this.state` of one node and account, in characters of JSON. */
const LARGEST_STATE = 4_096;

/** One slice while it is fetched: steps its generator from command to command and collects cast rows. */
export class SliceTask {
  status: 'running' | 'done' | 'failed' = 'running';
  error: unknown;
  /** Rows fetched and not yet taken over by a save. */
  rows: Row[] = [];
  /** Records of a node that declares no fields: cast once all are in hand. */
  records: SourceRecord[] = [];
  /** Rows fetched in all. */
  fetched = 0;
  /** What the generator waits for. */
  command: Command | undefined;
  /** When a wait is over, in milliseconds since 1970. */
  resumeAt = 0;
  readonly key: string;
  private iterator: Iterator<readonly SourceRecord[] | Command, unknown, Answer> | undefined;
  private answer: Answer;
  private isStarted = false;

  constructor(
    private readonly source: AbstractSource,
    private readonly node: SelectedNode,
    readonly slice: Slice,
    readonly state: SourceState,
  ) {
    this.key = cursorKey(slice.node, slice.account);
  }

  /** Whether `advance` can do something now. */
  isReady(now: number): boolean {
    if (this.status !== 'running') return false;
    if (!this.command) return true;
    return this.command.command === 'wait' && this.resumeAt <= now;
  }

  give(result: FetchResult): void {
    this.answer = result;
    this.command = undefined;
  }

  /** Runs until a command, the end, or a page. Failures become the status; only a pause is thrown. */
  advance(now: number): void {
    try {
      this.withState(() => (this.isStarted ? this.step() : this.start()));
      if (this.command?.command === 'wait') this.resumeAt = now + this.command.milliseconds;
    } catch (error) {
      if (isNamed(error, 'PauseSignal')) throw error;
      this.status = 'failed';
      this.error = error;
    }
  }

  /** Lets a generator clean up after itself when the run pauses or gives up. */
  abandon(): void {
    if (this.status === 'running') this.iterator?.return?.();
    this.status = 'failed';
  }

  private start(): void {
    this.isStarted = true;
    const { slice, node } = this;
    const fetched: FetchedRecords = this.source.fetchData(toDate(slice.from), toDate(slice.to), {
      node: slice.node,
      definition: node.definition,
      fields: Object.keys(node.fields),
      account: slice.account,
    });
    if (isIterator(fetched)) {
      this.iterator = fetched;
    } else {
      if (!Array.isArray(fetched))
        throw new DataException(
          `[${this.source.name}] fetchData of node "${slice.node}" gave back neither an array nor a generator.`,
        );
      this.collect(fetched);
      this.status = 'done';
    }
  }

  private step(): void {
    this.command = undefined;
    const answer = this.answer;
    this.answer = undefined;
    const next = this.iterator?.next(answer);
    if (!next || next.done) {
      if (Array.isArray(next?.value)) this.collect(next.value as SourceRecord[]);
      this.status = 'done';
    } else if (isCommand(next.value)) {
      this.command = next.value;
    } else {
      this.collect(next.value);
    }
  }

  private collect(records: readonly SourceRecord[]): void {
    this.fetched += records.length;
    const { account } = this.slice;
    const withAccount = (record: SourceRecord): SourceRecord =>
      account === undefined || (record[this.node.accountField] ?? null) !== null
        ? record
        : { ...record, [this.node.accountField]: account };
    if (isUndeclared(this.node)) {
      for (const record of records) this.records.push(withAccount(record));
      return;
    }
    const where = `[${this.source.name}] ${this.slice.node}${account === undefined ? '' : ` of ${account}`}, ${this.slice.from} to ${this.slice.to}`;
    for (const record of records) this.rows.push(castRecord(withAccount(record), this.node.fields, where));
  }

  /** Several slices share one source: `this.state` is the slice's while its code runs. */
  private withState(action: () => void): void {
    this.source.state = this.state;
    action();
    if (JSON.stringify(this.state).length > LARGEST_STATE)
      throw new DataException(
        `[${this.source.name}] The state of node "${this.slice.node}" is larger than ${LARGEST_STATE} characters: keep ids in it, not data.`,
      );
  }
}

/** A node whose fields are those of its records. */
export function isUndeclared(node: SelectedNode): boolean {
  return Object.keys(node.definition.fields).length === 0;
}
