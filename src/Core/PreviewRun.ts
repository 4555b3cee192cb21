import type { AbstractSource } from './AbstractSource';
import type { StorageFactory } from './AbstractStorage';
import { castRecord } from './Casting';
import { CredentialWatch, notAskedFor } from './CredentialWatch';
import { isNamed, messageOf } from './Exceptions';
import { BATCH } from './ImportRun';
import { inferFields, inferScopes } from './InferFields';
import { NodeRun } from './NodeRun';
import { timeSeriesSpan } from './RunOpening';
import type { Plan } from './RunPlan';
import type { NodePreview, PreviewReport } from './RunReport';
import type { RunSetup } from './RunSetup';
import { targetOf, windowOf, type SelectedNode } from './Selection';
import { isUndeclared, type SliceTask } from './SliceTask';

export interface PreviewRunOptions {
  source: AbstractSource;
  setup: RunSetup;
  plan: Plan;
  storages: StorageFactory;
  importId: string;
}

/** Fetches what a run would fetch and compares it with what is stored. Calls no writing method of a storage. */
export function previewRun(options: PreviewRunOptions): PreviewReport {
  const { source, setup, plan } = options;
  const report: PreviewReport = {
    source: source.name,
    ...timeSeriesSpan(plan, setup.nodes),
    nodes: [],
    isComplete: !plan.isCapped,
    warnings: [...source.config.warnings()],
    failures: [],
    requests: 0,
  };
  const credentials = new CredentialWatch(plan);
  const skipped = new Set<string>();
  for (const node of setup.nodes) {
    if (credentials.areRefused) {
      skipped.add(node.id);
      report.nodes.push(unchangedPreview(node));
      continue;
    }
    const { tasks, isWhole, hasAll } = fetchNode(node, options, report, credentials);
    if (!isWhole) report.isComplete = false;
    // A catalogue is swapped in as a whole or left as it is.
    const isLeft = node.mode === 'replaceAll' && !hasAll;
    report.nodes.push(isLeft ? unchangedPreview(node) : compare(node, tasks, options));
  }
  const [first] = skipped;
  if (first !== undefined) {
    report.isComplete = false;
    report.failures.push({ node: first, message: notAskedFor(source.name, [...skipped]) });
  }
  report.requests = source.requestCount;
  return report;
}

function fetchNode(
  node: SelectedNode,
  { source, plan }: PreviewRunOptions,
  report: PreviewReport,
  credentials: CredentialWatch,
): { tasks: SliceTask[]; isWhole: boolean; hasAll: boolean } {
  const tasks: SliceTask[] = [];
  const run = new NodeRun({
    source,
    node,
    slices: plan.slices.filter(slice => slice.node === node.id),
    sourceStates: {},
    sink: { complete: done => tasks.push(...done), remember: () => undefined, progress: () => undefined },
    batch: BATCH,
  });
  let isWhole = true;
  try {
    run.run();
  } catch (error) {
    if (!isNamed(error, 'PauseSignal')) throw error;
    isWhole = false;
    report.warnings.push(`Only the first part was looked at: ${messageOf(error)}.`);
  }
  credentials.note(node.id, run);
  report.warnings.push(...source.takeWarnings());
  report.failures.push(...run.failures);
  report.warnings.push(
    ...run.refusals.map(({ account, message }) => `Account ${account} would be skipped: ${message}`),
  );
  const hasAll = isWhole && run.failures.length + run.refusals.length === 0;
  return { tasks, isWhole, hasAll };
}

function unchangedPreview({ id, destination }: SelectedNode): NodePreview {
  const examples = { added: [], updated: [], gone: [] };
  const counts = { added: 0, updated: 0, unchanged: 0, gone: 0, records: 0 };
  return { ...counts, node: id, destination, examples, newFields: [] };
}

function compare(
  node: SelectedNode,
  tasks: readonly SliceTask[],
  { storages, importId, source }: PreviewRunOptions,
): NodePreview {
  const records = tasks.flatMap(task => task.records);
  const fields = isUndeclared(node) ? inferFields(records) : node.fields;
  const rows = isUndeclared(node)
    ? records.map(record => castRecord(record, fields, `[${source.name}] ${node.id}`))
    : tasks.flatMap(task => task.rows);
  if (isUndeclared(node) && !rows.length) return unchangedPreview(node);
  const storage = storages(targetOf({ ...node, fields }, importId, source.name));
  try {
    const slices = tasks.map(task => task.slice);
    const inferred = isUndeclared(node) ? inferScopes(fields, slices, rows, node.accountField) : undefined;
    const scopes = inferred ?? slices.flatMap(slice => windowOf(node, slice) ?? []);
    const preview = storage.previewData(rows, {
      replace: node.mode !== 'upsert',
      ...(scopes.length ? { scopes } : {}),
    });
    return { ...preview, node: node.id, destination: node.destination, records: rows.length };
  } finally {
    storage.close();
  }
}
