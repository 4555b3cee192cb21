import { EXECUTION_STATUS, RUN_CONFIG_TYPE } from '../Constants';
import type { AbstractSource } from './AbstractSource';
import type { StorageFactory } from './AbstractStorage';
import { addDays, earliest, latest } from './CivilDate';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import { ConfigurationException } from './Exceptions';
import { ImportRun } from './ImportRun';
import type { Lease } from './Lease';
import { previewRun } from './PreviewRun';
import { RunJournal } from './RunJournal';
import { planRun, type Plan } from './RunPlan';
import type { PreviewReport, RunProgress, RunReport } from './RunReport';
import { setUpRun, type RunRequest, type RunSetup } from './RunSetup';
import type { ActiveRun, RunState, RunStateStore } from './RunState';
import type { SelectedNode } from './Selection';

/** What a connector is handed beside its source. */
export interface ConnectorServices {
  storages: StorageFactory;
  state: RunStateStore;
  /** Keeps a second run of the same import away. Default: none. */
  lease?: Lease;
  /** Identity of the import, of letters, digits, `-` and `_`. Default: the source's name. */
  importId?: string;
  /** Default: an incremental run. */
  request?: RunRequest;
  /** A changed unique key is accepted: the node's table is emptied and loaded from the start. */
  reload?: boolean;
  onProgress?: (progress: RunProgress) => void;
}

/**
 * Carries records from a source to a storage: nodes, accounts, windows, retries, pauses, cursors. A connector's own
 * class is usually empty. No method of a subclass is called but those declared here.
 */
export class AbstractConnector {
  constructor(
    protected readonly source: AbstractSource,
    protected readonly services: ConnectorServices,
  ) {}

  /**
   * One run: at most MaxFetchingDays new days of every node and account, or less when time is short. Throws a
   * `ConfigurationException` before any request, a `LeaseHeldException` when it runs already; every other failure is
   * in the report.
   */
  run(): RunReport {
    const { source, services } = this;
    services.lease?.acquire();
    try {
      const state = services.state.load();
      const setup = setUpRun(source, services.request ?? { type: RUN_CONFIG_TYPE.INCREMENTAL });
      this.checkGrain(setup, state);
      return this.runSetup(setup, state);
    } finally {
      services.lease?.release();
    }
  }

  /** What the next run would change. Fetches, compares, writes nothing: no cell, no cursor, no state. */
  preview(): PreviewReport {
    const { source, services } = this;
    const state = services.state.load();
    const setup = setUpRun(source, services.request ?? { type: RUN_CONFIG_TYPE.INCREMENTAL });
    if (!services.reload) this.checkGrain(setup, state);
    const { plan } = this.plan(setup, state);
    return previewRun({ source, setup, plan, storages: services.storages, importId: this.importId });
  }

  /** Deletes rows older than CleanUpToKeepWindow days. Returns how many by node; nodes without a date field keep all. */
  cleanUpExpiredData(): Record<string, number> {
    const setup = setUpRun(this.source, { type: RUN_CONFIG_TYPE.INCREMENTAL });
    const { keepDays } = setup;
    if (keepDays === undefined)
      throw new ConfigurationException(this.source.name, [
        { parameter: 'CleanUpToKeepWindow', message: 'Clean Up To Keep Window: say how many days to keep.' },
      ]);
    this.services.lease?.acquire();
    try {
      return Object.fromEntries(
        setup.nodes.flatMap(node => {
          const count = this.cleanUpNode(node, addDays(setup.today(undefined), -keepDays));
          return count === undefined ? [] : [[node.id, count] as const];
        }),
      );
    } finally {
      this.services.lease?.release();
    }
  }

  private get importId(): string {
    return this.services.importId ?? this.source.name.replace(/[^A-Za-z0-9_-]+/g, '_');
  }

  private cleanUpNode(node: SelectedNode, before: string): number | undefined {
    if (!node.isTimeSeries || !node.dateField) return undefined;
    const storage = this.services.storages({
      id: `${this.importId}.${node.id}`,
      name: node.destination,
      sourceName: this.source.name,
      fields: node.fields,
      uniqueKeys: node.uniqueKeys,
    });
    try {
      const count = storage.deleteExpired(node.dateField, before);
      storage.flush();
      return count;
    } finally {
      storage.close();
    }
  }

  private runSetup(setup: RunSetup, state: RunState): RunReport {
    const { plan, active } = this.plan(setup, state);
    const report = this.startReport(setup, plan, active);
    const journal = new RunJournal(this.services.state, state, active);
    journal.begin();
    new ImportRun({
      source: this.source,
      setup,
      plan,
      journal,
      storages: this.services.storages,
      importId: this.importId,
      report,
      onProgress: this.services.onProgress ?? (() => undefined),
    }).run();
    report.finishedAt = EnvironmentAdapter.now();
    report.requests = this.source.requestCount;
    return report;
  }

