import { EXECUTION_STATUS } from '../Constants';
import type { AbstractSource } from './AbstractSource';
import type { StorageFactory } from './AbstractStorage';
import { CredentialWatch, notAskedFor } from './CredentialWatch';
import { isNamed, messageOf, type PauseSignal } from './Exceptions';
import { joinRefusals } from './JoinRefusals';
import { NodeRun } from './NodeRun';
import { collectingSink, savingSink } from './NodeSinks';
import { NodeWriter } from './NodeWriter';
import { cursorKey, type Plan, type Slice } from './RunPlan';
import type { RunJournal } from './RunJournal';
import type { NodeReport, RunProgress, RunReport } from './RunReport';
import type { RunSetup } from './RunSetup';
import type { SelectedNode } from './Selection';
import { isMistake, stackOf } from './Stack';

/** Values merged into one save, when the storage does not say otherwise; milliseconds of fetching before one. */
export const BATCH = { values: 200_000, milliseconds: 60_000 };

export interface ImportRunOptions {
  source: AbstractSource;
  setup: RunSetup;
  plan: Plan;
  journal: RunJournal;
  storages: StorageFactory;
  /** Prefix of the identity of every node's table. */
  importId: string;
  report: RunReport;
  onProgress: (progress: RunProgress) => void;
}

/** Carries out a plan: node after node, fetch, save, then move the cursors. Fills the report. */
export class ImportRun {
  private isInterrupted = false;
  /** The destination did not take something: going on at once would only be refused again. */
  private isRefused = false;
  private readonly credentials: CredentialWatch;
  /** Nodes and accounts that refused or failed, by `cursorKey`. */
  private readonly stuck = new Set<string>();

  constructor(private readonly options: ImportRunOptions) {
    this.credentials = new CredentialWatch(options.plan);
  }

  run(): void {
    const { plan, report, journal, setup } = this.options;
    try {
      const rest = nodesInOrder(setup.nodes, plan);
      for (let node = rest.shift(); node; node = this.credentials.areRefused ? undefined : rest.shift())
        this.runNode(node);
      this.leaveOut(rest);
    } catch (error) {
      if (!isNamed(error, 'PauseSignal')) throw error;
      this.stop(error as PauseSignal);
      return;
    }
    // Another run would be refused the same days again: what is stuck is not what remains.
    const isCapped = plan.capped.some(key => !this.stuck.has(key));
    const hasFailed = report.failures.length > 0;
    if (this.isInterrupted) journal.interrupt();
    else journal.end(!isCapped && !hasFailed);
    if (isCapped && !this.isRefused) this.pause('more days remain than Max Fetching Days allows in one run');
    else report.status = hasFailed ? EXECUTION_STATUS.ERROR : EXECUTION_STATUS.DONE;
  }

  private stop(signal: PauseSignal): void {
    const { journal, report, source } = this.options;
    const isTimeUsedUp = !signal.isWaiting && source.requestCount > 0;
    if (journal.pause(isTimeUsedUp, this.openWindows())) {
      this.pause(signal.reason);
      return;
    }
    report.status = EXECUTION_STATUS.ERROR;
    report.failures.push({
      node: report.nodes[report.nodes.length - 1]?.node ?? '',
      message: `[${source.name}] One window took longer than a whole run may, several times over, and there are no days left to halve. What was stored stays. Choose fewer accounts or fewer fields.`,
    });
  }

  /** The first windows of the node that was under way, one for each account. */
  private openWindows(): Slice[] {
    const { plan, journal, report, setup } = this.options;
    const current = report.nodes[report.nodes.length - 1]?.node;
    if (!setup.nodes.some(({ id, isTimeSeries }) => id === current && isTimeSeries)) return [];
    const open = plan.slices.filter(slice => slice.node === current && !journal.isDone(slice));
    return open.filter(({ account }, index) => open.findIndex(other => other.account === account) === index);
  }

  /** Failures so far do not end the run: what failed is asked for again when it goes on, and the rest must not wait. */
  private pause(reason: string): void {
    const { report } = this.options;
    report.status = EXECUTION_STATUS.PAUSED;
    report.pauseReason = reason;
  }

