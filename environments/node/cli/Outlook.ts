import { addDays, countDays, earliest } from '../../../src/Core/CivilDate';
import { cursorKey } from '../../../src/Core/RunPlan';
import type { RunProgress } from '../../../src/Core/RunReport';
import type { RunSetup } from '../../../src/Core/RunSetup';
import type { RunState } from '../../../src/Core/RunState';

/** How much a command has ahead of it, as far as that can be told without a request. */
export interface Outlook {
  /** Runs of MaxFetchingDays until everything is caught up. */
  parts: number;
  /** 0 to 1: how much of the whole command is done. */
  fractionDone(part: number, progress: RunProgress): number;
}

export function outlookOf(setup: Omit<RunSetup, 'accounts'>, state: RunState): Outlook {
  const order = [...setup.nodes]
    .sort((a, b) => Number(a.isTimeSeries) - Number(b.isTimeSeries))
    .map(node => node.id);
  const series = setup.nodes.filter(node => node.isTimeSeries).map(node => node.id);
  const parts = Math.max(
    1,
    ...series.map(node => Math.ceil(newDays(setup, state, node) / setup.maxFetchingDays)),
  );
  return {
    parts,
    fractionDone(part, { node, daysDone, daysTotal }) {
      const ofNode = daysTotal > 0 ? daysDone / daysTotal : 0;
      const ofPart = (Math.max(0, order.indexOf(node)) + ofNode) / Math.max(1, order.length);
      return Math.min(1, (part - 1 + ofPart) / Math.max(parts, part));
    },
  };
}

/** Days from the first one that is not stored yet; days that lie ahead of today need no part of their own. */
function newDays(
  { type, startDate, endDate, today, maxFetchingDays }: SetupDates,
  state: RunState,
  node: string,
): number {
  const now = today(undefined);
  const last = endDate === undefined ? now : earliest(endDate, now);
  const cursors = type === 'MANUAL_BACKFILL' ? (state.backfill?.cursors ?? {}) : state.cursors;
  const reached = Object.entries(cursors).flatMap(([key, day]) =>
    key === node || key.startsWith(cursorKey(node, '')) ? [day] : [],
  );
  const [first, ...others] = reached;
  if (first !== undefined) return countDays(addDays(earliest(first, ...others), 1), last);
  return countDays(startDate ?? addDays(last, 1 - maxFetchingDays), last);
}

type SetupDates = Pick<RunSetup, 'type' | 'startDate' | 'endDate' | 'today' | 'maxFetchingDays'>;
