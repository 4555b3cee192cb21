import type { AbstractSource } from './AbstractSource';
import { countDays } from './CivilDate';
import type { TaskSink } from './NodeRun';
import type { NodeWriter } from './NodeWriter';
import type { RunJournal } from './RunJournal';
import type { Slice } from './RunPlan';
import type { NodeReport, RunProgress } from './RunReport';
import type { SelectedNode } from './Selection';
import type { SliceTask } from './SliceTask';

export interface NodeSinkOptions {
  node: SelectedNode;
  writer: NodeWriter;
  journal: RunJournal;
  /** All slices of the node, those that are stored already among them. */
  slices: readonly Slice[];
  source: AbstractSource;
  report: NodeReport;
  onProgress: (progress: RunProgress) => void;
}

export interface NodeSink extends TaskSink {
  /** After the last slice; `isWhole`: none failed. */
  finish(isWhole: boolean): void;
}

/** Saves completed slices as they come; the cursors move behind the data. */
export function savingSink(options: NodeSinkOptions): NodeSink {
  const { node, writer, journal, report } = options;
  const progress = progressOf(options);
  return {
    remember: task => journal.remember(task.slice, task.state),
    progress: progress.tell,
    complete: tasks => {
      writer.save(tasks);
      store(options, tasks);
      report.slicesDone += tasks.length;
      progress.add(tasks);
    },
    ...(node.mode === 'upsert' ? { part: (task: SliceTask) => writer.savePart(task) } : {}),
    finish: () => undefined,
  };
}

/** A catalogue without keys is swapped in only when all of it is in hand. */
export function collectingSink(options: NodeSinkOptions): NodeSink {
  const { writer, journal, report } = options;
  const collected: SliceTask[] = [];
  const progress = progressOf(options);
  return {
    remember: task => journal.remember(task.slice, task.state),
    progress: progress.tell,
    complete: tasks => {
      collected.push(...tasks);
      progress.add(tasks);
    },
    finish: isWhole => {
      if (isWhole) {
        writer.replaceAll(collected);
        store(options, collected);
        report.slicesDone += collected.length;
      } else {
        const sentence = `"${report.destination}" was left as it was, because not all of it could be fetched.`;
        report.warnings = [...report.warnings, sentence];
      }
    },
  };
}

/** First the rows are durable, then the state says so. */
function store({ writer, journal, node }: NodeSinkOptions, tasks: readonly SliceTask[]): void {
  writer.flush();
  const slices = tasks.map(task => task.slice);
  journal.stored(slices, node);
}

function progressOf({ journal, onProgress, slices, source, report }: NodeSinkOptions) {
  const daysTotal = daysOf(slices);
  let records = 0;
  let daysDone = daysOf(slices.filter(slice => journal.isDone(slice)));
  return {
    add: (tasks: readonly SliceTask[]) => {
      records += tasks.reduce((sum, task) => sum + task.fetched, 0);
      daysDone += daysOf(tasks.map(task => task.slice));
      report.records = records;
    },
    tell: (running: readonly SliceTask[]) => {
      const fetched = records + running.reduce((sum, task) => sum + task.fetched, 0);
      const { node, slicesDone, slicesTotal } = report;
      onProgress({
        node,
        slicesDone,
        slicesTotal,
        daysDone,
        daysTotal,
        records: fetched,
        requests: source.requestCount,
      });
    },
  };
}

function daysOf(slices: readonly Slice[]): number {
  return slices.reduce((sum, slice) => sum + countDays(slice.from, slice.to), 0);
}
