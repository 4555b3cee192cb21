import { addDays, countDays, earliest, latest, type CivilDate } from './CivilDate';

/** The last day that is safely stored, by `cursorKey(node, account)`. */
export type Cursors = Record<string, CivilDate>;

export function cursorKey(node: string, account: string | undefined): string {
  return account === undefined ? node : `${node}|${account}`;
}

/** Identity of a slice within a run; what its source remembers is kept under it. */
export function sliceKey({ node, account, index }: Pick<Slice, 'node' | 'account' | 'index'>): string {
  return `${cursorKey(node, account)}#${index}`;
}

export interface PlanNode {
  id: string;
  isTimeSeries: boolean;
  perAccount: boolean;
  /** Longest range of one slice in days; undefined: no limit. */
  maxDaysPerRequest?: number | undefined;
  /** Days after today that have data. */
  futureDays?: number | undefined;
}

export interface PlanInput {
  nodes: readonly PlanNode[];
  /** Empty: the source has no accounts. */
  accounts: readonly string[];
  /** Today in the account's zone, else the file's. */
  today: (account: string | undefined) => CivilDate;
  startDate?: CivilDate | undefined;
  endDate?: CivilDate | undefined;
  maxFetchingDays: number;
  lookback: number;
  /** Cursors as they were when the run began. A backfill has cursors of its own. */
  cursors: Readonly<Cursors>;
  /** Longest range in days of windows that outlasted a run before, by `cursorKey`. */
  windows?: Readonly<Record<string, number>> | undefined;
  type: 'INCREMENTAL' | 'MANUAL_BACKFILL';
}

/** One `fetchData`: a node, an account, a range of days (both ends inclusive). */
export interface Slice {
  node: string;
  account: string | undefined;
  from: CivilDate;
  to: CivilDate;
  /** Counts from 0 among the slices of the same node and account. */
  index: number;
  /** What the cursor becomes when this slice and all before it are stored; undefined: it stays. */
  cursor: CivilDate | undefined;
}

export interface Plan {
  /** Catalogues first, then time series; within a node windows by day, accounts in turn. */
  slices: Slice[];
  /** More days remain after this run, because it was capped. */
  isCapped: boolean;
  /** Those of which more days remain, by `cursorKey`. */
  capped: string[];
}

/** Pure: the same input gives the same slices, so an interrupted run goes on exactly where it was. */
export function planRun(input: PlanInput): Plan {
  const ordered = [...input.nodes].sort((a, b) => Number(a.isTimeSeries) - Number(b.isTimeSeries));
  const slices: Slice[] = [];
  const capped: string[] = [];
  for (const node of ordered) {
    const accounts = node.perAccount ? input.accounts : [undefined];
    if (!node.isTimeSeries) {
      slices.push(...accounts.map(account => catalogueSlice(input, node, account)));
      continue;
    }
    const windows = accounts.map(account => planWindow(input, node, account));
    windows.forEach((window, index) => {
      if (window.isCapped) capped.push(cursorKey(node.id, accounts[index]));
    });
    slices.push(...interleave(windows.map(window => window.slices)));
  }
  return { slices, isCapped: capped.length > 0, capped };
}

/** A catalogue has no days; it is handed the whole range that is asked for. */
function catalogueSlice(input: PlanInput, node: PlanNode, account: string | undefined): Slice {
  const to = input.endDate ?? input.today(account);
  const from = input.startDate ?? addDays(to, 1 - input.maxFetchingDays);
  return { node: node.id, account, from: earliest(from, to), to, index: 0, cursor: undefined };
}

function planWindow(
  input: PlanInput,
  node: PlanNode,
  account: string | undefined,
): { slices: Slice[]; isCapped: boolean } {
  const today = input.today(account);
  const horizon = addDays(today, node.futureDays ?? 0);
  const last = input.endDate ? earliest(input.endDate, horizon) : horizon;
  const key = cursorKey(node.id, account);
  const cursor = input.cursors[key];
  const first = input.startDate ?? addDays(earliest(today, last), 1 - input.maxFetchingDays);
  const from = cursor === undefined ? first : resumeFrom(input, cursor);
  const firstNew = cursor === undefined ? from : addDays(cursor, 1);
  const cap = addDays(firstNew, input.maxFetchingDays - 1);
  // Days that lie ahead come on top of the cap: the cursor never passes yesterday, so they would never be reached.
  const to = cap >= earliest(today, last) ? last : cap;
  const longest = Math.min(node.maxDaysPerRequest ?? Infinity, input.windows?.[key] ?? Infinity);
  const slices = cut(from, to, longest).map(([start, end], index) => ({
    node: node.id,
    account,
    from: start,
    to: end,
    index,
    cursor: cursorAfter(input, cursor, end, addDays(today, -1)),
  }));
  return { slices, isCapped: to < last };
}

/** An incremental run begins a lookback before the cursor, never before the first day asked for. A backfill goes on. */
function resumeFrom(input: PlanInput, cursor: CivilDate): CivilDate {
  if (input.type === 'MANUAL_BACKFILL') return addDays(cursor, 1);
  const from = addDays(cursor, -input.lookback);
  return input.startDate ? earliest(cursor, latest(from, input.startDate)) : from;
}

/** A cursor only moves forward, and not past yesterday: today's rows will change. A backfill's passes every day. */
function cursorAfter(
  input: PlanInput,
  cursor: CivilDate | undefined,
  end: CivilDate,
  yesterday: CivilDate,
): CivilDate | undefined {
  const reached = input.type === 'MANUAL_BACKFILL' ? end : earliest(end, yesterday);
  if (input.startDate && reached < input.startDate) return undefined;
  return cursor !== undefined && reached <= cursor ? undefined : reached;
}

function cut(from: CivilDate, to: CivilDate, longest: number): [CivilDate, CivilDate][] {
  const days = countDays(from, to);
  const step = Math.max(1, Math.floor(Math.min(longest, days)));
  const pieces: [CivilDate, CivilDate][] = [];
  for (let start = 0; start < days; start += step)
    pieces.push([addDays(from, start), addDays(from, Math.min(days, start + step) - 1)]);
  return pieces;
}

/** First slices of all accounts, then the second ones, and so on: no account runs ahead of the others. */
function interleave(columns: readonly (readonly Slice[])[]): Slice[] {
  const longest = Math.max(0, ...columns.map(column => column.length));
  return Array.from({ length: longest }, (_, index) => columns.flatMap(column => column[index] ?? [])).flat();
}

/** First and last day over slices; undefined without any. */
export function spanOf(slices: readonly Slice[]): { from: CivilDate; to: CivilDate } | undefined {
  const [first] = slices;
  if (!first) return undefined;
  return {
    from: earliest(first.from, ...slices.map(slice => slice.from)),
    to: latest(first.to, ...slices.map(slice => slice.to)),
  };
}
