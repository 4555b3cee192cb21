import { RUN_CONFIG_TYPE } from '../Constants';
import type { CivilDate } from './CivilDate';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import { planRun, spanOf, type Plan } from './RunPlan';
import type { RunSetup } from './RunSetup';
import type { ActiveRun, RunState } from './RunState';
import type { SelectedNode } from './Selection';

/**
 * The plan of the interrupted run, if there is one of the same settings; else that of a new one. A backfill is noted
 * in `state`; nothing is stored yet.
 */
export function openRun(setup: RunSetup, state: RunState): { plan: Plan; active: ActiveRun } {
  const fingerprint = fingerprintOf(setup);
  if (setup.type === RUN_CONFIG_TYPE.MANUAL_BACKFILL) noteBackfill(setup, state);
  const active = state.active?.fingerprint === fingerprint ? state.active : newRun(setup, state, fingerprint);
  const { startDate, endDate, maxFetchingDays, lookback, accounts, type } = setup;
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

/** A backfill of another range starts from its first day; one of the same range goes on where it was. */
function noteBackfill(setup: RunSetup, state: RunState): void {
  const from = setup.startDate ?? setup.today(undefined);
  const to = setup.endDate ?? setup.today(undefined);
  if (state.backfill?.from !== from || state.backfill.to !== to) state.backfill = { from, to, cursors: {} };
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

/** Everything that decides the slices but today and the cursors, which an interrupted run keeps. */
function fingerprintOf(setup: RunSetup): string {
  const { type, accounts, startDate, endDate, maxFetchingDays, lookback, nodes } = setup;
  const shape = nodes.map(({ id, destination, fields, uniqueKeys }) => [
    id,
    destination,
    Object.keys(fields),
    uniqueKeys,
  ]);
  const text = JSON.stringify([type, accounts, startDate, endDate, maxFetchingDays, lookback, shape]);
  return EnvironmentAdapter.base64EncodeWebSafe(EnvironmentAdapter.computeDigest('SHA_256', text)).slice(
    0,
    22,
  );
}
