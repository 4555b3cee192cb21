import { readFileSync } from 'node:fs';
import type { RemoteFile } from '../../google/ScriptApi';
import type { ScriptFile } from '../../ScriptFile';
import { ScriptMap } from '../../trace/ScriptMap';
import type { ClaspFailure, RefusedSyntax } from '../clasp/ClaspFailure';
import { shownFolder } from '../journal/JournalFolder';
import type { Conflict, FileChange, PushPlan } from '../plan/PlanPush';
import type { Cargo } from './PushTypes';
import { comparableSource, STAMPED_FILE } from '../stage/StampLine';
import type { Target } from '../targets/Target';

const KINDS: Readonly<Record<Conflict['kind'], string>> = {
  foreign: 'not from Sheetbound',
  edited: 'edited since the last push',
  deleted: 'deleted since the last push',
  taken: 'not from Sheetbound, under the name of a file of ours',
};

/** A file as the script editor shows it. */
export function editorName({ name, type }: Pick<ScriptFile, 'name' | 'type'>): string {
  return name + { SERVER_JS: '.gs', HTML: '.html', JSON: '.json' }[type];
}

/** `2026-11-23 01:02 UTC`. */
export function shownTime(iso: string): string {
  return Number.isNaN(Date.parse(iso))
    ? iso
    : `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Why a push is refused, and the ways on. */
export function refusalText(
  target: Target,
  { conflicts, elsewhere }: PushPlan,
  cargo: Cargo,
  remote: readonly RemoteFile[],
): string {
  const rollback = cargo.to === undefined ? ' --rollback' : ` --rollback --to ${cargo.to}`;
  const command = `npx sheetbound push${cargo.kind === 'rollback' ? rollback : ''} --env ${target.name}`;
  const lines = [`[Push] ${target.name}: ${reasonOf(conflicts.length > 0, elsewhere)} Nothing was sent.`];
  lines.push(...conflictLines(conflicts, remote));
  const ways: [string, string][] = [
    ['See the difference', `npx sheetbound diff --env ${target.name} --full`],
    ...waysOn(conflicts, elsewhere !== undefined).map(([what, flags]): [string, string] => [
      what,
      `${command} ${flags}`,
    ]),
  ];
  const longest = Math.max(...ways.map(([what]) => what.length));
  lines.push(...ways.map(([what, how]) => `  ${`${what}:`.padEnd(longest + 1)}  ${how}`));
  lines.push(
    `  What --overwrite takes away is saved first: npx sheetbound push --rollback --env ${target.name} brings it back.`,
  );
  if (conflicts.some(({ kind }) => kind === 'edited'))
    lines.push('  An edit of a file of ours cannot be kept there: take it over into the source first.');
  return lines.join('\n');
}

/** What goes through with which flags, and what becomes of the files then. */
function waysOn(conflicts: readonly Conflict[], isElsewhere: boolean): [what: string, flags: string][] {
  const foreign = conflicts.filter(({ kind }) => kind === 'foreign');
  const isMore = isElsewhere || foreign.length < conflicts.length;
  if (foreign.length === 0) return [['Put ours over it', '--overwrite']];
  const names = namesOf(foreign);
  return isMore
    ? [
        [`Leave ${names}, put ours over the rest`, '--keep --overwrite'],
        [`Remove ${names}, put ours over the rest`, '--overwrite'],
      ]
    : [
        [`Leave ${names} in the project`, '--keep'],
        [`Remove ${names}`, '--overwrite'],
      ];
}

/** One line a conflict, with who changed the file last where that is known. */
export function conflictLines(conflicts: readonly Conflict[], remote: readonly RemoteFile[]): string[] {
  const width = Math.max(0, ...conflicts.map(({ file }) => editorName(file).length));
  return conflicts.map(
    ({ kind, file }) => `  ${editorName(file).padEnd(width)}  ${KINDS[kind]}${lastChange(file.name, remote)}`,
  );
}

function reasonOf(hasConflicts: boolean, elsewhere: PushPlan['elsewhere']): string {
  if (!elsewhere) return 'the project holds what the last push did not make.';
  const who = `build ${elsewhere.build} was pushed from elsewhere, on ${shownTime(elsewhere.pushed)}, after the last push of this machine`;
  return hasConflicts ? `${who}; and the project was changed since.` : `${who}.`;
}

function lastChange(name: string, remote: readonly RemoteFile[]): string {
  const file = remote.find(each => each.name === name);
  if (!file?.updated) return '';
  return ` (${shownTime(file.updated)}${file.updatedBy ? ` by ${file.updatedBy}` : ''})`;
}

function namesOf(conflicts: readonly Conflict[]): string {
  const names = conflicts.map(({ file }) => editorName(file));
  return names.length > 3 ? `these ${names.length} files` : names.join(', ');
}

/** What stands in the project is neither what stood there before nor what was sent. */
export function arrivedOtherwiseText(
  target: string,
  id: string,
  differences: readonly FileChange[],
  failure: ClaspFailure,
): string {
  const lines = differences.map(change => `  ${describeDifference(change)}`);
  const reason =
    failure.isTransient || failure.isInvalid ? ` ${failure.text.replace(/^\[Google\] /, '')}` : '';
  return [
    `[Push] ${target}: what stands in the project now is not what was sent.${reason} Somebody may have saved in the script editor at the same moment.`,
    ...lines,
    `  See it:              npx sheetbound diff --env ${target} --full`,
    `  Send it again:       npx sheetbound push --env ${target} --overwrite`,
    `  Back to what stood there before (saved in ${shownFolder(target, id, 'before')}):`,
    `                       npx sheetbound push --rollback --env ${target} --overwrite`,
  ].join('\n');
}

function describeDifference({ kind, name, before, after }: FileChange): string {
  const file = before ?? after;
  const shown = file ? editorName(file) : name;
  if (kind === 'added') return `${shown}  is there, and was not sent`;
  if (kind === 'removed') return `${shown}  was sent, and is not there`;
  return `${shown}  differs from line ${firstDifference(before, after)} on`;
}

function firstDifference(a: ScriptFile | undefined, b: ScriptFile | undefined): number {
  const [left, right] = [a, b].map(file => (file ? comparableSource(file).split('\n') : []));
  const index = left?.findIndex((line, number) => line !== right?.[number]) ?? 0;
  return index < 0 ? (left?.length ?? 0) + 1 : index + 1;
}

/** Where in the source the line is that Google does not take. */
export function syntaxHelp({ file, line }: RefusedSyntax, { map }: Cargo): string {
  const place = file === STAMPED_FILE && map ? sourceOf(map, line) : undefined;
  const at = place ? `That is ${place}. ` : '';
  return `${at}Write it in the JavaScript of 2020 there, then build and push again; \`npx sheetbound verify\` finds most of such places.`;
}

function sourceOf(map: string, line: number): string | undefined {
  try {
    const place = new ScriptMap(readFileSync(map, 'utf8')).sourceOf(line);
    return place && `${place.file}:${place.line}`;
  } catch {
    return undefined;
  }
}
