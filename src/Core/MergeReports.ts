import { earliest, latest } from './CivilDate';
import { failuresAfter, type NodeReport, type RunReport } from './RunReport';

/**
 * Consecutive runs, each as long as Max Fetching Days allows, as the one run that the user asked for: counts are
 * added up, status and reason are those of the last one. Without a first one, the next one as it is.
 */
export function mergeReports(first: RunReport | undefined, next: RunReport): RunReport {
  if (!first) return next;
  const merged: RunReport = {
    ...next,
    runId: first.runId,
    startedAt: first.startedAt,
    nodes: mergeNodes(first.nodes, next.nodes),
    warnings: [...new Set([...first.warnings, ...next.warnings])],
    failures: failuresAfter(first, next),
    requests: first.requests + next.requests,
  };
  const days = [first, next].flatMap(({ from, to }) =>
    from !== undefined && to !== undefined ? [from, to] : [],
  );
  const [day] = days;
  return day === undefined ? merged : { ...merged, from: earliest(day, ...days), to: latest(day, ...days) };
}

function mergeNodes(first: readonly NodeReport[], next: readonly NodeReport[]): NodeReport[] {
  const merged = first.map(node => {
    const again = next.find(other => other.node === node.node);
    return again ? mergeNode(node, again) : node;
  });
  return [...merged, ...next.filter(node => !first.some(other => other.node === node.node))];
}

function mergeNode(before: NodeReport, node: NodeReport): NodeReport {
  return {
    ...node,
    records: before.records + node.records,
    added: before.added + node.added,
    updated: before.updated + node.updated,
    unchanged: before.unchanged + node.unchanged,
    removed: before.removed + node.removed,
    gone: before.gone + node.gone,
    warnings: [...new Set([...before.warnings, ...node.warnings])],
    slicesDone: before.slicesDone + node.slicesDone,
    slicesTotal: before.slicesTotal + node.slicesTotal,
  };
}
