import { countDays, latest } from './CivilDate';
import { StateException } from './Exceptions';
import { cursorKey, sliceKey, type Cursors, type Slice } from './RunPlan';
import type { SelectedNode } from './Selection';
import { forgetNode, type ActiveRun, type RunState, type RunStateStore } from './RunState';

/** Starts of a run without any progress between them before it is given up. */
const MOST_FRUITLESS_STARTS = 5;

/** Runs whose time is used up by one window before it is given up. */
const MOST_FRUITLESS_PAUSES = 5;

/** Runs that the destination refused before a new plan, with the days that have come since, is made. */
const MOST_INTERRUPTIONS = 3;

/**
 * The state of one run while it happens: what is stored, what failed, what the source remembers. Every change that
 * must survive a kill is durable when the method returns.
 */
export class RunJournal {
  private hasProgress = false;

  constructor(
    private readonly store: RunStateStore,
    readonly state: RunState,
    readonly active: ActiveRun,
  ) {}

  /** Makes the run durable before its first request, and stops one that is killed at the same place for ever. */
  begin(): void {
    this.active.starts = (this.active.starts ?? 0) + 1;
    if (this.active.starts > MOST_FRUITLESS_STARTS) {
      delete this.state.active;
      this.store.save(this.state);
      throw new StateException(
        `This import was cut off ${MOST_FRUITLESS_STARTS} times at the same place without storing anything. Choose fewer days (Max Fetching Days) or fewer fields, and run it again.`,
      );
    }
    this.state.active = this.active;
    this.store.save(this.state);
  }

  isDone(slice: Slice): boolean {
    return slice.index < (this.active.done[cursorKey(slice.node, slice.account)] ?? 0);
  }

  /** After a save, and only then: cursors move over what is stored. */
  stored(slices: readonly Slice[], node: SelectedNode): void {
    for (const slice of slices) {
      const key = cursorKey(slice.node, slice.account);
      this.active.done[key] = slice.index + 1;
      delete this.active.sourceStates[sliceKey(slice)];
      if (slice.cursor !== undefined) this.moveCursor(key, slice.cursor);
    }
    this.state.grain[node.id] = node.uniqueKeys;
    this.state.tables = {
      ...this.state.tables,
      [node.id]: { name: node.destination, generation: node.generation },
    };
    this.noteProgress();
    this.store.save(this.state);
  }

  /** Notes what the source remembers of one slice; durable before the request or wait that follows. */
  remember(slice: Slice, sourceState: Record<string, unknown>): void {
    const key = sliceKey(slice);
    const before = JSON.stringify(this.active.sourceStates[key] ?? {});
    if (JSON.stringify(sourceState) === before) return;
    this.active.sourceStates[key] = JSON.parse(JSON.stringify(sourceState)) as Record<string, unknown>;
    this.noteProgress();
    this.store.save(this.state);
  }

  /**
   * The run stops in an orderly way and goes on later; only one that is killed counts as cut off. `open`: windows that
   * used up its time; when that happens twice without any progress, they are asked for in halves from now on. False:
   * there is nothing to halve, and it happened so often that it never will get on.
   */
  pause(isTimeUsedUp = false, open: readonly Slice[] = []): boolean {
    this.active.starts = 0;
    if (isTimeUsedUp && !this.hasProgress) this.active.fruitless = (this.active.fruitless ?? 0) + 1;
    // Once may be chance: another import can have used up the time before.
    if ((this.active.fruitless ?? 0) > 1 && this.halve(open)) this.active.fruitless = 0;
    const isStuck = (this.active.fruitless ?? 0) >= MOST_FRUITLESS_PAUSES;
    if (isStuck) delete this.state.active;
    this.store.save(this.state);
    return !isStuck;
  }

  /** What is stored of their nodes and accounts stays: the plan goes on from their cursors. */
  private halve(open: readonly Slice[]): boolean {
    const long = open.filter(({ from, to }) => countDays(from, to) > 1);
    for (const { node, account, from, to } of long) {
      const key = cursorKey(node, account);
      this.state.windows = { ...this.state.windows, [key]: Math.ceil(countDays(from, to) / 2) };
      const cursor = this.cursors?.[key];
      if (cursor !== undefined) this.active.cursors[key] = cursor;
      delete this.active.done[key];
      for (const slice of Object.keys(this.active.sourceStates))
        if (slice.startsWith(`${key}#`)) delete this.active.sourceStates[slice];
    }
    return long.length > 0;
  }

  private noteProgress(): void {
    this.hasProgress = true;
    this.active.starts = 0;
    this.active.fruitless = 0;
  }

  /** The destination refused. The plan is kept, so that rows come in the same order, but not for ever. */
  interrupt(): void {
    this.active.interruptions = (this.active.interruptions ?? 0) + 1;
    if (this.active.interruptions > MOST_INTERRUPTIONS) delete this.state.active;
    this.pause();
  }

  /** The run is over: what it planned is stored or has failed. A backfill that is not complete can be gone on with. */
  end(isComplete: boolean): void {
    delete this.state.active;
    const isBackfill = this.active.type === 'MANUAL_BACKFILL';
    if (isBackfill && isComplete) delete this.state.backfill;
    if (isComplete) delete this.state.windows;
    this.store.save(this.state);
  }

  /** The table is gone: its history has to be loaded anew. */
  forget(node: string): void {
    forgetNode(this.state, node);
    this.store.save(this.state);
  }

  private get cursors(): Cursors | undefined {
    return this.active.type === 'MANUAL_BACKFILL' ? this.state.backfill?.cursors : this.state.cursors;
  }

  private moveCursor(key: string, day: string): void {
    const { cursors } = this;
    if (cursors) cursors[key] = latest(cursors[key] ?? day, day);
  }
}
