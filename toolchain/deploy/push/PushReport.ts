import { join } from 'node:path';
import { printLine, type Terminal } from '../../../environments/node/cli/Terminal';
import { countChange } from '../diff/DiffLines';
import { compareMaps, type ModuleChange } from '../diff/DiffModules';
import type { PushPlan } from '../plan/PlanPush';
import { editorName } from './PushRefusal';
import { changesText, linkOf, resultLine, resultTable } from './PushText';
import type { PlanContext, PushResult } from './PushTypes';
import type { Target } from '../targets/Target';

/** Tells a person what each target gets: once, when the targets get the same. */
export class PushReport {
  private told: string | undefined;

  constructor(
    private readonly terminal: Terminal,
    private readonly mode: { isSingle: boolean; isDryRun: boolean },
  ) {}

  plan(target: Target, plan: PushPlan, context: PlanContext): void {
    if (plan.verdict !== 'push') return;
    const { remark } = context.cargo;
    const text = changesText(plan, modulesOf(context)) + (remark === undefined ? '' : `\n  ${remark}`);
    // Of a dry run the changes are the result.
    const stream = this.mode.isDryRun ? this.terminal.out : this.terminal.err;
    if (text === this.told) return printLine(stream, `${target.name}: the same changes.`);
    this.told ??= text;
    const what = context.cargo.restored
      ? `back to ${context.cargo.restored}`
      : `build ${context.cargo.build}`;
    printLine(stream, `${target.name}: ${what}\n${text}`);
  }

  end(results: readonly PushResult[]): void {
    for (const result of results) {
      this.remarks(result);
      if (result.message) printLine(this.terminal.err, `error: ${result.message}`);
    }
    const [only] = results;
    if (this.mode.isSingle && only) {
      if (!only.message) printLine(this.terminal.out, resultLine(only));
    } else {
      printLine(this.terminal.out, resultTable(results));
    }
  }

  /** What is no fault: of an earlier push, of the target's file, of a user's own files. */
  remarks({ target, notes, healed }: PushResult): void {
    if (healed) printLine(this.terminal.err, `${target.name}: ${healedText(healed.status, healed.id)}`);
    for (const note of notes) printLine(this.terminal.err, `note: ${target.name}: ${note}`);
  }
}

function healedText(status: string, id: string): string {
  const outcome = {
    done: 'it had arrived whole.',
    'not-sent': 'nothing of it had arrived.',
    unclear: 'what stands there is neither what it brought nor what stood there before it.',
  }[status];
  return `push ${id} was stopped on its way; ${outcome ?? ''}`;
}

/** In terms of the source, when the maps of both builds are at hand. */
export function modulesOf({ cargo, standing }: PlanContext): ModuleChange[] | undefined {
  if (cargo.map === undefined || standing === undefined) return undefined;
  return compareMaps(join(standing, 'Code.js.map'), cargo.map);
}

/** A result for machines. */
export function resultJson(result: PushResult): Record<string, unknown> {
  const { target, outcome, id, build, plan, restored, healed, notes, message, took } = result;
  return {
    target: target.name,
    scriptId: target.scriptId,
    outcome,
    ...(id ? { push: id } : {}),
    build,
    ...(plan ? planJson(plan) : {}),
    ...(restored === undefined ? {} : { restored }),
    ...(healed ? { healed } : {}),
    notes,
    ...(message ? { message } : {}),
    milliseconds: Math.round(took),
    link: linkOf(target),
  };
}

/** What a plan changes, for machines. */
export function planJson(plan: PushPlan): Record<string, unknown> {
  const { changes, scopes, hosts, kept, conflicts, overruled, elsewhere, reorders } = plan;
  return {
    files: changes.map(change => {
      const file = change.after ?? change.before;
      return { kind: change.kind, file: file ? editorName(file) : change.name, ...countChange(change) };
    }),
    reorders,
    scopes,
    hosts,
    kept,
    conflicts: conflicts.map(({ kind, file }) => ({ kind, file: editorName(file) })),
    overwritten: overruled.map(({ kind, file }) => ({ kind, file: editorName(file) })),
    ...(elsewhere ? { elsewhere: { build: elsewhere.build, pushed: elsewhere.pushed } } : {}),
  };
}
