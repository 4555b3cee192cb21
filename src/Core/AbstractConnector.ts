import { RUN_CONFIG_TYPE } from '../Constants';
import type { AbstractSource } from './AbstractSource';
import type { AbstractStorage, StorageFactory } from './AbstractStorage';
import { addDays } from './CivilDate';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import { ConfigurationException, isNamed, messageOf } from './Exceptions';
import { assignTables, nodesOfChangedGrain, requireSameGrain } from './Grain';
import { ImportRun } from './ImportRun';
import type { Lease } from './Lease';
import { previewRun } from './PreviewRun';
import { reportUnopened, startReport } from './ReportStart';
import { RunJournal } from './RunJournal';
import { openRun, timeSeriesSpan, type OpenedRun } from './RunOpening';
import type { PreviewReport, RunProgress, RunReport } from './RunReport';
import { accountsOf, checkRun, type CheckedRun, type RunRequest, type RunSetup } from './RunSetup';
import { forgetNode, type RunState, type RunStateStore } from './RunState';
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
   * `ConfigurationException` before any request, a `LeaseHeldException` when it runs already, a `StateException` when
   * what it has to remember is damaged or cannot be kept; every other failure is in the report.
   */
  run(): RunReport {
    const { source, services } = this;
    services.lease?.acquire();
    try {
      const state = services.state.load();
      const checked = checkRun(source, this.request);
      this.checkGrain(checked, state);
      return this.runChecked(checked, state);
    } finally {
      this.release();
    }
  }

  /** What the next run would change. Fetches, compares, writes nothing: no cell, no cursor, no state. */
  preview(): PreviewReport {
    const { source, services } = this;
    const state = services.state.load();
    const checked = checkRun(source, this.request);
    assignTables(checked.nodes, state);
    if (!services.reload) requireSameGrain(checked.nodes, state, source.name);
    const setup = { ...checked, accounts: accountsOf(source, checked.nodes) };
    const { plan } = openRun(setup, state);
    return previewRun({ source, setup, plan, storages: services.storages, importId: this.importId });
  }

  /** Deletes rows older than CleanUpToKeepWindow days. Returns how many by node; nodes without a date field keep all. */
  cleanUpExpiredData(): Record<string, number> {
    const setup = checkRun(this.source, { type: RUN_CONFIG_TYPE.INCREMENTAL });
    const { keepDays } = setup;
    if (keepDays === undefined)
      throw new ConfigurationException(this.source.name, [
        { parameter: 'CleanUpToKeepWindow', message: 'Clean Up To Keep Window: say how many days to keep.' },
      ]);
    this.services.lease?.acquire();
    try {
      assignTables(setup.nodes, this.services.state.load());
      return Object.fromEntries(
        setup.nodes.flatMap(node => {
          const count = this.cleanUpNode(node, addDays(setup.today(undefined), -keepDays));
          return count === undefined ? [] : [[node.id, count] as const];
        }),
      );
    } finally {
      this.release();
    }
  }

  private get request(): RunRequest {
    return this.services.request ?? { type: RUN_CONFIG_TYPE.INCREMENTAL };
  }

  /** A lease that cannot be given back ends by itself; the run's result must not be lost over it. */
  private release(): void {
    try {
      this.services.lease?.release();
    } catch (error) {
      console.warn(
        `[${this.source.name}] ${messageOf(error)} This import can be run again in a few minutes.`,
      );
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

  /** Asking for the accounts and their time zones may fail or run out of time like any other request. */
  private runChecked(checked: CheckedRun, state: RunState): RunReport {
    let setup: RunSetup;
    let opened: OpenedRun;
    try {
      setup = { ...checked, accounts: accountsOf(this.source, checked.nodes) };
      opened = openRun(setup, state);
    } catch (error) {
      if (isNamed(error, 'ConfigurationException')) throw error;
      return reportUnopened(this.source, checked, error);
    }
    return this.runSetup(setup, state, opened);
  }

  private runSetup(setup: RunSetup, state: RunState, { plan, active }: OpenedRun): RunReport {
    const report = {
      ...startReport(this.source, setup.type, active.id),
      ...timeSeriesSpan(plan, setup.nodes),
    };
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

  /** Before any request. A reload removes the old rows; otherwise a changed grain is refused. */
  private checkGrain({ nodes }: CheckedRun, state: RunState): void {
    assignTables(nodes, state);
    if (!this.services.reload) requireSameGrain(nodes, state, this.source.name);
    for (const node of nodesOfChangedGrain(nodes, state)) this.emptyNode(node, state);
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
}
