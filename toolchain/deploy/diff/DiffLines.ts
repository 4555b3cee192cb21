import { createTwoFilesPatch, diffLines } from 'diff';
import type { ScriptFile } from '../../ScriptFile';
import type { FileChange } from '../plan/PlanPush';
import { comparableSource } from '../stage/StampLine';

/** Edits after which two texts count as wholly different: a comparison takes time with their square. */
const MOST_EDITS = 20_000;

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** Lines that came and went. */
export interface LineCount {
  added: number;
  removed: number;
}

export function countLines(before: string, after: string): LineCount {
  const parts = diffLines(before, after, { maxEditLength: MOST_EDITS });
  if (!parts) return { added: linesIn(after), removed: linesIn(before) };
  const sum = (isWanted: (part: { added: boolean; removed: boolean }) => boolean): number =>
    parts.filter(isWanted).reduce((total, { count }) => total + count, 0);
  return { added: sum(part => part.added), removed: sum(part => part.removed) };
}

export function countChange({ before, after }: FileChange): LineCount {
  return countLines(textOf(before), textOf(after));
}

/** A unified patch of one file. */
export function patchOf(change: FileChange, shown: string): string {
  const names = [
    change.before ? `a/${shown}` : '/dev/null',
    change.after ? `b/${shown}` : '/dev/null',
  ] as const;
  const patch = createTwoFilesPatch(...names, textOf(change.before), textOf(change.after), '', '', {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  });
  if (patch !== undefined) return patch.replace(/^=+\n/, '').trimEnd();
  const { added, removed } = {
    added: linesIn(textOf(change.after)),
    removed: linesIn(textOf(change.before)),
  };
  return `--- ${names[0]}\n+++ ${names[1]}\n(wholly different: ${removed} lines there, ${added} lines here)`;
}

/** As people compare it, with a line end behind the last line. */
function textOf(file: ScriptFile | undefined): string {
  const source = file ? comparableSource(file) : '';
  return source === '' ? '' : `${source}\n`;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
