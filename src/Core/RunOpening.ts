import { RUN_CONFIG_TYPE } from '../Constants';
import { MILLISECONDS_PER_DAY, type CivilDate } from './CivilDate';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import { planRun, spanOf, type Plan } from './RunPlan';
import type { RunSetup } from './RunSetup';
import type { ActiveRun, RunState } from './RunState';
import type { SelectedNode } from './Selection';

export interface OpenedRun {
  plan: Plan;
  active: ActiveRun;
}

/**
 * The plan of the interrupted run, if there is one of the same settings; else that of a new one. A backfill is noted
 * in `state`; nothing is stored yet.
 */
export function openRun(setup: RunSetup, state: RunState): OpenedRun {
  const { startDate, endDate, maxFetchingDays, lookback, accounts, type } = setup;
  const fingerprint = digest([accounts, maxFetchingDays, lookback, ...identityOf(setup)]);
  if (setup.type === RUN_CONFIG_TYPE.MANUAL_BACKFILL) noteBackfill(setup, state);
  const active = state.active?.fingerprint === fingerprint ? state.active : newRun(setup, state, fingerprint);
  const plan = planRun({
    nodes: setup.nodes.map(({ id, isTimeSeries, perAccount, definition }) => {
      const { maxDaysPerRequest, futureDays } = definition;
      return { id, isTimeSeries, perAccount, maxDaysPerRequest, futureDays };
    }),
    accounts,
    today: account => active.today[account ?? ''] ?? setup.today(account),
    startDate,
    endDate,
    maxFetchingDays,
    lookback,
    cursors: active.cursors,
    windows: state.windows,
    type,
  });
  return { plan, active };
}

/** First and last day that the time series of a plan ask for. */
export function timeSeriesSpan(
  plan: Plan,
  nodes: readonly SelectedNode[],
): { from?: CivilDate; to?: CivilDate } {
  const series = new Set(nodes.filter(node => node.isTimeSeries).map(node => node.id));
  return spanOf(plan.slices.filter(slice => series.has(slice.node))) ?? {};
}

/** A backfill that was left alone for so long starts anew, in milliseconds: its first days have changed since. */
const LONGEST_BACKFILL = 30 * MILLISECONDS_PER_DAY;

/** The same backfill goes on where it was; one without a last day stays the same when the day changes. */
function noteBackfill(setup: RunSetup, state: RunState): void {
  const fingerprint = digest(identityOf(setup));
  const now = EnvironmentAdapter.now();
  const { backfill } = state;
  if (backfill?.fingerprint === fingerprint && now - backfill.startedAt < LONGEST_BACKFILL) return;
  const from = setup.startDate ?? setup.today(undefined);
  const to = setup.endDate ?? setup.today(undefined);
  state.backfill = { from, to, fingerprint, startedAt: now, cursors: {} };
}

function newRun(setup: RunSetup, state: RunState, fingerprint: string): ActiveRun {
  const isBackfill = setup.type === RUN_CONFIG_TYPE.MANUAL_BACKFILL;
  return {
    id: EnvironmentAdapter.getUuid(),
    type: setup.type,
    startedAt: EnvironmentAdapter.now(),
    fingerprint,
    today: Object.fromEntries([
      ['', setup.today(undefined)],
      ...setup.accounts.map(account => [account, setup.today(account)]),
    ]) as Record<string, CivilDate>,
    cursors: { ...(isBackfill ? state.backfill?.cursors : state.cursors) },
    done: {},
    sourceStates: {},
  };
}

/** What the rows depend on. Not today, not the cursors: an interrupted run keeps those. */
function identityOf({ type, startDate, endDate, nodes, settings }: RunSetup): unknown[] {
  const shape = nodes.map(({ id, destination, fields, uniqueKeys }) => [
    id,
    destination,
    Object.keys(fields),
    uniqueKeys,
  ]);
  return [type, startDate, endDate, settings, shape];
}

function digest(parts: readonly unknown[]): string {
  const bytes = EnvironmentAdapter.computeDigest('SHA_256', JSON.stringify(parts));
  return EnvironmentAdapter.base64EncodeWebSafe(bytes).slice(0, 22);
}
