import { earliest, latest } from '../Core/CivilDate';
import { failuresAfter, type NodeReport, type RunReport } from '../Core/RunReport';

/** Several runs in a row, each as long as Max Fetching Days allows, as the one run that the user asked for. */
export function mergeReports(first: RunReport, next: RunReport): RunReport {
  const merged: RunReport = {
    ...next,
    runId: first.runId,
    startedAt: first.startedAt,
    nodes: next.nodes.map(node => {
      const before = first.nodes.find(each => each.node === node.node);
      return before ? mergeNodes(before, node) : node;
    }),
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

function mergeNodes(before: NodeReport, node: NodeReport): NodeReport {
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
