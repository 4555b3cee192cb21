import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptFile } from '../../ScriptFile';
import { pushesFolder, pushIds, saveNote, targetFolder } from './JournalFolder';
import type { LastPush } from '../plan/PlanBase';
import { readDeployed, type Deployed } from '../stage/StampLine';

/**
 * `started`: was about to be sent, and nobody has looked since. `done`: read back, whole. `not-sent`: the project stood
 * as before. `unclear`: what was found was neither what stood before nor what was sent.
 */
export type PushStatus = 'started' | 'done' | 'not-sent' | 'unclear';

/** A file of a saved copy. */
export interface SavedFile extends Pick<ScriptFile, 'name' | 'type'> {
  /** Below the folder of the copy. */
  path: string;
  digest: string;
}

/** A project as it stood or was to stand. */
export interface SavedProject {
  /** In their order. */
  files: readonly SavedFile[];
  /** What was known to be ours; null: nothing. */
  deployed: Deployed | null;
}

/** `pushes/<id>/push.json`. */
export interface PushRecord {
  v: 1;
  id: string;
  kind: 'push' | 'rollback';
  status: PushStatus;
  /** ISO time. */
  startedAt: string;
  finishedAt?: string;
  target: string;
  scriptId: string;
  /** Build id of the script that is sent; empty: no build of Sheetbound. */
  build: string;
  /** What a rollback put back, for people. */
  restored?: string;
  before: SavedProject;
  after: SavedProject;
  /** Version of clasp. */
  clasp: string;
}

export function writeRecord(root: string, record: PushRecord, outcome: string): void {
  const path = join(pushesFolder(root, record.target), record.id, 'push.json');
  saveNote(path, `${JSON.stringify(record, undefined, 2)}\n`, record.target, outcome);
}

/** Undefined when there is none, or none that can be used. */
export function readRecord(root: string, target: string, id: string): PushRecord | undefined {
  const value = readJson(join(pushesFolder(root, target), id, 'push.json')) as PushRecord | undefined;
  if (value?.v !== 1 || value.id !== id || typeof value.scriptId !== 'string') return undefined;
  return isSaved(value.before) && isSaved(value.after) ? value : undefined;
}

/** Pushes of a target that are kept on this machine, the newest first. */
export function listPushes(root: string, target: string): PushRecord[] {
  return pushIds(root, target)
    .reverse()
    .flatMap(id => readRecord(root, target, id) ?? []);
}

/** `current.json`: what the last push left. One of another script project (the target was changed) does not count. */
export function readLastPush(root: string, target: string, scriptId: string): LastPush | undefined {
  const value = readJson(currentPath(root, target)) as LastPush | undefined;
  if (typeof value?.id !== 'string' || value.scriptId !== scriptId) return undefined;
  return { id: value.id, scriptId, deployed: readDeployed(value.deployed) ?? null };
}

export function writeLastPush(root: string, target: string, last: LastPush, outcome: string): void {
  saveNote(
    currentPath(root, target),
    `${JSON.stringify({ v: 1, ...last }, undefined, 2)}\n`,
    target,
    outcome,
  );
}

function currentPath(root: string, target: string): string {
  return join(targetFolder(root, target), 'current.json');
}

function isSaved(value: SavedProject | undefined): boolean {
  return Array.isArray(value?.files);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) ?? undefined;
  } catch {
    return undefined;
  }
}
