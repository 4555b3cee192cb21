import type { ScriptFile } from '../../ScriptFile';
import type { Base } from './PlanBase';
import { compareManifests, type ManifestChange } from './PlanManifest';
import { isSameOrder, orderFiles } from './PlanOrder';
import { isAsNew, isPristine } from './PlanPristine';
import { digestOf, isSameFile, type Deployed } from '../stage/StampLine';

export interface PlanInput {
  remote: readonly ScriptFile[];
  /** What is to stand there: the build, or saved files of a rollback. No stamp. */
  built: readonly ScriptFile[];
  base: Base;
  /** Leave files in the project that no push has made. */
  keep: boolean;
  /** Ours wins over every edit and every file that no push has made. */
  overwrite: boolean;
  /** Names of files that come first. */
  pushOrder: readonly string[];
}

/**
 * Something in the project that the last push did not make. `foreign`: a file that is not ours. `edited`: ours, with
 * another content. `deleted`: ours, gone. `taken`: not ours, under the name of a file that the build has.
 */
export interface Conflict {
  kind: 'foreign' | 'edited' | 'deleted' | 'taken';
  file: Pick<ScriptFile, 'name' | 'type'>;
}

export interface FileChange {
  kind: 'added' | 'changed' | 'removed';
  name: string;
  before?: ScriptFile;
  after?: ScriptFile;
}

export interface PushPlan extends ManifestChange {
  verdict: 'up-to-date' | 'push' | 'refused';
  changes: FileChange[];
  /** No push of ours stands there. */
  isFirst: boolean;
  /** The files stay, their order changes. */
  reorders: boolean;
  /** All files of the project after the push, in order, without stamp. */
  wanted: ScriptFile[];
  /** Names of the user's own files among them. */
  kept: string[];
  /** Why it is refused. */
  conflicts: Conflict[];
  /** What `--overwrite` takes away; the copy that is saved before holds it. */
  overruled: Conflict[];
  /** The push of another machine over which this one would go. */
  elsewhere?: Deployed;
}

/** What a push of `built` would do to a project. Pure. */
export function planPush(input: PlanInput): PushPlan {
  const { remote, built, base, keep, overwrite } = input;
  const found = findConflicts(input);
  const staying = found.conflicts.filter(({ kind }) => kind === 'foreign' && keep);
  const open = found.conflicts.filter(conflict => !staying.includes(conflict));
  const keptFiles = remote.filter(
    ({ name }) => found.kept.includes(name) || staying.some(({ file }) => file.name === name),
  );
  const wanted = orderFiles([...built, ...keptFiles], remote, input.pushOrder);
  const changes = compareFiles(remote, wanted);
  const reorders = input.pushOrder.length > 0 && !isSameOrder(remote, wanted);
  const isNewlyKept = staying.length > 0;
  const isElsewhere = base.kind === 'elsewhere';
  const isDone = changes.length === 0 && !reorders && !isNewlyKept;
  const isRefused = !overwrite && (open.length > 0 || isElsewhere);
  return {
    verdict: isDone ? 'up-to-date' : isRefused ? 'refused' : 'push',
    changes,
    isFirst: base.kind === 'none',
    reorders,
    wanted,
    kept: keptFiles.map(({ name }) => name),
    conflicts: isRefused ? open : [],
    overruled: overwrite ? open : [],
    ...(isElsewhere ? { elsewhere: base.deployed } : {}),
    ...compareManifests(remote, wanted),
  };
}

function findConflicts({ remote, built, base }: PlanInput): { conflicts: Conflict[]; kept: string[] } {
  const deployed = base.kind === 'none' ? undefined : base.deployed;
  const isReplaceable = !deployed && isPristine(remote);
  const conflicts: Conflict[] = [];
  const kept: string[] = [];
  for (const file of remote) {
    const ours = built.find(({ name }) => name === file.name);
    if (isReplaceable || (ours && (isSameFile(ours, file) || (!deployed && isAsNew(file))))) continue;
    const kind = judge(file, ours !== undefined, deployed);
    if (kind === 'kept') kept.push(file.name);
    else if (kind !== 'ours') conflicts.push({ kind, file: nameOf(file) });
  }
  return { conflicts: [...conflicts, ...findDeleted(remote, built, deployed)], kept };
}

function judge(
  file: ScriptFile,
  hasOurs: boolean,
  deployed: Deployed | undefined,
): Conflict['kind'] | 'ours' | 'kept' {
  if (deployed?.kept.includes(file.name)) return hasOurs ? 'taken' : 'kept';
  if (deployed && Object.hasOwn(deployed.files, file.name))
    return deployed.files[file.name] === digestOf(file) ? 'ours' : 'edited';
  return hasOurs ? 'taken' : 'foreign';
}

/** A file of ours that somebody took away, and that the push would bring back. */
function findDeleted(
  remote: readonly ScriptFile[],
  built: readonly ScriptFile[],
  deployed: Deployed | undefined,
): Conflict[] {
  return built
    .filter(({ name }) => deployed && Object.hasOwn(deployed.files, name))
    .filter(({ name }) => !remote.some(file => file.name === name))
    .map(file => ({ kind: 'deleted', file: nameOf(file) }));
}

/** What turns `before` into `after`, by file. */
export function compareFiles(before: readonly ScriptFile[], after: readonly ScriptFile[]): FileChange[] {
  const changes: FileChange[] = [];
  for (const file of after) {
    const old = before.find(({ name }) => name === file.name);
    if (!old) changes.push({ kind: 'added', name: file.name, after: file });
    else if (!isSameFile(old, file))
      changes.push({ kind: 'changed', name: file.name, before: old, after: file });
  }
  for (const file of before)
    if (!after.some(({ name }) => name === file.name))
      changes.push({ kind: 'removed', name: file.name, before: file });
  return changes;
}

function nameOf({ name, type }: ScriptFile): Conflict['file'] {
  return { name, type };
}
