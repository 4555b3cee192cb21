import { count } from '../../../environments/node/cli/Terminal';
import { textTable } from '../../../environments/node/cli/TextTable';
import type { PushRecord, PushStatus } from './JournalRecord';
import { shownTime } from '../push/PushRefusal';

const STATUS: Readonly<Record<PushStatus, string>> = {
  started: 'stopped on its way',
  done: 'arrived',
  'not-sent': 'did not arrive',
  unclear: 'arrived otherwise',
};

/** The pushes that are kept of a target, the newest first. */
export function pushesText(target: string, pushes: readonly PushRecord[]): string {
  if (pushes.length === 0)
    return `${target}: no push of this machine is kept. \`npx sheetbound versions --env ${target}\` lists the versions of the script project.`;
  const rows = pushes.map(({ id, startedAt, kind, build, restored, status, after }) => [
    id,
    shownTime(startedAt),
    restored ? `${kind}: ${restored}` : kind,
    build || '-',
    count(after.files.length, 'file'),
    STATUS[status],
  ]);
  const head = ['push', 'time', 'what', 'build', 'files', 'result'];
  return `${target}\n${textTable(head, rows)}\nBack to one of them: npx sheetbound push --rollback --to <push> --env ${target}`;
}
