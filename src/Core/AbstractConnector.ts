import { EXECUTION_STATUS, RUN_CONFIG_TYPE } from '../Constants';
import type { AbstractSource } from './AbstractSource';
import type { AbstractStorage, StorageFactory } from './AbstractStorage';
import { addDays } from './CivilDate';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import { ConfigurationException } from './Exceptions';
import { ImportRun } from './ImportRun';
import type { Lease } from './Lease';
import { previewRun } from './PreviewRun';
import { RunJournal } from './RunJournal';
import { openRun, timeSeriesSpan } from './RunOpening';
import type { Plan } from './RunPlan';
import type { PreviewReport, RunProgress, RunReport } from './RunReport';
import { setUpRun, type RunRequest, type RunSetup } from './RunSetup';
import { forgetNode, type ActiveRun, type RunState, type RunStateStore } from './RunState';
import { targetOf, type SelectedNode } from './Selection';

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
    const { plan } = openRun(setup, state);
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

  private open(node: SelectedNode): AbstractStorage {
    return this.services.storages(targetOf(node, this.importId, this.source.name));
  }

  private cleanUpNode(node: SelectedNode, before: string): number | undefined {
    if (!node.isTimeSeries || !node.dateField) return undefined;
    const storage = this.open(node);
    try {
      const count = storage.deleteExpired(node.dateField, before);
      storage.flush();
      return count;
    } finally {
      storage.close();
    }
  }

  private runSetup(setup: RunSetup, state: RunState): RunReport {
    const { plan, active } = openRun(setup, state);
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
    const storage = this.open(node);
    try {
      storage.replaceData([]);
      storage.flush();
    } finally {
      storage.close();
    }
    forgetNode(state, node.id);
    this.services.state.save(state);
  }

  private startReport(setup: RunSetup, plan: Plan, active: ActiveRun): RunReport {
    return {
      runId: active.id,
      source: this.source.name,
      type: setup.type,
      status: EXECUTION_STATUS.IN_PROGRESS,
      startedAt: EnvironmentAdapter.now(),
      finishedAt: EnvironmentAdapter.now(),
      ...timeSeriesSpan(plan, setup.nodes),
      nodes: [],
      warnings: [],
      failures: [],
      requests: 0,
    };
  }
}
