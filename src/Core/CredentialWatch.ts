import type { NodeRun } from './NodeRun';
import { cursorKey, type Plan } from './RunPlan';

/**
 * Whether the credentials of a run are no longer taken, so that other nodes would be refused as well. One node does not
 * tell, since an API may answer 401 for what it does not want to show; nor does any where something was answered.
 */
export class CredentialWatch {
  private isAnswered = false;
  private refusedNodes = 0;

  constructor(private readonly plan: Plan) {}

  /** Of a node that was asked for. */
  note(node: string, run: NodeRun): void {
    const slices = this.plan.slices.filter(slice => slice.node === node);
    const isRefused = slices.every(({ account }) => run.signedOut.has(cursorKey(node, account)));
    if (slices.length && isRefused) this.refusedNodes++;
    this.isAnswered ||= run.isAnswered;
  }

  get areRefused(): boolean {
    return !this.isAnswered && this.refusedNodes > 1;
  }
}

/** The sentence about nodes that were not asked for. */
export function notAskedFor(speaker: string, nodes: readonly string[]): string {
  return `[${speaker}] The credentials are no longer taken, so these were not asked for: ${nodes.join(', ')}.`;
}
