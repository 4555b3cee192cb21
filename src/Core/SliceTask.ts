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
    public state: SourceState,
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
    const isOpen = this.status === 'running';
    this.status = 'failed';
    try {
      if (isOpen) this.withState(() => this.iterator?.return?.());
    } catch {
      // Why the run stops matters more than what a generator's clean-up thinks of it.
    }
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
      if (next?.value !== undefined && next.value !== null) this.collect(next.value);
      this.status = 'done';
    } else if (isCommand(next.value)) {
      this.command = next.value;
    } else {
      this.collect(next.value);
    }
  }

  /** Anything but a list of records is a mistake of the connector; guessing would make rows of blanks of it. */
  private collect(records: unknown): void {
    if (!Array.isArray(records)) throw this.notRecords('a list of records', records);
    this.fetched += records.length;
    for (const record of records as unknown[]) {
      if (typeof record !== 'object' || record === null || Array.isArray(record))
        throw this.notRecords('a record', record);
      const complete = this.withAccount(record as SourceRecord);
      if (isUndeclared(this.node)) this.records.push(complete);
      else this.rows.push(this.checkAccount(castRecord(complete, this.node.fields, this.where())));
    }
  }

  private withAccount(record: SourceRecord): SourceRecord {
    const { accountField, definition } = this.node;
    const { account } = this.slice;
    if (account === undefined) return record;
    // A column that the source did not declare is ours: a value of the same name means something else.
    const isOurs = !isUndeclared(this.node) && !(accountField in definition.fields);
    return isOurs || (record[accountField] ?? null) === null
      ? { ...record, [accountField]: account }
      : record;
  }

  /** Rows of a window are replaced by their account: under another name they would double at every run. */
  private checkAccount(row: Row): Row {
    const { mode, accountField } = this.node;
    const { account } = this.slice;
    if (mode !== 'replaceWindow' || account === undefined || String(row[accountField]) === account)
      return row;
    throw new DataException(
      `${this.where()}: the field ${accountField} holds ${JSON.stringify(row[accountField])}, not the account that was asked for. Its rows could not be replaced by the next run. Nothing of this window was written.`,
    );
  }

  private where(): string {
    const { node, account, from, to } = this.slice;
    return `[${this.source.name}] ${node}${account === undefined ? '' : ` of ${account}`}, ${from} to ${to}`;
  }

  private notRecords(expected: string, given: unknown): DataException {
    const kind = given === null ? 'null' : Array.isArray(given) ? 'a list' : typeof given;
    return new DataException(
      `${this.where()}: fetchData gave back ${kind} where ${expected} belongs. Nothing of this window was written.`,
    );
  }

  /** Several slices share one source: `this.state` is the slice's while its code runs. */
  private withState(action: () => void): void {
    const before = this.state;
    this.source.state = before;
    try {
      action();
    } finally {
      this.state = this.source.state;
    }
    if ((JSON.stringify(this.state) ?? '').length <= LARGEST_STATE) return;
    this.state = before;
    throw new DataException(
      `[${this.source.name}] The state of node "${this.slice.node}" is larger than ${LARGEST_STATE} characters: keep ids in it, not data.`,
    );
  }
}

/** A node whose fields are those of its records. */
export function isUndeclared(node: SelectedNode): boolean {
  return Object.keys(node.definition.fields).length === 0;
}