  private runNode(node: SelectedNode): void {
    const { plan, journal, report, source, setup, importId, storages, onProgress } = this.options;
    const all = plan.slices.filter(slice => slice.node === node.id);
    const slices = all.filter(slice => !journal.isDone(slice));
    const nodeReport = emptyNodeReport(node, all.length, all.length - slices.length);
    report.nodes.push(nodeReport);
    if (!slices.length) return;
    const writer = new NodeWriter({
      node,
      importId,
      sourceName: source.name,
      storages,
      gone: setup.gone,
      report: nodeReport,
    });
    const sinks = { node, writer, journal, slices: all, source, onProgress, report: nodeReport };
    const sink = node.mode === 'replaceAll' ? collectingSink(sinks) : savingSink(sinks);
    const nodeRun = new NodeRun({
      source,
      node,
      slices,
      sourceStates: journal.active.sourceStates,
      sink,
      batch: {
        ...BATCH,
        get values() {
          return writer.valuesPerSave ?? BATCH.values;
        },
      },
    });
    try {
      this.whileOpen(writer, () => {
        nodeRun.run();
        sink.finish(nodeRun.failures.length + nodeRun.refusals.length === 0);
        if (setup.createEmptyTables && !nodeRun.failures.length) writer.prepare();
      });
    } catch (error) {
      if (isNamed(error, 'PauseSignal')) throw error;
      this.interrupt(node, error);
    } finally {
      this.noteWarnings();
      this.noteFailures(nodeRun);
      this.credentials.note(node.id, nodeRun);
    }
  }

  /** Several windows may say the same. */
  private noteWarnings(): void {
    const { report, source } = this.options;
    report.warnings = [...new Set([...report.warnings, ...source.takeWarnings()])];
  }

  /** They wait until the credentials are good again: another run at once would be refused as well. */
  private leaveOut([first, ...others]: readonly SelectedNode[]): void {
    const { plan, report, source } = this.options;
    if (!first) return;
    const ids = [first, ...others].map(({ id }) => id);
    report.failures.push({ node: first.id, message: notAskedFor(source.name, ids) });
    for (const { node, account } of plan.slices)
      if (ids.includes(node)) this.stuck.add(cursorKey(node, account));
  }

  /** An account that refuses is skipped with a warning, unless every account refused. */
  private noteFailures(nodeRun: NodeRun): void {
    const { report, setup } = this.options;
    const allRefused = nodeRun.refusals.length > 0 && nodeRun.refusals.length === setup.accounts.length;
    if (allRefused) report.failures.push(...joinRefusals(nodeRun.refusals));
    else
      report.warnings.push(
        ...nodeRun.refusals.map(({ account, message }) => `Account ${account} was skipped: ${message}`),
      );
    report.failures.push(...nodeRun.failures);
    for (const { node, account } of [...nodeRun.failures, ...nodeRun.refusals])
      this.stuck.add(cursorKey(node, account));
  }

  private whileOpen(writer: NodeWriter, action: () => void): void {
    try {
      action();
    } catch (error) {
      try {
        writer.close();
      } catch {
        // The first error says why.
      }
      throw error;
    }
    writer.close();
  }

  /** The destination failed: the plan stays as it is, so that the next run goes on in the same order. */
  private interrupt(node: SelectedNode, error: unknown): void {
    const { report, journal, source } = this.options;
    this.isRefused = true;
    const redact = (text: string) => source.redact(text);
    const message = redact(isMistake(error) ? describeMistake(error, node, source.name) : messageOf(error));
    report.failures.push({ node: node.id, message, ...stackOf(error, redact) });
    if (isNamed(error, 'DestinationException') && (error as { reason?: unknown }).reason === 'gone')
      journal.forget(node.id);
    else this.isInterrupted = true;
  }
}

function describeMistake(error: unknown, { id }: SelectedNode, speaker: string): string {
  return `[${speaker}] ${id} could not be stored, because of a mistake in the program: ${messageOf(error).replace(/\.$/, '')}. What was stored before stays; the next run goes on there. If it stays, tell whoever looks after the program.`;
}

function emptyNodeReport(node: SelectedNode, slicesTotal: number, slicesDone: number): NodeReport {
  return {
    node: node.id,
    destination: node.destination,
    records: 0,
    added: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    gone: 0,
    warnings: [],
    slicesDone,
    slicesTotal,
  };
}

function nodesInOrder(nodes: readonly SelectedNode[], plan: Plan): SelectedNode[] {
  const order = [...new Set(plan.slices.map(slice => slice.node))];
  return order.flatMap(id => nodes.find(node => node.id === id) ?? []);
}
