import type { TargetDiff } from './DiffTarget';
import { planJson } from '../push/PushReport';
import { conflictLines, editorName, shownTime } from '../push/PushRefusal';
import { changesText, linkOf, patchText } from '../push/PushText';

/** The difference between what is deployed and the build; `isFull`: line by line, as a patch. */
export function diffText(diff: TargetDiff, build: string, isFull: boolean): string {
  const { target, plan, conflicts, modules } = diff;
  const lines = [`${target.name}: ${standingText(diff)}`];
  if (conflicts.length > 0) lines.push('Not made by the last push:', ...conflictLines(conflicts, []));
  if (plan.verdict === 'up-to-date') lines.push(`It holds what the build ${build} holds. Nothing to push.`);
  else lines.push(`To build ${build}:`, changesText({ ...plan, overruled: [] }, modules));
  if (isFull && plan.changes.length > 0) lines.push('', patchText(plan));
  return lines.join('\n');
}

function standingText({ deployed, isElsewhere }: TargetDiff): string {
  if (!deployed) return 'no push of Sheetbound stands there.';
  const from = isElsewhere ? ', pushed from elsewhere' : ', pushed';
  return `build ${deployed.build} stands there${from} on ${shownTime(deployed.pushed)}.`;
}

/** For machines. */
export function diffJson(diff: TargetDiff, build: string): Record<string, unknown> {
  const { target, plan, conflicts, modules, deployed, isElsewhere } = diff;
  return {
    target: target.name,
    scriptId: target.scriptId,
    deployed: deployed ? { build: deployed.build, pushed: deployed.pushed, isElsewhere } : null,
    build,
    isUpToDate: plan.verdict === 'up-to-date',
    ...planJson(plan),
    conflicts: conflicts.map(({ kind, file }) => ({ kind, file: editorName(file) })),
    ...(modules ? { source: modules } : {}),
    link: linkOf(target),
  };
}
