import { Cancelled } from '../Dialogs';
import type { Request } from '../Request';
import { noteEvent } from '../RunLine';
import { prepareRun } from '../Running';
import type { Runtime } from '../Runtime';
import { chooseImport } from './ImportChoice';

export interface CleanUpResult {
  importName: string;
  /** Rows deleted, by node. */
  deleted: Record<string, number>;
  message: string;
}

/** Deletes rows that are older than the import keeps (Clean Up To Keep Window). Rows without a date stay. */
export function cleanUpExpiredData(runtime: Runtime, request: Request | undefined): CleanUpResult {
  const definition = chooseImport(runtime, request, 'Whose expired data shall be cleaned up?');
  const { name, values } = definition;
  const keep = values['CleanUpToKeepWindow'];
  const question = `Delete the rows of "${name}" that are older than ${String(keep)} days? This cannot be undone by Sheetbound; File > Version history keeps them.`;
  if (runtime.dialogs && keep !== undefined && !runtime.dialogs.confirm('Clean up expired data', question))
    throw new Cancelled();
  const deleted = prepareRun(runtime, definition, {}).connector.cleanUpExpiredData();
  const counts = Object.entries(deleted).map(([node, count]) => `${count} of ${node}`);
  const done = counts.length
    ? `Rows deleted: ${counts.join(', ')}.`
    : 'No table of this import has a date to go by.';
  const message = noteEvent(runtime, definition, 'clean-up', done);
  runtime.dialogs?.toast(message);
  return { importName: name, deleted, message };
}
