import { earliest, latest } from '../../../src/Core/CivilDate';
import { failuresAfter, type NodeReport, type RunReport } from '../../../src/Core/RunReport';

/** One report of consecutive runs: counts are added up, status and reason are those of the last one. */
export function addReports(first: RunReport | undefined, next: RunReport): RunReport {
  if (!first) return next;
  const { pauseReason, ...last } = next;
  return {
    ...last,
    runId: first.runId,
    startedAt: first.startedAt,
    ...(pauseReason === undefined ? {} : { pauseReason }),
    ...(first.from !== undefined && next.from !== undefined ? { from: earliest(first.from, next.from) } : {}),
    ...(first.to !== undefined && next.to !== undefined ? { to: latest(first.to, next.to) } : {}),
    nodes: addNodes(first.nodes, next.nodes),
    warnings: [...new Set([...first.warnings, ...next.warnings])],
    failures: failuresAfter(first, next),
    requests: first.requests + next.requests,
  };
}

function addNodes(first: readonly NodeReport[], next: readonly NodeReport[]): NodeReport[] {
  const merged = first.map(node => {
    const again = next.find(other => other.node === node.node);
    return again ? addNode(node, again) : node;
  });
  return [...merged, ...next.filter(node => !first.some(other => other.node === node.node))];
}

function addNode(a: NodeReport, b: NodeReport): NodeReport {
  return {
    ...b,
    records: a.records + b.records,
    added: a.added + b.added,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    removed: a.removed + b.removed,
    gone: a.gone + b.gone,
    slicesDone: a.slicesDone + b.slicesDone,
    slicesTotal: a.slicesTotal + b.slicesTotal,
    warnings: [...new Set([...a.warnings, ...b.warnings])],
  };
}
