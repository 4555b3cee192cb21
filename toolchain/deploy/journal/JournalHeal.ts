import type { ScriptFile } from '../../ScriptFile';
import {
  listPushes,
  readLastPush,
  writeLastPush,
  writeRecord,
  type PushRecord,
  type PushStatus,
  type SavedProject,
} from './JournalRecord';
import { digestOf, stampOf } from '../stage/StampLine';

const NOTHING_SENT = 'Nothing was sent.';

/** What became of a push that was stopped before it could look. */
export interface Healed {
  id: string;
  status: Exclude<PushStatus, 'started'>;
}

/** A push whose end nobody has seen; undefined when there is none. */
export function unfinishedPush(root: string, target: string): PushRecord | undefined {
  return listPushes(root, target).find(({ status }) => status === 'started');
}

/**
 * Looks at the project for what became of an unfinished push, and notes it. One that was given up may have arrived
 * late: then the project bears its stamp.
 */
export function healPush(
  root: string,
  target: string,
  scriptId: string,
  remote: readonly ScriptFile[],
): Healed | undefined {
  const record = unfinishedPush(root, target) ?? lateArrival(root, target, remote);
  if (!record) return undefined;
  const status = record.scriptId === scriptId ? judge(record, remote) : 'unclear';
  if (status === record.status) return undefined;
  finishPush(root, record, status, NOTHING_SENT);
  return { id: record.id, status };
}

function lateArrival(root: string, target: string, remote: readonly ScriptFile[]): PushRecord | undefined {
  const pushed = stampOf(remote)?.pushed;
  if (pushed === undefined) return undefined;
  return listPushes(root, target).find(
    ({ status, after }) => status !== 'done' && after.deployed?.pushed === pushed,
  );
}

/** First what stands there now, then that the push is over: in between, the next command would find out again. */
export function finishPush(
  root: string,
  record: PushRecord,
  status: Exclude<PushStatus, 'started'>,
  outcome: string,
): void {
  const { id, target, scriptId, after } = record;
  if (status === 'done' && readLastPush(root, target, scriptId)?.id !== id)
    writeLastPush(root, target, { id, scriptId, deployed: after.deployed }, outcome);
  writeRecord(root, { ...record, status, finishedAt: new Date().toISOString() }, outcome);
}

/** What became of a push, by what stands in the project. */
export function judge(
  record: Pick<PushRecord, 'before' | 'after'>,
  remote: readonly ScriptFile[],
): Exclude<PushStatus, 'started'> {
  if (holds(record, remote)) return 'done';
  return isSameContent(record.before, remote) ? 'not-sent' : 'unclear';
}

/** Where the content is the same before and after, the time in the stamp tells them apart. */
function holds(
  { before, after }: Pick<PushRecord, 'before' | 'after'>,
  remote: readonly ScriptFile[],
): boolean {
  if (!isSameContent(after, remote)) return false;
  return !isSameContent(before, remote) || stampOf(remote)?.pushed === after.deployed?.pushed;
}

function isSameContent({ files }: SavedProject, remote: readonly ScriptFile[]): boolean {
  return (
    files.length === remote.length &&
    files.every(({ name, type, digest }) => {
      const found = remote.find(file => file.name === name && file.type === type);
      return found !== undefined && digestOf(found) === digest;
    })
  );
}