  /** The plan of the interrupted run, if there is one of the same settings; else a new one. Changes `state` in memory only. */
  private plan(setup: RunSetup, state: RunState): { plan: Plan; active: ActiveRun } {
    const fingerprint = fingerprintOf(setup);
    const isBackfill = setup.type === RUN_CONFIG_TYPE.MANUAL_BACKFILL;
    if (isBackfill) this.openBackfill(setup, state);
    const isSame = state.active?.fingerprint === fingerprint && state.active.type === setup.type;
    const active = isSame && state.active ? state.active : this.newActive(setup, state, fingerprint);
    const plan = planRun({
      nodes: setup.nodes.map(({ id, isTimeSeries, perAccount, definition }) => ({
        id,
        isTimeSeries,
        perAccount,
        maxDaysPerRequest: definition.maxDaysPerRequest,
        futureDays: definition.futureDays,
      })),
      accounts: setup.accounts,
      today: account => active.today[account ?? ''] ?? setup.today(account),
      startDate: setup.startDate,
      endDate: setup.endDate,
      maxFetchingDays: setup.maxFetchingDays,
      lookback: setup.lookback,
      cursors: active.cursors,
      type: setup.type,
    });
    return { plan, active };
  }

  /** A backfill of another range starts from its first day; the same range goes on where it was. */
  private openBackfill(setup: RunSetup, state: RunState): void {
    const from = setup.startDate ?? setup.today(undefined);
    const to = setup.endDate ?? setup.today(undefined);
    if (state.backfill?.from !== from || state.backfill.to !== to) state.backfill = { from, to, cursors: {} };
  }

  private newActive(setup: RunSetup, state: RunState, fingerprint: string): ActiveRun {
    const accounts = setup.accounts.length ? setup.accounts : [];
    const cursors =
      setup.type === RUN_CONFIG_TYPE.MANUAL_BACKFILL ? (state.backfill?.cursors ?? {}) : state.cursors;
    return {
      id: EnvironmentAdapter.getUuid(),
      type: setup.type,
      startedAt: EnvironmentAdapter.now(),
      fingerprint,
      today: Object.fromEntries([
        ['', setup.today(undefined)],
        ...accounts.map(account => [account, setup.today(account)]),
      ]),
      cursors: { ...cursors },
      done: {},
      sourceStates: state.active?.fingerprint === fingerprint ? state.active.sourceStates : {},
    };
  }

  /** Another unique key means another grain: old rows would stand beside new ones that mean something else. */
  private checkGrain(setup: RunSetup, state: RunState): void {
    const changed = setup.nodes.filter(node => {
      const before = state.grain[node.id];
      return before !== undefined && JSON.stringify(before) !== JSON.stringify(node.uniqueKeys);
    });
    if (this.services.reload) {
      for (const node of changed) this.emptyNode(node, state);
    } else if (changed.length) {
      throw new ConfigurationException(
        this.source.name,
        changed.map(node => ({
          parameter: 'Fields',
          message: `Fields: the rows of "${node.id}" were told apart by ${state.grain[node.id]?.join(', ') || 'nothing'}, now by ${node.uniqueKeys.join(', ') || 'nothing'}. Old and new rows would mix in "${node.destination}": give it another name (Destination Name Override), or reload it, which removes the old rows.`,
        })),
      );
    }
  }

  private emptyNode(node: SelectedNode, state: RunState): void {
    const storage = this.services.storages({
      id: `${this.importId}.${node.id}`,
      name: node.destination,
      sourceName: this.source.name,
      fields: node.fields,
      uniqueKeys: node.uniqueKeys,
    });
    try {
      storage.replaceData([]);
      storage.flush();
    } finally {
      storage.close();
    }
    new RunJournal(this.services.state, state, emptyActive()).forget(node.id);
  }

  private startReport(setup: RunSetup, plan: Plan, active: ActiveRun): RunReport {
    const series = plan.slices.filter(slice =>
      setup.nodes.some(node => node.id === slice.node && node.isTimeSeries),
    );
    const [first] = series;
    return {
      runId: active.id,
      source: this.source.name,
      type: setup.type,
      status: EXECUTION_STATUS.IN_PROGRESS,
      startedAt: EnvironmentAdapter.now(),
      finishedAt: EnvironmentAdapter.now(),
      ...(first
        ? {
            from: earliest(first.from, ...series.map(slice => slice.from)),
            to: latest(first.to, ...series.map(slice => slice.to)),
          }
        : {}),
      nodes: [],
      warnings: [],
      failures: [],
      requests: 0,
    };
  }
}

function emptyActive(): ActiveRun {
  return {
    id: '',
    type: RUN_CONFIG_TYPE.INCREMENTAL,
    startedAt: 0,
    fingerprint: '',
    today: {},
    cursors: {},
    done: {},
    sourceStates: {},
  };
}

/** Everything that decides the slices but today and the cursors, which the interrupted run keeps. */
function fingerprintOf(setup: RunSetup): string {
  const { type, accounts, startDate, endDate, maxFetchingDays, lookback, nodes } = setup;
  const shape = nodes.map(({ id, destination, fields, uniqueKeys }) => [
    id,
    destination,
    Object.keys(fields),
    uniqueKeys,
  ]);
  return digest(JSON.stringify([type, accounts, startDate, endDate, maxFetchingDays, lookback, shape]));
}

function digest(text: string): string {
  return EnvironmentAdapter.base64EncodeWebSafe(EnvironmentAdapter.computeDigest('SHA_256', text)).slice(
    0,
    22,
  );
}
