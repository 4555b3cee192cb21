import { copyFileSync, existsSync, linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RemoteFile } from '../../google/ScriptApi';
import type { ScriptFile } from '../../ScriptFile';
import { cannotSave, newPushId, prunePushes, pushesFolder, pushIds } from '../journal/JournalFolder';
import { readRecord, type PushRecord } from '../journal/JournalRecord';
import type { Base } from '../plan/PlanBase';
import type { PushPlan } from '../plan/PlanPush';
import type { Cargo, PushJob, PushServices } from './PushTypes';
import { saveCopy, stageFiles } from '../stage/StageFiles';
import { MANIFEST, STAMPED_FILE, withStamp, type Deployed } from '../stage/StampLine';

export interface Planned {
  job: PushJob;
  plan: PushPlan;
  base: Base;
  cargo: Cargo;
  remote: readonly RemoteFile[];
}

/** All that a push needs lies on the disk; only the note that it starts is not written yet. */
export interface Prepared extends Planned {
  record: PushRecord;
  /** The folder of the push: clasp's project file is in it. */
  folder: string;
  /** As they are sent. */
  files: readonly ScriptFile[];
}

/** Saves what stands there and lays out what is sent. Throws a `ToolError`; nothing was sent then. */
export function preparePush(planned: Planned, services: PushServices): Prepared {
  const { root, target } = planned.job;
  const now = services.now();
  const id = newPushId(now, pushIds(root, target.name));
  const folder = join(pushesFolder(root, target.name), id);
  prunePushes(root, target.name, name => readRecord(root, target.name, name) !== undefined);
  try {
    return layOut(planned, { id, now, folder }, services);
  } catch (error) {
    removeHalf(folder);
    throw error;
  }
}

/** On a full disk what was written so far would be in the way. */
function removeHalf(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The next push removes it.
  }
}

function layOut(
  planned: Planned,
  { id, now, folder }: { id: string; now: Date; folder: string },
  services: PushServices,
): Prepared {
  const { job, base, cargo, remote } = planned;
  const { target } = job;
  services.onStep(target.name, 'save');
  const before = saveCopy(join(folder, 'before'), remote, target.name);
  services.onStep(target.name, 'stage');
  const deployed = deployedBy(planned, now);
  const files = filesToSend(planned, deployed);
  const staged = stageFiles(folder, files, target.scriptId, target.name);
  saveMap(cargo, folder, target.name, services);
  const record: PushRecord = {
    v: 1,
    id,
    kind: cargo.kind,
    status: 'started',
    startedAt: now.toISOString(),
    target: target.name,
    scriptId: target.scriptId,
    build: cargo.build,
    ...(cargo.restored ? { restored: cargo.restored } : {}),
    before: { files: before, deployed: base.kind === 'none' ? null : base.deployed },
    after: { files: staged.files, deployed },
    clasp: services.claspVersion,
  };
  return { ...planned, record, folder: staged.folder, files };
}

function deployedBy({ cargo, plan }: Planned, now: Date): Deployed | null {
  if (!cargo.known) return null;
  const back = cargo.known.kept.filter(name => plan.wanted.some(file => file.name === name));
  return { ...cargo.known, pushed: now.toISOString(), kept: [...new Set([...plan.kept, ...back])] };
}

/**
 * clasp compares before it sends, and does not see that a file is to be removed or moved: where nothing else changes,
 * the line end of the manifest does.
 */
function filesToSend({ plan, cargo, remote }: Planned, deployed: Deployed | null): ScriptFile[] {
  const files = plan.wanted.map(file =>
    deployed && cargo.isStamped && file.name === STAMPED_FILE && !plan.kept.includes(file.name)
      ? { ...file, source: withStamp(file.source, deployed) }
      : file,
  );
  const isSeen = files.some(file => remote.find(({ name }) => name === file.name)?.source !== file.source);
  if (isSeen) return files;
  return files.map(file => (file.name === MANIFEST ? { ...file, source: toggleLineEnd(file.source) } : file));
}

function toggleLineEnd(source: string): string {
  return source.endsWith('\n') ? source.trimEnd() : `${source}\n`;
}

/** The map stays here, for `trace`; pushes of one build share it. */
function saveMap({ map }: Cargo, folder: string, target: string, { mapCopies }: PushServices): void {
  if (map === undefined || !existsSync(map)) return;
  const path = join(folder, `${STAMPED_FILE}.js.map`);
  try {
    const copy = mapCopies.get(map);
    if (copy === undefined || !linked(copy, path)) copyFileSync(map, path);
    mapCopies.set(map, path);
  } catch (error) {
    throw cannotSave(error, target, 'Nothing was sent.');
  }
}

/** Not every file system has links. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}
