import { count, duration } from '../../../environments/node/cli/Terminal';
import { textTable } from '../../../environments/node/cli/TextTable';
import { countChange, patchOf, type LineCount } from '../diff/DiffLines';
import type { ModuleChange } from '../diff/DiffModules';
import type { FileChange, PushPlan } from '../plan/PlanPush';
import { editorName } from './PushRefusal';
import type { PushOutcome, PushResult } from './PushTypes';
import type { Target } from '../targets/Target';

/** Source files that are named one by one. */
const MOST_MODULES = 12;

const SIGNS = { added: '+', changed: '~', removed: '-' } as const;

/** What a push changes (or would), for people. `modules`: in terms of the source, where that is known. */
export function changesText(plan: PushPlan, modules: readonly ModuleChange[] = []): string {
  const lines = table(
    plan.changes.map(change => [SIGNS[change.kind], shownName(change), lineCount(countChange(change))]),
  );
  if (plan.reorders) lines.push('  The files change their order.');
  if (modules.length > 0) {
    lines.push('  in the source:');
    lines.push(
      ...table(
        modules.slice(0, MOST_MODULES).map(each => [SIGNS[each.kind], each.path, lineCount(each)]),
        '    ',
      ),
    );
    if (modules.length > MOST_MODULES)
      lines.push(`    and ${count(modules.length - MOST_MODULES, 'more file')}`);
  }
  lines.push(...rightsLines(plan));
  const own = plan.wanted.filter(({ name }) => plan.kept.includes(name));
  if (own.length > 0)
    lines.push(`  left as they are (not from Sheetbound): ${own.map(editorName).join(', ')}`);
  if (plan.overruled.length > 0)
    lines.push(`  overwritten: ${plan.overruled.map(({ file }) => editorName(file)).join(', ')}`);
  return lines.join('\n');
}

/** A wider scope is the one change that stops the deployed script until people act. */
function rightsLines({ scopes, hosts, isFirst }: PushPlan): string[] {
  const lines: string[] = [];
  const list = (title: string, gained: readonly string[], lost: readonly string[]): void => {
    const entries = [...gained.map(item => `+ ${item}`), ...lost.map(item => `- ${item}`)];
    lines.push(...entries.map((entry, index) => `  ${(index === 0 ? title : '').padEnd(7)} ${entry}`));
  };
  list('scopes:', scopes.gained, scopes.lost);
  if (scopes.gained.length > 0)
    lines.push(
      isFirst
        ? '          Google asks each user to authorise the script once.'
        : '          A wider scope: Google asks every user to authorise again, and triggers fail until they do.',
    );
  list('hosts:', hosts.gained, hosts.lost);
  return lines;
}

/** Unified patches of all files. */
export function patchText({ changes }: PushPlan): string {
  return changes.map(change => patchOf(change, shownName(change))).join('\n');
}

const OUTCOMES: Readonly<Record<PushOutcome, string>> = {
  pushed: 'pushed',
  'up-to-date': 'up to date',
  planned: 'would be pushed',
  refused: 'REFUSED',
  failed: 'FAILED',
};

/** One line for one target. */
export function resultLine(result: PushResult): string {
  const { target, outcome, plan, took, build, restored } = result;
  const changed = plan?.changes.length ?? 0;
  const files = count(changed, 'file');
  const of = build ? ` build ${build}` : '';
  if (outcome === 'up-to-date')
    return `${target.name}: up to date, nothing to push.${build ? ` It is build ${build}.` : ''}`;
  if (outcome === 'planned') return `${target.name}: ${files} would change. Nothing was sent (--dry-run).`;
  if (outcome !== 'pushed') return `${target.name}: ${OUTCOMES[outcome]}`;
  const what =
    restored === undefined ? `pushed${of}` : `rolled back to ${restored}${build && ` (build ${build})`}`;
  const changes = changed === 0 && plan?.reorders ? 'the order of the files changed' : `${files} changed`;
  return `${target.name}: ${what}, read back and found whole: ${changes} in ${duration(took)}.\n  ${linkOf(target)}`;
}

/** One table for many. */
export function resultTable(results: readonly PushResult[]): string {
  const rows = results.map(({ target, outcome, plan, took, restored }) => [
    target.name,
    outcome === 'pushed' && restored !== undefined ? 'rolled back' : OUTCOMES[outcome],
    plan && outcome !== 'refused' ? String(plan.changes.length) : '',
    duration(took),
    linkOf(target).replace(/^https:\/\//, ''),
  ]);
  return textTable(['target', 'result', 'files', 'took', 'where'], rows, ['files', 'took'], Infinity);
}

/** The spreadsheet where it is known, else the script. */
export function linkOf({ parentId, scriptId }: Target): string {
  return parentId
    ? `https://docs.google.com/spreadsheets/d/${parentId}/edit`
    : `https://script.google.com/d/${scriptId}/edit`;
}

function shownName({ before, after, name }: FileChange): string {
  const file = after ?? before;
  return file ? editorName(file) : name;
}

function lineCount({ added, removed }: LineCount): string {
  return [added > 0 ? `+${added}` : '', removed > 0 ? `-${removed}` : ''].filter(Boolean).join(' ');
}

function table(
  rows: readonly (readonly [sign: string, name: string, lines: string])[],
  indent = '  ',
): string[] {
  const width = Math.max(0, ...rows.map(([, name]) => name.length));
  return rows.map(([sign, name, lines]) => `${indent}${sign} ${name.padEnd(width)}  ${lines}`.trimEnd());
}
